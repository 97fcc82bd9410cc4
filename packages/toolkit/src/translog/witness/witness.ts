/**
 * What a witness answers, as a function of what it knows (C2SP tlog-witness, section "add-checkpoint"). Pure: whoever calls it
 * keeps the new state durably before the answer leaves, one request of a log after the other.
 */
import { err, ok, type Result } from '../../base/index.ts'
import type { HashFunction } from '../hashing.ts'
import { formatNote, type NoteSignature, parseNote } from '../note.ts'
import { openCheckpoint, type OpenCheckpointError, type VerifiedCheckpoint } from '../open-checkpoint.ts'
import type { Verifier } from '../open-note.ts'
import { cosignCheckpoint, type Signer } from '../sign.ts'
import { verifyConsistency } from '../verify.ts'
import { parseAddCheckpoint } from './request.ts'
import { compareCheckpoints, type SplitView } from './split-view.ts'

/** Trusted: whoever can change this decides whose logs are cosigned. */
export interface Witness {
  readonly hash: HashFunction
  /** Keys of each log, by origin. */
  readonly logs: ReadonlyMap<string, readonly Verifier[]>
  /** Secret: keys that cosign. One line of the answer each. */
  readonly signers: readonly Signer[]
  /** `refuse`: a log that was proven to have forked gets no more cosignatures. The specification lets a witness go on with the history it knows. */
  readonly afterFork: 'refuse' | 'continue'
}

/** What a witness keeps of one log; nothing at first. */
export interface WitnessState {
  readonly cosigned: CosignedCheckpoint | undefined
  /** The first proof that the log showed two histories. */
  readonly fork: SplitView | undefined
}

export interface CosignedCheckpoint {
  /** The largest tree that was cosigned. */
  readonly checkpoint: VerifiedCheckpoint
  /** Its note with the lines of the log and of this witness, for monitors. */
  readonly note: string
  /** Seconds since 1970, as cosigned. */
  readonly time: bigint
}

export type WitnessCode =
  | 'COSIGNED'
  | 'REQUEST_MALFORMED'
  | 'SIGNATURE_REFUSED'
  | 'LOG_UNKNOWN'
  | 'SIZE_ABOVE_CHECKPOINT'
  | 'SIZE_NOT_RECORDED'
  | 'NOT_CONSISTENT'
  | 'LOG_FORKED'
  | 'CLOCK_BEHIND'

/** An answer of HTTP. */
export interface WitnessAnswer {
  readonly code: WitnessCode
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 503
  readonly contentType: string
  readonly body: string
}

/** A request whose checkpoint a known log signed. */
export interface OpenedRequest {
  readonly oldSize: bigint
  readonly proof: readonly Uint8Array[]
  readonly checkpoint: VerifiedCheckpoint
}

export interface WitnessDecision {
  readonly answer: WitnessAnswer
  /** The same object where nothing has to be stored. */
  readonly state: WitnessState
}

const TEXT = 'text/plain; charset=utf-8'
const SIZE = 'text/x.tlog.size'
/** Seconds by which the clock may have gone back; the time of the last cosignature is repeated meanwhile. */
const CLOCK_TOLERANCE = 60n

/** All that needs no state: form, origin, signature. */
export function openWitnessRequest(witness: Witness, body: Uint8Array): Result<OpenedRequest, WitnessAnswer> {
  const request = parseAddCheckpoint(body)
  if (!request.ok) return err(refuse('REQUEST_MALFORMED', request.error.message))
  const { oldSize, proof, note } = request.value
  const parsed = parseNote(note)
  if (!parsed.ok) return err(refuse('REQUEST_MALFORMED', parsed.error.message))
  const [origin = ''] = parsed.value.text.split('\n', 1)
  const verifiers = witness.logs.get(origin)
  if (verifiers === undefined) return err(refuse('LOG_UNKNOWN', 'this witness does not know the log'))
  const checkpoint = openCheckpoint(note, origin, verifiers)
  return checkpoint.ok
    ? ok({ oldSize, proof, checkpoint: checkpoint.value })
    : err(refuse(codeOf(checkpoint.error, parsed.value.text), checkpoint.error.message))
}

/** `now`: seconds since 1970. */
export function decideWitnessRequest(
  witness: Witness,
  state: WitnessState,
  { request, now }: { readonly request: OpenedRequest; readonly now: bigint },
): WitnessDecision {
  const fork = state.fork ?? findFork(witness, state, request)
  const known = fork === state.fork ? state : { ...state, fork }
  const fault = findFault(witness, known, { request, now })
  if (fault !== undefined) return { answer: fault, state: known }
  const { checkpoint } = request
  const last = state.cosigned?.time ?? 1n
  const time = now > last ? now : last
  const lines = witness.signers.map((signer) => unwrap(cosignCheckpoint(checkpoint, signer, time)))
  const note = unwrap(
    formatNote({ text: checkpoint.note.text, signatures: [...linesOfLog(checkpoint), ...lines] }),
  )
  const body = unwrap(formatNote({ text: '\n', signatures: lines })).slice('\n\n'.length)
  return {
    answer: { code: 'COSIGNED', status: 200, contentType: TEXT, body },
    state: { ...known, cosigned: { checkpoint, note, time } },
  }
}

