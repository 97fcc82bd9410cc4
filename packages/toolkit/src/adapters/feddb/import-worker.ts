/** Entry of a parsing thread: chunks in, results out, one at a time. Bundled on its own; its URL is given to importSources. */
import { parentPort } from 'node:worker_threads'
import { reasonOf } from './errors.ts'
import { type Chunk, transferOf } from './chunk.ts'
import { parseChunk } from './parse-chunk.ts'

parentPort?.on('message', (chunk: Chunk) => {
  try {
    const result = parseChunk(chunk)
    parentPort?.postMessage({ result }, transferOf(result))
  } catch (cause) {
    parentPort?.postMessage({ failure: reasonOf(cause) })
  }
})
