/** What a node says it has published: its signed checkpoint, held against what it said before. */
import { formatSnapshotEntry, type SnapshotEntry } from '../../../advisories/index.ts'
import { sha256 } from '../../../base/index.ts'
import {
  formatTilePath,
  hashLeaf,
  listConsistencyTiles,
  listInclusionTiles,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  readConsistencyProof,
  readInclusionProof,
  type TileAddress,
  type TileReader,
  type VerifiedCheckpoint,
  verifyCheckpointInclusion,
  verifyConsistency,
} from '../../../translog/index.ts'
import { readVerifier } from './ed25519.ts'
import { ExchangeError } from './errors.ts'
import type { Peer } from './peers.ts'
import { MAX_CHECKPOINT, type Remote } from './remote.ts'
import { CHECKPOINT, lastBundle, readLastEntry } from './snapshot-log.ts'

export interface History {
  readonly entry: SnapshotEntry
  /** As it is to be remembered now. */
  readonly peer: Peer
}

export interface Trust {
  readonly known: readonly Peer[]
  readonly keys?: readonly string[]
  readonly trustedUntil?: string
  readonly types?: readonly string[]
  readonly clock: () => number
}

/** The newest snapshot that the node has signed, proven to continue what it has shown here before. Throws ExchangeError. */
export async function openHistory(remote: Remote, trust: Trust): Promise<History> {
  const note = await remote.read(CHECKPOINT, MAX_CHECKPOINT)
  if (note === undefined) throw new ExchangeError('NOT_A_NODE', `${remote.address}: no checkpoint lies there`)
  const origin = originOf(remote, note)
  const known = trust.known.find((peer) => peer.origin === origin)
  const peer = trustedPeer(remote, { origin, known, trust })
  const checkpoint = openSigned(remote, note, peer)
  if (checkpoint.size === 0n)
    throw new ExchangeError('NOT_A_NODE', `${remote.address}: has published nothing yet`)
  await checkContinuity(remote, checkpoint, known)
  const entry = await fetchEntry(remote, checkpoint)
  const seen = { size: String(checkpoint.size), root: toBase64(checkpoint.root) }
  return { entry, peer: { ...peer, seen } }
}

/** Unproven yet: it only says whose keys to look for. */
export function originOf(remote: Pick<Remote, 'address'>, note: string | Uint8Array): string {
  const parsed = parseNote(note)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : parsed
  if (checkpoint.ok) return checkpoint.value.origin
  throw new ExchangeError('NOT_A_NODE', `${remote.address}/${CHECKPOINT}: ${checkpoint.error.message}`)
}

interface Introduced {
  readonly origin: string
  readonly known: Peer | undefined
  readonly trust: Trust
}

/** Keys are the user's word; the node cannot introduce itself or its successor. */
function trustedPeer(remote: Remote, { origin, known, trust }: Introduced): Peer {
  const keys = trust.keys ?? known?.keys ?? []
  if (keys.length === 0) {
    throw new ExchangeError(
      'KEY_MISSING',
      `${remote.address} is the node ${origin}, whose key is not known here; ask its owner for it and give it with --key`,
    )
  }
  const until = trustedUntil({ origin, known, trust })
  const types = trust.types ?? known?.types
  return {
    origin,
    address: remote.address,
    keys,
    ...(until === undefined ? {} : { trustedUntil: until }),
    ...(types === undefined ? {} : { types }),
    ...(known?.seen === undefined ? {} : { seen: known.seen }),
  }
}

/** The day that came with the keys that count: new keys come with their own day, or none. */
function trustedUntil({ origin, known, trust }: Introduced): string | undefined {
  const until = trust.trustedUntil ?? (trust.keys === undefined ? known?.trustedUntil : undefined)
  if (until === undefined || Date.parse(until) > trust.clock()) return until
  throw new ExchangeError(
    'KEY_EXPIRED',
    `the key of ${origin} was trusted until ${until}; give a newer one with --key`,
  )
}

