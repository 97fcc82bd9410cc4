/**
 * Two checkpoints of one log that cannot both be of one history (ledger reference, section 1.8). The evidence needs nobody's
 * word: both notes are signed by the log, and the proof shows what the second one says of the first one's leaves.
 */
import { err, ok, type Result } from '../../base/index.ts'
import { areEqual } from '../bytes.ts'
import type { HashFunction } from '../hashing.ts'
import { formatNote } from '../note.ts'
import type { VerifiedCheckpoint } from '../open-checkpoint.ts'
import { rebuildRoots, verifyConsistency } from '../verify.ts'

/** What two checkpoints of one log are to each other. */
export type Comparison =
  | { readonly kind: 'consistent' }
  | { readonly kind: 'split-view'; readonly evidence: SplitView }
  /** The proof shows neither: it was made badly, or belongs to other sizes. Get another one. */
  | { readonly kind: 'unproven'; readonly message: string }

/** Self-contained: `verifySplitView` needs nothing else but the log's key. */
export interface SplitView {
  /** Signed note of the smaller tree, or of either of two trees of one size. */
  readonly older: string
  /** Signed note of the other one. */
  readonly newer: string
  /** Root of the newer tree's first leaves, as many as the older tree has: not the older root. */
  readonly otherRoot: Uint8Array
  /** From `otherRoot` to the root of `newer`; empty when both have one size. */
  readonly proof: readonly Uint8Array[]
}

export interface SplitViewError {
  readonly code: 'CHECKPOINT_ORIGIN_MISMATCH' | 'SPLIT_VIEW_UNPROVEN'
  readonly message: string
}

declare const brand: unique symbol

/** Only `verifySplitView` makes one: the log's key signed two histories. */
export type VerifiedSplitView = {
  readonly origin: string
  readonly older: VerifiedCheckpoint
  readonly newer: VerifiedCheckpoint
} & { readonly [brand]: 'VerifiedSplitView' }

export interface ComparedPair {
  readonly a: VerifiedCheckpoint
  readonly b: VerifiedCheckpoint
}

/** `proof`: the consistency proof between the two sizes, in whichever order they are given; empty for one size, or from size zero. */
export function compareCheckpoints(
  hash: HashFunction,
  { a, b }: ComparedPair,
  proof: readonly Uint8Array[],
): Result<Comparison, SplitViewError> {
  if (a.origin !== b.origin) return originFault(a, b)
  const [older, newer] = a.size <= b.size ? [a, b] : [b, a]
  if (older.size === newer.size) return ok(compareRoots(older, newer))
  if (older.size === 0n) {
    return ok(proof.length === 0 ? { kind: 'consistent' } : unproven('expected no proof from size zero'))
  }
  const claim = { oldSize: older.size, size: newer.size, oldRoot: older.root, root: newer.root }
  const consistent = verifyConsistency(hash, claim, proof)
  if (consistent.ok) return ok({ kind: 'consistent' })
  // A proof starts at the old root itself where the old tree is complete: then it says nothing about another one.
  const roots = consistent.error.code === 'PROOF_ROOT_MISMATCH' ? rebuildRoots(hash, claim, proof) : undefined
  const isOfNewer = roots !== undefined && areEqual(roots.new, newer.root)
  return ok(
    isOfNewer && !areEqual(roots.old, older.root)
      ? toSplitView(older, newer, { otherRoot: roots.old, proof })
      : unproven(consistent.error.message),
  )
}

/**
 * For whoever holds the newer tree's tiles: `otherRoot` is what they say of the older size, `proof` leads from it to the
 * newer root. Needed where the older tree is complete, since proofs from there leave the old root out.
 */
export function compareWithRoot(
  hash: HashFunction,
  { a, b }: ComparedPair,
  shown: { readonly otherRoot: Uint8Array; readonly proof: readonly Uint8Array[] },
): Result<Comparison, SplitViewError> {
  const [older, newer] = a.size <= b.size ? [a, b] : [b, a]
  if (older.size === 0n || older.size === newer.size || areEqual(older.root, shown.otherRoot)) {
    return compareCheckpoints(hash, { a, b }, shown.proof)
  }
  if (a.origin !== b.origin) return originFault(a, b)
  return ok(
    leadsTo(hash, { older, newer }, shown)
      ? toSplitView(older, newer, shown)
      : unproven('the proof does not lead to the newer root'),
  )
}

/** `open` is `openCheckpoint` with the keys of the log that is accused. */
export function verifySplitView<E extends { readonly code: string; readonly message: string }>(
  hash: HashFunction,
  evidence: SplitView,
  open: (note: string) => Result<VerifiedCheckpoint, E>,
): Result<VerifiedSplitView, SplitViewError | E> {
  const older = open(evidence.older)
  if (!older.ok) return older
  const newer = open(evidence.newer)
  if (!newer.ok) return newer
  if (older.value.origin !== newer.value.origin) return originFault(older.value, newer.value)
  const pair = { older: older.value, newer: newer.value }
  if (areEqual(evidence.otherRoot, older.value.root) || !leadsTo(hash, pair, evidence)) {
    return err({ code: 'SPLIT_VIEW_UNPROVEN', message: 'the two checkpoints may be of one history' })
  }
  return ok({ origin: older.value.origin, ...pair } as VerifiedSplitView)
}

function compareRoots(older: VerifiedCheckpoint, newer: VerifiedCheckpoint): Comparison {
  return areEqual(older.root, newer.root)
    ? { kind: 'consistent' }
    : toSplitView(older, newer, { otherRoot: newer.root, proof: [] })
}

function leadsTo(
  hash: HashFunction,
  { older, newer }: { readonly older: VerifiedCheckpoint; readonly newer: VerifiedCheckpoint },
  { otherRoot, proof }: Pick<SplitView, 'otherRoot' | 'proof'>,
): boolean {
  const claim = { oldSize: older.size, size: newer.size, oldRoot: otherRoot, root: newer.root }
  return verifyConsistency(hash, claim, proof).ok
}

function toSplitView(
  older: VerifiedCheckpoint,
  newer: VerifiedCheckpoint,
  { otherRoot, proof }: Pick<SplitView, 'otherRoot' | 'proof'>,
): Comparison {
  return {
    kind: 'split-view',
    evidence: { older: toText(older), newer: toText(newer), otherRoot, proof },
  }
}

/** All lines of an opened note can be written again. */
function toText({ note }: VerifiedCheckpoint): string {
  const text = formatNote(note)
  if (!text.ok) throw new Error(`an opened note cannot be written: ${text.error.message}`)
  return text.value
}

function unproven(message: string): Comparison {
  return { kind: 'unproven', message }
}

function originFault(a: VerifiedCheckpoint, b: VerifiedCheckpoint): Result<never, SplitViewError> {
  return err({ code: 'CHECKPOINT_ORIGIN_MISMATCH', message: `${a.origin} and ${b.origin} are two logs` })
}
