/** RubyGems requirements: comparators and the pessimistic `~>`; also GitLab's, which join them with blanks. */
import {
  type Alternative,
  increment,
  type NativeNotation,
  readAlternatives,
  type Term,
  toPlain,
  toSpan,
} from './native-range.ts'

function toAlternative(term: Term): Alternative | undefined {
  return term.operator === '~>' ? toPessimistic(term.version, '.A') : toPlain(term)
}

function toConstraints(term: Term): Alternative | undefined {
  return term.operator === '~>' ? toPessimistic(term.version, '') : toPlain(term)
}

/**
 * `~> 2.1.4` ends before 2.2 and before its pre-releases, too: `A` is the first word of all.
 * A pre-release does not count when the last number is dropped (Gem::Version#bump).
 */
function toPessimistic(version: string, bottom: string): Alternative | undefined {
  const [numbers] = /^\d+(?:\.\d+)*/u.exec(version) ?? []
  if (numbers === undefined) return undefined
  const parts = numbers.split('.')
  return toSpan(version, `${increment(parts.length === 1 ? parts : parts.slice(0, -1))}${bottom}`)
}

export const gemRange: NativeNotation = {
  id: 'gem',
  synonyms: ['rubygems'],
  parse: (text) => readAlternatives(text, { scheme: 'gem', toAlternative, toConstraints }),
}
