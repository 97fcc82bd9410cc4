/** What witnesses remember of a log: the question that keeps an older copy from being signed on (ledger reference, section 1.6). */
import { openCheckpoint, type Policy } from '../../../translog/index.ts'
import { LedgerError } from '../errors.ts'
import { MAX_ANSWER_BYTES } from './ask-witness.ts'
import { exchange as askNetwork, type Exchange } from './exchange.ts'
import { originHash } from './state-files.ts'
import { toPolicyVerifier } from './verifiers.ts'

export interface KnownCheckpoints {
  /** Signed by the log; `openLedger` takes them as `known`. */
  readonly known: readonly { readonly from: string; readonly note: string }[]
  /** Witnesses that showed none: down, or never asked. The guard does not cover what only they knew. */
  readonly silent: readonly { readonly from: string; readonly message: string }[]
}

/** Asks all witnesses of the policy that have an address, at once. Throws POLICY_UNFIT. */
export async function fetchKnownCheckpoints(
  { logs, witnesses }: Policy,
  origin: string,
  { timeout = 1000, exchange = askNetwork }: { readonly timeout?: number; readonly exchange?: Exchange } = {},
): Promise<KnownCheckpoints> {
  const keys = logs.map(({ key }) => key).filter(({ name }) => name === origin)
  if (keys.length === 0) throw new LedgerError('POLICY_UNFIT', `the policy lists no log ${origin}`)
  const path = `${originHash(origin)}/checkpoint`
  const answers = await Promise.all(
    witnesses.map(async ({ name: from, url }) => {
      if (url === undefined) return { from, message: 'the policy gives no address' }
      const page = `${url.replace(/\/+$/, '')}/${path}`
      const answer = await exchange({ url: page, timeout, limit: MAX_ANSWER_BYTES })
      if (answer.kind === 'failed') return { from, message: answer.reason }
      if (answer.status !== 200) return { from, message: `answered ${answer.status}` }
      const opened = openCheckpoint(answer.body, origin, keys.map(toPolicyVerifier))
      if (!opened.ok) return { from, message: `shows no checkpoint of ${origin}: ${opened.error.message}` }
      return { from, note: Buffer.from(answer.body).toString() }
    }),
  )
  return {
    known: answers.flatMap(({ from, note }) => (note === undefined ? [] : [{ from, note }])),
    silent: answers.flatMap(({ from, message }) => (message === undefined ? [] : [{ from, message }])),
  }
}
