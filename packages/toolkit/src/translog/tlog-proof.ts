/** Proofs in one file: a leaf's place, its inclusion proof and a checkpoint, to be checked without a network (C2SP tlog-proof). */
import { err, ok, type Result } from '../base/index.ts'
import { decodeStrictUtf8, formatBase64, parseBase64 } from './bytes.ts'
import { NUMBER_END, parseDecimal } from './decimal.ts'
import { HASH_BYTES, type HashFunction } from './hashing.ts'
import { type VerifiedCheckpoint, verifyCheckpointInclusion } from './open-checkpoint.ts'
import type { ProofError, VerifiedInclusion } from './verify.ts'

/** What a `.tlog-proof` file says; nothing of it is verified. */
export interface TlogProof {
  /** Data of the application that nothing authenticates; never empty. */
  readonly extra: Uint8Array | undefined
  /** Below 2^63. */
  readonly index: bigint
  /** From the leaf's sibling up, at most 63. */
  readonly hashes: readonly Uint8Array[]
  /** The signed note, as it is. */
  readonly checkpoint: string
}

export interface TlogProofError {
  readonly code:
    | 'TLOG_PROOF_TOO_LARGE'
    | 'TLOG_PROOF_NOT_UTF8'
    | 'TLOG_PROOF_VERSION_UNSUPPORTED'
    | 'TLOG_PROOF_MALFORMED'
  readonly message: string
}

const HEADER = 'c2sp.org/tlog-proof@v1'
const EXTRA = 'extra '
const INDEX = 'index '
/** A tree below 2^63 has no longer path. */
const MAX_HASHES = 63
const MAX_BYTES = 1024 * 1024

/** At most 1 MiB and 63 hashes. */
export function parseTlogProof(input: string | Uint8Array): Result<TlogProof, TlogProofError> {
  if (input.length > MAX_BYTES) return fault('TLOG_PROOF_TOO_LARGE', `expected at most ${MAX_BYTES} bytes`)
  const text = typeof input === 'string' ? input : decodeStrictUtf8(input)
  if (text === undefined) return fault('TLOG_PROOF_NOT_UTF8', 'expected valid UTF-8')
  // No line before the checkpoint is empty, so the first empty line ends them.
  const end = Math.max(text.indexOf('\n\n'), 0)
  const [header, ...lines] = text.slice(0, end).split('\n')
  if (header !== HEADER) {
    return fault('TLOG_PROOF_VERSION_UNSUPPORTED', `expected ${HEADER} and, later, an empty line`)
  }
  return parseLines(lines, text.slice(end + 2))
}

/** Refuses what `parseTlogProof` would not read. */
export function formatTlogProof({
  extra,
  index,
  hashes,
  checkpoint,
}: TlogProof): Result<string, TlogProofError> {
  if (index < 0n || index >= NUMBER_END) return malformed('an index from 0 to below 2^63')
  const lines = [
    HEADER,
    ...(extra === undefined ? [] : [`${EXTRA}${formatBase64(extra)}`]),
    `${INDEX}${index}`,
    ...hashes.map(formatBase64),
  ]
  const text = `${lines.join('\n')}\n\n${checkpoint}`
  const parsed = parseTlogProof(text)
  return parsed.ok ? ok(text) : parsed
}

declare const brand: unique symbol

/** Only `verifyTlogProof` makes one: the leaf stands in the tree of the checkpoint. */
export interface VerifiedTlogProof<C extends VerifiedCheckpoint> {
  readonly inclusion: VerifiedInclusion
  readonly checkpoint: C
  /** Still not authenticated. */
  readonly extra: Uint8Array | undefined
  readonly [brand]: 'VerifiedTlogProof'
}

export interface TlogProofClaim {
  readonly proof: string | Uint8Array
  /** `hashLeaf` of the entry in hand, never a hash from the proof's sender. */
  readonly leafHash: Uint8Array
}

/** `open` decides which checkpoints are trusted: `openCheckpoint` with a log's keys, or `openWitnessedCheckpoint` with a policy. */
export function verifyTlogProof<C extends VerifiedCheckpoint, E>(
  hash: HashFunction,
  { proof, leafHash }: TlogProofClaim,
  open: (note: string) => Result<C, E>,
): Result<VerifiedTlogProof<C>, TlogProofError | ProofError | E> {
  const parsed = parseTlogProof(proof)
  if (!parsed.ok) return parsed
  const { index, hashes, extra } = parsed.value
  const checkpoint = open(parsed.value.checkpoint)
  if (!checkpoint.ok) return checkpoint
  const claim = { checkpoint: checkpoint.value, index, leafHash }
  const inclusion = verifyCheckpointInclusion(hash, claim, hashes)
  if (!inclusion.ok) return inclusion
  const verified = { inclusion: inclusion.value, checkpoint: checkpoint.value, extra }
  return ok(verified as VerifiedTlogProof<C>)
}

function parseLines(lines: readonly string[], checkpoint: string): Result<TlogProof, TlogProofError> {
  const [first = '', ...others] = lines
  const extra = first.startsWith(EXTRA) ? parseBase64(first.slice(EXTRA.length)) : undefined
  if (first.startsWith(EXTRA) && (extra === undefined || extra.length === 0)) {
    return malformed('extra data in base64')
  }
  const [indexLine = '', ...hashLines] = extra === undefined ? lines : others
  const index = indexLine.startsWith(INDEX) ? parseDecimal(indexLine.slice(INDEX.length)) : undefined
  if (index === undefined) return malformed('a line with a decimal index')
  const hashes = parseHashes(hashLines)
  return hashes === undefined
    ? malformed(`at most ${MAX_HASHES} hashes of ${HASH_BYTES} bytes in base64`)
    : ok({ extra, index, hashes, checkpoint })
}

function parseHashes(lines: readonly string[]): readonly Uint8Array[] | undefined {
  if (lines.length > MAX_HASHES) return undefined
  const hashes = lines.map(parseBase64).filter((bytes) => bytes?.length === HASH_BYTES)
  return hashes.length === lines.length ? hashes.filter((bytes) => bytes !== undefined) : undefined
}

function malformed(expected: string): Result<never, TlogProofError> {
  return fault('TLOG_PROOF_MALFORMED', `expected ${expected}`)
}

function fault(code: TlogProofError['code'], message: string): Result<never, TlogProofError> {
  return err({ code, message })
}
