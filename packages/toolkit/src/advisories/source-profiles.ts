/** What is known about the feeds that people import, as data: licence, and where the absence of a record proves nothing. */
import { compareCodeUnits } from '../base/index.ts'
import { isKnownFamily, splitEcosystem } from './ecosystems.ts'
import { findFormat } from './sources/registry.ts'

interface SourceProfile {
  /** SPDX expression, or free text where the source states none. */
  readonly license: string
  /** Ecosystems covered, whatever the folder says; absent: those of the folders. */
  readonly covers?: readonly string[]
  /** Why it does not cover all of what its folders say. */
  readonly partial?: string
}

const profiles: ReadonlyMap<string, SourceProfile> = new Map<string, SourceProfile>([
  ['almalinux', { license: 'MIT' }],
  ['bitnami', { license: 'Apache-2.0' }],
  [
    'derived-openrewrite-ghsa',
    { license: 'CC-BY-4.0', covers: [], partial: 'derived from a table that keeps the first range only' },
  ],
  [
    'drupal',
    {
      license: 'MIT',
      covers: ['Packagist:https://packages.drupal.org/8'],
      partial: 'knows the packages of its own repository only',
    },
  ],
  ['golang-vulndb', { license: 'CC-BY-4.0' }],
  ['haskell', { license: 'CC0-1.0' }],
  ['julia', { license: 'CC-BY-4.0' }],
  [
    'oss-fuzz',
    {
      license: 'CC-BY-4.0',
      covers: ['OSS-Fuzz'],
      partial: 'fuzzing findings; few projects are packages elsewhere',
    },
  ],
  [
    'ossf-malicious-packages',
    { license: 'Apache-2.0', covers: [], partial: 'malicious packages only, no vulnerabilities' },
  ],
  [
    'osv-api-samples',
    { license: 'CC-BY-4.0', covers: [], partial: 'single records that happened to be recorded' },
  ],
  ['psf', { license: 'CC-BY-4.0', covers: [], partial: 'commit ranges of the interpreter, no packages' }],
  ['pypa', { license: 'CC-BY-4.0' }],
  ['r-consortium', { license: 'Apache-2.0' }],
  ['rustsec', { license: 'CC0-1.0' }],
])

export interface SourceFacts {
  readonly covers: readonly string[]
  readonly license?: string
}

/** Of one feed: its name, the ecosystem folder that its archive lies in (undefined without that layout), and its form. */
export function sourceFacts(source: string, ecosystem: string | undefined, format = 'osv'): SourceFacts {
  const profile = profiles.get(source)
  const form = findFormat(format)
  const declared = profile?.covers?.filter((covered) => covered.split(':')[0] === ecosystem)
  const covers = declared ?? form?.covers ?? coveredByFolder(ecosystem)
  const license = profile?.license ?? form?.license
  return {
    covers: [...covers].sort(compareCodeUnits),
    ...(license === undefined ? {} : { license }),
  }
}

/** Nobody knows all commits of all repositories. */
function coveredByFolder(ecosystem: string | undefined): readonly string[] {
  if (ecosystem === undefined || ecosystem === 'GIT') return []
  return isKnownFamily(splitEcosystem(ecosystem).family) ? [ecosystem] : []
}
