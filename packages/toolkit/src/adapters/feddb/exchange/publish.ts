/** Publishes the current snapshot: one more entry in the node's log, a signed checkpoint, and on request a copy for a file host or a stick. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { formatManifest, type SegmentRef, segmentsOf } from '../../../advisories/index.ts'
import { sha256Hex } from '../../../base/index.ts'
import {
  formatTilePath,
  formatVerifierKey,
  listChangedBundles,
  listTiles,
  type Signer,
} from '../../../translog/index.ts'
import { guard, names, segmentPath, writeDurably } from '../files.ts'
import { acquireLock } from '../lock.ts'
import { readSnapshot, type Snapshot } from '../snapshot.ts'
import { ExchangeError } from './errors.ts'
import { appendEntry, CHECKPOINT, readLogHead, readTiles } from './snapshot-log.ts'

export interface PublishOptions {
  readonly dir: string
  /** Several while keys are being exchanged; all are called by the node's origin. */
  readonly signers: readonly [Signer, ...Signer[]]
  /** RFC 3339. */
  readonly now: string
  /** A folder that receives everything that a follower needs. */
  readonly to?: string
}

export interface PublishReport {
  readonly origin: string
  /** What a follower has to know: `name+id+key`, one for each signer. */
  readonly keys: readonly string[]
  readonly root: string
  /** Snapshots published so far. */
  readonly snapshots: number
  /** Whether this one is new. */
  readonly isNew: boolean
  /** Bytes copied to `to`. */
  readonly copied: number
}

/** Durable when it returns. Throws ExchangeError and FeddbError. */
export function publishFeddb(options: PublishOptions): PublishReport {
  const { dir, signers } = options
  requireSnapshot(dir)
  const lock = acquireLock(dir)
  try {
    const snapshot = requireSnapshot(dir)
    const head = readLogHead(dir, signers[0])
    const isNew = head.last?.manifest !== snapshot.name
    const digest = sha256Hex(formatManifest(snapshot.manifest))
    const { root, size } = snapshot.manifest
    const entry = { manifest: snapshot.name, digest, root, size, time: options.now }
    writeDurably(dir, join(dir, names.published), `${snapshot.name}\n`)
    const log = isNew ? appendEntry(dir, head, { entry, signers }) : { size: head.size }
    const copied = options.to === undefined ? 0 : copySnapshot(dir, options.to, { snapshot, size: log.size })
    return {
      origin: signers[0].key.name,
      keys: signers.map(({ key }) => formatVerifierKey(key)),
      root,
      snapshots: Number(log.size),
      isNew,
      copied,
    }
  } finally {
    lock.release()
  }
}

function requireSnapshot(dir: string): Snapshot {
  const snapshot = readSnapshot(dir)
  if (snapshot !== undefined) return snapshot
  throw new ExchangeError('NOTHING_TO_PUBLISH', `${dir}: nothing was imported yet`)
}

/** What is already there stays; the checkpoint comes last, so that a reader never sees one that speaks of missing files. */
function copySnapshot(dir: string, to: string, published: { snapshot: Snapshot; size: bigint }): number {
  const { snapshot, size } = published
  guard(to, () => mkdirSync(join(to, names.temporary), { recursive: true }))
  let copied = 0
  const segments = segmentsOf(snapshot.manifest.layers)
  for (const ref of segments) copied += copySegment(dir, to, ref)
  writeDurably(to, join(to, names.manifests, snapshot.name), formatManifest(snapshot.manifest))
  const read = readTiles(dir)
  for (const tile of [...listTiles(size), ...listChangedBundles(0n, size)]) {
    const bytes = read(tile)
    if (bytes === undefined)
      throw new ExchangeError('TAMPERED', `${formatTilePath(tile)} is missing in ${dir}`)
    writeDurably(to, join(to, formatTilePath(tile)), bytes)
    copied += bytes.length
  }
  copied += copyFile(join(dir, CHECKPOINT), join(to, CHECKPOINT))
  removeOld(to, snapshot, segments)
  guard(to, () => rmSync(join(to, names.temporary), { recursive: true, force: true }))
  return copied
}

function copySegment(dir: string, to: string, ref: SegmentRef): number {
  const target = segmentPath(to, ref.digest)
  if (existsSync(target) && statSync(target).size === ref.size) return 0
  return copyFile(segmentPath(dir, ref.digest), target)
}

/** Appears whole or not at all; on a stick, `db sync` checks what it reads. */
function copyFile(from: string, to: string): number {
  return guard(to, () => {
    mkdirSync(dirname(to), { recursive: true })
    copyFileSync(from, `${to}.new`)
    renameSync(`${to}.new`, to)
    return statSync(to).size
  })
}

/** Followers that are in the middle of the snapshot before lose nothing that cannot be fetched anew. */
function removeOld(to: string, snapshot: Snapshot, segments: readonly SegmentRef[]): void {
  const kept = new Set(segments.map(({ digest }) => digest))
  guard(to, () => {
    for (const name of readdirSync(join(to, names.manifests))) {
      if (name !== snapshot.name) rmSync(join(to, names.manifests, name), { force: true })
    }
    for (const prefix of readdirSync(join(to, names.segments))) {
      for (const name of readdirSync(join(to, names.segments, prefix))) {
        if (!kept.has(name)) rmSync(join(to, names.segments, prefix, name), { force: true })
      }
    }
  })
}
