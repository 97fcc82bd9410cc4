/** Checks a log beside the event loop, so that nobody's request waits for it: on a thread where its entry is built, else here. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { LedgerHome } from '@occtet/toolkit/adapters'
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
  entry = workerEntry(),
): Promise<LedgerFindings> {
  options.signal.throwIfAborted()
  return entry === undefined ? checkWhole(home, options.onStep) : runOnThread(entry, home, options)
}

/** Beside the bundle when built; sources run in this process. */
function workerEntry(): URL | undefined {
  for (const place of ['./ledger-worker.js', '../ledger-worker.js']) {
    const url = new URL(place, import.meta.url)
    if (existsSync(fileURLToPath(url))) return url
  }
  return undefined
}

async function runOnThread(
  entry: URL,
  home: LedgerHome,
  { onStep, signal }: CheckOptions,
): Promise<LedgerFindings> {
  const worker = new Worker(entry)
  const stop = (): void => void worker.terminate()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await new Promise<LedgerFindings>((resolve, reject) => {
      worker.on('message', (message: CheckMessage) => {
        if (message.kind === 'step') onStep(message.step)
        else resolve(message.findings)
      })
      worker.on('error', (cause) => reject(toError(cause)))
      worker.on('exit', () =>
        reject(signal.aborted ? toError(signal.reason) : new Error('the thread ended early')),
      )
      worker.postMessage(home)
    })
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('stopped')
}
