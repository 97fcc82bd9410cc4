/** Conan ranges: comparators, `~`, `^`, `*`, and a trailing hyphen that lets pre-releases in. */
import {
  type Alternative,
  increment,
  type NativeNotation,
  readAlternatives,
  type Term,
  toPlain,
} from './native-range.ts'

function toAlternative({ operator, version: written }: Term): Alternative | undefined {
  if (/^\*-?$/u.test(written)) return [{ comparator: '>=', version: '0.0.0' }]
  const version = written.replace(/-$/u, '')
  if (operator !== '~' && operator !== '^') return toPlain({ operator, version })
  const [numbers] = /^\d+(?:\.\d+)*/u.exec(version) ?? []
  if (numbers === undefined) return undefined
  const upper = increment(keptNumbers(operator, numbers.split('.')))
  return [
    { comparator: '>=', version },
    { comparator: '<', version: `${upper}-` },
  ]
}

/** `~1.2.3` keeps 1.2; `^` keeps everything up to the first number that is not 0. */
function keptNumbers(operator: string, numbers: readonly string[]): readonly string[] {
  if (operator === '~') return numbers.slice(0, numbers.length === 1 ? 1 : Math.min(2, numbers.length))
  const firstNonZero = numbers.findIndex((number) => /[1-9]/u.test(number))
  return numbers.slice(0, firstNonZero === -1 ? numbers.length : firstNonZero + 1)
}

export const conanRange: NativeNotation = {
  id: 'conan',
  synonyms: [],
  parse: (text) => {
    const prepare = (part: string) => part.replace(/,\s*include_prerelease(?:=\w+)?\s*$/u, '')
    return readAlternatives(text, { scheme: 'conan', toAlternative, prepare })
  },
}
