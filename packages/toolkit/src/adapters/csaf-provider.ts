/**
 * Brings the public CSAF documents of a provider into a folder that `db import` reads.
 * Trust: whoever controls the provider's files can write anything. Digests beside a document find damage, not forgery:
 * who changes the one changes the other. OpenPGP signatures are NOT verified; the report says so each time.
 */
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { decodeUtf8 } from '../base/index.ts'
import { parseCsaf } from '../csaf/index.ts'
import { type ListedDocument, listDocuments, timeOf } from './csaf-provider-listing.ts'
import { namesOf, openFolderSite, openWebSite, type Site } from './csaf-provider-site.ts'
import { NetworkFailure } from './download.ts'
import { FeddbError } from './feddb/index.ts'

export interface CsafFetch {
  /** Address or path of a provider-metadata.json, a web site that has one, or a folder that mirrors a provider. */
  readonly from: string
  /** Of the publisher's name, the folder for the documents; created. Its file `fetched.tsv` remembers what is there. */
  readonly toFolder: (publisher: string | undefined) => string
  /** Documents to bring at most, newest first. */
  readonly limit?: number
  readonly onProgress?: (done: number, total: number) => void
}

export type CsafFetchProblem =
  /** Listed, and not there. */
  | 'MISSING'
  | 'UNREACHABLE'
  | 'TOO_LARGE'
  /** The digest beside it is another: nothing is kept. */
  | 'DIGEST_WRONG'
  | 'NOT_CSAF'

export interface CsafFetchReport {
  readonly publisher?: string
  readonly folder: string
  readonly listed: number
  /** New or newer, now in the folder. */
  readonly fetched: number
  readonly unchanged: number
  /** Documents whose TLP label is not WHITE or CLEAR, and feeds of such: not kept. */
  readonly restricted: number
  /** Not looked at because of `limit`. */
  readonly left: number
  /** Of the fetched ones: with a digest that is right, and without any. */
  readonly digestRight: number
  readonly digestAbsent: number
  readonly signatures: 'NOT_VERIFIED'
  readonly failed: readonly {
    readonly problem: CsafFetchProblem
    readonly count: number
    readonly examples: readonly string[]
  }[]
  /** Listings, or lines of them, that cannot be read. */
  readonly problems: readonly string[]
}

type Outcome = 'right' | 'absent' | 'unchanged' | 'restricted' | CsafFetchProblem

const MAX_DOCUMENT = 64 * 1024 * 1024
const MAX_DOCUMENTS = 100_000
const WORKERS = 4
const EXAMPLES = 3

/**
 * A document counts when it is complete and renamed into place. Throws NetworkFailure when nothing can be listed, and
 * FeddbError when the disk fails.
 */
export async function fetchCsaf(options: CsafFetch): Promise<CsafFetchReport> {
  try {
    return await fetchListed(options)
  } catch (cause) {
    const isSystem = cause instanceof Error && 'syscall' in cause
    throw isSystem ? new FeddbError('DISK_FAILED', cause.message, cause) : cause
  }
}

async function fetchListed(options: CsafFetch): Promise<CsafFetchReport> {
  const { site, starts } = openProvider(options.from)
  const listing = await listDocuments(site, starts)
  const limit = Math.min(options.limit ?? MAX_DOCUMENTS, MAX_DOCUMENTS)
  const wanted = listing.documents.slice(0, limit)
  const folder = options.toFolder(listing.publisher)
  mkdirSync(folder, { recursive: true })
  const outcomes = await bringAll({ site, folder, known: readKnown(folder) }, wanted, options.onProgress)
  const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length
  return {
    ...(listing.publisher === undefined ? {} : { publisher: listing.publisher }),
    folder,
    listed: listing.documents.length,
    fetched: count('right') + count('absent'),
    unchanged: count('unchanged'),
    restricted: count('restricted') + listing.restrictedFeeds,
    left: listing.documents.length - wanted.length,
    digestRight: count('right'),
    digestAbsent: count('absent'),
    signatures: 'NOT_VERIFIED',
    failed: listFailed(outcomes, wanted),
    problems: listing.problems,
  }
}

function openProvider(from: string): { readonly site: Site; readonly starts: readonly string[] } {
  if (/^https?:\/\//i.test(from)) {
    const isFile = from.toLowerCase().endsWith('.json')
    const url = isFile ? from : new URL('/.well-known/csaf/provider-metadata.json', from).href
    return { site: openWebSite(url), starts: [url] }
  }
  if (!existsSync(from))
    throw new NetworkFailure({ code: 'REFUSED', url: from, message: `${from} is not there` })
  if (statSync(from).isDirectory()) {
    const site = openFolderSite(from)
    if (site.listings.length === 0)
      throw new NetworkFailure({
        code: 'REFUSED',
        url: from,
        message: `${from} has neither provider-metadata.json nor a feed, changes.csv or index.txt`,
      })
    return { site, starts: site.listings }
  }
  const web = openWebSite(undefined)
  const start = 'file:///provider-metadata.json'
  const read: Site['read'] = (url, limit) =>
    url === start ? Promise.resolve(readFileSync(from)) : web.read(url, limit)
  return { site: { ...web, read }, starts: [start] }
}

interface Shelf {
  readonly site: Site
  readonly folder: string
  readonly known: ReadonlyMap<string, string>
}

