/** Entry of the thread on which questions are searched: one after the other, messages are plain data. */
import { parentPort } from 'node:worker_threads'
import { createEngine, type EngineAnswer, type EngineQuestion } from './engine.ts'

export interface SearchTask {
  readonly id: number
  readonly question: EngineQuestion
}

export type SearchMessage =
  | { readonly kind: 'done'; readonly id: number; readonly answer: EngineAnswer }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }

const engine = createEngine()

parentPort?.on('message', ({ id, question }: SearchTask) => {
  parentPort?.postMessage(run(id, question))
})

function run(id: number, question: EngineQuestion): SearchMessage {
  try {
    return { kind: 'done', id, answer: engine(question) }
  } catch (cause) {
    return {
      kind: 'failed',
      id,
      message: cause instanceof Error ? cause.message : 'something else was thrown',
    }
  }
}
