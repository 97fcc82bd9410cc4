/**
 * Every file of the guidance; a test walks the folder and fails where one is missing here. Read where the program is made, never by
 * the program.
 */
import annex1 from './data/annex-1.json' with { type: 'json' }
import annex2 from './data/annex-2.json' with { type: 'json' }
import annex3 from './data/annex-3.json' with { type: 'json' }
import annex4 from './data/annex-4.json' with { type: 'json' }
import annex56 from './data/annex-5-6.json' with { type: 'json' }
import annex7 from './data/annex-7.json' with { type: 'json' }
import annex8 from './data/annex-8.json' with { type: 'json' }
import art0102 from './data/art-01-02.json' with { type: 'json' }
import art03 from './data/art-03.json' with { type: 'json' }
import art0412 from './data/art-04-12.json' with { type: 'json' }
import art13 from './data/art-13.json' with { type: 'json' }
import art14 from './data/art-14.json' with { type: 'json' }
import art1517 from './data/art-15-17.json' with { type: 'json' }
import art1823 from './data/art-18-23.json' with { type: 'json' }
import art2426 from './data/art-24-26.json' with { type: 'json' }
import art27 from './data/art-27.json' with { type: 'json' }
import art2831 from './data/art-28-31.json' with { type: 'json' }
import art32 from './data/art-32.json' with { type: 'json' }
import art3351 from './data/art-33-51.json' with { type: 'json' }
import art5263 from './data/art-52-63.json' with { type: 'json' }
import art6471 from './data/art-64-71.json' with { type: 'json' }
import asks1 from './data/asks-1.json' with { type: 'json' }
import asks11 from './data/asks-11.json' with { type: 'json' }
import asks12 from './data/asks-12.json' with { type: 'json' }
import asks13 from './data/asks-13.json' with { type: 'json' }
import asks14 from './data/asks-14.json' with { type: 'json' }
import asks15 from './data/asks-15.json' with { type: 'json' }
import asks21 from './data/asks-21.json' with { type: 'json' }
import asks22 from './data/asks-22.json' with { type: 'json' }
import asks23 from './data/asks-23.json' with { type: 'json' }
import asks2 from './data/asks-2.json' with { type: 'json' }
import asks3 from './data/asks-3.json' with { type: 'json' }
import asks4 from './data/asks-4.json' with { type: 'json' }
import asks31 from './data/asks-31.json' with { type: 'json' }
import asks32 from './data/asks-32.json' with { type: 'json' }
import asks33 from './data/asks-33.json' with { type: 'json' }
import asks34 from './data/asks-34.json' with { type: 'json' }
import asks35 from './data/asks-35.json' with { type: 'json' }
import asks41 from './data/asks-41.json' with { type: 'json' }
import asks42 from './data/asks-42.json' with { type: 'json' }
import asks43 from './data/asks-43.json' with { type: 'json' }
import asks44 from './data/asks-44.json' with { type: 'json' }
import asks45 from './data/asks-45.json' with { type: 'json' }
import asks46 from './data/asks-46.json' with { type: 'json' }
import asks47 from './data/asks-47.json' with { type: 'json' }
import asksDeveloped from './data/asks-developed.json' with { type: 'json' }
import asksNearRefusals from './data/asks-near-refusals.json' with { type: 'json' }
import asksNearRefusals2 from './data/asks-near-refusals-2.json' with { type: 'json' }
import asksNearRefusals3 from './data/asks-near-refusals-3.json' with { type: 'json' }
import points1 from './data/points-1.json' with { type: 'json' }
import points2 from './data/points-2.json' with { type: 'json' }
import points3 from './data/points-3.json' with { type: 'json' }
import points4 from './data/points-4.json' with { type: 'json' }
import points5 from './data/points-5.json' with { type: 'json' }
import points6 from './data/points-6.json' with { type: 'json' }
import recitals1 from './data/recitals-1.json' with { type: 'json' }
import recitals2 from './data/recitals-2.json' with { type: 'json' }
import recitals3 from './data/recitals-3.json' with { type: 'json' }
import recitals4 from './data/recitals-4.json' with { type: 'json' }
import refusalAsks1 from './data/refusal-asks-1.json' with { type: 'json' }
import refusalAsks2 from './data/refusal-asks-2.json' with { type: 'json' }
import refusalAsks31 from './data/refusal-asks-31.json' with { type: 'json' }
import refusalAsks32 from './data/refusal-asks-32.json' with { type: 'json' }
import refusalAsks33 from './data/refusal-asks-33.json' with { type: 'json' }
import refusalAsks34 from './data/refusal-asks-34.json' with { type: 'json' }
import refusalAsks35 from './data/refusal-asks-35.json' with { type: 'json' }
import refusalAsks41 from './data/refusal-asks-41.json' with { type: 'json' }
import refusalAsks42 from './data/refusal-asks-42.json' with { type: 'json' }
import refusalAsks51 from './data/refusal-asks-51.json' with { type: 'json' }
import refusalAsks52 from './data/refusal-asks-52.json' with { type: 'json' }
import refusalAsks53 from './data/refusal-asks-53.json' with { type: 'json' }
import refusalAsks43 from './data/refusal-asks-43.json' with { type: 'json' }
import refusalAsks44 from './data/refusal-asks-44.json' with { type: 'json' }
import refusalAsks54 from './data/refusal-asks-54.json' with { type: 'json' }
import refusalAsks55 from './data/refusal-asks-55.json' with { type: 'json' }
import refusalAsks56 from './data/refusal-asks-56.json' with { type: 'json' }
import refusalAsks57 from './data/refusal-asks-57.json' with { type: 'json' }
import refusalAsksDeveloped from './data/refusal-asks-developed.json' with { type: 'json' }
import refusalsJson from './data/refusals.json' with { type: 'json' }
import { readGuidance, readMoreAsks, readMoreRefusalAsks, readRefusals } from './read.ts'

