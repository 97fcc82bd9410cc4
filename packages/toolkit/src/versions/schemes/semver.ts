/** Semantic Versioning 2.0.0, for ecosystems without a scheme of their own. */
import { defineScheme } from '../scheme.ts'
import { compareSemver, readSemver } from '../semver-core.ts'

export const semver = defineScheme({
  id: 'semver',
  synonyms: [
    'apache',
    'bazel',
    'bitnami',
    'github',
    'github actions',
    'githubactions',
    'helm',
    'jsr',
    'julia',
    'linux',
    'mattermost',
    'mozilla',
    'terraform',
  ],
  read: readSemver,
  compare: compareSemver,
})
