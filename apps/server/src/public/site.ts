/** Everything below `/pub/` and what the server has in `/.well-known/`: paths to answers, nothing behind a sign-in. */
import type { Peer } from '../kernel/identity.ts'
import type { Kernel } from '../kernel/model.ts'
import { answerCsaf, answerKey, serverMetadata } from './answer-csaf.ts'
import { openpgpFolder } from './addresses.ts'
import { answerReport } from './answer-report.ts'
import { answerVerifier } from './answer-verifier.ts'
import { listLive } from './files.ts'
import type { PublicFileRow } from '../db/tables/public.ts'
import { listPages, type OpenPage, openPage, readPublicProfile } from './open-page.ts'
import { signaturesOf } from './openpgp-keys.ts'
import { formatOverview, formatStyle, type PageFacts } from './page-html.ts'
import { download, htmlPage, medias, missing, text } from './replies.ts'
import { languageOf } from './report-form.ts'
import { createReportLimits } from './report-limits.ts'
import { baseOf, formatSecurityTxt } from './security-txt.ts'
import { queryOf, type SiteParts, type Visit } from './visit.ts'

export type Site = (request: Request, peer: Peer) => Promise<Response | undefined>

/** Undefined where the path is none of its own. */
export function createPublicSite(parts: SiteParts): Site {
  const limits = createReportLimits()
  return async (request, peer) => {
    const url = new URL(request.url)
    const { pathname } = url
    const own = await answerServer(parts.kernel, pathname)
    if (own !== undefined) return own
    const found = /^\/pub\/([^/]{1,100})\/([^/]{1,200})(\/.*)?$/.exec(pathname)
    if (found === null) return pathname === '/pub' || pathname.startsWith('/pub/') ? missing() : undefined
    const [, org = '', product = '', below] = found
    const page = await findPage(parts.kernel, { org, product, preview: url.searchParams.get('preview') })
    if (page === undefined) return missing()
    if (below === undefined)
      return new Response(null, { status: 308, headers: { location: `${pathname}/${url.search}` } })
    const visit = { request, url, page, below: decode(below) ?? '', peer, limits, parts }
    const answered = (await answer(visit)) ?? missing()
    // What is shown to whoever sets it up is no public thing yet, for no cache on the way either.
    if (page.isPreview) answered.headers.set('cache-control', 'no-store')
    return answered
  }
}

/** What belongs to the server and to no product. */
async function answerServer(kernel: Kernel, path: string): Promise<Response | undefined> {
  switch (path) {
    case '/.well-known/security.txt':
      return serverSecurityTxt(kernel)
    case '/.well-known/csaf/provider-metadata.json':
      return serverMetadata(kernel)
    case '/pub/look.css':
      return text(formatStyle(), medias.css, { headers: { 'cache-control': 'public, max-age=3600' } })
    default:
      return path.startsWith(openpgpFolder) ? answerKey(kernel, path) : undefined
  }
}

interface Address {
  /** As they stand in the path. */
  readonly org: string
  readonly product: string
  /** The token of a preview. */
  readonly preview: string | null
}

async function findPage(kernel: Kernel, { preview, ...names }: Address): Promise<OpenPage | undefined> {
  const [org, product] = [decode(names.org), decode(names.product)]
  return org === undefined || product === undefined ? undefined : openPage(kernel, { org, product, preview })
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // No legal path of anything.
    return undefined
  }
}

async function answer(visit: Visit): Promise<Response | undefined> {
  const { below, page, request } = visit
  const { parts } = page.wishes
  if (below === '/report') return parts.reports ? answerReport(visit) : undefined
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
  if (below.startsWith('/csaf/')) return parts.csaf ? answerCsaf(visit) : undefined
  switch (below) {
    case '/':
      return htmlPage(formatOverview(await factsOf(visit)))
    case '/.well-known/security.txt':
    case '/security.txt':
      return productSecurityTxt(visit)
    case '/verify':
      return parts.verify ? answerVerifier(visit) : undefined
    default:
      return answerFile(visit)
  }
}

async function factsOf({ page, url, request }: Visit): Promise<PageFacts> {
  const profile = await readPublicProfile(page.org, page.product)
  const files = await listLive(page.org, page.product)
  return {
    page,
    files,
    isSigned: isAllSigned(files, await signaturesOf(page.org, files)),
    maker: page.wishes.publisher.name === '' ? profile?.manufacturer?.name : page.wishes.publisher.name,
    supportEnd: profile?.support?.endsAt,
    language: languageOf(url, request.headers.get('accept-language')),
    query: queryOf(url),
  }
}

function isAllSigned(
  files: readonly Pick<PublicFileRow, 'id' | 'kind'>[],
  signatures: ReadonlyMap<string, unknown>,
): boolean {
  const documents = files.filter(({ kind }) => kind === 'csaf')
  return documents.length > 0 && documents.every(({ id }) => signatures.has(id))
}

function productSecurityTxt({ page, parts: { kernel } }: Visit): Response | undefined {
  const { publicUrl } = kernel.settings
  const formatted = formatSecurityTxt([page], {
    publicUrl,
    now: kernel.now(),
    canonical: `${baseOf(page, publicUrl)}/.well-known/security.txt`,
  })
  return formatted === undefined ? undefined : text(formatted, medias.plain)
}

async function serverSecurityTxt(kernel: Kernel): Promise<Response> {
  const { publicUrl } = kernel.settings
  const formatted = formatSecurityTxt(await listPages(kernel), {
    publicUrl,
    now: kernel.now(),
    canonical: `${publicUrl}/.well-known/security.txt`,
  })
  return formatted === undefined ? missing() : text(formatted, medias.plain)
}

async function answerFile({ page, below }: Visit): Promise<Response | undefined> {
  const [, kind = '', path = ''] = /^\/files\/(vex|sbom|attestation|package)\/([^/]+)$/.exec(below) ?? []
  const { parts } = page.wishes
  const isOn = kind === 'vex' ? parts.vex : kind === 'sbom' ? parts.sbom : parts.attestations
  const row =
    isOn && kind !== ''
      ? (await listLive(page.org, page.product)).find((file) => file.kind === kind && file.path === path)
      : undefined
  return row === undefined ? undefined : download(page, row, row.path)
}
