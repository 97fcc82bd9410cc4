/** OSV's ecosystems as data: what each is called as a purl, and how its package names read (OSV schema 1.7.5, `ecosystem`). */
import { compareCodeUnits } from '../base/index.ts'

/** How a package name becomes namespace and name: at the last slash, at a colon, not at all, or as a repository's address. */
export type NameForm = 'path' | 'maven' | 'plain' | 'repository'

export interface OsvEcosystem {
  /** The part before the first colon, as OSV writes it. */
  readonly family: string
  readonly purlType: string
  /** Fixed namespace of the purl (distributions). */
  readonly namespace?: string
  readonly names: NameForm
  /** Id of the version scheme in `versions/`. */
  readonly scheme: string
  /** What the text after the colon is: a release of a distribution, a repository's address, nothing of importance. */
  readonly suffix: 'release' | 'repository' | 'none'
}

type Row = readonly [family: string, type: string, names: NameForm, scheme: string]

const languages: readonly Row[] = [
  ['Bitnami', 'bitnami', 'plain', 'semver'],
  ['CPAN', 'cpan', 'plain', 'cpan'],
  ['CRAN', 'cran', 'plain', 'cran'],
  ['CocoaPods', 'cocoapods', 'plain', 'gem'],
  ['ConanCenter', 'conan', 'plain', 'conan'],
  ['GitHub Actions', 'githubactions', 'path', 'semver'],
  ['Go', 'golang', 'path', 'golang'],
  ['Hackage', 'hackage', 'plain', 'hackage'],
  ['Hex', 'hex', 'path', 'hex'],
  ['Julia', 'julia', 'plain', 'semver'],
  ['Maven', 'maven', 'maven', 'maven'],
  ['NuGet', 'nuget', 'plain', 'nuget'],
  ['Packagist', 'composer', 'path', 'composer'],
  ['Pub', 'pub', 'plain', 'pub'],
  ['PyPI', 'pypi', 'plain', 'pypi'],
  ['RubyGems', 'gem', 'plain', 'gem'],
  ['SwiftURL', 'swift', 'repository', 'swift'],
  ['VSCode', 'vscode-extension', 'path', 'semver'],
  ['crates.io', 'cargo', 'plain', 'cargo'],
  ['npm', 'npm', 'path', 'npm'],
  ['opam', 'opam', 'plain', 'deb'],
]

/** Family, purl type, purl namespace. Their version scheme has the name of the purl type. */
const distributions: readonly (readonly [family: string, type: string, namespace: string])[] = [
  ['AlmaLinux', 'rpm', 'almalinux'],
  ['Alpaquita', 'apk', 'alpaquita'],
  ['Alpine', 'apk', 'alpine'],
  ['Azure Linux', 'rpm', 'azure-linux'],
  ['BellSoft Hardened Containers', 'apk', 'bellsoft-hardened-containers'],
  ['Chainguard', 'apk', 'chainguard'],
  ['Debian', 'deb', 'debian'],
  ['Echo', 'deb', 'echo'],
  ['Mageia', 'rpm', 'mageia'],
  ['MinimOS', 'apk', 'minimos'],
  ['Photon OS', 'rpm', 'photon'],
  ['Red Hat', 'rpm', 'redhat'],
  ['Rocky Linux', 'rpm', 'rocky-linux'],
  ['SUSE', 'rpm', 'suse'],
  ['Ubuntu', 'deb', 'ubuntu'],
  ['Wolfi', 'apk', 'wolfi'],
  ['openEuler', 'rpm', 'openeuler'],
  ['openSUSE', 'rpm', 'opensuse'],
]

/** Distributions that OSV has no archive of. EPEL's packages are installed on others, whose purls they mostly have. */
const otherDistributions: readonly (readonly [family: string, type: string, namespace: string])[] = [
  ['Amazon Linux', 'rpm', 'amzn'],
  ['EPEL', 'rpm', 'epel'],
  ['Fedora', 'rpm', 'fedora'],
  ['Oracle Linux', 'rpm', 'oracle'],
]

/** Families that sources of their own speak of and OSV has no archive of. Interpreters are no packages of an ecosystem. */
const beyondOsv: readonly OsvEcosystem[] = [
  ...otherDistributions.map(toDistribution),
  { ...toGeneric('Arch Linux'), purlType: 'alpm', namespace: 'arch', scheme: 'alpm' },
  { ...toGeneric('Node.js'), scheme: 'npm' },
  { ...toGeneric('Ruby'), scheme: 'gem' },
]

/** Known families without a purl type of their own: kept, countable, reachable by their generic key. */
const others = ['Android', 'GHC', 'GIT', 'Kubernetes', 'Linux', 'OSS-Fuzz', 'Root']

const byFamily: ReadonlyMap<string, OsvEcosystem> = new Map(
  [
    ...languages.map(
      ([family, purlType, names, scheme]): OsvEcosystem => ({
        family,
        purlType,
        names,
        scheme,
        suffix: family === 'Packagist' ? 'repository' : 'none',
      }),
    ),
    ...distributions.map(toDistribution),
    ...others.map((family) => toGeneric(family)),
    ...beyondOsv,
  ].map((ecosystem) => [ecosystem.family, ecosystem]),
)

