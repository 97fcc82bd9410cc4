/** A federation's layout: kinds of data files and how many repositories hold them; with the library's preset (aboutcode.federated 1.x). */

/** Repositories and folders of one purl type; both powers of two. */
export interface Spread {
  readonly repos: number
  readonly dirs: number
}

export interface Cluster {
  readonly kind: string
  /** RFC 6570 template of the file below its hash folder. */
  readonly template: string
  /** Value of `datafile_name` in the template; empty where the template names the file itself. */
  readonly fileName: string
  /** By purl type; an absent type has the spread of `default`. */
  readonly spreads: ReadonlyMap<string, Spread>
}

export interface Federation {
  readonly name: string
  /** By kind. */
  readonly clusters: ReadonlyMap<string, Cluster>
}

export const DEFAULT_SPREAD: Spread = { repos: 1, dirs: 1024 }

const PER_PACKAGE = '{/namespace}/{name}/{datafile_name}'
const PER_VERSION = '{/namespace}/{name}/{version}/{datafile_name}'

const TIERS = [
  'github npm',
  'golang maven nuget perl php pypi ruby',
  'alpm bitbucket cargo cocoapods composer deb docker gem generic huggingface mlflow pub rpm',
]

/** Repositories of each tier; other types have one, in `large` sixteen times fewer than the last tier. */
const SIZES = {
  single: [],
  small: [128, 16, 4, 1],
  medium: [256, 32, 8, 1],
  large: [1024, 128, 16, 1],
}

const KINDS: readonly (readonly [
  kind: string,
  fileName: string,
  template: string,
  size: keyof typeof SIZES,
])[] = [
  ['purls', 'purls.yml', PER_PACKAGE, 'small'],
  ['api_package_metadata', 'api_package_metadata.json', PER_PACKAGE, 'large'],
  ['api_package_version_response', 'api_package_version_response.json', PER_VERSION, 'large'],
  ['purldb', 'purldb.json', PER_VERSION, 'large'],
  ['vulnerabilities', 'vulnerabilities.json', PER_PACKAGE, 'single'],
  ['security_advisories', 'advisories.yml', PER_VERSION, 'single'],
  ['scancode_toolkit_scans', 'scancode-toolkit.json', PER_VERSION, 'large'],
  ['scancode_fingerprints', 'scancode-fingerprints.json', PER_VERSION, 'large'],
  ['cyclonedx14_sboms', 'cyclonedx-14.json', PER_VERSION, 'large'],
  ['cyclonedx15_sboms', 'cyclonedx-15.json', PER_VERSION, 'large'],
  ['cyclonedx16_sboms', 'cyclonedx-16.json', PER_VERSION, 'large'],
  ['spdx2_sboms', 'spdx-2.json', PER_VERSION, 'large'],
  ['atom_slices', 'atom.json', PER_VERSION, 'large'],
  ['atom_vulnerable_slices', 'atom-vulnerable.json', PER_VERSION, 'large'],
  ['openssf_security_scorecards', 'security_scorecard.json', PER_PACKAGE, 'medium'],
]

export const presetFederation: Federation = {
  name: 'aboutcode-data',
  clusters: new Map(
    KINDS.map(([kind, fileName, template, size]) => [
      kind,
      { kind, fileName, template, spreads: spreadsOf(SIZES[size]) },
    ]),
  ),
}

function spreadsOf(sizes: readonly number[]): ReadonlyMap<string, Spread> {
  const spreads = new Map<string, Spread>([['default', { repos: sizes[TIERS.length] ?? 1, dirs: 1024 }]])
  if (sizes.length === 0) return spreads
  TIERS.forEach((types, tier) => {
    for (const type of types.split(' ')) spreads.set(type, { repos: sizes[tier] ?? 1, dirs: 1024 })
  })
  return spreads
}
