/** Analyses a release beside the event loop: on a thread where its entry is built, else in this process. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
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
  const entry = workerEntry()
  return entry === undefined ? analyse(input, options.onStep) : runOnThread(entry, input, options)
}

/** Beside the bundle when built; sources run in this process. The one look at the disk here: for our own program, never for data. */
function workerEntry(): URL | undefined {
  for (const place of ['./analysis-worker.js', '../analysis-worker.js']) {
    const url = new URL(place, import.meta.url)
    if (existsSync(fileURLToPath(url))) return url
  }
  return undefined
}

async function runOnThread(
  entry: URL,
  input: AnalysisInput,
  { onStep, signal }: RunOptions,
): Promise<AnalysisOutput> {
  const worker = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } })
  const stop = (): void => void worker.terminate()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await new Promise<AnalysisOutput>((resolve, reject) => {
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'step') onStep(message.step, message.done, message.total)
        else if (message.kind === 'done') resolve(message.output)
        else reject(new AnalysisFailure(message.code, message.message))
      })
      worker.on('error', (cause) => reject(toFailure(cause)))
      worker.on('exit', () =>
        reject(
          signal.aborted
            ? toError(signal.reason)
            : new AnalysisFailure('ANALYSIS_FAILED', 'the thread ended early'),
        ),
      )
      worker.postMessage(input)
    })
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

function toFailure(cause: unknown): AnalysisFailure {
  const isMemory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isMemory
    ? new AnalysisFailure('TOO_LARGE', `reading it took more than ${mostMegabytes} MB of memory`)
    : new AnalysisFailure('ANALYSIS_FAILED', cause instanceof Error ? cause.message : String(cause))
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('stopped')
}
