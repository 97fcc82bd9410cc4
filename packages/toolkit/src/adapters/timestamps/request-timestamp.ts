/**
 * Asks a time-stamping authority over HTTP (RFC 3161, section 3.4). Not trusted: the server, the line, the answer; what
 * comes back was verified against the pinned anchors. The address comes from the user's own settings.
 */
import { randomBytes } from 'node:crypto'
import { ok, type Result } from '../../base/index.ts'
import {
  createTimestampRequest,
  type Imprint,
  type RequestError,
  type TimestampError,
  type TimestampQuestion,
  type VerifiedTimestamp,
  verifyTimestamp,
} from '../../timestamps/index.ts'
import { NetworkFailure } from '../download.ts'

export interface TimestampAuthority
  extends Pick<TimestampQuestion, 'trustAnchors' | 'certificates' | 'policy'> {
  /** `http:` will do: the answer is signed and carries our nonce. */
  readonly url: string
  /** Value of the header `Authorization`, for authorities that want to know their customers. Secret. */
  readonly authorization?: string
  /** Milliseconds until the whole answer is here. Default: 10,000. */
  readonly timeout?: number
}

export interface RequestTools {
  readonly fetch: typeof globalThis.fetch
  readonly random: (bytes: number) => Uint8Array
}

export interface StampedAnswer {
  /** DER of the whole response, to be kept as a `.tsr` file. */
  readonly response: Uint8Array
  readonly timestamp: VerifiedTimestamp
}

const MAX_BYTES = 64 * 1024
const NONCE_BYTES = 16
const TIMEOUT = 10_000
const MAX_HOPS = 3
const thisMachine: RequestTools = { fetch: globalThis.fetch, random: (bytes) => randomBytes(bytes) }

/** Throws NetworkFailure where no answer came; an answer that is not to be believed is an error value, and is not kept. */
export async function requestTimestamp(
  authority: TimestampAuthority,
  imprint: Imprint,
  tools: RequestTools = thisMachine,
): Promise<Result<StampedAnswer, RequestError | TimestampError>> {
  const { trustAnchors, certificates = [], policy } = authority
  const nonce = BigInt(`0x01${Buffer.from(tools.random(NONCE_BYTES)).toString('hex')}`)
  const asked = policy === undefined ? {} : { policy }
  const request = createTimestampRequest(imprint, { nonce, certReq: true, ...asked })
  if (!request.ok) return request
  const response = await send(authority, request.value, tools.fetch)
  const timestamp = await verifyTimestamp(response, { imprint, nonce, trustAnchors, certificates, ...asked })
  return timestamp.ok ? ok({ response, timestamp: timestamp.value }) : timestamp
}

async function send(
  authority: TimestampAuthority,
  body: Uint8Array,
  fetch: RequestTools['fetch'],
): Promise<Uint8Array> {
  const { url, authorization, timeout = TIMEOUT } = authority
  const signal = AbortSignal.timeout(timeout)
  const headers = {
    'content-type': 'application/timestamp-query',
    accept: 'application/timestamp-reply',
    ...(authorization === undefined ? {} : { authorization }),
  }
  let at = parseUrl(url, url)
  try {
    for (let hop = 0; hop <= MAX_HOPS; hop++) {
      const response = await fetch(at, {
        method: 'POST',
        headers,
        body: Buffer.from(body),
        signal,
        redirect: 'manual',
      })
      if (response.status !== 307 && response.status !== 308) return await receive(response, url)
      await response.body?.cancel()
      at = followed(at, response.headers.get('location') ?? '', url)
    }
  } catch (cause) {
    if (cause instanceof NetworkFailure) throw cause
    const why = signal.aborted ? `no answer within ${timeout} ms` : reasonOf(cause)
    throw new NetworkFailure({ code: 'UNREACHABLE', url, message: `${url} cannot be asked: ${why}`, cause })
  }
  throw refusal(url, `sends us on more than ${MAX_HOPS} times`)
}

function parseUrl(text: string, url: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw refusal(url, 'is not an address')
  const parsed = new URL(text, base)
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    throw refusal(url, 'is not an address of http or https')
  }
  return parsed
}

/** Nobody but the configured host is asked: it alone may hold our authorization, and others were never chosen. */
function followed(from: URL, location: string, url: string): URL {
  const to = parseUrl(location, url, from)
  const isSafer = from.protocol === 'http:' && to.protocol === 'https:'
  if (to.hostname !== from.hostname || (to.origin !== from.origin && !isSafer)) {
    throw refusal(url, `sends us on to ${to.origin}, which was not configured`)
  }
  return to
}

async function receive(response: Response, url: string): Promise<Uint8Array> {
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel()
    throw refusal(url, `answered ${response.status}`)
  }
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/timestamp-reply') {
    await response.body.cancel()
    throw refusal(url, 'answered with something that is no time stamp')
  }
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    length += part.length
    if (length > MAX_BYTES) {
      throw new NetworkFailure({
        code: 'TOO_LARGE',
        url,
        message: `${url} sends more than ${MAX_BYTES} bytes`,
      })
    }
    parts.push(part)
  }
  return Uint8Array.from(Buffer.concat(parts))
}

function refusal(url: string, what: string): NetworkFailure {
  return new NetworkFailure({ code: 'REFUSED', url, message: `${url} ${what}` })
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.cause instanceof Error ? cause.cause.message : cause.message
}
