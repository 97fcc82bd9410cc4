/** The logs of all organisations, each written by one process at a time, beside the requests. */
import { type EventLedger, LedgerError } from '@occtet/toolkit/adapters'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables/index.ts'
import type { LogEntry, OrgId, Recorded, Settings } from '../kernel/model.ts'
import { drainBatch, findPlaces, listWaiting } from './drain.ts'
import { openLedgerOf } from './open-ledger.ts'
import { Waiters } from './waiters.ts'

export interface LedgersParts {
  readonly db: Kysely<Tables>
  readonly settings: Pick<Settings, 'dataDir' | 'isOffline'>
  readonly log: (entry: LogEntry) => void
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly clock?: () => number
  /** How often to look for events that another process left, in milliseconds. Default 5,000. */
  readonly interval?: number
}

export interface Ledgers {
  /** Events of this organisation are in the outbox. */
  readonly wake: (org: OrgId) => void
  /** Waits at most about a quarter of a second. */
  readonly recorded: (org: OrgId, events: readonly string[]) => Promise<Recorded>
  /** Runs when nobody writes the log, nor begins to, until it ends; the log's lock is free meanwhile. */
  readonly pause: <T>(org: OrgId, work: () => Promise<T>) => Promise<T>
  /** Why the log of an organisation is not written at the moment; undefined: it is, as far as we know. */
  readonly failureOf: (org: OrgId) => string | undefined
  /** Finishes the batches under way, closes the logs. */
  readonly stop: () => Promise<void>
}

const WAIT = 250
/** A log that nobody writes to is closed, so that `occtet ledger` can work on it. */
const IDLE = 30_000
const FIRST_RETRY = 1000
const LONGEST_RETRY = 60_000

interface Line {
  ledger: EventLedger | undefined
  /** What runs on this log, one after the other. */
  work: Promise<unknown>
  isQueued: boolean
  usedAt: number
  retryAt: number
  retryIn: number
  failure: string | undefined
}

export function startLedgers(parts: LedgersParts): Ledgers {
  const all = new LedgerLines(parts)
  const timer = setInterval(() => void all.look(), parts.interval ?? 5000)
  timer.unref()
  void all.look()
  return {
    wake: (org) => all.wake(org),
    recorded: async (org, events) => all.recorded(org, events),
    pause: async (org, work) => all.pause(org, work),
    failureOf: (org) => all.failureOf(org),
    stop: async () => {
      clearInterval(timer)
      await all.stop()
    },
  }
}

class LedgerLines {
  readonly #parts: LedgersParts
  readonly #lines = new Map<string, Line>()
  readonly #waiters = new Waiters()
  #isStopped = false

  constructor(parts: LedgersParts) {
    this.#parts = parts
  }

  wake(org: string): void {
    const line = this.#lineOf(org)
    if (this.#isStopped || line.isQueued || performance.now() < line.retryAt) return
    line.isQueued = true
    void this.#run(line, async () => this.#drain(org, line))
  }

  async recorded(org: string, events: readonly string[]): Promise<Recorded> {
    const wait = this.#waiters.wait(events, WAIT)
    const before = await findPlaces(this.#parts.db, events)
    const places = before ?? (await wait) ?? (await findPlaces(this.#parts.db, events))
    if (places === undefined) {
      this.wake(org)
      return { state: 'pending' }
    }
    return { state: 'recorded', index: Math.min(...places) }
  }

  async pause<T>(org: string, work: () => Promise<T>): Promise<T> {
    const line = this.#lineOf(org)
    return this.#run(line, async () => {
      await close(line)
      return work()
    })
  }

  failureOf(org: string): string | undefined {
    return this.#lines.get(org)?.failure
  }

  /** What others left in the outbox; logs that nobody uses. */
  async look(): Promise<void> {
    try {
      for (const org of await listWaiting(this.#parts.db)) this.wake(org)
    } catch (cause) {
      this.#tell('ledger: the database failed', cause)
    }
    for (const line of this.#lines.values()) {
      const isIdle = line.ledger !== undefined && performance.now() - line.usedAt > IDLE
      if (isIdle) void this.#run(line, async () => close(line))
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const line of this.#lines.values()) {
      await line.work
      await close(line).catch((cause: unknown) => this.#tell('ledger: not closed in order', cause))
    }
  }

  async #drain(org: string, line: Line): Promise<void> {
    line.isQueued = false
    line.usedAt = performance.now()
    try {
      const ledger = line.ledger ?? (await this.#open(org))
      if (ledger === undefined) return
      line.ledger = ledger
      const { places, isFull } = await drainBatch(this.#parts.db, org, ledger)
      this.#waiters.tell(places)
      line.failure = undefined
      line.retryIn = FIRST_RETRY
      if (isFull) this.wake(org)
    } catch (cause) {
      await this.#fail(line, cause)
    }
  }

  async #open(org: string): Promise<EventLedger | undefined> {
    const row = await this.#parts.db
      .selectFrom('org')
      .select(['id', 'name', 'ledger_origin'])
      .where('id', '=', org)
      .executeTakeFirst()
    return row === undefined ? undefined : openLedgerOf(this.#parts, row)
  }

  /** After most failures a log has stopped for good: it is opened again, later and later. */
  async #fail(line: Line, cause: unknown): Promise<void> {
    line.retryAt = performance.now() + line.retryIn
    line.retryIn = Math.min(line.retryIn * 2, LONGEST_RETRY)
    const isOthers = cause instanceof LedgerError && cause.code === 'LEDGER_LOCKED'
    line.failure = isOthers ? 'LEDGER_LOCKED' : codeOf(cause)
    if (!isOthers) this.#tell('ledger: not recorded', cause)
    await close(line).catch((again: unknown) => this.#tell('ledger: not closed in order', again))
  }

  #lineOf(org: string): Line {
    const known = this.#lines.get(org)
    if (known !== undefined) return known
    const line: Line = {
      ledger: undefined,
      work: Promise.resolve(),
      isQueued: false,
      usedAt: 0,
      retryAt: 0,
      retryIn: FIRST_RETRY,
      failure: undefined,
    }
    this.#lines.set(org, line)
    return line
  }

  async #run<T>(line: Line, work: () => Promise<T>): Promise<T> {
    const run = line.work.then(work, work)
    line.work = run.catch(() => undefined)
    return run
  }

  #tell(what: string, cause: unknown): void {
    const error = cause instanceof Error ? cause.name : 'unknown'
    this.#parts.log({ level: 'error', what, error, code: codeOf(cause) })
  }
}

async function close(line: Line): Promise<void> {
  const { ledger } = line
  line.ledger = undefined
  await ledger?.close()
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : 'OWN_FAULT'
}
