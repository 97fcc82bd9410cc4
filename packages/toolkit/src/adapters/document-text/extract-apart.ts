/** Has a document read on a thread that is ended when it takes too long or too much. */
import { Worker } from 'node:worker_threads'
import { type Extracted, extractMarkup, type Markup } from './extract-markup.ts'
import { tooLarge } from './limits.ts'

/** Milliseconds. */
const longest = 60_000
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 }

/** `entry` undefined: in this process. */
export async function extractApart(markup: Markup, entry: URL | undefined): Promise<Extracted> {
  if (entry === undefined) return extractMarkup(markup)
  const worker = new Worker(entry, { resourceLimits, env: {} })
  let clock: NodeJS.Timeout | undefined
  try {
    return await new Promise<Extracted>((resolve) => {
      const giveUp = (): void => resolve(tooMuch)
      clock = setTimeout(giveUp, longest)
      worker.on('message', resolve)
      // Whatever ended the thread is the file's doing: most often its memory.
      worker.on('error', giveUp)
      worker.on('exit', giveUp)
      worker.postMessage(markup)
    })
  } finally {
    clearTimeout(clock)
    await worker.terminate()
  }
}

const tooMuch = tooLarge(
  `reading it takes more than ${longest / 1000} seconds or more memory than is given to it; split it, or save it as plain text`,
)
