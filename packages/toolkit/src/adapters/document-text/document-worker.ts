/** Entry of the thread that reads one document. Bundled on its own; its URL is given to `readDocumentText`. */
import { parentPort } from 'node:worker_threads'
import { extractMarkup, type Markup } from './extract-markup.ts'

parentPort?.once('message', (markup: Markup) => {
  void extractMarkup(markup).then((extracted) => parentPort?.postMessage(extracted))
})
