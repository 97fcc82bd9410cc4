/** Checks a log beside the event loop, so that nobody's request waits for it: on a thread where its entry is built, else here. */
import type { LedgerHome } from '@occtet/toolkit/adapters'
import { findThreadEntry, runOnThread } from '../kernel/thread.ts'
import { type CheckStep, checkWhole, type LedgerFindings } from './check.ts'
import type { CheckMessage } from './check-worker.ts'

export interface CheckOptions {
  readonly onStep: (step: CheckStep) => void
  readonly signal: AbortSignal
}

/** Throws the error of the thread, or the reason of the signal. `entry`: of the thread; for tests. */
export async function runCheck(
  home: LedgerHome,
  options: CheckOptions,
  entry = findThreadEntry('ledger-worker.js'),
): Promise<LedgerFindings> {
  options.signal.throwIfAborted()
  return entry === undefined ? checkWhole(home, options.onStep) : checkOnThread(entry, home, options)
}

async function checkOnThread(
  entry: URL,
  home: LedgerHome,
  { onStep, signal }: CheckOptions,
): Promise<LedgerFindings> {
  return runOnThread<CheckMessage, LedgerFindings>({
    entry,
    input: home,
    signal,
    onMessage: (message, { resolve }) => {
      if (message.kind === 'step') onStep(message.step)
      else resolve(message.findings)
    },
    toFailure: (cause) => (cause instanceof Error ? cause : new Error('stopped')),
  })
}
