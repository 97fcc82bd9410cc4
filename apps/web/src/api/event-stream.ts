/** Reads server-sent events from an answer to any request; the browser's own reader can only GET. */

/** Letters of one event; what is longer is no event of ours. */
const mostLetters = 4_000_000

/**
 * The data of each event that is whole, in order; an event that the end cuts off is dropped. Lines end with LF or CRLF.
 * Comments, names and waiting times are passed over.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const { events, left } = takeEvents(rest + decoder.decode(value, { stream: true }))
      rest = left
      if (rest.length > mostLetters) throw new Error('an event without an end')
      yield* events
    }
  } finally {
    // Whoever stops reading wants no more of it.
    await reader.cancel().catch(() => undefined)
  }
}

/** Splits what has come so far at the empty lines. */
export function takeEvents(text: string): { readonly events: readonly string[]; readonly left: string } {
  const blocks = text.split(/\r?\n\r?\n/)
  const left = blocks.pop() ?? ''
  return { events: blocks.map(dataOf).filter((data) => data !== undefined), left }
}

function dataOf(block: string): string | undefined {
  const lines = block.split(/\r?\n/).filter((line) => line.startsWith('data:'))
  return lines.length === 0 ? undefined : lines.map((line) => line.slice(5).replace(/^ /, '')).join('\n')
}
