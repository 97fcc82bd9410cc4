/** Reads a published log: entries, proofs for outsiders. Needs no lock and no key, and changes nothing. */
import { join } from 'node:path'
import { type Result, sha256 } from '../../base/index.ts'
import {
  formatTlogProof,
  hashLeaf,
  openCheckpoint,
  readConsistencyProof,
  readInclusionProof,
  type VerifiedCheckpoint,
  type VerifierKey,
  verifyConsistency,
  verifyTlogProof,
} from '../../translog/index.ts'
import { toVerifier } from '../feddb/exchange/ed25519.ts'
import type { LedgerDisk } from './disk.ts'
import { readEntries } from './entries.ts'
import { LedgerError } from './errors.ts'
import { nodeDisk } from './node-disk.ts'
import { readIdentity } from './open.ts'
import { assertContains } from './integrate.ts'
import { names, readCheckpoint, readTiles, type StoredCheckpoint } from './store.ts'

/** Trusted: whoever can change the folder can hide the log, but cannot make a checkpoint that the key did not sign. */
export class LedgerReader {
  readonly key: VerifierKey
  readonly #dir: string
  readonly #disk: LedgerDisk

  /** Throws NOT_A_LEDGER. */
  constructor(dir: string, disk: LedgerDisk = nodeDisk) {
    this.#dir = dir
    this.#disk = disk
    this.key = readIdentity({ dir, disk })
  }

  /** The newest published one; its root is that of the tiles at the tree's right edge. A few files are read, however large the log. */
  checkpoint(): StoredCheckpoint {
    const stored = readCheckpoint(this.#disk, join(this.#dir, names.checkpoint), this.key)
    assertContains({ dir: this.#dir, disk: this.#disk }, stored.checkpoint.size, [stored.checkpoint])
    return stored
  }

  /** As they are stored, from `from` to before `to`, at most up to the checkpoint's size. `prove` says whether they are what was logged. */
  entries(checkpoint: VerifiedCheckpoint, from: bigint, to: bigint): Generator<Uint8Array> {
    return readEntries({ dir: this.#dir, disk: this.#disk }, { size: checkpoint.size, from, to })
  }

  /**
   * The text of a `.tlog-proof` (C2SP tlog-proof) that the entry stands in the newest checkpoint's tree; verified before
   * it is handed out. `extra` is not authenticated. Throws NOT_IN_LOG.
   */
  prove(index: bigint, extra?: Uint8Array): { readonly entry: Uint8Array; readonly proof: string } {
    const { checkpoint, note } = this.checkpoint()
    const { size } = checkpoint
    const [entry] = this.entries(checkpoint, index, index + 1n)
    if (entry === undefined || index < 0n) {
      throw new LedgerError(
        'NOT_IN_LOG',
        `${this.#dir}: expected an index from 0 to below ${size}, found ${index}`,
      )
    }
    const tree = { size, read: readTiles({ dir: this.#dir, disk: this.#disk }) }
    const hashes = this.#unwrap(readInclusionProof(sha256, tree, { index, size }))
    const proof = this.#unwrap(formatTlogProof({ extra, index, hashes, checkpoint: note }))
    const claim = { proof, leafHash: hashLeaf(sha256, entry) }
    this.#unwrap(
      verifyTlogProof(sha256, claim, (text) => openCheckpoint(text, this.key.name, [toVerifier(this.key)])),
    )
    return { entry, proof }
  }

  /** That the tree of `old` is a part of the newest checkpoint's; throws FORKED where it is none. Empty from size zero. */
  proveConsistency(old: VerifiedCheckpoint): {
    readonly checkpoint: VerifiedCheckpoint
    readonly hashes: readonly Uint8Array[]
  } {
    const { checkpoint } = this.checkpoint()
    const { size, root } = checkpoint
    if (old.size > size) {
      throw new LedgerError('ROLLED_BACK', `${this.#dir}: size ${old.size} was signed before, found ${size}`)
    }
    if (old.size === 0n) return { checkpoint, hashes: [] }
    const tree = { size, read: readTiles({ dir: this.#dir, disk: this.#disk }) }
    const hashes = this.#unwrap(readConsistencyProof(sha256, tree, { oldSize: old.size, size }))
    const verified = verifyConsistency(sha256, { oldSize: old.size, oldRoot: old.root, size, root }, hashes)
    if (!verified.ok)
      throw new LedgerError('FORKED', `${this.#dir}: size ${old.size} is no part of size ${size}`)
    return { checkpoint, hashes }
  }

  #unwrap<T>(result: Result<T, { readonly code: string; readonly message: string }>): T {
    if (result.ok) return result.value
    throw new LedgerError('LEDGER_DAMAGED', `${this.#dir}: ${result.error.code}: ${result.error.message}`)
  }
}
