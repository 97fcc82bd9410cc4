/** Ranges of Go modules as advisories write them: comparators joined by blanks, with or without a v. */
import { type NativeNotation, readAlternatives, type Term, toPlain } from './native-range.ts'

function withoutV({ operator, version }: Term): Term {
  return { operator, version: version.replace(/^v(?=\d)/iu, '') }
}

export const golangRange: NativeNotation = {
  id: 'golang',
  synonyms: ['go'],
  parse: (text) =>
    readAlternatives(text, { scheme: 'golang', toAlternative: (term) => toPlain(withoutV(term)) }),
}
