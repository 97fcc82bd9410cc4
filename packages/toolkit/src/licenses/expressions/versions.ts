/** Licenses that come in versions: what "or any later version" reaches. */
import type { LicenseExpression } from '../../model/index.ts'
import { openCatalogue } from '../recognition/catalogue.ts'

/** Families whose ids differ by the version only, oldest first; the version follows the name. */
const families = [
  'AFL',
  'AGPL',
  'APSL',
  'Apache',
  'Artistic',
  'CC-BY',
  'CC-BY-NC',
  'CC-BY-NC-ND',
  'CC-BY-NC-SA',
  'CC-BY-ND',
  'CC-BY-SA',
  'CC-SA',
  'CDDL',
  'CECILL',
  'CERN-OHL',
  'ECL',
  'EFL',
  'EPL',
  'EUPL',
  'GFDL',
  'GFDL-invariants',
  'GFDL-no-invariants',
  'GPL',
  'LAL',
  'LGPL',
  'LPL',
  'LPPL',
  'MPL',
  'MulanPSL',
  'NPL',
  'OFL',
  'OGL-UK',
  'OLDAP',
  'OSL',
  'PHP',
  'RPL',
  'SGI-B',
  'TAPR-OHL',
  'YPL',
  'ZPL',
] as const

/** One license, with or without an exception. */
export type LicenseLeaf = Extract<LicenseExpression, { readonly kind: 'license' | 'reference' }>

/** A license as a stretch of its family's versions; a license without family is a family of its own. */
export interface VersionRange {
  readonly family: string
  /** Versions as numbers, compared part by part; letters follow (`1.3a`). */
  readonly version: string
  readonly isOpen: boolean
  readonly exception: string | undefined
}

const known = new Set<string>(families)

/** The range of a leaf in current ids (see `normalizeExpression`). */
export function toVersionRange(leaf: LicenseLeaf): VersionRange {
  if (leaf.kind === 'reference') {
    return { family: leaf.id, version: '', isOpen: false, exception: leaf.exception }
  }
  const parts = /^(.+?)-(\d+(?:\.\d+)*[a-z]?)((?:-no)?-invariants)?(-only|-or-later)?$/.exec(leaf.id)
  const family = `${parts?.[1] ?? ''}${parts?.[3] ?? ''}`
  const isOpen = leaf.isOrLater || parts?.[4] === '-or-later'
  return known.has(family)
    ? { family, version: parts?.[2] ?? '', isOpen, exception: leaf.exception }
    : { family: leaf.id, version: '', isOpen: false, exception: leaf.exception }
}

/** True where some version lies in both; an exception changes the license, so it has to be the same one. */
export function overlaps(a: VersionRange, b: VersionRange): boolean {
  if (a.family !== b.family || a.exception !== b.exception) return false
  const order = compareVersions(a.version, b.version)
  return order === 0 || (order < 0 ? a.isOpen : b.isOpen)
}

/** -1, 0 or 1, by numbers, then by letter. */
export function compareVersions(a: string, b: string): number {
  const left = toParts(a)
  const right = toParts(b)
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const step = (left[index] ?? 0) - (right[index] ?? 0)
    if (step !== 0) return Math.sign(step)
  }
  return 0
}

/** `1.3a` is 1, 3, 1: a letter is a step behind the number. */
function toParts(version: string): readonly number[] {
  return [...version.matchAll(/\d+|[a-z]/g)].map(([part]) =>
    /\d/.test(part) ? Number(part) : part.charCodeAt(0) - 96,
  )
}

/** Ids of the list that a range reaches, oldest first: what a recipient may choose under "or any later version". */
export function versionsIn(range: VersionRange): readonly string[] {
  return [...openCatalogue().licenses.values()]
    .filter((license) => !license.isDeprecated && !license.isException && !license.id.endsWith('-or-later'))
    .map(({ id }) => ({ id, own: toVersionRange({ kind: 'license', id, isOrLater: false }) }))
    .filter(({ own }) => overlaps(range, { ...own, exception: range.exception }))
    .sort((a, b) => compareVersions(a.own.version, b.own.version) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
}
