/** Interval notation, `[1.0,2.0),[3.0,)`, which Maven and NuGet share. */
import { ok, type Result } from '../../base/index.ts'
import type { VersionError } from '../scheme.ts'
import type { VersComparator, VersConstraint } from '../vers.ts'
import { type Alternative, invalidRange, type NativeRange } from './native-range.ts'

export interface IntervalReader {
  readonly scheme: string
  /** What a version without brackets demands: exactly that one, or that one and later ones. */
  readonly bare: VersComparator
}

const token = /\s*(?:([[(])([^[\](),]*)(,?)([^[\](),]*)([\])])|([^[\](),|\s]+))\s*(?:,|\|\|?|$)?/uy

export function readIntervals(text: string, reader: IntervalReader): Result<NativeRange, VersionError> {
  const alternatives: Alternative[] = []
  token.lastIndex = 0
  let end = 0
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    end = token.lastIndex
    const alternative = toAlternative(match, reader.bare)
    if (alternative === undefined) return invalidRange('expected an interval', match[0])
    alternatives.push(alternative)
    if (end >= text.length) break
  }
  if (text.slice(end).trim() !== '' || alternatives.length === 0)
    return invalidRange('expected intervals', text)
  return ok({ scheme: reader.scheme, alternatives, constraints: alternatives.flat() })
}

function toAlternative(match: RegExpExecArray, bare: VersComparator): Alternative | undefined {
  const [, open, low = '', comma, high = '', close, single] = match
  if (single !== undefined) return [{ comparator: bare, version: single }]
  const lower = low.trim()
  const upper = high.trim()
  if (comma === '')
    return open === '[' && close === ']' && lower !== '' ? [{ comparator: '=', version: lower }] : undefined
  const constraints: VersConstraint[] = []
  if (lower !== '') constraints.push({ comparator: open === '[' ? '>=' : '>', version: lower })
  if (upper !== '') constraints.push({ comparator: close === ']' ? '<=' : '<', version: upper })
  return constraints
}
