/** nginx: three numbers, ordered like Semantic Versioning; an even minor number is a stable branch. */
import { defineScheme } from '../scheme.ts'
import { compareSemver, readSemver } from '../semver-core.ts'

export const nginx = defineScheme({ id: 'nginx', synonyms: [], read: readSemver, compare: compareSemver })
