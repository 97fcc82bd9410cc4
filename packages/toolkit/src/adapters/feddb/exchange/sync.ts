/** Follows another node: checks what it signed, fetches only what is new, and takes it in in one step. */
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  createManifest,
  type Layer,
  type Manifest,
  type SegmentRef,
  type SnapshotEntry,
  segmentsOf,
} from '../../../advisories/index.ts'
import { digestOfFile, settleFile } from '../arrivals.ts'
import { guard, names, segmentPath } from '../files.ts'
import { acquireLock } from '../lock.ts'
import { cleanTemporary, publishManifest, readSnapshot, removeUnused } from '../snapshot.ts'
import { ExchangeError } from './errors.ts'
import { openHistory } from './history.ts'
import { type Peer, readPeers, rememberPeer } from './peers.ts'
import { findRemote, type Remote } from './remote.ts'
import { openSignedManifest } from './signed-manifest.ts'

export interface SyncOptions {
  readonly dir: string
  /** Address of a published FedDB, or of a server that serves one. */
  readonly address: string
  /** `name+id+key`: a key that the user trusts for this node, the first time and when the node changes it. */
  readonly keys?: readonly string[]
  readonly trustedUntil?: string
  /** Purl types; layers without packages come along. */
  readonly types?: readonly string[]
  readonly clock: () => number
  readonly onProgress?: (done: number, total: number, label: string) => void
}

export interface SyncReport {
  readonly origin: string
  /** Root of the node's snapshot, and of this store afterwards: the same for a plain mirror. */
  readonly remoteRoot: string
  readonly root: string
  readonly previousRoot: string | undefined
  /** When the node published it, as it says. */
  readonly published: string
  /** Snapshots in the node's log. */
  readonly snapshots: number
  readonly layers: number
  readonly fetchedSegments: number
  readonly reusedSegments: number
  /** Bytes fetched: checkpoint, tiles, manifest and segments. */
  readonly fetchedBytes: number
}

/**
 * Durable when it resolves; until then the store answers as before. Rejects with ExchangeError when the node must not be
 * believed, NetworkFailure when it cannot be reached, FeddbError when the disk fails. What was fetched before an
 * interruption is not fetched again.
 */
export async function syncFeddb(options: SyncOptions): Promise<SyncReport> {
  const { dir } = options
  guard(dir, () => mkdirSync(join(dir, names.temporary), { recursive: true }))
  const lock = acquireLock(dir)
  try {
    cleanTemporary(dir)
    const remote = await findRemote(options.address)
    if (remote === undefined) {
      throw new ExchangeError('NOT_A_NODE', `${options.address}: no checkpoint of a FedDB lies there`)
    }
    const counted = countBytes(remote)
    const known = readPeers(dir)
    const history = await openHistory(counted.remote, { ...options, known })
    const manifest = await fetchManifest(counted.remote, history.entry)
    // Before anything of it is used: a rollback must be seen even if this run is killed.
    rememberPeer(dir, history.peer)
    const layers = chooseLayers(manifest, history.peer)
    const fetched = await fetchSegments(counted.remote, layers, options)
    lock.assertHeld()
    const previous = readSnapshot(dir)
    const own = (previous?.manifest.layers ?? []).filter(({ via }) => via !== history.peer.origin)
    const next = createManifest([...own, ...layers], previous?.name)
    publishManifest(dir, next, previous?.manifest)
    removeUnused(dir, next, previous?.manifest)
    return {
      origin: history.peer.origin,
      remoteRoot: manifest.root,
      root: next.root,
      previousRoot: previous?.manifest.root,
      published: history.entry.time,
      snapshots: Number(history.peer.seen?.size ?? 0),
      layers: layers.length,
      ...fetched,
      fetchedBytes: counted.bytes(),
    }
  } finally {
    lock.release()
  }
}

function countBytes(remote: Remote): { readonly remote: Remote; readonly bytes: () => number } {
  let bytes = 0
  return {
    bytes: () => bytes,
    remote: {
      address: remote.address,
      read: async (path, limit) => {
        const content = await remote.read(path, limit)
        bytes += content?.length ?? 0
        return content
      },
      bring: async (path, to, size) => {
        await remote.bring(path, to, size)
        bytes += size
      },
    },
  }
}

/** Bytes of a manifest: 60,000 layers. */
const MAX_MANIFEST = 64 * 1024 * 1024

async function fetchManifest(remote: Remote, entry: SnapshotEntry): Promise<Manifest> {
  const path = `${names.manifests}/${entry.manifest}`
  const bytes = await remote.read(path, MAX_MANIFEST)
  if (bytes === undefined) throw new ExchangeError('TAMPERED', `${remote.address}/${path} is missing`)
  return openSignedManifest(new TextDecoder().decode(bytes), entry, `${remote.address}/${path}`)
}

/** Each says by whom it comes; what the node itself has from others is not handed on: trust is not inherited. */
function chooseLayers(manifest: Manifest, { origin, types }: Peer): readonly Layer[] {
  const own = manifest.layers.filter(({ via }) => via === undefined)
  const wanted =
    types === undefined
      ? own
      : own.filter((layer) => layer.claims === 0 || layer.types.some(([type]) => types.includes(type)))
  return wanted.map((layer) => ({ ...layer, via: origin }))
}

const PARALLEL = 4

async function fetchSegments(
  remote: Remote,
  layers: readonly Layer[],
  { dir, onProgress }: SyncOptions,
): Promise<{ readonly fetchedSegments: number; readonly reusedSegments: number }> {
  const all = segmentsOf(layers)
  const missing = all.filter((ref) => !isThere(dir, ref))
  const total = missing.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  const waiting = [...missing]
  const work = async (): Promise<void> => {
    for (let ref = waiting.shift(); ref !== undefined; ref = waiting.shift()) {
      await fetchSegment(remote, dir, ref)
      done += ref.size
      onProgress?.(done, total, `fetching from ${remote.address}`)
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, work))
  return { fetchedSegments: missing.length, reusedSegments: all.length - missing.length }
}

/** A file of this name and size was checked when it came; `db verify` checks it again. */
function isThere(dir: string, { digest, size }: SegmentRef): boolean {
  const path = segmentPath(dir, digest)
  return existsSync(path) && statSync(path).size === size
}

async function fetchSegment(remote: Remote, dir: string, ref: SegmentRef): Promise<void> {
  const path = `${names.segments}/${ref.digest.slice(0, 2)}/${ref.digest}`
  const aside = join(dir, 'downloads', 'segments', ref.digest)
  guard(aside, () => mkdirSync(dirname(aside), { recursive: true }))
  await remote.bring(path, aside, ref.size)
  const found = await digestOfFile(aside)
  if (found !== ref.digest || statSync(aside).size !== ref.size) {
    rmSync(aside, { force: true })
    throw new ExchangeError(
      'TAMPERED',
      `${remote.address}/${path} is not what the node signed: its digest is ${found}`,
    )
  }
  settleFile(aside, segmentPath(dir, ref.digest))
}
