/** Runs jobs in this process, one or two at a time, beside the requests. */
import { randomUUID } from 'node:crypto'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { JobRow } from '../db/tables/core.ts'
import type { JobKind, Kernel, LogEntry, OrgId } from '../kernel/model.ts'
import { toInstant } from '../kernel/time.ts'
import type { Store } from '../db/open.ts'
import { type Claimant, claimJob, endJob, giveBack, takeOver } from './queue.ts'
import { watchJob } from './watch-job.ts'

export interface WorkerParts {
  readonly store: Store
  readonly kernel: Kernel
  readonly kinds: readonly JobKind[]
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly clock?: () => number
  /** Default 2. */
  readonly concurrency?: number
  /** How often to look for jobs that another process added, in milliseconds. Default 1,000. */
  readonly interval?: number
}

export interface Worker {
  /** A job was added here. */
  readonly wake: () => void
  /** Running jobs are aborted and given back; resolves when nothing of them runs any more. */
  readonly stop: () => Promise<void>
}

export function startWorker(parts: WorkerParts): Worker {
  const kinds = new Map(parts.kinds.map((kind) => [kind.kind, kind]))
  if (kinds.size !== parts.kinds.length) throw new Error('two kinds of jobs have one name')
  const claimant: Claimant = {
    store: parts.store,
    worker: randomUUID(),
    clock: parts.clock ?? Date.now,
  }
  const bell = new Bell()
  const stopped = new AbortController()
  // A failure of the database is met again, and told, by the first claim.
  const ready = takeOver(parts.store).catch(() => undefined)
  const loops = Array.from({ length: parts.concurrency ?? 2 }, async () => {
    await ready
    await loop({ parts, kinds, claimant, bell, stopped: stopped.signal })
  })
  const stop = async (): Promise<void> => {
    stopped.abort()
    bell.ring()
    await Promise.all(loops)
  }
  return { wake: () => bell.ring(), stop }
}

interface Loop {
  readonly parts: WorkerParts
  readonly kinds: ReadonlyMap<string, JobKind>
  readonly claimant: Claimant
  readonly bell: Bell
  readonly stopped: AbortSignal
}

async function loop(all: Loop): Promise<void> {
  const { parts, claimant, bell, stopped } = all
  while (!stopped.aborted) {
    const heard = bell.next()
    let job: JobRow | undefined
    try {
      job = await claimJob(claimant)
      if (job !== undefined) await runJob(all, job)
    } catch (cause) {
      // The database is away: nothing to do but to come back.
      parts.kernel.log({ level: 'error', what: 'jobs: the database failed', ...describe(cause) })
      await setTimeout(parts.interval ?? 1000)
    }
    if (job === undefined) await heard.orAfter(parts.interval ?? 1000)
    // Requests that came meanwhile go first.
    await setImmediate()
  }
}

async function runJob({ parts, kinds, claimant, stopped }: Loop, job: JobRow): Promise<void> {
  const kind = kinds.get(job.kind)
  if (kind === undefined) {
    const message = `no such kind of job: ${job.kind}`
    return endJob(claimant, job.id, { state: 'failed', code: 'KIND_UNKNOWN', message })
  }
  const watch = watchJob(claimant, job.id, stopped)
  const began = performance.now()
  try {
    const result = await runKind(parts, { kind, job, watch })
    await watch.end()
    if (stopped.aborted && watch.signal.aborted) await giveBack(claimant, job.id)
    else await endJob(claimant, job.id, { state: 'done', result })
  } catch (cause) {
    await watch.end()
    if (stopped.aborted) return giveBack(claimant, job.id)
    const { code, message } = toFailure(cause)
    if (code === 'OWN_FAULT') {
      parts.kernel.log({
        level: 'error',
        what: 'job failed',
        job: job.id,
        kind: job.kind,
        ...describe(cause),
      })
    }
    await endJob(claimant, job.id, { state: 'failed', code, message })
  } finally {
    const milliseconds = Math.round(performance.now() - began)
    parts.kernel.log({ level: 'info', what: 'job ended', job: job.id, kind: job.kind, milliseconds })
  }
}

interface Running {
  readonly kind: JobKind
  readonly job: JobRow
  readonly watch: ReturnType<typeof watchJob>
}

async function runKind({ kernel, clock }: WorkerParts, { kind, job, watch }: Running): Promise<unknown> {
  const org = await kernel.openOrg(job.org_id as OrgId)
  if (org === undefined) throw new Error('a job of an organisation that is gone')
  return kind.run({
    org,
    id: job.id,
    input: JSON.parse(job.input) as unknown,
    ...(job.product === null ? {} : { product: job.product }),
    kernel,
    now: () => toInstant((clock ?? Date.now)()),
    signal: watch.signal,
    progress: watch.progress,
  })
}

/** A failure with a code is meant to be read; anything else is ours, and the log has it. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

function toFailure(cause: unknown): { readonly code: string; readonly message: string } {
  if (cause instanceof JobFailure) return { code: cause.code, message: cause.message }
  return { code: 'OWN_FAULT', message: 'this is a fault of the server; its log says where' }
}

/** Class, code and place; a message may quote what people wrote. */
function describe(cause: unknown): Omit<LogEntry, 'level' | 'what'> {
  if (!(cause instanceof Error)) return { error: 'something that is no error was thrown' }
  const at = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    error: cause.name,
    ...('code' in cause && typeof cause.code === 'string' ? { code: cause.code } : {}),
    at: at
      .slice(0, 8)
      .map((line) => line.trim())
      .join(' | '),
  }
}

/** Whoever waits hears the next ring, also one that came before they began to wait. */
class Bell {
  #ring: () => void = () => undefined
  #rung = Promise.resolve()

  constructor() {
    this.#renew()
  }

  ring(): void {
    this.#ring()
    this.#renew()
  }

  next(): { readonly orAfter: (milliseconds: number) => Promise<void> } {
    const rung = this.#rung
    return {
      orAfter: async (milliseconds) => {
        const late = new AbortController()
        const wait = setTimeout(milliseconds, undefined, { signal: late.signal }).catch(() => undefined)
        await Promise.race([rung, wait])
        late.abort()
      },
    }
  }

  #renew(): void {
    this.#rung = new Promise((resolve) => {
      this.#ring = resolve
    })
  }
}
