/** Everything below `/pub/` and what the server has in `/.well-known/`: paths to answers, nothing behind a sign-in. */
import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import type { Peer } from '../kernel/identity.ts'
import type { Kernel } from '../kernel/model.ts'
import { createRateLimit } from '../kernel/rate-limit.ts'
import type { PublicFileRow } from '../db/tables/public.ts'
import { csafPaths } from './addresses.ts'
import {
  type Directory,
  formatChanges,
  formatFeed,
  formatIndex,
  formatProviderMetadata,
} from './csaf-directory.ts'
import { bytesOf, listLive } from './files.ts'
import { listPages, type OpenPage, openPage, readPublicProfile } from './open-page.ts'
import { formatOverview, formatStyle, type PageFacts } from './page-html.ts'
import { formatForm, formatTooMany, languageOf, mostReportBytes, takeReport } from './report-form.ts'
import { baseOf, formatSecurityTxt } from './security-txt.ts'
import { csafRole } from './settings-view.ts'

export interface SiteParts {
  readonly kernel: Kernel
  /** The page that checks packages, as one HTML file; undefined where it was not built. */
  readonly verifierPage: string | undefined
}

export type Site = (request: Request, peer: Peer) => Promise<Response | undefined>

/** One report a minute and address, five at once; the same for a whole product times ten. */
const perAddress = { perSecond: 1 / 60, burst: 5 }
const perProduct = { perSecond: 1 / 6, burst: 50 }

/** Undefined where the path is none of its own. */
export function createPublicSite(parts: SiteParts): Site {
  const clock = (): number => performance.now()
  const limits = {
    address: createRateLimit({ ...perAddress, clock }),
    product: createRateLimit({ ...perProduct, clock }),
  }
  return async (request, peer) => {
    const url = new URL(request.url)
    const { pathname } = url
    if (pathname === '/.well-known/security.txt') return serverSecurityTxt(parts.kernel)
    if (pathname === '/.well-known/csaf/provider-metadata.json') return serverMetadata(parts.kernel)
    if (pathname === '/pub/look.css')
      return text(formatStyle(), 'text/css; charset=utf-8', { 'cache-control': 'public, max-age=3600' })
    const found = /^\/pub\/([^/]{1,100})\/([^/]{1,200})(\/.*)?$/.exec(pathname)
    if (found === null) return pathname === '/pub' || pathname.startsWith('/pub/') ? missing() : undefined
    const names = [found[1] ?? '', found[2] ?? ''].map(decode)
    const [org, product] = names
    const preview = url.searchParams.get('preview')
    const page =
      org === undefined || product === undefined
        ? undefined
        : await openPage(parts.kernel, { org, product, preview })
    if (page === undefined) return missing()
    if (found[3] === undefined)
      return new Response(null, { status: 308, headers: { location: `${pathname}/${url.search}` } })
    const visit = { request, url, page, below: decode(found[3]) ?? '', peer, limits, parts }
    return (await answer(visit)) ?? missing()
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // No legal path of anything.
    return undefined
  }
}

interface Visit {
  readonly request: Request
  readonly url: URL
  readonly page: OpenPage
  /** Begins with a slash. */
  readonly below: string
  readonly peer: Peer
  readonly limits: {
    readonly address: ReturnType<typeof createRateLimit>
    readonly product: ReturnType<typeof createRateLimit>
  }
  readonly parts: SiteParts
}

async function answer(visit: Visit): Promise<Response | undefined> {
  const { below, page, request } = visit
  const { parts } = page.wishes
  if (below === '/report') return parts.reports ? answerReport(visit) : undefined
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
  if (below === '/') return htmlPage(formatOverview(await factsOf(visit)))
  if (below === '/.well-known/security.txt' || below === '/security.txt') return productSecurityTxt(visit)
  if (below === '/verify') return parts.verify ? verifier(visit) : undefined
  if (below.startsWith('/csaf/')) return parts.csaf ? answerCsaf(visit) : undefined
  const file = /^\/files\/(vex|sbom|attestation|package)\/([^/]+)$/.exec(below)
  return file === null ? undefined : answerFile(visit, { kind: file[1] ?? '', path: file[2] ?? '' })
}

