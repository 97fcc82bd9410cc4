/** Runs chunks on threads, or on this one when no thread's entry is given. */
import { Worker } from 'node:worker_threads'
import { FeddbError, reasonOf } from './errors.ts'
import { closeKnown } from './known-records.ts'
import { type Chunk, type ChunkResult, parseChunk } from './parse-chunk.ts'

export interface ChunkPool {
  /** Resolves when the chunk is done; rejects with FeddbError. */
  readonly run: (chunk: Chunk) => Promise<ChunkResult>
  /** Resolves when another chunk may be handed in without piling up. */
  readonly hasRoom: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Chunks per thread that wait or run: enough that a thread never idles while this one writes. */
const DEPTH = 3

export function createPool(workerUrl: URL | undefined, threads: number): ChunkPool {
  return workerUrl === undefined || threads < 1 ? createLocalPool() : createThreadPool(workerUrl, threads)
}

function createLocalPool(): ChunkPool {
  return {
    run: async (chunk) => {
      // Lets the caller's progress and signals through between chunks.
      await new Promise((resolve) => setImmediate(resolve))
      return parseChunk(chunk)
    },
    hasRoom: () => Promise.resolve(),
    close: () => {
      closeKnown()
      return Promise.resolve()
    },
  }
}

interface Waiting {
  readonly resolve: (result: ChunkResult) => void
  readonly reject: (cause: unknown) => void
}

interface Thread {
  readonly worker: Worker
  /** In the order in which they were sent, which is that of the answers. */
  readonly waiting: Waiting[]
  /** Set once the thread has ended: nothing more will be answered. */
  ended: FeddbError | undefined
}

function createThreadPool(url: URL, count: number): ChunkPool {
  let wake: (() => void)[] = []
  const freed = (): void => {
    for (const resolve of wake) resolve()
    wake = []
  }
  const threads = Array.from({ length: count }, () => startThread(url, freed))
  const least = (): Thread => threads.reduce((a, b) => (b.waiting.length < a.waiting.length ? b : a))
  return {
    run: (chunk) =>
      new Promise((resolve, reject) => {
        const thread = least()
        if (thread.ended !== undefined) return reject(thread.ended)
        thread.waiting.push({ resolve, reject })
        const { offset, packed, size, crc, flags } = chunk
        thread.worker.postMessage(
          chunk,
          [offset, packed, size, crc, flags].map((table) => table.buffer),
        )
        return undefined
      }),
    hasRoom: async () => {
      while (least().waiting.length >= DEPTH) await new Promise<void>((resolve) => wake.push(resolve))
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.worker.terminate()))
    },
  }
}

function startThread(url: URL, freed: () => void): Thread {
  const worker = openThread(url)
  const thread: Thread = { worker, waiting: [], ended: undefined }
  const { waiting } = thread
  worker.on('message', (answer: { result?: ChunkResult; failure?: string }) => {
    const next = waiting.shift()
    if (answer.result !== undefined) next?.resolve(answer.result)
    else next?.reject(new FeddbError('WORKER_FAILED', `reading failed: ${answer.failure ?? 'no answer'}`))
    freed()
  })
  const fail = (cause: unknown): void => {
    const ended = new FeddbError('WORKER_FAILED', `a reading thread ended: ${reasonOf(cause)}`, cause)
    thread.ended ??= ended
    for (const next of waiting.splice(0)) next.reject(ended)
    freed()
  }
  worker.on('error', fail)
  worker.on('exit', fail)
  return thread
}

/** A bundle is plain JavaScript. From source the thread first needs the loader that runs TypeScript. */
function openThread(url: URL): Worker {
  if (!url.pathname.endsWith('.ts')) return new Worker(url)
  const start = `import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(url.href)}) })`
  return new Worker(start, { eval: true, execArgv: [] })
}
