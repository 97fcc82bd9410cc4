/** VulnerableCode's API, version 3, as far as ORT, ScanCode.io and scripts that ask by purl read it. */
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import { packageKeyOf } from '@occtet/toolkit/advisories'
import { ok, type Result } from '@occtet/toolkit/base'
import type { AdvisoryClaim } from '@occtet/toolkit/model'
import type { Hono } from 'hono'
import type { FeddbContext, FeddbEnv, Shared } from '../app-context.ts'
import { jsonResponse, problemResponse } from '../http/respond.ts'
import { mapInTurns } from '../http/turns.ts'
import { typeOf } from '../known-type.ts'
import { formatStatus, formatStatuses, STATUS_HEADER } from '../status-header.ts'
import { uniqueRecords, viewClaim } from './advisory-view.ts'
import { listAllPackages, type ListFrame } from './all-packages.ts'
import { type PackageView, viewPackage } from './package-view.ts'
import { type Body, originOf, readPurls, readRequest, unexpected } from './requests.ts'
import { toAdvisoryV3, toPackageV3 } from './v3-shapes.ts'

export function addVulnerableCodeV3(app: Hono<FeddbEnv>, shared: Shared): void {
  // ScanCode.io asks with HEAD whether the server is there at all.
  app.get('/api/v3', (c) => jsonResponse(c.req.raw, listEndpoints(originOf(c))))
  app.post('/api/v3/packages', async (c) => findPackages(c, shared))
  app.post('/api/v3/advisories', async (c) => findAdvisories(c, shared))
  app.get('/api/v3/affected-by-advisories', async (c) => advisoriesOf(c, shared, 'affecting'))
  app.get('/api/v3/fixing-advisories', async (c) => advisoriesOf(c, shared, 'fixing'))
  app.get('/api/v3/package-types', async (c) => listTypes(c, shared))
}

function listEndpoints(origin: string): object {
  const names = ['packages', 'advisories', 'affected-by-advisories', 'fixing-advisories', 'package-types']
  return Object.fromEntries(names.map((name) => [name, `${origin}/api/v3/${name}/`]))
}

interface PackageQuery {
  readonly purls: readonly string[]
  readonly details: boolean
  readonly isPlain: boolean
  /** Undefined: no limit was stated, so nothing is replaced by a link. */
  readonly maxAdvisories: number | undefined
}

const packageKeys = ['purls', 'details', 'ignore_qualifiers_subpath', 'max_advisories', 'reachability']

/** Unknown members are an error, as upstream: a misspelt option must not be ignored. */
function parsePackageQuery(body: Body, limit: number): Result<PackageQuery, Response> {
  const stranger = [...body.keys()].some((key) => !packageKeys.includes(key))
  if (stranger) return unexpected(`expected no other members than ${packageKeys.join(', ')}`)
  const purls = readPurls(body, { limit, mayBeEmpty: true })
  if (!purls.ok) return purls
  const flags = ['details', 'ignore_qualifiers_subpath', 'reachability'].map((key) => body.get(key) ?? false)
  const max = body.get('max_advisories')
  if (flags.some((flag) => typeof flag !== 'boolean') || !(max === undefined || isLimit(max))) {
    return unexpected('expected true or false for options, and 1 to 10000 for max_advisories')
  }
  const [details, isPlain] = [flags[0] === true, flags[1] === true]
  if (purls.value.length === 0 && (details || isPlain)) {
    return unexpected('expected purls beside details and ignore_qualifiers_subpath')
  }
  return ok({ purls: purls.value, details, isPlain, maxAdvisories: max })
}

function isLimit(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 10_000
}

/** All purls on one page, each in its place: a client that reads the first page only must not lose one. */
async function findPackages(c: FeddbContext, shared: Shared): Promise<Response> {
  const body = await readRequest(c, shared)
  if (!body.ok) return body.error
  const query = parsePackageQuery(body.value, shared.limits.purls)
  if (!query.ok) return query.error
  const { purls, details, isPlain, maxAdvisories } = query.value
  if (purls.length === 0) return listAllPackages(c, shared, everything)
  return shared.stores.use(async (store) => {
    const views = await viewAll(c, store, { purls, isPlain })
    const options = { origin: originOf(c), maxAdvisories }
    const results = details
      ? views.map((view) => toPackageV3(store, view, options))
      : views.flatMap((view) => (view.affecting.length > 0 ? [view.asked] : []))
    return jsonResponse(
      c.req.raw,
      { count: results.length, next: null, previous: null, results },
      { [STATUS_HEADER]: formatStatuses(views.map((view) => view.status)) },
    )
  })
}

