/** The whole check of a log: every file, every leaf, every event. It computes for as long as the log is large. */
import { checkEvents, checkLedgerFolder, type LedgerHome } from '@occtet/toolkit/adapters'
import type { LedgerFault } from './keep-check.ts'

export type CheckStep = 'log' | 'events'

export interface LedgerFindings {
  /** Published entries, all of which were looked at. */
  readonly size: number
  readonly verified: number
  readonly erased: number
  /** Without paths of this machine: they are nobody's business. */
  readonly faults: readonly LedgerFault[]
}

const MOST_FAULTS = 50

export async function checkWhole(
  home: LedgerHome,
  onStep: (step: CheckStep) => void,
): Promise<LedgerFindings> {
  const { dir, seenPath } = home.log
  onStep('log')
  const log = checkLedgerFolder({ dir, seenPath }, MOST_FAULTS)
  onStep('events')
  const events = await checkEvents(home, { maxFaults: MOST_FAULTS })
  const faults = [...log.faults, ...events.faults].map(({ file, code, message }) => ({
    file: short(file, dir),
    code,
    message: short(message, dir),
  }))
  const [size, verified, erased] = [events.size, events.verified, events.erased].map(Number)
  return { size: size ?? 0, verified: verified ?? 0, erased: erased ?? 0, faults }
}

function short(text: string, folder: string): string {
  return text.replaceAll(`${folder}/`, '').replaceAll(folder, 'log')
}
