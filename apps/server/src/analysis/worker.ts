/** Entry of the thread on which releases are analysed and archives are looked into: one task, messages are plain data. */
import { parentPort } from 'node:worker_threads'
import type { ReceivedBytes } from '@occtet/toolkit/adapters'
import { analyse, type Step } from './analyse.ts'
import { type LookedInto, lookInto } from './archive/look-into.ts'
import type { AnalysisInput, AnalysisOutput } from './model.ts'

/** What the thread is asked for. */
export type WorkerTask =
  | { readonly kind: 'analyse'; readonly input: AnalysisInput }
  | { readonly kind: 'look'; readonly source: ReceivedBytes; readonly name: string }

/** What the thread says. */
export type WorkerMessage =
  | { readonly kind: 'step'; readonly step: Step; readonly done: number; readonly total: number }
  | { readonly kind: 'analysed'; readonly output: AnalysisOutput }
  | { readonly kind: 'looked'; readonly found: LookedInto }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }

parentPort?.once('message', (task: WorkerTask) => {
  void run(task)
})

async function run(task: WorkerTask): Promise<void> {
  const say = (message: WorkerMessage): void => parentPort?.postMessage(message)
  try {
    say(await work(task, say))
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'ANALYSIS_FAILED'
    say({ kind: 'failed', code, message: cause instanceof Error ? cause.message : String(cause) })
  }
}

async function work(task: WorkerTask, say: (message: WorkerMessage) => void): Promise<WorkerMessage> {
  switch (task.kind) {
    case 'analyse': {
      const onStep = (step: Step, done: number, total: number): void =>
        say({ kind: 'step', step, done, total })
      return { kind: 'analysed', output: await analyse(task.input, onStep) }
    }
    case 'look':
      return { kind: 'looked', found: await lookInto(task.source, task.name) }
    default:
      return task satisfies never
  }
}
