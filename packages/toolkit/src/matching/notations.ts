/** Ranges that are written in a package manager's own words or in VERS: verdicts, bounds, and one line of text. */
import type { NativeRangeClaim, VersRangeClaim } from '../model/index.ts'
import {
  type OsvInterval,
  parseNativeRange,
  parseVers,
  satisfiesNative,
  satisfiesVers,
} from '../versions/index.ts'

export type RangeVerdict =
  | { readonly kind: 'affected'; readonly interval: OsvInterval }
  | { readonly kind: 'outside' }
  | { readonly kind: 'unclear'; readonly reason: string }

type Notation = NativeRangeClaim | VersRangeClaim

/** One unreadable range among several leaves a hit standing, and turns every other answer into "unclear". */
export function evaluateNotation(range: Notation, version: string): RangeVerdict {
  if (range.type === 'VERS') return toVerdict(range, satisfiesVers(range.vers, version))
  let unclear: string | undefined
  let isInside = false
  for (const text of range.ranges) {
    const parsed = parseNativeRange(range.notation, text)
    const inside = parsed.ok ? satisfiesNative(parsed.value, version) : parsed
    if (!inside.ok) unclear ??= inside.error.message
    else isInside ||= inside.value
  }
  if (!isInside && unclear !== undefined) return { kind: 'unclear', reason: unclear }
  return toVerdict(range, { ok: true, value: isInside === (range.says === 'affected') })
}

function toVerdict(range: Notation, inside: ReturnType<typeof satisfiesVers>): RangeVerdict {
  if (!inside.ok) return { kind: 'unclear', reason: inside.error.message }
  if (!inside.value) return { kind: 'outside' }
  const [fixed, ...others] = fixedBoundsOf(range)
  return { kind: 'affected', interval: fixed !== undefined && others.length === 0 ? { fixed } : {} }
}

/** Versions at which an affected stretch ends, as far as the notation names them; candidates, to be checked. */
export function fixedBoundsOf(range: Notation): readonly string[] {
  if (range.type === 'VERS') {
    const parsed = parseVers(range.vers)
    const constraints = parsed.ok && parsed.value.kind === 'constraints' ? parsed.value.constraints : []
    return constraints.flatMap(({ comparator, version }) => (comparator === '<' ? [version] : []))
  }
  const wanted = range.says === 'affected' ? ['<'] : ['>=', '=']
  return range.ranges.flatMap((text) => {
    const parsed = parseNativeRange(range.notation, text)
    const constraints = parsed.ok ? parsed.value.alternatives.flat() : []
    return constraints.flatMap(({ comparator, version }) => (wanted.includes(comparator) ? [version] : []))
  })
}

export function formatNotation(range: Notation): string {
  if (range.type === 'VERS') return range.vers
  const text = range.ranges.length === 0 ? 'nothing' : range.ranges.join(' || ')
  return range.says === 'affected' ? text : `all but ${text}`
}