/** As upstream's first page, with all on it. */
const everything: ListFrame = {
  before: '{"next":null,"previous":null,"results":[',
  after: (count) => `],"count":${count}}`,
}

async function viewAll(
  c: FeddbContext,
  store: AdvisoryStore,
  asked: { readonly purls: readonly string[]; readonly isPlain: boolean },
): Promise<readonly PackageView[]> {
  const { purls, isPlain } = asked
  const views = await mapInTurns(purls, (purl) => viewPackage(store, purl, { isPlain }))
  for (const { purl } of views) if (purl !== undefined) c.get('notes').types.add(typeOf(purl))
  return views
}

async function findAdvisories(c: FeddbContext, shared: Shared): Promise<Response> {
  const body = await readRequest(c, shared)
  if (!body.ok) return body.error
  const purls = readPurls(body.value, { limit: shared.limits.purls, mayBeEmpty: false })
  if (!purls.ok) return purls.error
  return shared.stores.use(async (store) => {
    const views = await viewAll(c, store, { purls: purls.value, isPlain: false })
    const groups = views.flatMap((view) => [...view.affecting, ...view.fixing])
    const claims = uniqueRecords(groups.flatMap((group) => group.claims))
    const header = formatStatuses(views.map((view) => view.status))
    return page(c, claims, {
      header,
      show: (claim) => toAdvisoryV3(store, viewClaim(store, claim), originOf(c)),
    })
  })
}

async function advisoriesOf(
  c: FeddbContext,
  shared: Shared,
  relation: 'affecting' | 'fixing',
): Promise<Response> {
  const purl = c.req.query('purl')
  if (purl === undefined || purl === '') {
    return problemResponse({ status: 400, code: 'PURL_INVALID', message: 'expected ?purl=' })
  }
  return shared.stores.use((store) => {
    const view = viewPackage(store, purl)
    const fixedBy = new Map(
      view.affecting.flatMap((group) => group.claims.map((claim) => [claim, group.fixedBy] as const)),
    )
    const claims = uniqueRecords(view[relation].flatMap((group) => group.claims))
    return page(c, claims, {
      header: formatStatus(view.status),
      show: (claim) => ({
        ...toAdvisoryV3(store, viewClaim(store, claim), originOf(c)),
        ...(relation === 'affecting'
          ? { fixed_by_packages: (fixedBy.get(claim) ?? []).map((fixed) => fixed.purl) }
          : {}),
      }),
    })
  })
}

const DEFAULT_PAGE = 1000

interface PageOptions {
  readonly header: string
  readonly show: (claim: AdvisoryClaim) => object
}

/** Pages by number, as upstream; `next` is whole, since clients call it as it stands. */
async function page(
  c: FeddbContext,
  claims: readonly AdvisoryClaim[],
  { header, show }: PageOptions,
): Promise<Response> {
  const number = readCount(c.req.query('page'), 1)
  const size = readCount(c.req.query('page_size'), DEFAULT_PAGE)
  if (number === undefined || size === undefined || size > DEFAULT_PAGE) {
    const message = `expected a page from 1 and a page_size of 1 to ${DEFAULT_PAGE}`
    return problemResponse({ status: 400, code: 'SHAPE_UNEXPECTED', message })
  }
  const link = (to: number): string => {
    const url = new URL(c.req.url)
    url.searchParams.set('page', String(to))
    return url.href
  }
  const results = await mapInTurns(claims.slice((number - 1) * size, number * size), show)
  const body = {
    count: claims.length,
    next: number * size < claims.length ? link(number + 1) : null,
    previous: number > 1 ? link(number - 1) : null,
    results,
  }
  return jsonResponse(c.req.raw, body, { [STATUS_HEADER]: header })
}

function readCount(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined) return otherwise
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined
}

async function listTypes(c: FeddbContext, shared: Shared): Promise<Response> {
  return shared.stores.use((store) => {
    const families = store.sources.flatMap((source) => source.ecosystems)
    const types = families.map((family) => packageKeyOf(family, 'x').slice(4).split('/')[0] ?? '')
    return jsonResponse(c.req.raw, [...new Set(types)].sort())
  })
}
