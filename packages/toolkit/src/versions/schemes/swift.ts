/** Swift packages: Semantic Versioning tags, with or without a v. */
import { defineScheme } from '../scheme.ts'
import { compareSemver, readSemver } from '../semver-core.ts'

export const swift = defineScheme({
  id: 'swift',
  synonyms: ['swifturl', 'swiftpm', 'spm'],
  read: readSemver,
  compare: compareSemver,
})
