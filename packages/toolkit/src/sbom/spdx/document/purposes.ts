/** Primary package purposes of SPDX 2.3 (clause 7.24) and the kinds of elements. */
import type { BomKind } from '../../document/element.ts'

const both: readonly (readonly [string, BomKind])[] = [
  ['APPLICATION', 'application'],
  ['FRAMEWORK', 'framework'],
  ['LIBRARY', 'library'],
  ['CONTAINER', 'container'],
  ['OPERATING_SYSTEM', 'operating-system'],
  ['DEVICE', 'device'],
  ['FIRMWARE', 'firmware'],
  ['SOURCE', 'source'],
  ['ARCHIVE', 'archive'],
  ['FILE', 'file'],
  ['INSTALL', 'install'],
  ['OTHER', 'other'],
]

export const purposeKinds: ReadonlyMap<string, BomKind> = new Map(both)
/** A kind that is not here has no purpose of its own. */
export const kindPurposes: ReadonlyMap<BomKind, string> = new Map(
  both.map(([purpose, kind]) => [kind, purpose]),
)
