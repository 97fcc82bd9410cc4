/** Server-sent events: one JSON value each, a sign of life between them, and an end when the client has gone. */

const HEARTBEAT = 15_000

/** `stream` resolves when there is nothing more to say. A failure in it ends the connection; the client asks again. */
export function streamEvents<T>(
  stream: (send: (value: T) => Promise<void>, signal: AbortSignal) => Promise<void>,
  requestSignal: AbortSignal,
): Response {
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, requestSignal])
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  // Closed by the reader: no more work for nobody.
  void writer.closed.catch(() => gone.abort())
  const encoder = new TextEncoder()
  const write = async (text: string): Promise<void> => {
    if (!signal.aborted) await writer.write(encoder.encode(text))
  }
  const beat = setInterval(() => void write(': \n\n').catch(() => gone.abort()), HEARTBEAT)
  beat.unref()
  void run()
  async function run(): Promise<void> {
    try {
      await write('retry: 2000\n\n')
      await stream(async (value) => write(`data: ${JSON.stringify(value)}\n\n`), signal)
      await writer.close()
    } catch (cause) {
      // The reader went away, or the work failed: either way this answer is over.
      await writer.abort(cause).catch(() => gone.abort())
    } finally {
      clearInterval(beat)
      gone.abort()
    }
  }
  return new Response(readable, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}
