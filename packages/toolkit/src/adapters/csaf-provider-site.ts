/**
 * Where a provider's CSAF files lie: on the web, or in a folder that mirrors it.
 * Trust: whoever writes a listing chooses the addresses. It must not make this machine talk to hosts inside its own
 * network: only https, or http to the loopback server that the user named; every redirect is checked again. What a
 * name resolves to is checked before the request, not by it: a resolver that changes its answer in between gets through.
 */
import { lookup } from 'node:dns/promises'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { join } from 'node:path'
import { NetworkFailure } from './download.ts'

export interface Site {
  /** Bytes; undefined where there is nothing. Throws NetworkFailure. */
  readonly read: (url: string, limit: number) => Promise<Uint8Array | undefined>
  /** One address per file, where several lead to the same. */
  readonly canonical: (url: string) => string
  /** Addresses of listings to start from where there is no metadata; sorted. */
  readonly listings: readonly string[]
}

const PATIENCE = 30_000
const MAX_REDIRECTS = 5

/** `home`: the address that the user named; undefined where the user named a file. */
export function openWebSite(home: string | undefined): Site {
  const start = home === undefined ? undefined : new URL(home)
  return { listings: [], canonical: (url) => url, read: (url, limit) => readWeb(url, { start, limit }) }
}

interface Wish {
  readonly start: URL | undefined
  readonly limit: number
}

async function readWeb(address: string, wish: Wish): Promise<Uint8Array | undefined> {
  let url = address
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    await checkAddress(url, wish.start)
    const response = await request(url)
    const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (next === null) return readBody(response, url, wish.limit)
    await response.body?.cancel()
    url = new URL(next, url).href
  }
  throw refused(address, `redirects more than ${MAX_REDIRECTS} times`)
}

async function request(url: string): Promise<Response> {
  try {
    return await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) })
  } catch (cause) {
    throw new NetworkFailure({ code: 'UNREACHABLE', url, message: `${url} cannot be reached`, cause })
  }
}

async function readBody(response: Response, url: string, limit: number): Promise<Uint8Array | undefined> {
  if (response.status === 404 || response.status === 410) {
    await response.body?.cancel()
    return undefined
  }
  if (!response.ok) throw refused(url, `answered ${response.status}`)
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += part.length
      if (size > limit) throw tooLarge(url, limit)
      parts.push(part)
    }
  } catch (cause) {
    if (cause instanceof NetworkFailure) throw cause
    throw new NetworkFailure({ code: 'CUT_OFF', url, message: `${url} ended early`, cause })
  }
  return Buffer.concat(parts)
}

function tooLarge(url: string, limit: number): NetworkFailure {
  return new NetworkFailure({ code: 'TOO_LARGE', url, message: `${url} has more than ${limit} bytes` })
}

function refused(url: string, reason: string): NetworkFailure {
  return new NetworkFailure({ code: 'REFUSED', url, message: `${url}: ${reason}` })
}

/** Throws for an address that must not be asked. */
export async function checkAddress(address: string, start: URL | undefined): Promise<void> {
  if (!URL.canParse(address)) throw refused(address, 'is no address')
  const url = new URL(address)
  const isHome = start !== undefined && url.protocol === start.protocol && url.host === start.host
  const isLoopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url.username !== '' || url.password !== '') throw refused(address, 'carries credentials')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback && isHome))
    throw refused(address, 'is neither https nor the loopback server that was named')
  if (!isHome && (await isInside(url.hostname))) throw refused(address, 'lies in a private network')
}

/** RFC 6890 and its registries: everything that is not the public Internet. */
const inside = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6')

async function isInside(hostname: string): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host) === 0 ? await resolve(host) : [host]
  return found.some((address) => inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'))
}

/** A name that does not resolve reaches nobody; the request will say so. */
async function resolve(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address)
  } catch {
    return []
  }
}

/** An address is looked for by the end of its path, because a mirror lies deeper or shallower than the original. */
export function openFolderSite(folder: string): Site {
  return {
    listings: findListings(folder),
    canonical: (url) => {
      const found = findFile(folder, url)
      return found === undefined ? url : `file:///${found.map(encodeURIComponent).join('/')}`
    },
    read: (url, limit) => {
      const found = findFile(folder, url)
      if (found === undefined) return Promise.resolve(undefined)
      const file = join(folder, ...found)
      if (statSync(file).size > limit) return Promise.reject(tooLarge(url, limit))
      return Promise.resolve(readFileSync(file))
    },
  }
}

/** Only names, never `..`: the folder is not left. */
function findFile(folder: string, url: string): readonly string[] | undefined {
  if (!URL.canParse(url)) return undefined
  const names = namesOf(url)
  if (names.length > MAX_NAMES || !names.every(isPlainName)) return undefined
  for (let from = 0; from < names.length; from++) {
    const found = names.slice(from)
    const file = join(folder, ...found)
    if (existsSync(file) && statSync(file).isFile()) return found
  }
  return undefined
}

const MAX_NAMES = 32

function isPlainName(name: string): boolean {
  return name !== '.' && name !== '..' && !/[/\\]/.test(name) && !name.includes('\0')
}

/** The parts of an address's path, decoded; a part that cannot be decoded stays as it is. */
export function namesOf(url: string): readonly string[] {
  const parts = new URL(url).pathname.split('/').filter((part) => part !== '')
  return parts.map((part) => {
    try {
      return decodeURIComponent(part)
    } catch {
      return part
    }
  })
}

const MAX_DEPTH = 6
const listing = /^(?:changes\.csv|index\.txt|.*feed.*\.json|provider-metadata\.json)$/i

function findListings(folder: string, depth = 0, base = 'file:///'): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const url = `${base}${encodeURIComponent(entry.name)}`
      if (entry.isFile()) return listing.test(entry.name) ? [url] : []
      return entry.isDirectory() && depth < MAX_DEPTH
        ? findListings(join(folder, entry.name), depth + 1, `${url}/`)
        : []
    })
    .sort()
}
