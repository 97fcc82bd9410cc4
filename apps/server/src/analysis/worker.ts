/** Entry of the thread on which releases are analysed: one at a time, messages in and out are plain data. */
import { parentPort } from 'node:worker_threads'
import { analyse, type Step } from './analyse.ts'
import type { AnalysisInput, AnalysisOutput } from './model.ts'

/** What the thread says. */
export type WorkerMessage =
  | { readonly kind: 'step'; readonly step: Step; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly output: AnalysisOutput }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }

parentPort?.once('message', (input: AnalysisInput) => {
  void run(input)
})

async function run(input: AnalysisInput): Promise<void> {
  const say = (message: WorkerMessage): void => parentPort?.postMessage(message)
  try {
    say({
      kind: 'done',
      output: await analyse(input, (step, done, total) => say({ kind: 'step', step, done, total })),
    })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'ANALYSIS_FAILED'
    say({ kind: 'failed', code, message: cause instanceof Error ? cause.message : String(cause) })
  }
}
