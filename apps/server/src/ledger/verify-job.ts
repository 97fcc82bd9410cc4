/** The whole check of the log on the server: every file, every leaf, every event. */
import type { JobKind } from '../kernel/model.ts'
import { JobFailure } from '../jobs/worker.ts'
import { keepCheck } from './keep-check.ts'
import { runCheck } from './run-check.ts'
import { viewLedgerOf } from './view.ts'

export const LEDGER_VERIFY = 'ledger.verify'

export const ledgerJobs: readonly JobKind[] = [
  {
    kind: LEDGER_VERIFY,
    run: async ({ org, kernel, now, progress, signal }) => {
      const view = await viewLedgerOf(org, kernel)
      if (!view.ok) {
        const { code, reason: message } = view.error
        if (code === 'LEDGER_UNREADABLE') {
          await keepCheck(org, { at: now(), size: undefined, faults: [{ file: '', code, message }] })
        }
        throw new JobFailure(view.error.code, `the ledger cannot be read: ${view.error.reason}`)
      }
      const total = Number(view.value.checkpoint.size)
      const found = await runCheck(view.value.home, {
        onStep: (step) => progress(step, 0, total),
        signal,
      })
      await keepCheck(org, { at: now(), size: found.size, faults: found.faults })
      return found
    },
  },
]
