/** The engine on a thread of its own, which stays: cutting a corpus takes a second, and nobody else's request waits for it. */
import { Worker } from 'node:worker_threads'
import type { EngineAnswer, EngineQuestion } from './engine.ts'
import type { SearchMessage, SearchTask } from './worker.ts'

/** Too many are waiting, or the thread ended over this question: others are answered again at once. */
export class SearchFailure extends Error {
  override readonly name = 'SearchFailure'
}

export type Search = (question: EngineQuestion) => Promise<EngineAnswer>

const mostWaiting = 32
/** Milliseconds from when it was asked; then the thread is ended, whatever it does. */
const patience = 30_000
/** MB of the thread's heap; beyond, it ends alone and the server goes on. */
const mostHeap = 1_536

interface Waiting {
  readonly resolve: (answer: EngineAnswer) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

/** Starts the thread with the first question, and anew after it ended. It keeps no process alive. */
export function searchOnThread(entry: URL): Search {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | undefined
  let next = 0
  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id)
    waiting.delete(id)
    clearTimeout(one?.timer)
    return one
  }
  const end = (gone: Worker): void => {
    if (thread !== gone) return
    thread = undefined
    for (const id of waiting.keys()) settle(id)?.reject(new SearchFailure('the search was ended'))
  }
  const start = (): Worker => {
    const made = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: mostHeap } })
    made.unref()
    made.on('message', (message: SearchMessage) => {
      const one = settle(message.id)
      if (message.kind === 'done') one?.resolve(message.answer)
      else one?.reject(new SearchFailure(message.message))
    })
    made.on('error', () => end(made))
    made.on('exit', () => end(made))
    return made
  }
  return async (question) => {
    if (waiting.size >= mostWaiting) throw new SearchFailure('too many questions are waiting')
    const own = (thread ??= start())
    const id = next++
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => void own.terminate(), patience)
      waiting.set(id, { resolve, reject, timer })
      own.postMessage({ id, question } satisfies SearchTask)
    })
  }
}
