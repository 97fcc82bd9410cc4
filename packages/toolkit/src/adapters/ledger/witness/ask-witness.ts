/** One witness, asked for one cosignature: at most twice, and for the checkpoint that it holds where it refuses. */
import { sha256 } from '../../../base/index.ts'
import {
  formatAddCheckpoint,
  openCheckpoint,
  type NoteSignature,
  readConsistencyProof,
  readRoot,
  readWitnessReply,
  type TiledTree,
  type VerifiedCheckpoint,
  type Verifier,
  type WitnessReply,
} from '../../../translog/index.ts'
import type { Exchange } from './exchange.ts'
import type { CosignAlarm } from './port.ts'
import { originHash } from './state-files.ts'

export interface Question {
  readonly checkpoint: VerifiedCheckpoint
  readonly note: string
  readonly tiles: TiledTree
  /** Keys of the log. */
  readonly log: readonly Verifier[]
  readonly exchange: Exchange
  /** Milliseconds for each request. */
  readonly timeout: number
}

export interface AskedWitness {
  readonly name: string
  readonly verifiers: readonly Verifier[]
  readonly url: string
  /** The size that it is believed to have cosigned last. */
  readonly size: bigint
}

export type Asked =
  | { readonly kind: 'cosigned'; readonly lines: readonly NoteSignature[] }
  | { readonly kind: 'failed'; readonly reason: string; readonly claim?: CosignAlarm['code'] }
  | { readonly kind: 'alarm'; readonly alarm: CosignAlarm }

export const MAX_ANSWER_BYTES = 64 * 1024

export async function askWitness(witness: AskedWitness, question: Question): Promise<Asked> {
  const { checkpoint, tiles } = question
  const first = await submit(witness, question, witness.size > checkpoint.size ? 0n : witness.size)
  if (first.kind !== 'conflict') return await settle(witness, question, first)
  if (first.size > checkpoint.size) {
    // A witness that is asked late has moved on with us; only more than all we have is a reason for alarm.
    return first.size <= tiles.size
      ? { kind: 'failed', reason: `it has cosigned size ${first.size} already` }
      : await lookInto(witness, question, {
          code: 'ROLLED_BACK',
          said: `it says that it cosigned size ${first.size}`,
        })
  }
  // Once: a witness that names another size each time would keep us busy.
  return await settle(witness, question, await submit(witness, question, first.size))
}

async function submit(
  { url, verifiers }: AskedWitness,
  { checkpoint, note, tiles, exchange, timeout }: Question,
  oldSize: bigint,
): Promise<WitnessReply> {
  const sizes = { oldSize, size: checkpoint.size }
  const isEmpty = oldSize === 0n || oldSize === checkpoint.size
  const proof = isEmpty ? { ok: true as const, value: [] } : readConsistencyProof(sha256, tiles, sizes)
  if (!proof.ok) return { kind: 'failed', message: `no proof from size ${oldSize}: ${proof.error.message}` }
  const body = formatAddCheckpoint({ oldSize, proof: proof.value, note })
  const answer = await exchange({ url: `${url}/add-checkpoint`, body, timeout, limit: MAX_ANSWER_BYTES })
  return answer.kind === 'failed'
    ? { kind: 'failed', message: answer.reason }
    : readWitnessReply(checkpoint.note.text, verifiers, answer)
}

async function settle(witness: AskedWitness, question: Question, reply: WitnessReply): Promise<Asked> {
  switch (reply.kind) {
    case 'cosigned':
      return { kind: 'cosigned', lines: reply.lines }
    case 'failed':
      return { kind: 'failed', reason: reply.message }
    case 'conflict':
      return { kind: 'failed', reason: `it names another size each time, now ${reply.size}` }
    case 'refused':
      return await lookInto(witness, question, { code: 'FORKED', said: reply.message })
    default:
      return reply satisfies never
  }
}

/** A claim becomes an alarm where the witness shows a checkpoint that our own key signed, and that is not of our tree. */
async function lookInto(
  { url, name }: AskedWitness,
  { checkpoint, log, tiles, exchange, timeout }: Question,
  { code, said }: { readonly code: CosignAlarm['code']; readonly said: string },
): Promise<Asked> {
  const claimed: Asked = { kind: 'failed', reason: said, claim: code }
  const page = `${url}/${originHash(checkpoint.origin)}/checkpoint`
  const answer = await exchange({ url: page, timeout, limit: MAX_ANSWER_BYTES })
  if (answer.kind === 'failed' || answer.status !== 200) return claimed
  const shown = openCheckpoint(answer.body, checkpoint.origin, log)
  if (!shown.ok) return claimed
  const note = Buffer.from(answer.body).toString()
  const { size, root } = shown.value
  if (size > tiles.size) {
    const message = `our key signed size ${size}, this log has ${tiles.size}`
    return { kind: 'alarm', alarm: { code: 'ROLLED_BACK', note, witness: name, message } }
  }
  const own = readRoot(sha256, tiles, size)
  if (!own.ok || Buffer.compare(own.value, root) === 0) return claimed
  const message = `our key signed another tree of size ${size} than this log has`
  return { kind: 'alarm', alarm: { code: 'FORKED', note, witness: name, message } }
}
