/** The one list of source formats. A new one is a file beside this and a line here. */
import type { Sample, SourceFormat } from '../source-format.ts'
import { aboutcodeA } from './aboutcode-a.ts'
import { aboutcodeB } from './aboutcode-b.ts'
import { epss } from './epss.ts'
import { friendsofphp } from './friendsofphp.ts'
import { kev } from './kev.ts'
import { osv } from './osv.ts'
import { review } from './review.ts'
import { rubysec } from './rubysec.ts'
import { vulnerablecode } from './vulnerablecode.ts'

/** Asked in this order; OSV last, because others carry its words. */
const formats: readonly SourceFormat[] = [
  aboutcodeA,
  aboutcodeB,
  epss,
  friendsofphp,
  kev,
  rubysec,
  vulnerablecode,
  review,
  osv,
]

const byId: ReadonlyMap<string, SourceFormat> = new Map(formats.map((format) => [format.id, format]))

export function listFormats(): readonly SourceFormat[] {
  return formats
}

export function findFormat(id: string): SourceFormat | undefined {
  return byId.get(id)
}

/** Undefined where no format knows the file. */
export function recogniseFormat(sample: Sample): SourceFormat | undefined {
  return formats.find((format) => format.recognises(sample))
}
