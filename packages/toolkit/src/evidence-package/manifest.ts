/** `manifest.json`: what the package holds. An index that finds damage; nothing rests on it, every claim has its own proof. */
import { decodeUtf8, err, formatCanonicalJson, ok, parseJson, type Result, sha256Hex } from '../base/index.ts'
import { packageLimits, parsePath, paths } from './layout.ts'
import type { PackageFiles } from './model.ts'

export interface Manifest {
  readonly createdAt: string
  readonly title: string
  readonly files: readonly ManifestFile[]
}

export interface ManifestFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export interface ManifestError {
  readonly code: 'MANIFEST_MALFORMED'
  readonly message: string
}

const FORMAT = 'occtet-evidence/1'
const MAX_TITLE = 500
/** The page holds the manifest, and the manifest cannot hold itself. */
const unlisted: ReadonlySet<string> = new Set([paths.manifest, paths.page])

/** Canonical JSON and a line feed: the same bytes for the same files. */
export function formatManifest(
  { createdAt, title }: Pick<Manifest, 'createdAt' | 'title'>,
  files: PackageFiles,
): string {
  const listed = [...files].filter(([path]) => !unlisted.has(path))
  const lines = listed
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => ({ bytes: bytes.length, path, sha256: sha256Hex(bytes) }))
  return `${formatCanonicalJson({ createdAt, files: lines, format: FORMAT, title })}\n`
}

/** Untrusted. */
export function parseManifest(bytes: Uint8Array): Result<Manifest, ManifestError> {
  const text = decodeUtf8(bytes)
  const document = text.ok ? parseJson(text.value) : undefined
  if (document?.ok !== true || document.value.duplicates.length > 0) return malformed('JSON, no member twice')
  const { format, createdAt, title, files } = membersOf(document.value.value)
  if (format !== FORMAT) return malformed(`format ${FORMAT}`)
  if (typeof createdAt !== 'string' || Number.isNaN(Date.parse(createdAt)))
    return malformed('a time of making')
  if (typeof title !== 'string' || title.length > MAX_TITLE)
    return malformed(`a title of at most ${MAX_TITLE} letters`)
  const known = readFiles(files)
  return known === undefined
    ? malformed('files with path, bytes and sha256, each once')
    : ok({ createdAt, title, files: known })
}

function readFiles(value: unknown): readonly ManifestFile[] | undefined {
  if (!Array.isArray(value) || value.length > packageLimits.files) return undefined
  const known = value.map(readFile).filter((file) => file !== undefined)
  return known.length === value.length && new Set(known.map(({ path }) => path)).size === known.length
    ? known
    : undefined
}

export interface ManifestFault {
  readonly code: 'FILE_MISSING' | 'FILE_CHANGED' | 'FILE_UNLISTED'
  readonly path: string
}

/** The first file, in the order of their paths, that is not as listed. `withoutArtefacts`: documents may be elsewhere. */
export function findManifestFault(
  { files: listed }: Manifest,
  files: PackageFiles,
  withoutArtefacts: boolean,
): ManifestFault | undefined {
  const known = new Map(listed.map((file) => [file.path, file]))
  for (const path of [...new Set([...known.keys(), ...files.keys()])].sort()) {
    if (unlisted.has(path)) continue
    const said = known.get(path)
    const bytes = files.get(path)
    if (said === undefined) return { code: 'FILE_UNLISTED', path }
    if (bytes === undefined) {
      if (withoutArtefacts && parsePath(path)?.kind === 'artefact') continue
      return { code: 'FILE_MISSING', path }
    }
    if (bytes.length !== said.bytes || sha256Hex(bytes) !== said.sha256) return { code: 'FILE_CHANGED', path }
  }
  return undefined
}

function readFile(value: unknown): ManifestFile | undefined {
  const { path, bytes, sha256 } = membersOf(value)
  if (typeof path !== 'string' || parsePath(path) === undefined || unlisted.has(path)) return undefined
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) return undefined
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined
  return { path, bytes, sha256 }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function malformed(expected: string): Result<never, ManifestError> {
  return err({ code: 'MANIFEST_MALFORMED', message: `${paths.manifest}: expected ${expected}` })
}
