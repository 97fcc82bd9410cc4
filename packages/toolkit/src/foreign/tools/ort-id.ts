/** ORT's identifiers `Type:namespace:name:version` as parts of a purl. */
import type { PurlParts } from '../../model/index.ts'

/** Lower case; package managers whose type is no purl type are left out. */
const types: Readonly<Record<string, string>> = {
  bower: 'bower',
  composer: 'composer',
  conan: 'conan',
  crate: 'cargo',
  gem: 'gem',
  go: 'golang',
  gomod: 'golang',
  hackage: 'hackage',
  hex: 'hex',
  maven: 'maven',
  npm: 'npm',
  nuget: 'nuget',
  pod: 'cocoapods',
  pub: 'pub',
  pypi: 'pypi',
  swift: 'swift',
}

/** Undefined for a type without a purl type; the parts of an identifier are percent-encoded colons. */
export function ortIdParts(id: string): PurlParts | undefined {
  const [type = '', namespace = '', name = '', version = ''] = id
    .split(':')
    .map((part) => part.replaceAll('%3A', ':').replaceAll('%3a', ':'))
  const purlType = types[type.toLowerCase()]
  if (purlType === undefined || name === '') return undefined
  const whole = namespace === '' ? name : `${namespace}/${name}`
  const slash = whole.lastIndexOf('/')
  return {
    type: purlType,
    ...(slash < 0 ? {} : { namespace: whole.slice(0, slash) }),
    name: whole.slice(slash + 1),
    ...(version === '' ? {} : { version }),
  }
}
