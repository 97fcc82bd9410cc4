/** Re-checks by the clock: each hour at a minute of its own, so that a day's advisories never wait for a person. */
import { Cron } from 'croner'
import type { Kernel } from '../kernel/model.ts'
import { askForRechecks } from './recheck-job.ts'

export interface Schedule {
  readonly stop: () => void
}

/** At the start, at midnight, and at minute 17 of each hour, UTC; a re-check of unchanged data reads nothing but digests. */
export function startSchedule(kernel: Kernel): Schedule {
  const ask = async (): Promise<void> => {
    try {
      await askForRechecks(kernel)
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'UNKNOWN'
      kernel.log({ level: 'error', what: 'recheck.ask.failed', code })
    }
  }
  const options = { timezone: 'UTC', protect: true }
  const jobs = [new Cron('17 * * * *', options, ask), new Cron('0 0 * * *', options, ask)]
  void ask()
  return { stop: () => jobs.forEach((job) => job.stop()) }
}
