/** VulnerableCode's API, version 1, as far as ORT's and the Curator's clients read it. */
import { type AdvisoryStore, osvEcosystemsOf } from '@occtet/toolkit/advisories'
import { buildPurl, type Purl } from '@occtet/toolkit/model'
import type { Hono } from 'hono'
import type { FeddbContext, FeddbEnv, Shared } from '../app-context.ts'
import { jsonResponse, problemResponse } from '../http/respond.ts'
import { mapInTurns } from '../http/turns.ts'
import { typeOf } from '../known-type.ts'
import { formatStatus, formatStatuses, STATUS_HEADER } from '../status-header.ts'
import { listAllPackages, noEnumeration } from './all-packages.ts'
import { originOf, readPurls, readRequest } from './requests.ts'
import { toPackageV1, toVulnerabilityV1 } from './v1-shapes.ts'
import { viewPackage } from './package-view.ts'

export function addVulnerableCodeV1(app: Hono<FeddbEnv>, shared: Shared): void {
  app.get('/api/packages', async (c) => findPackages(c, shared))
  app.get('/api/packages/all', (c) => listAllPackages(c, shared, { before: '[', after: () => ']' }))
  app.post('/api/packages/bulk_search', async (c) => bulkSearch(c, shared))
  app.post('/api/packages/bulk_lookup', async (c) => bulkSearch(c, shared))
  app.post('/api/packages/lookup', async (c) => lookup(c, shared))
  app.get('/api/vulnerabilities', async (c) => findVulnerabilities(c, shared))
  app.get('/api/vulnerabilities/:id', async (c) => showVulnerability(c, shared))
  app.get('/api/aliases', async (c) => findVulnerabilities(c, shared))
}

/** The Curator asks for one purl, else for a name and perhaps a version. */
async function findPackages(c: FeddbContext, shared: Shared): Promise<Response> {
  const purl = c.req.query('purl')
  if (purl !== undefined && purl !== '') return onePackage(c, shared, purl)
  const name = c.req.query('name')
  if (name === undefined || name === '') return noEnumeration()
  return shared.stores.use((store) => {
    const views = purlsNamed(store, { name, version: c.req.query('version') ?? '' }).map((found) =>
      viewPackage(store, found),
    )
    const header =
      views.length === 0 ? 'unknown;reason=ECOSYSTEM_MISSING' : formatStatuses(views.map((v) => v.status))
    const results = views.map((view) => toPackageV1(store, view, originOf(c)))
    return jsonResponse(c.req.raw, toPage(results), { [STATUS_HEADER]: header })
  })
}

async function onePackage(c: FeddbContext, shared: Shared, purl: string): Promise<Response> {
  return shared.stores.use((store) => {
    const view = viewPackage(store, purl)
    const { reason } = view.status
    if (reason === 'INPUT_NOT_A_PURL') {
      return problemResponse({ status: 400, code: 'PURL_INVALID', message: 'expected a package URL' })
    }
    return jsonResponse(c.req.raw, toPage([toPackageV1(store, view, originOf(c))]), {
      [STATUS_HEADER]: formatStatus(view.status),
    })
  })
}

function toPage(results: readonly unknown[]): object {
  return { count: results.length, next: null, previous: null, results }
}

/** Types whose packages are named by one word: a name alone can mean a package of any of them. */
const plainTypes = [
  'cargo',
  'cocoapods',
  'conan',
  'cran',
  'gem',
  'hackage',
  'hex',
  'npm',
  'nuget',
  'opam',
  'pub',
  'pypi',
]

function purlsNamed(
  store: AdvisoryStore,
  { name, version }: { readonly name: string; readonly version: string },
): readonly Purl[] {
  return plainTypes
    .filter((type) => osvEcosystemsOf(type).length > 0)
    .flatMap((type) => {
      const purl = buildPurl({ type, name, version })
      return purl.ok && store.claimsFor(purl.value).length > 0 ? [purl.value] : []
    })
}

async function bulkSearch(c: FeddbContext, shared: Shared): Promise<Response> {
  const body = await readRequest(c, shared)
  if (!body.ok) return body.error
  const purls = readPurls(body.value, { limit: shared.limits.purls, mayBeEmpty: false })
  if (!purls.ok) return purls.error
  const isPlain = body.value.get('plain_purl') === true
  return shared.stores.use(async (store) => {
    const views = await mapInTurns(purls.value, (purl) => viewPackage(store, purl, { isPlain }))
    for (const { purl } of views) if (purl !== undefined) c.get('notes').types.add(typeOf(purl))
    const results =
      body.value.get('purl_only') === true
        ? views.flatMap((view) => (view.affecting.length > 0 ? [view.purl ?? view.asked] : []))
        : await mapInTurns(views, (view) => toPackageV1(store, view, originOf(c)))
    const header = formatStatuses(views.map((view) => view.status))
    return jsonResponse(c.req.raw, results, { [STATUS_HEADER]: header })
  })
}

async function lookup(c: FeddbContext, shared: Shared): Promise<Response> {
  const body = await readRequest(c, shared)
  if (!body.ok) return body.error
  const purl = body.value.get('purl')
  if (typeof purl !== 'string' || purl === '') {
    return problemResponse({ status: 400, code: 'SHAPE_UNEXPECTED', message: 'expected a purl' })
  }
  return shared.stores.use((store) => {
    const view = viewPackage(store, purl)
    return jsonResponse(c.req.raw, [toPackageV1(store, view, originOf(c))], {
      [STATUS_HEADER]: formatStatus(view.status),
    })
  })
}

async function findVulnerabilities(c: FeddbContext, shared: Shared): Promise<Response> {
  const id = c.req.query('vulnerability_id') ?? c.req.query('alias')
  if (id === undefined || id === '') return noEnumeration()
  return shared.stores.use((store) => {
    const found = toVulnerabilityV1(store, id, originOf(c))
    return jsonResponse(c.req.raw, toPage(found === undefined ? [] : [found]))
  })
}

async function showVulnerability(c: FeddbContext, shared: Shared): Promise<Response> {
  const id = c.req.param('id') ?? ''
  return shared.stores.use((store) => {
    const found = toVulnerabilityV1(store, id, originOf(c))
    return found === undefined
      ? problemResponse({ status: 404, code: 'NOT_FOUND', message: 'no record has this id or alias' })
      : jsonResponse(c.req.raw, found)
  })
}
