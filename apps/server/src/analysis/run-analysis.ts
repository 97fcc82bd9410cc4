/** Analyses a release beside the event loop: on a thread where its entry is built, else in this process. */
import { findThreadEntry, runOnThread } from '../kernel/thread.ts'
import { analyse, type Step } from './analyse.ts'
import type { AnalysisInput, AnalysisOutput } from './model.ts'
import type { WorkerMessage } from './worker.ts'

export class AnalysisFailure extends Error {
  override readonly name = 'AnalysisFailure'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export interface RunOptions {
  readonly onStep: (step: Step, done: number, total: number) => void
  readonly signal: AbortSignal
}

/** Memory of the thread, in megabytes: what hostile input can take before only its own job dies. */
const mostMegabytes = 1536

/** Throws AnalysisFailure, FeddbError, or the reason of the signal. */
export async function runAnalysis(input: AnalysisInput, options: RunOptions): Promise<AnalysisOutput> {
  options.signal.throwIfAborted()
  const entry = findThreadEntry('analysis-worker.js')
  return entry === undefined ? analyse(input, options.onStep) : analyseOnThread(entry, input, options)
}

async function analyseOnThread(
  entry: URL,
  input: AnalysisInput,
  { onStep, signal }: RunOptions,
): Promise<AnalysisOutput> {
  return runOnThread<WorkerMessage, AnalysisOutput>({
    entry,
    input,
    signal,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    onMessage: (message, { resolve, reject }) => {
      if (message.kind === 'step') onStep(message.step, message.done, message.total)
      else if (message.kind === 'done') resolve(message.output)
      else reject(new AnalysisFailure(message.code, message.message))
    },
    toFailure,
  })
}

function toFailure(cause: unknown): AnalysisFailure {
  const isMemory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isMemory
    ? new AnalysisFailure('TOO_LARGE', `reading it took more than ${mostMegabytes} MB of memory`)
    : new AnalysisFailure('ANALYSIS_FAILED', cause instanceof Error ? cause.message : String(cause))
}
