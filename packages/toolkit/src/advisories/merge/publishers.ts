/** Table of data: who publishes advisories, and of which ecosystems each is the own database. */

/** How far a publisher is from the package: the order of authority is that of `tiers` in policy.ts. */
export type Tier = 'own' | 'reviewed' | 'cna' | 'nvd' | 'euvd' | 'other'

export interface Publisher {
  readonly id: string
  /** What it is where it does not speak of its own ecosystem. */
  readonly tier: Exclude<Tier, 'own'>
  /** OSV ecosystems whose own database it is; with a suffix only that one (`Packagist:URL`), without all of the family. */
  readonly owns: readonly string[]
  /** Names under which it is imported. */
  readonly sources: readonly string[]
  /** How its ids begin; they count only in what a relay hands on. */
  readonly prefixes: readonly string[]
}

/** Sources that hand on the records of others unchanged: there the id says whose record it is. */
export const relays: ReadonlySet<string> = new Set(['osv', 'osv-api-samples', 'osv-language', 'starter-set'])

type Row = readonly [
  id: string,
  owns: readonly string[],
  sources: readonly string[],
  prefixes: readonly string[],
]

/** Own databases of ecosystems and distributions. */
const own: readonly Row[] = [
  ['almalinux', ['AlmaLinux'], ['almalinux'], ['ALBA-', 'ALEA-', 'ALSA-']],
  ['alpine', ['Alpine'], ['alpine', 'alpine-secdb'], ['ALPINE-']],
  ['amazon-linux', ['Amazon Linux'], ['amazon', 'amazon-notices'], ['ALAS']],
  ['arch', ['Arch Linux'], ['arch'], ['ASA-', 'AVG-']],
  ['azure-linux', ['Azure Linux'], ['azure-linux', 'mariner'], ['AZL-']],
  ['bitnami', ['Bitnami'], ['bitnami'], ['BIT-']],
  ['chainguard', ['Chainguard', 'Wolfi'], ['chainguard', 'wolfi'], ['CGA-']],
  ['cpansec', ['CPAN'], ['cpan', 'cpansec'], ['CPANSA-']],
  [
    'debian',
    ['Debian'],
    ['debian', 'debian-advisories', 'debian-tracker'],
    ['DEBIAN-', 'DLA-', 'DSA-', 'DTSA-'],
  ],
  [
    'drupal',
    ['Packagist:https://packages.drupal.org/7', 'Packagist:https://packages.drupal.org/8'],
    ['drupal'],
    ['DRUPAL-'],
  ],
  ['echo', ['Echo'], ['echo'], ['ECHO-']],
  ['erlef', ['Hex'], ['erlef'], ['EEF-']],
  ['fedora', ['EPEL', 'Fedora'], ['fedora'], ['FEDORA-']],
  ['golang', ['Go'], ['golang-vulndb'], ['GO-']],
  ['haskell', ['GHC', 'Hackage'], ['haskell'], ['HSEC-']],
  ['julia', ['Julia'], ['julia'], ['JLSEC-']],
  ['mageia', ['Mageia'], ['mageia'], ['MGASA-']],
  ['openeuler', ['openEuler'], ['openeuler'], ['OESA-']],
  ['oracle-linux', ['Oracle Linux'], ['oracle', 'oracle-linux'], ['ELBA-', 'ELSA-']],
  ['oss-fuzz', ['OSS-Fuzz'], ['oss-fuzz'], ['OSV-']],
  ['photon', ['Photon OS'], ['photon', 'photon-notices'], ['PHSA-']],
  ['pypa', ['PyPI'], ['pypa'], ['PYSEC-']],
  ['r-consortium', ['Bioconductor', 'CRAN'], ['r-consortium'], ['RSEC-']],
  ['redhat', ['Red Hat'], ['redhat', 'redhat-data'], ['RHBA-', 'RHEA-', 'RHSA-']],
  ['rocky', ['Rocky Linux'], ['rocky-linux'], ['RLSA-', 'RXSA-']],
  ['rubysec', ['RubyGems'], ['rubysec'], []],
  ['rustsec', ['crates.io'], ['rustsec'], ['RUSTSEC-']],
  ['suse', ['SUSE', 'openSUSE'], ['sles', 'suse'], ['SUSE-', 'openSUSE-']],
  ['ubuntu', ['Ubuntu'], ['ubuntu', 'ubuntu-tracker'], ['LSN-', 'UBUNTU-CVE-', 'USN-']],
]

/** Databases whose records people review, about packages of others. */
const reviewed: readonly Row[] = [
  ['friendsofphp', [], ['friendsofphp'], []],
  ['ghsa', [], ['ghsa', 'github-advisories', 'github-advisory-database'], ['GHSA-']],
  ['gitlab', [], ['gitlab', 'gitlab-advisories'], ['GMS-']],
  ['malicious-packages', [], ['ossf-malicious-packages'], ['MAL-']],
  ['nodejs-security-wg', [], ['nodejs-security-wg', 'security-wg'], []],
  ['psf', [], ['psf'], ['PSF-']],
  ['retirejs', [], ['retirejs'], []],
]

function toPublisher(tier: Publisher['tier']): (row: Row) => Publisher {
  return ([id, owns, sources, prefixes]) => ({ id, tier, owns, sources, prefixes })
}

export const publishers: readonly Publisher[] = [
  ...own.map(toPublisher('reviewed')),
  ...reviewed.map(toPublisher('reviewed')),
  toPublisher('cna')(['cna', [], ['curl', 'cve', 'cve5', 'cvelist', 'go-cna'], ['CURL-']]),
  // What a relay files under a CVE id was converted from NVD or the CVE list, not reviewed for packages.
  toPublisher('nvd')(['nvd', [], ['nvd', 'vulnrichment'], ['CVE-']]),
  toPublisher('euvd')(['euvd', [], ['euvd'], ['EUVD-']]),
]
