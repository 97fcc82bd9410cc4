/**
 * Fetches one large file so that an interrupted transfer goes on where it stopped.
 * Trust: whoever controls the server or the line can send any bytes; the importer treats them as hostile.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure'
  readonly code: 'UNREACHABLE' | 'REFUSED' | 'TOO_LARGE' | 'CUT_OFF'
  readonly url: string

  constructor(failure: { code: NetworkFailure['code']; url: string; message: string; cause?: unknown }) {
    super(failure.message, { cause: failure.cause })
    this.code = failure.code
    this.url = failure.url
  }
}

export interface Download {
  readonly url: string
  /** The finished file; while it grows, `<to>.part` and `<to>.part.etag` stand beside it. */
  readonly to: string
  readonly onProgress?: (done: number, total: number) => void
  /** Bytes; a server that sends more is cut off. */
  readonly limit?: number
  /** Milliseconds without a byte before an attempt counts as failed. */
  readonly idle?: number
  readonly attempts?: number
}

export interface Downloaded {
  readonly bytes: number
  /** RFC 3339: when the server says the content was last changed, else when it was sent. */
  readonly asOf: string | undefined
}

/** Durable when it returns: the file is complete, synced and renamed into place. Throws NetworkFailure. */
export async function downloadFile(download: Download): Promise<Downloaded> {
  const attempts = download.attempts ?? 4
  mkdirSync(dirname(download.to), { recursive: true })
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptDownload(download)
    } catch (cause) {
      const isFinal =
        cause instanceof NetworkFailure && (cause.code === 'REFUSED' || cause.code === 'TOO_LARGE')
      if (isFinal || attempt >= attempts) throw asFailure(cause, download.url)
      await new Promise((wake) => setTimeout(wake, 250 * 2 ** attempt))
    }
  }
}

function asFailure(cause: unknown, url: string): NetworkFailure {
  if (cause instanceof NetworkFailure) return cause
  const reason =
    cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : String(cause)
  return new NetworkFailure({ code: 'UNREACHABLE', url, message: `${url} cannot be read: ${reason}`, cause })
}

async function attemptDownload(download: Download): Promise<Downloaded> {
  const part = `${download.to}.part`
  const { start, etag } = resumePoint(part)
  const abort = new AbortController()
  const headers: Record<string, string> = start > 0 ? { range: `bytes=${start}-`, 'if-range': etag } : {}
  const idle = setTimeout(
    () => abort.abort(new Error('the server sent nothing for too long')),
    download.idle ?? 30_000,
  )
  try {
    const response = await fetch(download.url, { headers, signal: abort.signal, redirect: 'follow' })
    if (!response.ok || response.body === null) throw refusal(response, download.url)
    const from = response.status === 206 ? start : 0
    rememberEtag(part, response.headers.get('etag'))
    await receive(response, { download, part, from, touch: () => idle.refresh() })
    const bytes = finish(part, download.to)
    return { bytes, asOf: dateOf(response.headers) }
  } finally {
    clearTimeout(idle)
  }
}

/** A partial file is used only together with the strong validator that it was sent with (RFC 9110 section 13.1.5). */
function resumePoint(part: string): { start: number; etag: string } {
  const etagFile = `${part}.etag`
  if (!existsSync(part) || !existsSync(etagFile)) return { start: 0, etag: '' }
  const etag = readFileSync(etagFile, 'utf8')
  return etag.startsWith('"') ? { start: statSync(part).size, etag } : { start: 0, etag: '' }
}

function rememberEtag(part: string, etag: string | null): void {
  if (etag === null || !etag.startsWith('"')) rmSync(`${part}.etag`, { force: true })
  else writeFileSync(`${part}.etag`, etag)
}

function refusal(response: Response, url: string): NetworkFailure {
  const isPassing = response.status >= 500 || response.status === 429 || response.status === 416
  const code = isPassing ? 'UNREACHABLE' : 'REFUSED'
  return new NetworkFailure({
    code,
    url,
    message: `${url} answered ${response.status} ${response.statusText}`,
  })
}

interface Receipt {
  readonly download: Download
  readonly part: string
  readonly from: number
  readonly touch: () => void
}

async function receive(response: Response, receipt: Receipt): Promise<void> {
  const { download, part, from } = receipt
  const announced = Number(response.headers.get('content-length') ?? Number.NaN)
  const total = Number.isFinite(announced) ? from + announced : 0
  const limit = download.limit ?? 4 * 1024 ** 3
  const file = openSync(part, from > 0 ? 'a' : 'w', 0o644)
  let done = from
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      done += chunk.length
      if (done > limit)
        throw new NetworkFailure({
          code: 'TOO_LARGE',
          url: download.url,
          message: `${download.url} sends more than ${limit} bytes`,
        })
      writeSync(file, chunk)
      receipt.touch()
      download.onProgress?.(done, total)
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  if (total > 0 && done !== total)
    throw new NetworkFailure({
      code: 'CUT_OFF',
      url: download.url,
      message: `${download.url} ended after ${done} of ${total} bytes`,
    })
}

function finish(part: string, to: string): number {
  const bytes = statSync(part).size
  renameSync(part, to)
  rmSync(`${part}.etag`, { force: true })
  return bytes
}

function dateOf(headers: Headers): string | undefined {
  const text = headers.get('last-modified') ?? headers.get('date')
  const time = text === null ? Number.NaN : Date.parse(text)
  return Number.isFinite(time) ? `${new Date(time).toISOString().slice(0, 19)}Z` : undefined
}
