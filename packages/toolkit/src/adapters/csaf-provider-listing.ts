/** What a CSAF provider has: metadata, ROLIE feeds, index.txt and changes.csv (CSAF 2.0 section 7.1), newest first. */
import { compareCodeUnits, decodeUtf8 } from '../base/index.ts'
import type { Site } from './csaf-provider-site.ts'

export interface ListedDocument {
  readonly url: string
  /** RFC 3339, as the listing says. */
  readonly updated?: string
  /** Addresses of digests; absent: to be tried beside the document. */
  readonly digests?: readonly string[]
}

export interface Listing {
  readonly publisher?: string
  /** Each address once. */
  readonly documents: readonly ListedDocument[]
  /** Feeds that are not for everybody; not read. */
  readonly restrictedFeeds: number
  /** What could not be read, in words. */
  readonly problems: readonly string[]
}

/** Bytes of one listing. */
const MAX_LISTING = 64 * 1024 * 1024

interface Draft {
  publisher?: string
  restrictedFeeds: number
  readonly documents: Map<string, ListedDocument>
  readonly problems: string[]
}

/** `starts`: addresses of metadata, feeds or directory listings. Throws NetworkFailure when the very first cannot be read. */
export async function listDocuments(site: Site, starts: readonly string[]): Promise<Listing> {
  const draft: Draft = { restrictedFeeds: 0, documents: new Map(), problems: [] }
  for (const url of starts) await readListing(site, url, draft)
  const distinct: Draft = { ...draft, documents: new Map() }
  for (const { url, ...rest } of draft.documents.values())
    addDocument(distinct, { url: site.canonical(url), ...rest })
  const documents = [...distinct.documents.values()].sort(
    (a, b) => timeOf(b) - timeOf(a) || compareCodeUnits(a.url, b.url),
  )
  return { ...draft, documents }
}

/** Milliseconds; documents without a date come last. */
export function timeOf({ updated }: Pick<ListedDocument, 'updated'>): number {
  const time = updated === undefined ? Number.NaN : Date.parse(updated)
  return Number.isFinite(time) ? time : 0
}

async function readListing(site: Site, url: string, draft: Draft): Promise<void> {
  const name = url.slice(url.lastIndexOf('/') + 1).toLowerCase()
  const text = await readText(site, url, draft)
  if (text === undefined) return
  if (name === 'changes.csv') addLines(text, url, draft)
  else if (name === 'index.txt') addLines(text, url, draft)
  else await readJsonListing(site, { url, text }, draft)
}

async function readText(site: Site, url: string, draft: Draft): Promise<string | undefined> {
  const bytes = await site.read(url, MAX_LISTING)
  const text = bytes === undefined ? undefined : decodeUtf8(bytes)
  if (text?.ok === true) return text.value
  draft.problems.push(`${url}: ${text === undefined ? 'is not there' : 'is not UTF-8'}`)
  return undefined
}

/** One path per line, in changes.csv with a date behind it; paths lead down from the listing's own folder. */
function addLines(text: string, listing: string, draft: Draft): void {
  const base = new URL('.', listing).href
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const [, path = '', updated] = /^"?([^",]{1,2000})"?(?:\s*,\s*"?([^",]{1,64})"?)?\s*$/.exec(line) ?? []
    const url = URL.canParse(path, base) ? new URL(path, base).href : ''
    if (path === '' || !url.startsWith(base) || url === base)
      draft.problems.push(`${listing}: ${JSON.stringify(line.slice(0, 80))} is no path below it`)
    else addDocument(draft, { url, ...(updated === undefined ? {} : { updated }) })
  }
}

/** What says more wins: a date over none, and named digests. */
function addDocument(draft: Draft, found: ListedDocument): void {
  const known = draft.documents.get(found.url)
  const updated = known === undefined || timeOf(found) >= timeOf(known) ? found.updated : known.updated
  const digests = found.digests ?? known?.digests
  draft.documents.set(found.url, {
    url: found.url,
    ...(updated === undefined ? {} : { updated }),
    ...(digests === undefined ? {} : { digests }),
  })
}

type Shape = Readonly<Record<string, unknown>>

async function readJsonListing(
  site: Site,
  file: { readonly url: string; readonly text: string },
  draft: Draft,
): Promise<void> {
  const root = shape(parseJsonText(file.text))
  if (root['feed'] !== undefined) return addFeed(shape(root['feed']), file.url, draft)
  if (!Array.isArray(root['distributions'])) {
    draft.problems.push(`${file.url}: is neither provider metadata nor a ROLIE feed`)
    return undefined
  }
  const publisher = shape(root['publisher'])['name']
  if (typeof publisher === 'string') draft.publisher = publisher
  for (const distribution of root['distributions']) await readDistribution(site, shape(distribution), draft)
  return undefined
}

async function readDistribution(site: Site, distribution: Shape, draft: Draft): Promise<void> {
  for (const item of array(shape(distribution['rolie'])['feeds'])) {
    const { url, tlp_label: label } = shape(item)
    if (typeof url !== 'string') draft.problems.push('a feed without address')
    else if (label !== undefined && label !== 'WHITE' && label !== 'CLEAR') draft.restrictedFeeds++
    else await tryListing(site, url, draft)
  }
  const directory = distribution['directory_url']
  if (typeof directory !== 'string') return
  const base = directory.endsWith('/') ? directory : `${directory}/`
  const before = draft.documents.size
  await tryListing(site, `${base}changes.csv`, draft)
  if (draft.documents.size === before) await tryListing(site, `${base}index.txt`, draft)
}

/** One listing that fails must not hide the others. */
async function tryListing(site: Site, url: string, draft: Draft): Promise<void> {
  try {
    await readListing(site, url, draft)
  } catch (cause) {
    draft.problems.push(cause instanceof Error ? cause.message : String(cause))
  }
}

/** ROLIE (RFC 8322) in JSON: the document is `content.src`, else the link to itself. */
function addFeed(feed: Shape, url: string, draft: Draft): void {
  for (const item of array(feed['entry'])) {
    const entry = shape(item)
    const links = array(entry['link']).map(shape)
    const linked = (rel: string): readonly string[] =>
      links.flatMap(({ rel: kind, href }) => (kind === rel && typeof href === 'string' ? [href] : []))
    const source = shape(entry['content'])['src']
    const document = typeof source === 'string' ? source : linked('self')[0]
    const { updated } = entry
    if (document === undefined || !URL.canParse(document, url)) {
      draft.problems.push(`${url}: an entry without address`)
      continue
    }
    const digests = linked('hash').filter((href) => URL.canParse(href, url))
    addDocument(draft, {
      url: new URL(document, url).href,
      ...(typeof updated === 'string' ? { updated } : {}),
      ...(digests.length === 0 ? {} : { digests: digests.map((href) => new URL(href, url).href) }),
    })
  }
}

/** Undefined for text that is no JSON. */
function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

function shape(value: unknown): Shape {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Shape) : {}
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}
