/** When a writer publishes by itself: soon after the first entry that waits, later after a missed quorum, and as a sign of life. */
import type { Publication } from './publish.ts'

/** Runs the work once, after so many milliseconds, unless the returned function was called before. */
export type After = (milliseconds: number, work: () => void) => () => void

export interface Timing {
  /** Milliseconds from the first entry that waits to its publication; absent: only when asked. */
  readonly publishAfterMs?: number
  /** Milliseconds from a publication to new cosignatures of the same tree, so that a stale log can be told; absent: never. */
  readonly refreshAfterMs?: number
  /** Default: the process's own timers, which do not keep it alive. */
  readonly after?: After
}

export interface TimedWork {
  readonly publish: () => void
  readonly refresh: () => void
}

/** After each missed quorum twice as long, up to this. */
const LONGEST_RETRY_MS = 60_000
const FIRST_RETRY_MS = 1000

export class PublishTimer {
  readonly #timing: Timing
  readonly #work: TimedWork
  readonly #after: After
  #cancelPublish: (() => void) | undefined
  #cancelRefresh: (() => void) | undefined
  #missed = 0

  constructor(timing: Timing, work: TimedWork) {
    this.#timing = timing
    this.#work = work
    this.#after = timing.after ?? afterOnClock
    this.#armRefresh()
  }

  /** Something waits for its publication. */
  wake(): void {
    const { publishAfterMs } = this.#timing
    if (publishAfterMs === undefined || this.#cancelPublish !== undefined) return
    this.#cancelPublish = this.#after(this.#missed === 0 ? publishAfterMs : this.#retryMs(), () => {
      this.#cancelPublish = undefined
      this.#work.publish()
    })
  }

  /** `isDirty`: more waits already. */
  settle(publication: Publication, isDirty: boolean): void {
    this.#missed = publication.kind === 'missed' ? this.#missed + 1 : 0
    this.#cancelPublish?.()
    this.#cancelPublish = undefined
    if (isDirty) this.wake()
    // What waits is asked for by `wake`; a renewal that was missed has to be asked for here.
    const retry = this.#missed > 0 && !isDirty ? this.#retryMs() : undefined
    this.#armRefresh(retry)
  }

  stop(): void {
    this.#cancelPublish?.()
    this.#cancelRefresh?.()
    this.#cancelPublish = this.#cancelRefresh = () => undefined
  }

  #armRefresh(retryMs = Number.POSITIVE_INFINITY): void {
    const { refreshAfterMs } = this.#timing
    if (refreshAfterMs === undefined) return
    this.#cancelRefresh?.()
    this.#cancelRefresh = this.#after(Math.min(refreshAfterMs, retryMs), this.#work.refresh)
  }

  #retryMs(): number {
    const first = this.#timing.publishAfterMs ?? FIRST_RETRY_MS
    return Math.max(first, Math.min(LONGEST_RETRY_MS, first * 2 ** this.#missed))
  }
}

function afterOnClock(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds).unref()
  return () => clearTimeout(timer)
}
