/** The `data` lines of a stream of server-sent events (HTML Living Standard, section 9.2), as a language model sends them. */
import { ModelFailure } from '../../assistant/index.ts'

/** Bytes without a line end, at most: nobody sends a word of a sentence in a megabyte. */
const longestLine = 1024 * 1024

/** Each event's data in order. Throws ModelFailure `MODEL_TOO_LONG` for a line without end. */
export async function* readServerEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split(/\r\n|\n|\r/)
    rest = lines.pop() ?? ''
    if (rest.length > longestLine)
      throw new ModelFailure('MODEL_TOO_LONG', 'the model sent a line without end')
    for (const line of lines) if (line.startsWith('data:')) yield line.slice(5).trim()
  }
  if (rest.startsWith('data:')) yield rest.slice(5).trim()
}