async function factsOf({ page, url, request }: Visit): Promise<PageFacts> {
  const profile = await readPublicProfile(page.org, page.product)
  return {
    page,
    files: await listLive(page.org, page.product),
    maker: page.wishes.publisher.name === '' ? profile?.manufacturer?.name : page.wishes.publisher.name,
    supportEnd: profile?.support?.endsAt,
    language: languageOf(url, request.headers.get('accept-language')),
    query: queryOf(url),
  }
}

/** What stays from page to page: the language that somebody chose, and a preview. */
function queryOf(url: URL): string {
  const kept = new URLSearchParams()
  for (const name of ['lang', 'preview']) {
    const value = url.searchParams.get(name)
    if (value !== null && /^[\w-]{1,64}$/.test(value)) kept.set(name, value)
  }
  const query = kept.toString()
  return query === '' ? '' : `?${query}`
}

async function answerReport(visit: Visit): Promise<Response | undefined> {
  const { request, page, url, limits, peer } = visit
  const facts = {
    page,
    url,
    language: languageOf(url, request.headers.get('accept-language')),
    query: queryOf(url),
  }
  if (request.method === 'GET' || request.method === 'HEAD') return htmlPage(formatForm(facts))
  if (request.method !== 'POST' || page.isPreview) return undefined
  if (!(request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded'))
    return htmlPage(formatForm(facts), 415)
  const late =
    limits.address.take(peer.address, 1) ?? limits.product.take(`${page.org.id}/${page.product.id}`, 1)
  if (late !== undefined) return htmlPage(formatTooMany(facts, late), 429, { 'retry-after': String(late) })
  const body = await readBounded(request, mostReportBytes)
  if (body === undefined) return htmlPage(formatForm(facts), 413)
  const outcome = await takeReport(facts, body, visit.parts.kernel.now())
  return htmlPage(outcome.page, outcome.status)
}

/** Undefined where there is more; the rest is not read. */
async function readBounded(request: Request, most: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function productSecurityTxt({ page, parts: { kernel } }: Visit): Response | undefined {
  const { publicUrl } = kernel.settings
  const formatted = formatSecurityTxt([page], {
    publicUrl,
    now: kernel.now(),
    canonical: `${baseOf(page, publicUrl)}/.well-known/security.txt`,
  })
  return formatted === undefined ? undefined : text(formatted, 'text/plain; charset=utf-8')
}

async function serverSecurityTxt(kernel: Kernel): Promise<Response> {
  const { publicUrl } = kernel.settings
  const formatted = formatSecurityTxt(await listPages(kernel), {
    publicUrl,
    now: kernel.now(),
    canonical: `${publicUrl}/.well-known/security.txt`,
  })
  return formatted === undefined ? missing() : text(formatted, 'text/plain; charset=utf-8')
}

/** Requirement 9 knows one provider per server; with several, security.txt names them all. */
async function serverMetadata(kernel: Kernel): Promise<Response> {
  const pages = (await listPages(kernel)).filter(({ wishes }) => wishes.parts.csaf)
  const [page] = pages
  if (page === undefined || pages.length > 1) return missing()
  return metadataOf(kernel, await directoryOf(kernel, page)) ?? missing()
}

/** A role that is not fulfilled is not claimed: without https or a document there is nothing. */
function metadataOf(kernel: Kernel, directory: Directory): Response | undefined {
  const { role } = csafRole(kernel.settings.publicUrl, directory.wishes, directory.files)
  return role === 'none' ? undefined : jsonText(formatProviderMetadata(directory, role))
}

async function directoryOf(kernel: Kernel, page: OpenPage): Promise<Directory> {
  return {
    wishes: page.wishes,
    files: await listLive(page.org, page.product),
    base: baseOf(page, kernel.settings.publicUrl),
    now: kernel.now(),
  }
}

async function answerCsaf({ page, below, parts: { kernel } }: Visit): Promise<Response | undefined> {
  const directory = await directoryOf(kernel, page)
  switch (below) {
    case csafPaths.metadata:
      return metadataOf(kernel, directory)
    case csafPaths.feed:
      return jsonText(formatFeed(directory))
    case `${csafPaths.folder}index.txt`:
      return text(formatIndex(directory), 'text/plain; charset=utf-8')
    case `${csafPaths.folder}changes.csv`:
      return text(formatChanges(directory), 'text/csv; charset=utf-8')
    default:
      return answerDocument(page, below, directory)
  }
}

async function answerDocument(
  page: OpenPage,
  below: string,
  { files }: Directory,
): Promise<Response | undefined> {
  const asked = /^\/csaf\/white\/(\d{4}\/[^/]+\.json)(\.sha256|\.sha512)?$/.exec(below)
  const row = files.find(({ kind, path }) => kind === 'csaf' && path === asked?.[1])
  if (row === undefined) return undefined
  const name = row.path.slice(5)
  if (asked?.[2] === '.sha256') return text(`${row.digest}  ${name}\n`, 'text/plain; charset=utf-8')
  if (asked?.[2] === '.sha512') return text(`${row.sha512}  ${name}\n`, 'text/plain; charset=utf-8')
  return download(page, row, name)
}

async function answerFile(
  { page }: Visit,
  { kind, path }: { readonly kind: string; readonly path: string },
): Promise<Response | undefined> {
  const { parts } = page.wishes
  const isOn = kind === 'vex' ? parts.vex : kind === 'sbom' ? parts.sbom : parts.attestations
  const row = isOn
    ? (await listLive(page.org, page.product)).find((file) => file.kind === kind && file.path === path)
    : undefined
  return row === undefined ? undefined : download(page, row, row.path)
}

async function download(page: OpenPage, row: PublicFileRow, name: string): Promise<Response> {
  const bytes = await bytesOf(page.org, row)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': row.media,
      'content-disposition': `${row.kind === 'csaf' ? 'inline' : 'attachment'}; filename="${name.replaceAll(/[^A-Za-z0-9._+-]/g, '_')}"`,
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      etag: `"${row.digest}"`,
    },
  })
}

