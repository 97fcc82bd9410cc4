/** Analyses a release, and looks into archives, beside the event loop: on a thread where its entry is built, else in this process. */
import type { ReceivedBytes } from '@occtet/toolkit/adapters'
import { findThreadEntry, runOnThread } from '../kernel/thread.ts'
import { analyse, type Step } from './analyse.ts'
import type { AnalysisInput, AnalysisOutput } from './model.ts'
import { type LookedInto, lookInto } from './archive/look-into.ts'
import type { WorkerMessage, WorkerTask } from './worker.ts'

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
  if (entry === undefined) return analyse(input, options.onStep)
  return onThread({ entry, task: { kind: 'analyse', input } }, options, (message) =>
    message.kind === 'analysed' ? message.output : undefined,
  )
}

let line: Promise<unknown> = Promise.resolve()

/** What an archive is; an image is read. One at a time: whoever sends many takes neither the server's time nor its memory. */
export async function lookAside(
  source: ReceivedBytes,
  { name, signal }: { readonly name: string; readonly signal: AbortSignal },
): Promise<LookedInto> {
  const turn = line.then(async () => {
    signal.throwIfAborted()
    const entry = findThreadEntry('analysis-worker.js')
    if (entry === undefined) return lookInto(source, name)
    const options = { onStep: () => undefined, signal }
    return onThread({ entry, task: { kind: 'look', source, name } }, options, (message) =>
      message.kind === 'looked' ? message.found : undefined,
    )
  })
  line = turn.catch(() => undefined)
  return turn
}

async function onThread<T>(
  { entry, task }: { readonly entry: URL; readonly task: WorkerTask },
  { onStep, signal }: RunOptions,
  outputOf: (message: WorkerMessage) => T | undefined,
): Promise<T> {
  return runOnThread<WorkerMessage, T>({
    entry,
    input: task,
    signal,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    onMessage: (message, { resolve, reject }) => {
      const output = outputOf(message)
      if (message.kind === 'step') onStep(message.step, message.done, message.total)
      else if (message.kind === 'failed') reject(new AnalysisFailure(message.code, message.message))
      else if (output !== undefined) resolve(output)
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
