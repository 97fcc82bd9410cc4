/** Long work on a thread of its own, so that nobody's request waits for it. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ResourceLimits, Worker } from 'node:worker_threads'

export interface ThreadWork<Message, Output> {
  readonly entry: URL
  /** Plain data; the thread's first and only message. */
  readonly input: unknown
  readonly signal: AbortSignal
  readonly resourceLimits?: ResourceLimits
  /** Tells progress, or ends the work by `settle`. */
  readonly onMessage: (message: Message, settle: Settle<Output>) => void
  /** What the caller is told of an error that ended the thread; `undefined` stands for an end without one. */
  readonly toFailure: (cause: unknown) => Error
}

export interface Settle<Output> {
  readonly resolve: (output: Output) => void
  readonly reject: (error: Error) => void
}

/** `name`: of the built file beside the bundle. Undefined where the program runs from its sources. */
export function findThreadEntry(name: string): URL | undefined {
  for (const place of [`./${name}`, `../${name}`]) {
    const url = new URL(place, import.meta.url)
    if (existsSync(fileURLToPath(url))) return url
  }
  return undefined
}

/** Throws what `toFailure` made, or the reason of the signal. The thread is gone when this returns. */
export async function runOnThread<Message, Output>(work: ThreadWork<Message, Output>): Promise<Output> {
  const { signal } = work
  const worker = new Worker(work.entry, { resourceLimits: work.resourceLimits ?? {} })
  const stop = (): void => void worker.terminate()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await new Promise<Output>((resolve, reject) => {
      worker.on('message', (message: Message) => work.onMessage(message, { resolve, reject }))
      worker.on('error', (cause) => reject(work.toFailure(cause)))
      worker.on('exit', () =>
        reject(signal.aborted ? toError(signal.reason) : work.toFailure(new Error('the thread ended early'))),
      )
      worker.postMessage(work.input)
    })
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('stopped')
}
