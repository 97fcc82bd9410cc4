/** Hex (Elixir and Erlang): Semantic Versioning. */
import { defineScheme } from '../scheme.ts'
import { compareSemver, readSemver } from '../semver-core.ts'

export const hex = defineScheme({
  id: 'hex',
  synonyms: ['elixir', 'erlang', 'mix'],
  read: readSemver,
  compare: compareSemver,
})
