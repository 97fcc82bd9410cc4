/** Semantic Versioning 2.0.0, for ecosystems without a scheme of their own. */
import { defineScheme } from '../scheme.ts'
import { compareSemver, readSemver } from '../semver-core.ts'

export const semver = defineScheme({
  id: 'semver',
  synonyms: ['github', 'apache', 'mozilla', 'mattermost', 'bitnami', 'bazel'],
  read: readSemver,
  compare: compareSemver,
})
