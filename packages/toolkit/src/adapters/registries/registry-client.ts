/**
 * Asks a package registry politely, and keeps what it said on the disk.
 * Trust: whoever runs the registry chooses the bytes and the redirects. Only https, or the very address that the user
 * named; nothing inside a private network that the user did not name; answers are cut off at a size.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256Hex } from '../../base/index.ts'
import type { Ask } from '../../sbom/index.ts'
import { checkAddress } from '../csaf-provider-site.ts'
import { NetworkFailure } from '../download.ts'

export interface RegistryClient {
  /** Where answers are kept. */
  readonly cache: string
  readonly userAgent: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Nothing is asked: only what the cache holds. */
  readonly isOffline: boolean
}

const FRESH = 24 * 3600 * 1000
const LIMIT = 16 * 1024 * 1024
const PATIENCE = 30_000
const MAX_REDIRECTS = 5
const MAX_TRIES = 3
const MAX_WAIT = 60_000

/** `base`: the address that the user named. Throws NetworkFailure. */
export function openRegistry(base: string, client: RegistryClient): Ask {
  const home = new URL(base.replace(/^sparse\+/, ''))
  return async (url) => {
    const kept = readCache(client.cache, url)
    if (kept !== undefined && (client.isOffline || client.now() - kept.at < FRESH)) return kept.body
    if (client.isOffline) return undefined
    const answer = await requestPatiently(url, { home, etag: kept?.etag, client })
    if (answer.status === 304 && kept !== undefined) {
      writeCache(client.cache, url, { ...kept, at: client.now() })
      return kept.body
    }
    writeCache(client.cache, url, { at: client.now(), etag: answer.etag, body: answer.body })
    return answer.body
  }
}

interface Wish {
  readonly home: URL
  readonly etag: string | undefined
  readonly client: RegistryClient
}

interface Answer {
  readonly status: number
  readonly etag: string | undefined
  readonly body: Uint8Array | undefined
}

/** A server that asks to wait is waited for, a few times and not for ever. */
async function requestPatiently(url: string, wish: Wish): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const response = await follow(url, wish)
    const isBusy = response.status === 429 || response.status === 503
    if (!isBusy) return readAnswer(response, url)
    await response.body?.cancel()
    const wait = waitOf(response.headers.get('retry-after'), wish.client.now())
    if (attempt >= MAX_TRIES || wait > MAX_WAIT)
      throw new NetworkFailure({ code: 'UNREACHABLE', url, message: `${url} asks to come back later` })
    await wish.client.sleep(wait)
  }
}

/** Seconds or a date (RFC 9110 section 10.2.3), as milliseconds. */
function waitOf(header: string | null, now: number): number {
  if (header !== null && /^\d{1,6}$/.test(header)) return Number(header) * 1000
  const date = header === null ? Number.NaN : Date.parse(header)
  return Number.isNaN(date) ? 1000 : Math.max(0, date - now)
}

async function follow(address: string, { home, etag, client }: Wish): Promise<Response> {
  let url = address
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    await checkAddress(url, home)
    const response = await request(url, { etag, userAgent: client.userAgent })
    const next = [301, 302, 303, 307, 308].includes(response.status) ? response.headers.get('location') : null
    if (next === null) return response
    await response.body?.cancel()
    if (!URL.canParse(next, url)) break
    url = new URL(next, url).href
  }
  throw new NetworkFailure({ code: 'REFUSED', url: address, message: `${address} leads nowhere` })
}

async function request(
  url: string,
  { etag, userAgent }: { readonly etag: string | undefined; readonly userAgent: string },
): Promise<Response> {
  const headers = {
    'user-agent': userAgent,
    accept: 'application/vnd.pypi.simple.v1+json, application/json;q=0.9, */*;q=0.5',
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
  }
  try {
    return await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) })
  } catch (cause) {
    throw new NetworkFailure({ code: 'UNREACHABLE', url, message: `${url} cannot be reached`, cause })
  }
}

async function readAnswer(response: Response, url: string): Promise<Answer> {
  const etag = response.headers.get('etag') ?? undefined
  if ([304, 404, 410].includes(response.status)) {
    await response.body?.cancel()
    return { status: response.status, etag, body: undefined }
  }
  if (!response.ok) {
    await response.body?.cancel()
    throw new NetworkFailure({ code: 'REFUSED', url, message: `${url} answered ${response.status}` })
  }
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += part.length
      if (size > LIMIT) throw new NetworkFailure({ code: 'TOO_LARGE', url, message: `${url} sends too much` })
      parts.push(part)
    }
  } catch (cause) {
    if (cause instanceof NetworkFailure) throw cause
    throw new NetworkFailure({ code: 'CUT_OFF', url, message: `${url} ended early`, cause })
  }
  return { status: response.status, etag, body: Buffer.concat(parts) }
}

interface Kept {
  readonly at: number
  readonly etag: string | undefined
  /** Undefined: there was nothing under the address. */
  readonly body: Uint8Array | undefined
}

/** One file for each address: a line of JSON, then the bytes. A file that is none of ours counts as absent. */
function readCache(folder: string, url: string): Kept | undefined {
  const path = join(folder, sha256Hex(url))
  if (!existsSync(path)) return undefined
  const bytes = readFileSync(path)
  const end = bytes.indexOf(10)
  try {
    const head = JSON.parse(bytes.subarray(0, end).toString('utf8')) as Record<string, unknown>
    if (head['url'] !== url || typeof head['at'] !== 'number') return undefined
    return {
      at: head['at'],
      etag: typeof head['etag'] === 'string' ? head['etag'] : undefined,
      body: head['isThere'] === true ? bytes.subarray(end + 1) : undefined,
    }
  } catch {
    return undefined
  }
}

function writeCache(folder: string, url: string, { at, etag, body }: Kept): void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, sha256Hex(url))
  const head = `${JSON.stringify({ url, at, etag, isThere: body !== undefined })}\n`
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, Buffer.concat([Buffer.from(head), body ?? new Uint8Array()]))
  renameSync(temporary, path)
}