/** Namespaces that other tools write for a distribution, by purl type and namespace. */
const namespaceSynonyms: ReadonlyMap<string, string> = new Map([
  ['alpm/archlinux', 'arch'],
  ['rpm/alma', 'almalinux'],
  ['rpm/amazon', 'amzn'],
  ['rpm/amazonlinux', 'amzn'],
  ['rpm/azurelinux', 'azure-linux'],
  ['rpm/cbl-mariner', 'azure-linux'],
  ['rpm/mariner', 'azure-linux'],
  ['rpm/ol', 'oracle'],
  ['rpm/oraclelinux', 'oracle'],
  ['rpm/rhel', 'redhat'],
  ['rpm/rocky', 'rocky-linux'],
  ['rpm/rockylinux', 'rocky-linux'],
  ['rpm/sles', 'suse'],
  ['rpm/opensuse-leap', 'opensuse'],
  ['rpm/opensuse-tumbleweed', 'opensuse'],
])

/** Of the purl namespace of a distribution, the one that its records are kept under. */
export function canonicalNamespace(purlType: string, namespace: string): string {
  return namespaceSynonyms.get(`${purlType}/${namespace}`) ?? namespace
}

/** The families whose packages are written with this purl type and, for distributions, namespace. */
export function familiesOf(purlType: string, namespace: string | undefined): readonly OsvEcosystem[] {
  return [...byFamily.values()].filter(
    (ecosystem) =>
      ecosystem.purlType === purlType &&
      (ecosystem.namespace === undefined || ecosystem.namespace === namespace),
  )
}

/** Families of a purl type, sorted: what a download for such packages has to fetch. Empty for `generic` and unknown types. */
export function osvEcosystemsOf(purlType: string): readonly string[] {
  if (purlType === 'generic') return []
  const found = [...byFamily.values()].filter(
    (ecosystem) => ecosystem.purlType === purlType && !beyondOsv.includes(ecosystem),
  )
  return found.map((ecosystem) => ecosystem.family).sort(compareCodeUnits)
}

/** Whether OSV has a family of this name. */
export function isKnownFamily(family: string): boolean {
  const known = byFamily.get(family)
  return known !== undefined && !beyondOsv.includes(known)
}

/** What SBOMs call an interpreter as a generic package, and the claims about it; `node` of an ecosystem is another's package. */
const interpreters: ReadonlyMap<string, readonly [family: string, name: string]> = new Map([
  ['jruby', ['Ruby', 'jruby']],
  ['mruby', ['Ruby', 'mruby']],
  ['node', ['Node.js', 'node']],
  ['nodejs', ['Node.js', 'node']],
  ['rubinius', ['Ruby', 'rubinius']],
  ['ruby', ['Ruby', 'ruby']],
])

/** The family and name under which the interpreter `pkg:generic/NAME` is kept; undefined for every other name. */
export function findInterpreter(
  name: string,
): { readonly ecosystem: OsvEcosystem; readonly name: string } | undefined {
  const found = interpreters.get(name)
  return found === undefined ? undefined : { ecosystem: ecosystemOf(found[0]), name: found[1] }
}

/** Never fails: a family that nobody knows yet is kept under purl type `generic` and its own name. */
export function ecosystemOf(family: string): OsvEcosystem {
  return byFamily.get(family) ?? toGeneric(family)
}

/** `Packagist:https://example.org/8` is the family `Packagist` and the suffix after the first colon. */
export function splitEcosystem(ecosystem: string): { readonly family: string; readonly suffix: string } {
  const colon = ecosystem.indexOf(':')
  return colon < 0
    ? { family: ecosystem, suffix: '' }
    : { family: ecosystem.slice(0, colon), suffix: ecosystem.slice(colon + 1) }
}

/** Id of the version scheme that the claims of an ecosystem are written in. */
export function schemeOfEcosystem(ecosystem: string): string {
  const { family, suffix } = splitEcosystem(ecosystem)
  return isDelegating(family, suffix) ? schemeOfEcosystem(suffix) : ecosystemOf(family).scheme
}

/** Root publishes patched builds of other ecosystems' packages and names those after the colon (`Root:npm`). */
export function isDelegating(family: string, suffix: string): boolean {
  return family === 'Root' && suffix !== '' && !suffix.startsWith('Root')
}

function toDistribution([family, purlType, namespace]: (typeof distributions)[number]): OsvEcosystem {
  return { family, purlType, namespace, names: 'plain', scheme: purlType, suffix: 'release' }
}

function toGeneric(family: string): OsvEcosystem {
  const namespace = family.toLowerCase().replace(/[^a-z0-9.]+/g, '-')
  return {
    family,
    purlType: 'generic',
    namespace: `osv-${namespace}`,
    names: 'plain',
    scheme: 'generic',
    suffix: 'none',
  }
}
