/** One bounded request to a server that is not trusted: so many bytes, so much time, no redirects. */
import { reasonOf } from '../../feddb/errors.ts'

export interface Call {
  readonly url: string
  /** Absent: GET. */
  readonly body?: string
  /** Milliseconds until the whole answer is there. */
  readonly timeout: number
  /** Bytes. */
  readonly limit: number
}

export type Exchanged =
  | { readonly kind: 'answer'; readonly status: number; readonly body: Uint8Array }
  | { readonly kind: 'failed'; readonly reason: string }

/** How the network is asked; replaceable, so that a test can be the network. Never rejects. */
export type Exchange = (call: Call) => Promise<Exchanged>

export const exchange: Exchange = async ({ url, body, timeout, limit }) => {
  // One clock for all of it: a byte now and then buys no time.
  const signal = AbortSignal.timeout(timeout)
  try {
    const response = await fetch(url, {
      signal,
      redirect: 'manual',
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
    const bytes = await readBounded(response, limit)
    if (bytes === undefined) return { kind: 'failed', reason: `it sends more than ${limit} bytes` }
    return { kind: 'answer', status: response.status, body: bytes }
  } catch (cause) {
    return {
      kind: 'failed',
      reason: signal.aborted ? `no complete answer within ${timeout} ms` : toReason(cause),
    }
  }
}

/** Undefined for too much; what is left of it is not read. */
async function readBounded(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > limit) return undefined
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

/** `fetch` hides what happened in the cause. */
function toReason(cause: unknown): string {
  return reasonOf(cause instanceof Error && cause.cause !== undefined ? cause.cause : cause)
}
