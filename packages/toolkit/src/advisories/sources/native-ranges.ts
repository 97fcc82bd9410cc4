/** Ranges in the words of a package manager, and the versions that they name. */
import type { NativeRangeClaim } from '../../model/index.ts'
import { parseNativeRange } from '../../versions/index.ts'
import { shortTexts } from './short-texts.ts'

/** A range that its source does not state: its notation is none, so that it evaluates to "cannot be told". */
export const unstatedRange: NativeRangeClaim = {
  type: 'NATIVE',
  notation: 'unstated',
  says: 'affected',
  ranges: ['unstated'],
}

/** The range of one text; without a text, the unstated one: an empty text would hold nothing, which reads as clean. */
export function toAffected(notation: string, text: string | undefined): NativeRangeClaim {
  if (text === undefined || text.trim() === '') return unstatedRange
  return { type: 'NATIVE', notation, says: 'affected', ranges: [text] }
}

/** Versions at which the ranges start or which they name alone, as written; ranges that cannot be read name none. */
export function namedVersions(notation: string, ranges: readonly string[]): readonly string[] {
  const named = ranges.flatMap((text) => {
    const parsed = parseNativeRange(notation, text)
    const constraints = parsed.ok ? parsed.value.alternatives.flat() : []
    const written = new Set(text.split(/[\s,|<>=~^!]+/))
    return constraints.flatMap(({ comparator, version }) =>
      comparator === '>=' || comparator === '=' ? toNamed(version, written) : [],
    )
  })
  return shortTexts([...new Set(named)])
}

/** A bound that the notation adds (`>1.2` starts at 1.3.0-0) is nobody's word; one that it fills up is (`^1` at 1.0.0-0). */
function toNamed(version: string, written: ReadonlySet<string>): readonly string[] {
  // Some notations read any word as a version.
  if (written.has(version)) return /\d/.test(version) ? [version] : []
  const [, whole, minor, major] = /^(((\d+)\.\d+)\.\d+)-0$/.exec(version) ?? []
  if (whole === undefined || minor === undefined || major === undefined) return []
  const isFilled =
    (whole === `${minor}.0` && written.has(minor)) || (whole === `${major}.0.0` && written.has(major))
  return isFilled ? [whole] : []
}
