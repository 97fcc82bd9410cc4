/** Composer constraints: comparators, wildcards, `~`, `^` and `A - B` (Composer manual, "Versions and constraints"). */
import {
  type Alternative,
  increment,
  type NativeNotation,
  readAlternatives,
  type Term,
  toPlain,
  toSpan,
} from './native-range.ts'

const wildcard = /^v?(\d+(?:\.\d+)*)\.[*xX]$/u

function toAlternative({ operator, version }: Term): Alternative | undefined {
  const [numbers] = /^\d+(?:\.\d+)*/u.exec(version.replace(/^v/iu, '')) ?? []
  if (version === '*') return []
  const [, start] = wildcard.exec(version) ?? []
  if (start !== undefined)
    return operator === '' ? toSpan(`${start}-dev`, `${increment(start.split('.'))}-dev`) : undefined
  if (operator === '~' || operator === '^') {
    return numbers === undefined ? undefined : toNextSignificant(operator, version, numbers.split('.'))
  }
  return toPlain({ operator: operator === '<>' ? '!=' : operator, version })
}

/** `~1.2.3` ends before 1.3, `~1.2` before 2; `^` ends before the next change of the first number that is not 0. */
function toNextSignificant(operator: string, version: string, numbers: readonly string[]): Alternative {
  const firstNonZero = numbers.findIndex((number) => /[1-9]/u.test(number))
  const caret = numbers.slice(0, firstNonZero === -1 ? numbers.length : firstNonZero + 1)
  const tilde = numbers.length === 1 ? numbers : numbers.slice(0, -1)
  return toSpan(version, `${increment(operator === '^' ? caret : tilde)}-dev`)
}

const hyphenRange = /([^\s,<>=~^|]+)\s+-\s+([^\s,<>=~^|]+)/gu

export const composerRange: NativeNotation = {
  id: 'composer',
  synonyms: ['packagist'],
  parse: (text) => {
    const prepare = (part: string) => part.replace(hyphenRange, '>=$1 <=$2')
    return readAlternatives(text, { scheme: 'composer', toAlternative, prepare })
  },
}