/** One file with its script inside, allowed by its hash and by nothing else; it may talk to nobody. */
function verifier({ parts: { verifierPage } }: Visit): Response | undefined {
  if (verifierPage === undefined) return undefined
  return new Response(verifierPage, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': verifierPolicy(verifierPage),
      'cache-control': 'no-cache',
    },
  })
}

function verifierPolicy(page: string): string {
  const hashes = (tag: string): string =>
    [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))]
      .map(
        ([, code]) =>
          `'sha256-${createHash('sha256')
            .update(code ?? '')
            .digest('base64')}'`,
      )
      .join(' ')
  return `default-src 'none'; script-src ${hashes('script')}; style-src ${hashes('style')}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}

/** Beside the built program. */
export function readVerifierPage(place: URL): string | undefined {
  try {
    return readFileSync(place, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}

/** The same for what does not exist and for what is switched off. */
function missing(): Response {
  return text(
    '404: there is no such page\n',
    'text/plain; charset=utf-8',
    { 'cache-control': 'no-store' },
    404,
  )
}

function htmlPage(page: string, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return text(
    page,
    'text/html; charset=utf-8',
    { 'cache-control': 'no-store', vary: 'accept-language', ...headers },
    status,
  )
}

function jsonText(content: string): Response {
  return text(content, 'application/json', {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
}

function text(
  content: string,
  media: string,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): Response {
  return new Response(content, {
    status,
    headers: { 'content-type': media, 'cache-control': 'public, max-age=300', ...headers },
  })
}
