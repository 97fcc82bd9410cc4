/** The witness itself, between its server and its files: one request of a log after the other, nothing answered before it is durable. */
import {
  decideWitnessRequest,
  type OpenedRequest,
  openWitnessRequest,
  type Witness,
  type WitnessAnswer,
  type WitnessState,
} from '../../../translog/index.ts'
import { type LedgerError, toLedgerError } from '../errors.ts'
import { readState, type WitnessPlace, writeState } from './state-files.ts'
import { createTokens, type Tokens } from './tokens.ts'

export interface WitnessNodeOptions {
  readonly place: WitnessPlace
  readonly witness: Witness
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly perMinute: number
  /** Throws LOCK_LOST when another process took over. */
  readonly assertHeld: () => void
}

/** What the server sends: the protocol's answers, and two of our own. */
export type NodeAnswer =
  | WitnessAnswer
  | {
      readonly code: 'TOO_MANY_REQUESTS' | 'STOPPED'
      readonly status: 429 | 503
      readonly contentType: string
      readonly body: string
    }

interface Waiting {
  readonly request: OpenedRequest
  readonly resolve: (answer: NodeAnswer) => void
}

interface Lane {
  readonly origin: string
  readonly tokens: Tokens
  /** What is on the disk. */
  state: WitnessState
  queue: Waiting[]
  isBusy: boolean
}

/** Requests of one log that share a write. Bounds how long the first of them waits. */
const MAX_BATCH = 64
const TEXT = 'text/plain; charset=utf-8'

/** After a failed write it answers nothing but 503: what the disk holds is then unknown. Start it again. */
export class WitnessNode {
  readonly #options: WitnessNodeOptions
  readonly #lanes = new Map<string, Lane>()
  readonly #works = new Set<Promise<void>>()
  #stopped: LedgerError | undefined
  #isClosed = false

  /** Reads all states. Throws WITNESS_DAMAGED. */
  constructor(options: WitnessNodeOptions) {
    this.#options = options
    for (const origin of options.witness.logs.keys()) {
      const state = readState(options.place, origin)
      const tokens = createTokens(options.perMinute, options.clock)
      this.#lanes.set(origin, { origin, tokens, state, queue: [], isBusy: false })
    }
  }

  /** Why it stopped by itself; to be closed is no failure. */
  get stopped(): LedgerError | undefined {
    return this.#stopped
  }

  /** What is durable of a log; undefined for one that it does not know. */
  stateOf(origin: string): WitnessState | undefined {
    return this.#lanes.get(origin)?.state
  }

  /** The signature comes before everything that a stranger could use up. */
  async add(body: Uint8Array): Promise<NodeAnswer> {
    if (this.#isDone()) return stoppedAnswer
    const opened = openWitnessRequest(this.#options.witness, body)
    if (!opened.ok) return opened.error
    const { checkpoint } = opened.value
    const lane = this.#lanes.get(checkpoint.origin)
    if (lane === undefined) throw new Error(`no state is kept for ${checkpoint.origin}`)
    // Anybody can send what the log has published: only what would let it grow draws on its own allowance.
    const isGrowth = checkpoint.size > (lane.state.cosigned?.checkpoint.size ?? -1n)
    if (!lane.tokens.take(isGrowth ? 'growth' : 'other')) return tooManyAnswer
    return await new Promise((resolve) => {
      lane.queue.push({ request: opened.value, resolve })
      if (!lane.isBusy) this.#start(lane)
    })
  }

  /** Takes nothing more; when it resolves, nothing is written any more, and the lock may go. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all(this.#works)
  }

  #isDone(): boolean {
    return this.#isClosed || this.#stopped !== undefined
  }

  #start(lane: Lane): void {
    const work = this.#work(lane).finally(() => this.#works.delete(work))
    this.#works.add(work)
  }

  async #work(lane: Lane): Promise<void> {
    lane.isBusy = true
    while (lane.queue.length > 0) {
      const batch = lane.queue.splice(0, MAX_BATCH)
      const answers = await this.#answer(lane, batch)
      for (const [at, { resolve }] of batch.entries()) resolve(answers[at] ?? stoppedAnswer)
    }
    lane.isBusy = false
  }

  /** Decides one after the other, and writes what comes out of all of them: it holds for each of the cosignatures. */
  async #answer(lane: Lane, batch: readonly Waiting[]): Promise<readonly NodeAnswer[]> {
    if (this.#isDone()) return []
    const { witness, clock, place, assertHeld } = this.#options
    let { state } = lane
    try {
      const answers = batch.map(({ request }) => {
        const now = BigInt(Math.floor(clock() / 1000))
        const decision = decideWitnessRequest(witness, state, { request, now })
        state = decision.state
        return decision.answer
      })
      if (state === lane.state) return answers
      assertHeld()
      await writeState(place, lane.origin, state)
      assertHeld()
      lane.state = state
      return answers
    } catch (cause) {
      this.#stopped ??= toLedgerError(lane.origin, cause)
      return []
    }
  }
}

const stoppedAnswer: NodeAnswer = {
  code: 'STOPPED',
  status: 503,
  contentType: TEXT,
  body: 'this witness has stopped\n',
}

const tooManyAnswer: NodeAnswer = {
  code: 'TOO_MANY_REQUESTS',
  status: 429,
  contentType: TEXT,
  body: 'too many requests for this log\n',
}
