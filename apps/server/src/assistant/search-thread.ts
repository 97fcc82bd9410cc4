/** The engine on a thread of its own, which stays: cutting a corpus takes a second, and nobody else's request waits for it. */
import { Worker } from 'node:worker_threads'
import type { EngineAnswer, EngineQuestion } from './engine.ts'
import type { SearchMessage } from './worker.ts'

/** Too many are waiting, or the thread ended over this question; those behind it are answered on a new one. */
export class SearchFailure extends Error {
  override readonly name = 'SearchFailure'
}

export type Search = (question: EngineQuestion) => Promise<EngineAnswer>

const mostWaiting = 32
/** Milliseconds for one question, from when it is its turn; then the thread is ended, whatever it does. */
const patience = 30_000
/** MB of the thread's heap; beyond, it ends alone and the server goes on. */
const mostHeap = 1_536

interface Waiting {
  readonly question: EngineQuestion
  readonly resolve: (answer: EngineAnswer) => void
  readonly reject: (error: Error) => void
}

/** One question after the other. The thread starts with the first, and anew after it ended; it keeps no process alive. */
export function searchOnThread(entry: URL): Search {
  const waiting: Waiting[] = []
  let thread: Worker | undefined
  let isBusy = false
  const askNext = async (): Promise<void> => {
    const next = isBusy ? undefined : waiting.shift()
    if (next === undefined) return
    isBusy = true
    try {
      thread ??= startThread(entry, (gone) => {
        if (thread === gone) thread = undefined
      })
      next.resolve(await askThread(thread, next.question))
    } catch (cause) {
      void thread?.terminate()
      thread = undefined
      next.reject(cause instanceof SearchFailure ? cause : new SearchFailure('the search was ended'))
    } finally {
      isBusy = false
      void askNext()
    }
  }
  return async (question) => {
    if (waiting.length >= mostWaiting) throw new SearchFailure('too many questions are waiting')
    return new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      void askNext()
    })
  }
}

function startThread(entry: URL, onGone: (thread: Worker) => void): Worker {
  const thread = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: mostHeap } })
  thread.unref()
  thread.on('error', () => onGone(thread))
  thread.on('exit', () => onGone(thread))
  return thread
}

/** Throws SearchFailure; the thread is then not to be used again. */
async function askThread(thread: Worker, question: EngineQuestion): Promise<EngineAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer)
      thread.off('message', onMessage).off('exit', onEnd).off('error', onEnd)
    }
    const onEnd = (): void => {
      settle()
      reject(new SearchFailure('the search was ended'))
    }
    const onMessage = (message: SearchMessage): void => {
      settle()
      if (message.kind === 'done') resolve(message.answer)
      else reject(new SearchFailure(message.message))
    }
    const timer = setTimeout(onEnd, patience)
    thread.on('message', onMessage).on('exit', onEnd).on('error', onEnd)
    thread.postMessage(question)
  })
}
