/** nginx security advisories: `1.5.0+, 1.4.1+` and `0.6.18-0.9.9`, where an even second number is a stable branch. */
import { ok, type Result } from '../../base/index.ts'
import type { VersionError } from '../scheme.ts'
import {
  type Alternative,
  increment,
  invalidRange,
  type NativeNotation,
  type NativeRange,
  toSpan,
} from './native-range.ts'

const pattern = /^(\d+)\.(\d+)\.(\d+)(\+|-(\d+\.\d+\.\d+))?$/u

function parse(text: string): Result<NativeRange, VersionError> {
  const alternatives: Alternative[] = []
  if (text.trim() !== 'none') {
    for (const part of text.split(',')) {
      const alternative = part.trim() === 'all' ? [] : toAlternative(part.trim())
      if (alternative === undefined)
        return invalidRange('expected a version, a span or a version with a plus', part)
      alternatives.push(alternative)
    }
  }
  return ok({ scheme: 'nginx', alternatives, constraints: alternatives.flat() })
}

/** A fix in a stable branch holds there only; one in a mainline branch holds for all that follow. */
function toAlternative(part: string): Alternative | undefined {
  const [, major = '', minor = '', patch = '', tail, last] = pattern.exec(part) ?? []
  if (major === '') return undefined
  const version = `${major}.${minor}.${patch}`
  if (tail === undefined) return [{ comparator: '=', version }]
  if (last !== undefined) {
    return [
      { comparator: '>=', version },
      { comparator: '<=', version: last },
    ]
  }
  const isStable = /[02468]$/u.test(minor)
  return isStable ? toSpan(version, `${increment([major, minor])}.0`) : [{ comparator: '>=', version }]
}

export const nginxRange: NativeNotation = { id: 'nginx', synonyms: [], parse }