function findFault(
  witness: Witness,
  { cosigned, fork }: WitnessState,
  { request, now }: { readonly request: OpenedRequest; readonly now: bigint },
): WitnessAnswer | undefined {
  const { oldSize, checkpoint } = request
  const recorded = cosigned?.checkpoint.size ?? 0n
  if (fork !== undefined && witness.afterFork === 'refuse') {
    return refuse('LOG_FORKED', 'the log has shown two histories; the operator of this witness decides')
  }
  if (oldSize > checkpoint.size) {
    return refuse(
      'SIZE_ABOVE_CHECKPOINT',
      `old size ${oldSize} is above that of the checkpoint, ${checkpoint.size}`,
    )
  }
  if (oldSize !== recorded) {
    return { code: 'SIZE_NOT_RECORDED', status: 409, contentType: SIZE, body: `${recorded}\n` }
  }
  if (!isConsistent(witness.hash, cosigned?.checkpoint, request)) {
    return refuse('NOT_CONSISTENT', `the proof does not lead from size ${oldSize} to ${checkpoint.size}`)
  }
  if (cosigned !== undefined && cosigned.time > now + CLOCK_TOLERANCE) {
    return refuse('CLOCK_BEHIND', 'the clock of this witness is behind its last cosignature')
  }
  return undefined
}

/** Everything is consistent with the empty tree, by an empty proof. */
function isConsistent(
  hash: HashFunction,
  recorded: VerifiedCheckpoint | undefined,
  { oldSize, proof, checkpoint }: OpenedRequest,
): boolean {
  if (recorded === undefined || oldSize === 0n) return proof.length === 0
  const claim = { oldSize, oldRoot: recorded.root, size: checkpoint.size, root: checkpoint.root }
  return verifyConsistency(hash, claim, proof).ok
}

/** Also where the request is refused for another reason: what the log signed stays signed. */
function findFork(
  { hash }: Witness,
  { cosigned }: WitnessState,
  { oldSize, proof, checkpoint }: OpenedRequest,
): SplitView | undefined {
  if (cosigned === undefined) return undefined
  const isSameSize = checkpoint.size === cosigned.checkpoint.size
  if (!isSameSize && (oldSize !== cosigned.checkpoint.size || checkpoint.size < oldSize)) return undefined
  const compared = compareCheckpoints(
    hash,
    { a: cosigned.checkpoint, b: checkpoint },
    isSameSize ? [] : proof,
  )
  return compared.ok && compared.value.kind === 'split-view' ? compared.value.evidence : undefined
}

/** Strangers' lines are not kept. */
function linesOfLog({ note }: VerifiedCheckpoint): readonly NoteSignature[] {
  const keys = note.verified.map(({ key }) => key)
  return keys.flatMap(({ name, id }) => {
    const line = note.signatures.find(({ name: own, keyId }) => own === name && keyId === id)
    return line === undefined ? [] : [line]
  })
}

const statuses: Readonly<
  Record<Exclude<WitnessCode, 'COSIGNED' | 'SIZE_NOT_RECORDED'>, WitnessAnswer['status']>
> = {
  REQUEST_MALFORMED: 400,
  SIGNATURE_REFUSED: 403,
  LOG_UNKNOWN: 404,
  SIZE_ABOVE_CHECKPOINT: 400,
  NOT_CONSISTENT: 422,
  LOG_FORKED: 422,
  CLOCK_BEHIND: 503,
}

function refuse(code: keyof typeof statuses, message: string): WitnessAnswer {
  return { code, status: statuses[code], contentType: TEXT, body: `${message}\n` }
}

/** A signed checkpoint of the empty tree with another root than its own is no mistake of form. */
function codeOf({ code }: OpenCheckpointError, text: string): keyof typeof statuses {
  const signature = ['NOTE_SIGNATURE_INVALID', 'NOTE_SIGNER_UNKNOWN', 'CHECKPOINT_LOG_SIGNATURE_MISSING']
  if (signature.includes(code)) return 'SIGNATURE_REFUSED'
  return code === 'CHECKPOINT_ROOT_INVALID' && text.split('\n')[1] === '0'
    ? 'NOT_CONSISTENT'
    : 'REQUEST_MALFORMED'
}

/** The caller's keys and our own lines: a fault here is a mistake of this program. */
function unwrap<T>(result: Result<T, { readonly message: string }>): T {
  if (result.ok) return result.value
  throw new Error(`a witness cannot sign: ${result.error.message}`)
}
