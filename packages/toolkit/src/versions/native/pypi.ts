/** Python version specifiers: comparators, `~=` and `==1.*` (PEP 440, "Version specifiers"). */
import {
  type Alternative,
  increment,
  type NativeNotation,
  readAlternatives,
  type Term,
  toPlain,
  toSpan,
} from './native-range.ts'

const prefix = /^v?((?:\d+!)?\d+(?:\.\d+)*)\.\*$/u
const release = /^v?((?:\d+!)?)(\d+(?:\.\d+)+)/u

function toAlternative(term: Term): Alternative | undefined {
  const [, start] = prefix.exec(term.version) ?? []
  if (term.operator === '~=') return toCompatible(term.version)
  if (start === undefined) return toPlain(term)
  return term.operator === '==' ? toPrefixSpan(start) : undefined
}

/** `==1.4.*` holds 1.4.dev0 and everything else that starts so. */
function toPrefixSpan(start: string): Alternative {
  const [, epoch = '', numbers = start] = /^(\d+!)(.*)$/u.exec(start) ?? []
  return toSpan(`${start}.dev0`, `${epoch}${increment(numbers.split('.'))}.dev0`)
}

/** `~=1.4.2` is `>=1.4.2, ==1.4.*`. */
function toCompatible(version: string): Alternative | undefined {
  const [, epoch, numbers] = release.exec(version) ?? []
  if (epoch === undefined || numbers === undefined) return undefined
  return toSpan(version, `${epoch}${increment(numbers.split('.').slice(0, -1))}.dev0`)
}

export const pypiRange: NativeNotation = {
  id: 'pypi',
  synonyms: ['pip', 'pep440'],
  parse: (text) => readAlternatives(text, { scheme: 'pypi', toAlternative }),
}
