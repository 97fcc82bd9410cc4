/** Asks the witnesses of a policy to cosign what a log has signed (ledger reference, sections 1.6 step 6 and 1.8). */
import {
  formatNote,
  isQuorumMet,
  type NoteSignature,
  openCheckpoint,
  type Policy,
  type VerifiedCheckpoint,
  type Verifier,
  type VerifierKey,
} from '../../../translog/index.ts'
import { LedgerError } from '../errors.ts'
import { type Asked, askWitness, type Question } from './ask-witness.ts'
import { type Exchange, exchange } from './exchange.ts'
import type { CosignerMemory } from './memory.ts'
import type { Cosign, Cosigned, SignedCheckpoint, WitnessAnswer } from './port.ts'
import { toPolicyVerifier } from './verifiers.ts'

export interface CosignerOptions {
  /** Keys of witnesses that this instance runs itself: they are not asked and never count. */
  readonly own?: readonly VerifierKey[]
  /** Milliseconds for each request to a witness. Default: 1,000. */
  readonly timeout?: number
  /** For tests. */
  readonly exchange?: Exchange
}

type PolicyWitness = Policy['witnesses'][number]

const TIMEOUT = 1000

/** The policy lists the log itself, and its witnesses with their addresses. */
export function createCosigner(
  policy: Policy,
  memory: CosignerMemory,
  options: CosignerOptions = {},
): Cosign {
  return async (signed, tiles) => {
    const { checkpoint, log } = openSigned(policy, signed)
    const question: Question = {
      checkpoint,
      // Without what other witnesses said: a witness takes 64 KiB.
      note: withLines(checkpoint, []),
      tiles,
      log,
      exchange: options.exchange ?? exchange,
      timeout: options.timeout ?? TIMEOUT,
    }
    const asked = await Promise.all(
      policy.witnesses.map((witness) => askOne(witness, question, { memory, options })),
    )
    const sizes = new Map(
      policy.witnesses.flatMap(({ key }, at) =>
        asked[at]?.kind === 'cosigned' ? [[key, checkpoint.size] as const] : [],
      ),
    )
    await memory.remember(checkpoint.origin, sizes)
    return toCosigned(policy, checkpoint, asked)
  }
}

async function askOne(
  { name, key, url }: PolicyWitness,
  question: Question,
  { memory, options }: { readonly memory: CosignerMemory; readonly options: CosignerOptions },
): Promise<Asked> {
  if (options.own?.some(({ publicKey }) => Buffer.compare(publicKey, key.publicKey) === 0) === true) {
    return { kind: 'failed', reason: 'a witness of this instance, which never counts' }
  }
  const found = linesOf(question.checkpoint, key)
  // Asked again after a round that missed the quorum: this one has answered.
  if (found.length > 0) return { kind: 'cosigned', lines: found }
  if (url === undefined) return { kind: 'failed', reason: 'the policy gives no address' }
  const size = memory.sizeOf(question.checkpoint.origin, key)
  return await askWitness(
    { name, verifiers: [toPolicyVerifier(key)], url: url.replace(/\/+$/, ''), size },
    question,
  )
}

interface OpenedSigned {
  readonly checkpoint: VerifiedCheckpoint
  readonly log: readonly Verifier[]
}

/** Throws where the policy does not know the log, or the note is not what the log signed: both are mistakes of our own. */
function openSigned(policy: Policy, { note, size }: SignedCheckpoint): OpenedSigned {
  const [origin = ''] = note.split('\n', 1)
  const log = policy.logs.filter(({ key }) => key.name === origin).map(({ key }) => toPolicyVerifier(key))
  if (log.length === 0) throw new LedgerError('POLICY_UNFIT', `the policy lists no log ${origin}`)
  const witnesses = policy.witnesses.map(({ key }) => toPolicyVerifier(key))
  const checkpoint = openCheckpoint(note, origin, [...log, ...witnesses])
  if (!checkpoint.ok) throw new LedgerError('POLICY_UNFIT', `${origin}: ${checkpoint.error.message}`)
  if (checkpoint.value.size !== size) throw new Error(`a note of size ${size} was announced`)
  return { checkpoint: checkpoint.value, log }
}

function toCosigned(policy: Policy, checkpoint: VerifiedCheckpoint, asked: readonly Asked[]): Cosigned {
  const cosigners = policy.witnesses.filter((_, at) => asked[at]?.kind === 'cosigned')
  const lines = asked.flatMap((answer) => (answer.kind === 'cosigned' ? answer.lines : []))
  const isMet = isQuorumMet(
    policy,
    cosigners.map(({ key }) => key),
  )
  return {
    note: withLines(checkpoint, lines),
    quorum: policy.quorum === undefined ? 'none' : isMet ? 'met' : 'missed',
    witnesses: policy.witnesses.map(({ name }, at) => toAnswer(name, asked[at])),
    alarms: asked.flatMap((answer) => (answer.kind === 'alarm' ? [answer.alarm] : [])),
  }
}

function toAnswer(name: string, asked: Asked | undefined): WitnessAnswer {
  if (asked === undefined) throw new Error(`witness ${name} was not asked`)
  switch (asked.kind) {
    case 'cosigned':
      return { name, state: 'cosigned' }
    case 'alarm':
      return { name, state: 'failed', reason: asked.alarm.message, claim: asked.alarm.code }
    case 'failed': {
      const { reason, claim } = asked
      return { name, state: 'failed', reason, ...(claim === undefined ? {} : { claim }) }
    }
    default:
      return asked satisfies never
  }
}

/** The log's own lines first, then one for each witness; lines of strangers are left out. */
function withLines(checkpoint: VerifiedCheckpoint, lines: readonly NoteSignature[]): string {
  const own = checkpoint.note.verified
    .filter(({ kind }) => kind === 'signature')
    .flatMap(({ key }) => linesOf(checkpoint, key).slice(0, 1))
  const note = formatNote({ text: checkpoint.note.text, signatures: [...own, ...lines] })
  if (!note.ok) throw new Error(`verified lines make no note: ${note.error.message}`)
  return note.value
}

function linesOf({ note }: VerifiedCheckpoint, { name, id }: VerifierKey): readonly NoteSignature[] {
  const isVerified = note.verified.some(({ key }) => key.name === name && key.id === id)
  const lines = note.signatures.filter((line) => line.name === name && line.keyId === id)
  return isVerified ? lines.slice(0, 1) : []
}
