/** The current snapshot on disk: read with its proofs, published in one step, and what no snapshot needs removed. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  formatManifest,
  type Manifest,
  manifestName,
  parseManifest,
  segmentsOf,
} from '../../advisories/index.ts'
import { FeddbError, hasCode } from './errors.ts'
import { guard, names, readCurrent, syncFolders, writeDurably } from './files.ts'

export interface Snapshot {
  /** File name of the manifest. */
  readonly name: string
  readonly manifest: Manifest
}

/** Undefined where nothing was imported yet. Throws CORRUPT when the manifest is not what its name says. */
export function readSnapshot(dir: string): Snapshot | undefined {
  const name = readCurrent(dir)
  if (name === undefined) return undefined
  const manifest = readManifest(dir, name)
  if (manifest === undefined)
    throw new FeddbError('CORRUPT', `${dir}: the manifest ${name} is missing; import again`)
  return { name, manifest }
}

function readManifest(dir: string, name: string): Manifest | undefined {
  const path = join(dir, names.manifests, name)
  const text = guard(path, () => {
    try {
      return readFileSync(path, 'utf8')
    } catch (cause) {
      if (hasCode(cause, 'ENOENT')) return undefined
      throw cause
    }
  })
  if (text === undefined) return undefined
  const manifest = parseManifest(text, name)
  if (manifest.ok) return manifest.value
  const code = manifest.error.code === 'FORMAT_UNKNOWN' ? 'NOT_A_FEDDB' : 'CORRUPT'
  throw new FeddbError(code, `${path}: ${manifest.error.message}`)
}

/** Segments first, then the manifest, then CURRENT: whoever looks meanwhile sees the old snapshot or the new one. */
export function publishManifest(dir: string, manifest: Manifest, previous: Manifest | undefined): void {
  const name = manifestName(manifest)
  // Not there yet when no layer has anything to say.
  guard(dir, () => mkdirSync(join(dir, names.segments), { recursive: true }))
  // The names of the others were made durable when they were published.
  const known = new Set(segmentsOf(previous?.layers ?? []).map(({ digest }) => digest))
  syncFolders(
    dir,
    segmentsOf(manifest.layers).filter(({ digest }) => !known.has(digest)),
  )
  writeDurably(dir, join(dir, names.manifests, name), formatManifest(manifest))
  writeDurably(dir, join(dir, names.current), `${name}\n`)
}

/** Removes what a killed import left behind. Only under the lock. */
export function cleanTemporary(dir: string): void {
  const folder = join(dir, names.temporary)
  guard(folder, () => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true, recursive: true })
    for (const name of readdirSync(dir))
      if (name.startsWith(`${names.lock}.`)) rmSync(join(dir, name), { force: true })
  })
}

/** The manifest that was published last; undefined where nothing was, or where it is gone. */
function readPublished(dir: string): Manifest | undefined {
  const path = join(dir, names.published)
  if (!existsSync(path)) return undefined
  const name = guard(path, () => readFileSync(path, 'utf8')).trim()
  return /^[0-9a-f]{64}-[0-9a-f]{16}\.json$/.test(name) ? readManifest(dir, name) : undefined
}

/**
 * Keeps the segments of the snapshot before, which a reader may have open on a system that cannot keep removed files,
 * and those of the published one, which followers fetch until the next is published.
 */
export function removeUnused(dir: string, current: Manifest, previous: Manifest | undefined): void {
  const kept = [current, previous, readPublished(dir)].filter((manifest) => manifest !== undefined)
  const manifests = new Set(kept.map((manifest) => manifestName(manifest)))
  const segments = segmentsOf(kept.flatMap((manifest) => manifest.layers))
  const digests = new Set(segments.map(({ digest }) => digest))
  guard(dir, () => {
    for (const name of readdirSync(join(dir, names.manifests))) {
      if (!manifests.has(name)) rmSync(join(dir, names.manifests, name), { force: true })
    }
    for (const prefix of readdirSync(join(dir, names.segments))) {
      for (const name of readdirSync(join(dir, names.segments, prefix))) {
        if (!digests.has(name)) rmSync(join(dir, names.segments, prefix, name), { force: true })
      }
    }
  })
}
