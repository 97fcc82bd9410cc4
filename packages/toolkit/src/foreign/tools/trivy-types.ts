/** Table: Trivy's types of results and families of systems as parts of a purl, for reports from before it wrote purls. */
import type { PurlParts } from '../../model/index.ts'
import { splitAtColon, splitAtSlash } from './values.ts'

/** pkg/fanal/types/const.go: what a lock file, an installed package or a program of each kind holds. */
const types: Readonly<Record<string, string>> = {
  bun: 'npm',
  bundler: 'gem',
  cargo: 'cargo',
  cocoapods: 'cocoapods',
  composer: 'composer',
  'composer-vendor': 'composer',
  conan: 'conan',
  'dotnet-core': 'nuget',
  gemspec: 'gem',
  gobinary: 'golang',
  gomod: 'golang',
  gradle: 'maven',
  hex: 'hex',
  jar: 'maven',
  julia: 'julia',
  'node-pkg': 'npm',
  npm: 'npm',
  nuget: 'nuget',
  'packages-props': 'nuget',
  pip: 'pypi',
  pipenv: 'pypi',
  pnpm: 'npm',
  poetry: 'pypi',
  pom: 'maven',
  pub: 'pub',
  'python-pkg': 'pypi',
  rustbinary: 'cargo',
  sbt: 'maven',
  swift: 'swift',
  uv: 'pypi',
  yarn: 'npm',
}

const families: Readonly<Record<string, readonly [type: string, namespace: string]>> = {
  alma: ['rpm', 'almalinux'],
  alpine: ['apk', 'alpine'],
  amazon: ['rpm', 'amzn'],
  centos: ['rpm', 'centos'],
  chainguard: ['apk', 'chainguard'],
  debian: ['deb', 'debian'],
  fedora: ['rpm', 'fedora'],
  oracle: ['rpm', 'oracle'],
  photon: ['rpm', 'photon'],
  redhat: ['rpm', 'redhat'],
  rocky: ['rpm', 'rocky-linux'],
  ubuntu: ['deb', 'ubuntu'],
  wolfi: ['apk', 'wolfi'],
}

interface Distro {
  readonly family: string
  readonly name: string
}

/** Undefined for a type of which the table does not say what a name of it means. */
export function trivyParts(
  type: string,
  distro: Distro,
  { name, version }: { readonly name: string; readonly version: string },
): PurlParts | undefined {
  if (name === '') return undefined
  const stated = version === '' ? {} : { version }
  const system = families[type]
  if (system !== undefined) {
    const release = toDistroRelease(distro)
    const qualifiers = release === undefined ? {} : { qualifiers: { distro: release } }
    return { type: system[0], namespace: system[1], name, ...stated, ...qualifiers }
  }
  const purlType = types[type]
  if (purlType === undefined) return undefined
  const split = purlType === 'maven' ? splitAtColon : splitAtSlash
  return { type: purlType, ...split(name), ...stated }
}

/** `debian-12`, as the purls of other tools have it. */
export function toDistroRelease({ family, name }: Distro): string | undefined {
  return family === '' || name === '' ? undefined : `${family}-${name}`
}
