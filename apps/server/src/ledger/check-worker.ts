/** Entry of the thread on which a log is checked: one at a time, messages in and out are plain data. */
import { parentPort } from 'node:worker_threads'
import type { LedgerHome } from '@occtet/toolkit/adapters'
import { type CheckStep, checkWhole, type LedgerFindings } from './check.ts'

/** What the thread says; whatever it throws ends it, and its error is told by itself. */
export type CheckMessage =
  | { readonly kind: 'step'; readonly step: CheckStep }
  | { readonly kind: 'done'; readonly findings: LedgerFindings }

parentPort?.once('message', (home: LedgerHome) => {
  void run(home)
})

async function run(home: LedgerHome): Promise<void> {
  const say = (message: CheckMessage): void => parentPort?.postMessage(message)
  say({ kind: 'done', findings: await checkWhole(home, (step) => say({ kind: 'step', step })) })
}