/** Throws ExchangeError unless a key of the peer signed the checkpoint. */
export function openSigned(
  remote: Pick<Remote, 'address'>,
  note: string | Uint8Array,
  peer: Pick<Peer, 'keys' | 'origin'>,
): VerifiedCheckpoint {
  const verifiers = peer.keys.map((text) => {
    const verifier = readVerifier(text)
    if (!verifier.ok) throw new ExchangeError('KEY_INVALID', `${text}: ${verifier.error.message}`)
    return verifier.value
  })
  const opened = openCheckpoint(note, peer.origin, verifiers)
  if (opened.ok) return opened.value
  throw new ExchangeError(
    'SIGNATURE_REFUSED',
    `${remote.address}: the checkpoint of ${peer.origin} is not signed by a key that is trusted here (${opened.error.message})`,
  )
}

async function checkContinuity(
  remote: Remote,
  checkpoint: VerifiedCheckpoint,
  known: Peer | undefined,
): Promise<void> {
  if (known?.seen === undefined) return
  const oldSize = BigInt(known.seen.size)
  const oldRoot = new Uint8Array(Buffer.from(known.seen.root, 'base64'))
  const { size, root, origin } = checkpoint
  if (size < oldSize) {
    throw new ExchangeError(
      'ROLLBACK',
      `${origin} shows ${size} snapshots, and has shown ${oldSize} before: an old state, or a mirror that is behind`,
    )
  }
  const fork = (why: string): ExchangeError =>
    new ExchangeError(
      'FORK',
      `${origin} shows another history than before (${why}); do not believe either until its owner explains`,
    )
  if (size === oldSize) {
    if (!Buffer.from(root).equals(Buffer.from(oldRoot))) throw fork(`size ${size} has two roots`)
    return
  }
  const tiles = listConsistencyTiles({ oldSize, size })
  const read = await fetchTiles(remote, tiles.ok ? tiles.value : [])
  const proof = readConsistencyProof(sha256, { size, read }, { oldSize, size })
  if (!proof.ok) throw fork(proof.error.message)
  const verified = verifyConsistency(sha256, { oldSize, oldRoot, size, root }, proof.value)
  if (!verified.ok) throw fork(verified.error.message)
}

async function fetchEntry(remote: Remote, checkpoint: VerifiedCheckpoint): Promise<SnapshotEntry> {
  const { size } = checkpoint
  const index = size - 1n
  const tiles = listInclusionTiles({ index, size })
  const read = await fetchTiles(remote, [...(tiles.ok ? tiles.value : []), lastBundle(size)])
  const entry = readLastEntry(read, size)
  if (!entry.ok) throw tampered(remote, entry.error.message)
  const leafHash = hashLeaf(sha256, new TextEncoder().encode(formatSnapshotEntry(entry.value)))
  const proof = readInclusionProof(sha256, { size, read }, { index, size })
  if (!proof.ok) throw tampered(remote, proof.error.message)
  const verified = verifyCheckpointInclusion(sha256, { index, leafHash, checkpoint }, proof.value)
  if (!verified.ok) throw tampered(remote, verified.error.message)
  return entry.value
}

/** Bytes of an entry bundle: 256 entries with their lengths. */
const MAX_TILE = 256 * (65_535 + 2)

async function fetchTiles(remote: Remote, tiles: readonly TileAddress[]): Promise<TileReader> {
  const found = new Map<string, Uint8Array>()
  for (const path of new Set(tiles.map(formatTilePath))) {
    const bytes = await remote.read(path, MAX_TILE)
    if (bytes !== undefined) found.set(path, bytes)
  }
  return (tile) => found.get(formatTilePath(tile))
}

function tampered(remote: Remote, why: string): ExchangeError {
  return new ExchangeError(
    'TAMPERED',
    `${remote.address}: the log does not hold the newest snapshot as signed (${why})`,
  )
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