const passages: Readonly<Record<string, unknown>> = {
  'annex-1.json': annex1,
  'annex-2.json': annex2,
  'annex-3.json': annex3,
  'annex-4.json': annex4,
  'annex-5-6.json': annex56,
  'annex-7.json': annex7,
  'annex-8.json': annex8,
  'art-01-02.json': art0102,
  'art-03.json': art03,
  'art-04-12.json': art0412,
  'art-13.json': art13,
  'art-14.json': art14,
  'art-15-17.json': art1517,
  'art-18-23.json': art1823,
  'art-24-26.json': art2426,
  'art-27.json': art27,
  'art-28-31.json': art2831,
  'art-32.json': art32,
  'art-33-51.json': art3351,
  'art-52-63.json': art5263,
  'art-64-71.json': art6471,
  'points-1.json': points1,
  'points-2.json': points2,
  'points-3.json': points3,
  'points-4.json': points4,
  'points-5.json': points5,
  'points-6.json': points6,
  'recitals-1.json': recitals1,
  'recitals-2.json': recitals2,
  'recitals-3.json': recitals3,
  'recitals-4.json': recitals4,
}
const asks: Readonly<Record<string, unknown>> = {
  'asks-1.json': asks1,
  'asks-11.json': asks11,
  'asks-12.json': asks12,
  'asks-13.json': asks13,
  'asks-14.json': asks14,
  'asks-15.json': asks15,
  'asks-2.json': asks2,
  'asks-21.json': asks21,
  'asks-22.json': asks22,
  'asks-23.json': asks23,
  'asks-3.json': asks3,
  'asks-4.json': asks4,
  'asks-31.json': asks31,
  'asks-32.json': asks32,
  'asks-33.json': asks33,
  'asks-34.json': asks34,
  'asks-35.json': asks35,
  'asks-41.json': asks41,
  'asks-42.json': asks42,
  'asks-43.json': asks43,
  'asks-44.json': asks44,
  'asks-45.json': asks45,
  'asks-46.json': asks46,
  'asks-47.json': asks47,
  'asks-developed.json': asksDeveloped,
  'asks-near-refusals.json': asksNearRefusals,
  'asks-near-refusals-2.json': asksNearRefusals2,
  'asks-near-refusals-3.json': asksNearRefusals3,
}
const refusalAsks: Readonly<Record<string, unknown>> = {
  'refusal-asks-1.json': refusalAsks1,
  'refusal-asks-2.json': refusalAsks2,
  'refusal-asks-57.json': refusalAsks57,
  'refusal-asks-developed.json': refusalAsksDeveloped,
  'refusal-asks-56.json': refusalAsks56,
  'refusal-asks-55.json': refusalAsks55,
  'refusal-asks-54.json': refusalAsks54,
  'refusal-asks-44.json': refusalAsks44,
  'refusal-asks-43.json': refusalAsks43,
  'refusal-asks-53.json': refusalAsks53,
  'refusal-asks-52.json': refusalAsks52,
  'refusal-asks-51.json': refusalAsks51,
  'refusal-asks-42.json': refusalAsks42,
  'refusal-asks-41.json': refusalAsks41,
  'refusal-asks-35.json': refusalAsks35,
  'refusal-asks-34.json': refusalAsks34,
  'refusal-asks-33.json': refusalAsks33,
  'refusal-asks-32.json': refusalAsks32,
  'refusal-asks-31.json': refusalAsks31,
}

export const guidance = Object.entries(passages).flatMap(([name, json]) => readGuidance(name, json))
export const refusals = readRefusals('refusals.json', refusalsJson)
/** By file: each has an author of its own. */
export const moreAsks = Object.entries(asks).map(([file, json]) => ({ file, asks: readMoreAsks(file, json) }))
export const moreRefusalAsks = Object.entries(refusalAsks).map(([file, json]) => ({
  file,
  asks: readMoreRefusalAsks(file, json),
}))
/** Names of the files that are read here. */
export const guidanceFiles: readonly string[] = [
  ...Object.keys(passages),
  ...Object.keys(asks),
  ...Object.keys(refusalAsks),
  'refusals.json',
]
