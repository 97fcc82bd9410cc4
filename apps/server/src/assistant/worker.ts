/** Entry of the thread on which questions are searched: one after the other, messages are plain data. */
import { parentPort } from 'node:worker_threads'
import { createEngine, type EngineAnswer, type EngineQuestion } from './engine.ts'

export type SearchMessage =
  | { readonly kind: 'done'; readonly answer: EngineAnswer }
  | { readonly kind: 'failed'; readonly message: string }

const engine = createEngine()

parentPort?.on('message', (question: EngineQuestion) => {
  parentPort?.postMessage(run(question))
})

function run(question: EngineQuestion): SearchMessage {
  try {
    return { kind: 'done', answer: engine(question) }
  } catch (cause) {
    return { kind: 'failed', message: cause instanceof Error ? cause.message : 'something else was thrown' }
  }
}
