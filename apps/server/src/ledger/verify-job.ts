/** The whole check of the log on the server: every file, every leaf, every event. */
import { checkEvents, checkLedgerFolder } from '@occtet/toolkit/adapters'
import type { JobKind } from '../kernel/model.ts'
import { JobFailure } from '../jobs/worker.ts'
import { keepCheck } from './keep-check.ts'
import { viewLedgerOf } from './view.ts'

export const LEDGER_VERIFY = 'ledger.verify'

const MOST_FAULTS = 50

export const ledgerJobs: readonly JobKind[] = [
  {
    kind: LEDGER_VERIFY,
    run: async ({ org, kernel, now, progress }) => {
      const view = await viewLedgerOf(org, kernel)
      if (!view.ok) {
        const { code, reason: message } = view.error
        if (code === 'LEDGER_UNREADABLE') {
          await keepCheck(org, { at: now(), size: undefined, faults: [{ file: '', code, message }] })
        }
        throw new JobFailure(view.error.code, `the ledger cannot be read: ${view.error.reason}`)
      }
      const { home } = view.value
      const total = Number(view.value.checkpoint.size)
      progress('log', 0, total)
      const log = checkLedgerFolder({ dir: home.log.dir, seenPath: home.log.seenPath }, MOST_FAULTS)
      progress('events', 0, total)
      const events = await checkEvents(home, { maxFaults: MOST_FAULTS })
      // Paths of this machine are nobody's business.
      const faults = [...log.faults, ...events.faults].map(({ file, code, message }) => ({
        file: short(file, home.log.dir),
        code,
        message: short(message, home.log.dir),
      }))
      const size = Number(events.size)
      await keepCheck(org, { at: now(), size, faults })
      return { size, verified: Number(events.verified), erased: Number(events.erased), faults }
    },
  },
]

function short(text: string, folder: string): string {
  return text.replaceAll(`${folder}/`, '').replaceAll(folder, 'log')
}
