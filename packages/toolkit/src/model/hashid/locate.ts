/** Where a package's data file lies in the AboutCode layouts: repository and path (generation B), or folder (generation A). */
import { err, ok, type Result } from '../../base/index.ts'
import { type PurlParts, quote } from '../purl/parts.ts'
import { type Cluster, DEFAULT_SPREAD, type Federation, presetFederation } from './federation.ts'
import { type FederationError, parseFederation } from './federation-config.ts'
import { bucketAmong, formatBucket, hashA } from './hash.ts'
import { type LegacyPurl, readLegacyPurl } from './legacy-purl.ts'
import { quoteMore } from './path-text.ts'
import { expandTemplate } from './template.ts'

export interface LocateOptions {
  /** Kind of data file; `purls` by default. */
  readonly kind?: string
  /** `b` by default; `a` is the layout of aboutcode.hashid 0.2 and knows no kinds. */
  readonly generation?: 'a' | 'b'
  /** Parsed value of a federation's configuration file; the library preset by default. */
  readonly config?: unknown
}

export interface Place {
  /** Absent in generation A, where the path starts with the repository. */
  readonly repo?: string
  /** Generation B: the data file, from the repository's root. Generation A: the package's folder. */
  readonly path: string
}

export interface LocateError {
  readonly code:
    | 'PURL_INVALID'
    | 'KIND_UNKNOWN'
    | 'VERSION_REQUIRED'
    | 'PATH_UNSAFE'
    | FederationError['code']
  readonly message: string
}

export function locatePurl(
  purl: string | PurlParts,
  options: LocateOptions = {},
): Result<Place, LocateError> {
  const parts = readLegacyPurl(purl)
  if (parts === undefined) {
    return fault(
      'PURL_INVALID',
      `expected a purl, found ${quote(typeof purl === 'string' ? purl : purl.name)}`,
    )
  }
  if (options.generation === 'a') return safePlace({ path: folderA(parts) })
  const federation = options.config === undefined ? ok(presetFederation) : parseFederation(options.config)
  return federation.ok ? locateIn(federation.value, parts, options.kind ?? 'purls') : federation
}

/** The steps of a package's folder in generation A: hash, `type/namespace/name`, version and extra folder, quoted. */
export function foldersA(purl: string | PurlParts): readonly [string, string, string, string] | undefined {
  const parts = readLegacyPurl(purl)
  if (parts === undefined) return undefined
  return [hashA(parts.core), packageFolder(parts), quoteMore(parts.version), quoteMore(parts.extra)]
}

function folderA(parts: LegacyPurl): string {
  return `aboutcode-packages-${parts.type}-${hashA(parts.core)}/${packageFolder(parts)}`
}

function packageFolder({ type, namespace, name }: LegacyPurl): string {
  return [type, namespace, name].filter((part) => part !== '').join('/')
}

function locateIn(federation: Federation, parts: LegacyPurl, kind: string): Result<Place, LocateError> {
  const cluster = federation.clusters.get(kind)
  if (cluster === undefined) {
    const known = [...federation.clusters.keys()].join(', ')
    return fault('KIND_UNKNOWN', `expected one of the kinds ${known}, found ${quote(kind)}`)
  }
  if (parts.version === '' && cluster.template.includes('version}')) {
    return fault('VERSION_REQUIRED', `expected a version, since kind ${kind} has a file per version`)
  }
  return safePlace(placeIn(cluster, parts))
}

/** Design of the reference: folders are numbered by hash, and each repository holds a run of them, named after its first. */
function placeIn(cluster: Cluster, parts: LegacyPurl): Place {
  const { type, namespace, name, version, core } = parts
  const spread = cluster.spreads.get(type) ?? cluster.spreads.get('default') ?? DEFAULT_SPREAD
  const bucket = bucketAmong(core, spread.dirs)
  const start = bucket - (bucket % (spread.dirs / spread.repos))
  const file = expandTemplate(cluster.template, { namespace, name, version, datafile_name: cluster.fileName })
  return {
    repo: `${cluster.kind}-${type}-${formatBucket(start)}`,
    path: `${type}-${formatBucket(bucket)}${file.startsWith('/') ? '' : '/'}${file}`,
  }
}

/** A name or template such as `..` must not lead out of the repository. */
function safePlace(place: Place): Result<Place, LocateError> {
  const isUnsafe = place.path
    .split('/')
    .some((segment) => segment === '' || segment === '.' || segment === '..')
  return isUnsafe
    ? fault('PATH_UNSAFE', `expected a path of plain folders, found ${quote(place.path)}`)
    : ok(place)
}

function fault(code: LocateError['code'], message: string): Result<never, LocateError> {
  return err({ code, message })
}
