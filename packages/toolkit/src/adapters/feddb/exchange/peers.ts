/** The nodes that this one follows, and the last state that each has shown: what tells a rollback or a fork. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { guard, writeDurably } from '../files.ts'
import { FeddbError } from '../errors.ts'

export interface Peer {
  /** Origin of its log, and the name of its keys. */
  readonly origin: string
  readonly address: string
  /** `name+id+key`; several while it changes its key. */
  readonly keys: readonly string[]
  /** RFC 3339: from then on its keys are refused. */
  readonly trustedUntil?: string
  /** Purl types that are fetched; absent: everything. */
  readonly types?: readonly string[]
  /** Size and root (base64) of the newest checkpoint that was verified. */
  readonly seen?: { readonly size: string; readonly root: string }
}

const FORMAT = 'occtet-feddb-peers/1'
const FILE = 'peers.json'

/** Sorted by origin. Trusted: the file is the user's own. Throws FeddbError when it is damaged. */
export function readPeers(dir: string): readonly Peer[] {
  const path = join(dir, FILE)
  if (!existsSync(path)) return []
  const text = guard(path, () => readFileSync(path, 'utf8'))
  try {
    const value = JSON.parse(text) as { format?: unknown; peers?: unknown }
    if (value.format === FORMAT && Array.isArray(value.peers)) return value.peers as readonly Peer[]
  } catch {
    // One message for every kind of damage.
  }
  throw new FeddbError(
    'CORRUPT',
    `${path}: expected a list of peers; without it rollbacks cannot be seen, so restore it`,
  )
}

/** Durable when it returns. Call under the lock. */
export function rememberPeer(dir: string, peer: Peer): void {
  const others = readPeers(dir).filter(({ origin }) => origin !== peer.origin)
  const peers = [...others, peer].sort((a, b) => (a.origin < b.origin ? -1 : 1))
  writeDurably(dir, join(dir, FILE), `${JSON.stringify({ format: FORMAT, peers }, null, 1)}\n`)
}