/** In the order of the documents. */
async function bringAll(
  shelf: Shelf,
  wanted: readonly ListedDocument[],
  onProgress: CsafFetch['onProgress'],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const queue = [...wanted.entries()].reverse()
  let done = 0
  const work = async (): Promise<void> => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
      outcomes[item[0]] = await tryBring(shelf, item[1])
      onProgress?.(++done, wanted.length)
    }
  }
  try {
    await Promise.all(Array.from({ length: WORKERS }, work))
  } finally {
    // When one worker failed, the others must not go on behind the caller's back.
    queue.length = 0
  }
  return outcomes
}

async function tryBring(shelf: Shelf, document: ListedDocument): Promise<Outcome> {
  try {
    return await bring(shelf, document)
  } catch (cause) {
    if (!(cause instanceof NetworkFailure)) throw cause
    return cause.code === 'TOO_LARGE' ? 'TOO_LARGE' : 'UNREACHABLE'
  }
}

async function bring(shelf: Shelf, document: ListedDocument): Promise<Outcome> {
  const place = placeOf(document.url)
  const file = join(shelf.folder, place)
  const had = existsSync(file) ? shelf.known.get(place) : undefined
  if (isOlder(document, had)) return 'unchanged'
  const digests = await readDigests(shelf.site, document)
  // Without a date only the digest tells whether anything changed.
  const isTold = document.updated === undefined && digests.length > 0
  if (isTold && had !== undefined && isRight(readFileSync(file), digests)) return 'unchanged'
  const bytes = await shelf.site.read(document.url, MAX_DOCUMENT)
  if (bytes === undefined) return 'MISSING'
  if (!isRight(bytes, digests)) return 'DIGEST_WRONG'
  const refusal = judge(bytes, place)
  if (refusal !== undefined) return refusal
  store(shelf.folder, { place, bytes, updated: document.updated ?? '' })
  return digests.length === 0 ? 'absent' : 'right'
}

/** Both have a date, and the listed one is not after that of the kept file. */
function isOlder(document: ListedDocument, had: string | undefined): boolean {
  if (document.updated === undefined || had === undefined || had === '') return false
  return timeOf(document) <= timeOf({ updated: had })
}

/** Undefined for a CSAF document that everybody may read. */
function judge(bytes: Uint8Array, place: string): 'NOT_CSAF' | 'restricted' | undefined {
  const text = decodeUtf8(bytes)
  const read = text.ok ? parseCsaf(text.value, place) : undefined
  if (read?.ok !== true) return 'NOT_CSAF'
  const { tlp } = read.value.value
  return tlp === undefined || tlp === 'CLEAR' ? undefined : 'restricted'
}

interface Digest {
  readonly algorithm: 'sha256' | 'sha512'
  readonly hex: string
}

/** Those that the feed names, else the two that may lie beside the document (CSAF 2.0 section 7.1.18). */
async function readDigests(site: Site, document: ListedDocument): Promise<readonly Digest[]> {
  const beside = [`${document.url}.sha512`, `${document.url}.sha256`]
  const found: Digest[] = []
  for (const url of document.digests ?? beside) {
    const bytes = await site.read(url, 4096)
    if (bytes === undefined) continue
    const algorithm = /\.sha512$/i.test(url) ? 'sha512' : 'sha256'
    const hex = /^\s*([0-9a-f]+)\b/i.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? ''
    found.push({ algorithm, hex: hex.toLowerCase() })
  }
  return found
}

function isRight(bytes: Uint8Array, digests: readonly Digest[]): boolean {
  return digests.every(({ algorithm, hex }) => createHash(algorithm).update(bytes).digest('hex') === hex)
}

/** Characters of one name, and of all together, that every file system takes. */
const MAX_NAME = 150
const MAX_PLACE = 400

/** Host and path of the address, so that two documents never meet in one file; too long ones by their digest. */
function placeOf(url: string): string {
  const host = new URL(url).host.replace(/[^\w.-]/g, '_')
  const names = namesOf(url).map((name) => encodeURIComponent(name).replace(/^\.+$/, '_'))
  const path = [...(host === '' ? [] : [host]), ...names].join('/')
  const isShort = path.length <= MAX_PLACE && names.every((name) => name.length <= MAX_NAME)
  if (!isShort) return `long/${createHash('sha256').update(url).digest('hex')}.json`
  return /\.json$/i.test(path) ? path : `${path}.json`
}

function store(
  folder: string,
  item: { readonly place: string; readonly bytes: Uint8Array; readonly updated: string },
): void {
  const file = join(folder, item.place)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, item.bytes)
  renameSync(`${file}.part`, file)
  appendFileSync(join(folder, KNOWN), `${item.place}\t${item.updated.replace(/\s/g, ' ')}\n`)
}

const KNOWN = 'fetched.tsv'

/** Place and date, one document a line; the last line about a document counts. */
function readKnown(folder: string): ReadonlyMap<string, string> {
  const file = join(folder, KNOWN)
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return new Map(
    lines.flatMap((line): readonly (readonly [string, string])[] => {
      const [place = '', updated] = line.split('\t')
      return updated === undefined ? [] : [[place, updated]]
    }),
  )
}

const failures: readonly CsafFetchProblem[] = [
  'DIGEST_WRONG',
  'MISSING',
  'NOT_CSAF',
  'TOO_LARGE',
  'UNREACHABLE',
]

function listFailed(
  outcomes: readonly Outcome[],
  documents: readonly ListedDocument[],
): CsafFetchReport['failed'] {
  return failures.flatMap((problem) => {
    const found = documents.filter((_, at) => outcomes[at] === problem)
    if (found.length === 0) return []
    return [{ problem, count: found.length, examples: found.slice(0, EXAMPLES).map(({ url }) => url) }]
  })
}
