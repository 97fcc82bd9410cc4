/** The one list of version schemes, and the ways to find one by its id, a synonym or a purl type. */
import { err, type Result } from '../base/index.ts'
import type { Order, VersionError, VersionScheme } from './scheme.ts'
import { alpm } from './schemes/alpm.ts'
import { apk } from './schemes/apk.ts'
import { cargo } from './schemes/cargo.ts'
import { composer } from './schemes/composer.ts'
import { conan } from './schemes/conan.ts'
import { cran } from './schemes/cran.ts'
import { datetime } from './schemes/datetime.ts'
import { deb } from './schemes/deb.ts'
import { ebuild } from './schemes/ebuild.ts'
import { gem } from './schemes/gem.ts'
import { generic } from './schemes/generic.ts'
import { golang } from './schemes/golang.ts'
import { hackage } from './schemes/hackage.ts'
import { hex } from './schemes/hex.ts'
import { intdot } from './schemes/intdot.ts'
import { lexicographic } from './schemes/lexicographic.ts'
import { maven } from './schemes/maven.ts'
import { nginx } from './schemes/nginx.ts'
import { npm } from './schemes/npm.ts'
import { nuget } from './schemes/nuget.ts'
import { openssl } from './schemes/openssl.ts'
import { pub } from './schemes/pub.ts'
import { pypi } from './schemes/pypi.ts'
import { rpm } from './schemes/rpm.ts'
import { semver } from './schemes/semver.ts'
import { swift } from './schemes/swift.ts'

const schemes: readonly VersionScheme[] = [
  alpm,
  apk,
  cargo,
  composer,
  conan,
  cran,
  datetime,
  deb,
  ebuild,
  gem,
  generic,
  golang,
  hackage,
  hex,
  intdot,
  lexicographic,
  maven,
  nginx,
  npm,
  nuget,
  openssl,
  pub,
  pypi,
  rpm,
  semver,
  swift,
]

const byName = new Map(
  schemes.flatMap((scheme) => [scheme.id, ...scheme.synonyms].map((name) => [name, scheme])),
)

/** All schemes, sorted by id. */
export function listSchemes(): readonly VersionScheme[] {
  return schemes
}

/** By VERS id or synonym, in any case. */
export function findScheme(id: string): VersionScheme | undefined {
  return byName.get(id) ?? byName.get(id.toLowerCase())
}

/** The scheme that orders the versions of a purl type; undefined where nobody defined an order. */
export function schemeOfPurlType(type: string): VersionScheme | undefined {
  return findScheme(type)
}

/** The order of two versions; takes in legacy versions too, as the ecosystem's own tools do. */
export function compareVersions(schemeId: string, a: string, b: string): Result<Order, VersionError> {
  const scheme = findScheme(schemeId)
  if (scheme === undefined) return err(unknownScheme(schemeId))
  const left = scheme.parseLegacy(a)
  if (!left.ok) return left
  const right = scheme.parseLegacy(b)
  if (!right.ok) return right
  return { ok: true, value: scheme.compare(left.value, right.value) }
}

export function unknownScheme(id: string): VersionError {
  const known = schemes.map((scheme) => scheme.id).join(', ')
  return {
    code: 'SCHEME_UNKNOWN',
    message: `expected one of ${known}; found ${JSON.stringify(id.slice(0, 80))}`,
  }
}
