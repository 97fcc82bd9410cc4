/** While a job runs: its lease is renewed, its progress written, and it hears when somebody stops it. */
import { type Claimant, isOurs, keepJob, LEASE_SECONDS, type Progress } from './queue.ts'

export interface JobWatch {
  readonly signal: AbortSignal
  readonly progress: (step: string, done: number, total: number) => void
  /** Nothing of it is written afterwards. */
  readonly end: () => Promise<void>
}

/** At most two writes a second. */
const BEAT = 500

export function watchJob(claimant: Claimant, id: string, stopped: AbortSignal): JobWatch {
  const own = new AbortController()
  let latest: Progress | undefined
  let renewed = performance.now()
  let beating: Promise<void> = Promise.resolve()
  const beat = async (): Promise<void> => {
    const progress = latest
    latest = undefined
    const isDue = performance.now() - renewed > (LEASE_SECONDS * 1000) / 4
    if (progress !== undefined || isDue) renewed = performance.now()
    const isKept =
      progress !== undefined || isDue ? await keepJob(claimant, id, progress) : await isOurs(claimant, id)
    if (!isKept) own.abort(new Error('the job was stopped'))
  }
  const timer = setInterval(() => {
    // A database that is away for a moment does not stop the job: its lease tells.
    beating = beating.then(beat).catch(() => undefined)
  }, BEAT)
  timer.unref()
  return {
    signal: AbortSignal.any([own.signal, stopped]),
    progress: (step, done, total) => {
      latest = { step, done, total }
    },
    end: async () => {
      clearInterval(timer)
      await beating
      if (latest !== undefined && !own.signal.aborted && !stopped.aborted) await keepJob(claimant, id, latest)
    },
  }
}
