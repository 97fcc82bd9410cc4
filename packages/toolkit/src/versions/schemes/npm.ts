/** npm's order: Semantic Versioning, read as loosely as npm's own loose mode does. */
import { defineScheme } from '../scheme.ts'
import { compareSemver, readSemver } from '../semver-core.ts'

export const npm = defineScheme({
  id: 'npm',
  synonyms: ['node', 'node.js'],
  read: readSemver,
  compare: compareSemver,
})
