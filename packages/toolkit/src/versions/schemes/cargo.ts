/** crates.io: Semantic Versioning; build metadata has no precedence, as in the OSV schema. */
import { defineScheme } from '../scheme.ts'
import { compareSemver, readSemver } from '../semver-core.ts'

export const cargo = defineScheme({
  id: 'cargo',
  synonyms: ['crates.io', 'crates', 'rust'],
  read: readSemver,
  compare: compareSemver,
})
