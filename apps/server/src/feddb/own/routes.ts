/** FedDB's own interface: answers with reasons, provenance and the date of the data; proofs on request. */
import type { AdvisoryStore, StoredRecord } from '@occtet/toolkit/advisories'
import { explainPurl, queryPurl, showAdvisory } from '@occtet/toolkit/matching'
import { parsePurl } from '@occtet/toolkit/model'
import type { Hono } from 'hono'
import type { FeddbContext, FeddbEnv, Shared } from '../app-context.ts'
import { jsonResponse, problemResponse, textResponse } from '../http/respond.ts'
import { mapInTurns } from '../http/turns.ts'
import { knownType, typeOf } from '../known-type.ts'
import { formatStatuses, STATUS_HEADER } from '../status-header.ts'
import { readPurls, readRequest } from '../vulnerablecode/requests.ts'

export function addOwnRoutes(app: Hono<FeddbEnv>, shared: Shared): void {
  app.get('/api/feddb/status', async (c) => showStatus(c, shared))
  app.get('/api/feddb/query', async (c) => answer(c, shared, c.req.queries('purl') ?? []))
  app.post('/api/feddb/query', async (c) => {
    const body = await readRequest(c, shared)
    if (!body.ok) return body.error
    const purls = readPurls(body.value, { limit: shared.limits.purls, mayBeEmpty: false })
    return purls.ok ? answer(c, shared, purls.value) : purls.error
  })
  app.get('/api/feddb/explain', async (c) => explain(c, shared))
  app.get('/api/feddb/packages/*', async (c) => showPackage(c, shared))
  app.get('/api/feddb/advisories/*', async (c) => showRecords(c, shared))
}

async function showStatus(c: FeddbContext, shared: Shared): Promise<Response> {
  return shared.stores.use((store) => {
    const { snapshot, asOf, sources } = store
    return jsonResponse(c.req.raw, { snapshot, asOf, sources, limits: shared.limits })
  })
}

/** Answers in the order of the questions, bad ones included (design 10.2); one JSON value, or a line each. */
async function answer(c: FeddbContext, shared: Shared, purls: readonly string[]): Promise<Response> {
  if (purls.length === 0 || purls.length > shared.limits.purls) {
    const message = `expected 1 to ${shared.limits.purls} purls`
    return problemResponse({
      status: 400,
      code: purls.length === 0 ? 'SHAPE_UNEXPECTED' : 'TOO_MANY',
      message,
    })
  }
  return shared.stores.use(async (store) => {
    const answers = await mapInTurns(purls, (purl) => queryPurl(store, purl))
    for (const { purl } of answers)
      c.get('notes').types.add(knownType(/^pkg:([a-z0-9.-]+)/.exec(purl)?.[1] ?? ''))
    const headers = {
      [STATUS_HEADER]: formatStatuses(
        answers.map(({ status, reason }) => ({ kind: status, ...(reason === undefined ? {} : { reason }) })),
      ),
    }
    if ((c.req.header('accept') ?? '').includes('application/x-ndjson')) {
      const lines = answers.map((one) => `${JSON.stringify(one)}\n`).join('')
      return textResponse(c.req.raw, lines, { 'content-type': 'application/x-ndjson', ...headers })
    }
    const { snapshot, asOf } = store
    return jsonResponse(c.req.raw, { asOf, snapshot, answers }, headers)
  })
}

/** Every claim about a package, whatever the version, withdrawn ones included; with the answer for the version when one is given. */
async function showPackage(c: FeddbContext, shared: Shared): Promise<Response> {
  const text = lastPart(c, '/api/feddb/packages/')
  const purl = text === undefined ? undefined : parsePurl(text)
  if (purl?.ok !== true) {
    const message = 'expected a package URL behind the slash, percent-encoded'
    return problemResponse({ status: 400, code: 'PURL_INVALID', message })
  }
  c.get('notes').types.add(typeOf(purl.value))
  return shared.stores.use((store) =>
    jsonResponse(c.req.raw, {
      asOf: store.asOf,
      snapshot: store.snapshot,
      answer: queryPurl(store, purl.value),
      coveredBy: store.covering(purl.value).map(({ name }) => name),
      claims: store.claimsFor(purl.value),
    }),
  )
}

/** Per source: range, verdict for this version, and the rule that decided. */
async function explain(c: FeddbContext, shared: Shared): Promise<Response> {
  const purl = parsePurl(c.req.query('purl') ?? '')
  const id = c.req.query('id') ?? ''
  if (!purl.ok || id === '') {
    return problemResponse({ status: 400, code: 'SHAPE_UNEXPECTED', message: 'expected ?purl= and &id=' })
  }
  c.get('notes').types.add(typeOf(purl.value))
  return shared.stores.use((store) => {
    const explanation = explainPurl(store, purl.value, id)
    const { asOf, snapshot } = store
    return explanation === undefined
      ? problemResponse({ status: 404, code: 'NOT_FOUND', message: 'no record has this id or alias' })
      : jsonResponse(c.req.raw, { asOf, snapshot, explanation })
  })
}

/** Each record with this id or alias, exactly as upstream sent it, and where it came from. */
async function showRecords(c: FeddbContext, shared: Shared): Promise<Response> {
  const id = lastPart(c, '/api/feddb/advisories/')
  if (id === undefined || id === '') {
    return problemResponse({ status: 400, code: 'PATH_INVALID', message: 'expected an id behind the slash' })
  }
  const wantsProof = c.req.query('proof') === '1'
  const { prove } = shared.options
  if (wantsProof && prove === undefined) {
    const message = 'this server cannot prove records: fetch the snapshot and verify it'
    return problemResponse({ status: 501, code: 'PROOF_UNSUPPORTED', message })
  }
  return shared.stores.use((store) => {
    const records = store.recordsOf(id)
    if (records.length === 0) {
      return problemResponse({ status: 404, code: 'NOT_FOUND', message: 'no record has this id or alias' })
    }
    return jsonResponse(c.req.raw, {
      id,
      asOf: store.asOf,
      snapshot: store.snapshot,
      records: records.map((record) => ({
        ...toProvenance(store, record),
        ...(wantsProof ? { proof: prove?.(store, record) ?? null } : {}),
      })),
      view: showAdvisory(store, id, shared.options.clock()),
      signals: store.signalsOf(id),
    })
  })
}

function toProvenance(store: AdvisoryStore, record: StoredRecord): object {
  const source = store.sources.find(({ name }) => name === record.source)
  return {
    source: record.source,
    id: record.id,
    format: record.format,
    sha256: record.digest,
    license: source?.license ?? null,
    asOf: source?.asOf ?? null,
    text: record.text,
  }
}

/** What stands behind the prefix, decoded once; undefined when the encoding is broken. */
function lastPart(c: FeddbContext, prefix: string): string | undefined {
  const path = new URL(c.req.raw.url).pathname
  try {
    return decodeURIComponent(path.slice(prefix.length))
  } catch {
    return undefined
  }
}
