/** Runs chunks on threads, or on this one when no thread's entry is given. */
import { Worker } from 'node:worker_threads'
import type { Buffers } from './buffers.ts'
import { FeddbError, reasonOf } from './errors.ts'
import { closeKnown } from './known-records.ts'
import type { Chunk, ChunkResult } from './chunk.ts'
import { parseChunk } from './parse-chunk.ts'

export interface ChunkPool {
  /**
   * Resolves with what `accept` makes of the result, whose rows are overwritten by those of a later chunk; rejects with
   * FeddbError.
   */
  readonly run: <T>(chunk: Chunk, accept: (result: ChunkResult) => T) => Promise<T>
  /** Resolves when another chunk may be handed in without piling up. */
  readonly hasRoom: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Chunks per thread that wait or run: enough that a thread never idles while this one writes. */
const DEPTH = 3

export interface PoolOptions {
  /** Entry of a thread; without one all work is done here. */
  readonly workerUrl: URL | undefined
  readonly threads: number
  readonly buffers: Buffers
}

export function createPool({ workerUrl, threads, buffers }: PoolOptions): ChunkPool {
  const spaces = createSpaces(buffers)
  return workerUrl === undefined || threads < 1
    ? createLocalPool(spaces)
    : createThreadPool(workerUrl, { threads, spaces })
}

/** Buffers for the rows of chunks: as large as the largest so far. */
interface Spaces {
  readonly give: (chunk: Chunk) => Chunk & { readonly space: Uint8Array<ArrayBuffer> }
  readonly takeBack: (result: ChunkResult) => void
}

function createSpaces(buffers: Buffers): Spaces {
  let length = 1024 * 1024
  return {
    give: (chunk) => {
      const { buffer } = buffers.take(length)
      return { ...chunk, space: new Uint8Array(buffer) }
    },
    takeBack: ({ rows }) => {
      const { buffer } = rows.records
      length = Math.max(length, Math.min(MAX_SPACE, buffer.byteLength))
      if (buffer.byteLength <= MAX_SPACE) buffers.give(Buffer.from(buffer))
    },
  }
}

/** Larger ones are rare, and not worth keeping. */
const MAX_SPACE = 4 * 1024 * 1024

function createLocalPool(spaces: Spaces): ChunkPool {
  return {
    run: async (chunk, accept) => {
      // Lets the caller's progress and signals through between chunks.
      await new Promise((resolve) => setImmediate(resolve))
      const result = parseChunk(spaces.give(chunk))
      const accepted = accept(result)
      spaces.takeBack(result)
      return accepted
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

function createThreadPool(
  url: URL,
  { threads: count, spaces }: { readonly threads: number; readonly spaces: Spaces },
): ChunkPool {
  let wake: (() => void)[] = []
  const freed = (): void => {
    for (const resolve of wake) resolve()
    wake = []
  }
  const threads = Array.from({ length: count }, () => startThread(url, freed))
  const least = (): Thread => threads.reduce((a, b) => (b.waiting.length < a.waiting.length ? b : a))
  return {
    run: async (chunk, accept) => {
      const result = await send(least(), spaces.give(chunk))
      const accepted = accept(result)
      spaces.takeBack(result)
      return accepted
    },
    hasRoom: async () => {
      while (least().waiting.length >= DEPTH) await new Promise<void>((resolve) => wake.push(resolve))
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.worker.terminate()))
    },
  }
}

function send(
  thread: Thread,
  chunk: Chunk & { readonly space: Uint8Array<ArrayBuffer> },
): Promise<ChunkResult> {
  return new Promise((resolve, reject) => {
    if (thread.ended !== undefined) return reject(thread.ended)
    thread.waiting.push({ resolve, reject })
    const { offset, packed, size, crc, flags, space } = chunk
    thread.worker.postMessage(
      chunk,
      [offset, packed, size, crc, flags, space].map((table) => table.buffer),
    )
    return undefined
  })
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

/** A record is forgotten when the next one comes: three times as much, which is the default, is only more memory. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 }

/** A bundle is plain JavaScript. From source the thread first needs the loader that runs TypeScript. */
function openThread(url: URL): Worker {
  if (!url.pathname.endsWith('.ts')) return new Worker(url, { resourceLimits })
  const start = `import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(url.href)}) })`
  return new Worker(start, { eval: true, execArgv: [], resourceLimits })
}
