/** FedDB's own interface: answers with reasons, provenance and the date of the data; proofs on request. */
import type { AdvisoryStore, StoredRecord } from '@occtet/toolkit/advisories'
import { ok, type Result } from '@occtet/toolkit/base'
import { explainPurl, queryPurl, showAdvisory } from '@occtet/toolkit/matching'
import { parsePurl } from '@occtet/toolkit/model'
import type { Hono } from 'hono'
import type { FeddbContext, FeddbEnv, Shared } from '../app-context.ts'
import { jsonResponse, problemResponse, textResponse } from '../http/respond.ts'
import { mapInTurns } from '../http/turns.ts'
import { knownType, typeOf } from '../known-type.ts'
import type { PackageProof } from '../options.ts'
import { formatStatuses, STATUS_HEADER } from '../status-header.ts'
import { type ProvePackage, readProofWish } from './proof.ts'
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
  const wish = readProofWish(c, shared)
  if (!wish.ok) return wish.error
  const most = wish.value === undefined ? shared.limits.purls : shared.limits.proofs
  if (purls.length === 0 || purls.length > most) {
    const code = purls.length === 0 ? 'SHAPE_UNEXPECTED' : 'TOO_MANY'
    return problemResponse({ status: 400, code, message: `expected 1 to ${most} purls` })
  }
  return shared.stores.use(async (store) => {
    const results = await mapInTurns(purls, (purl) => proveOne(store, queryPurl(store, purl), wish.value))
    const answers: ProvedAnswer[] = []
    for (const result of results) {
      if (!result.ok) return result.error
      answers.push(result.value)
    }
    return sendAnswers(c, store, answers)
  })
}

type Answer = ReturnType<typeof queryPurl>
type ProvedAnswer = Answer & { readonly proof?: PackageProof }

/** What is no purl has no proof: nothing was looked up. */
function proveOne(
  store: AdvisoryStore,
  found: Answer,
  prove: ProvePackage | undefined,
): Result<ProvedAnswer, Response> {
  const purl = prove === undefined ? undefined : parsePurl(found.purl)
  if (prove === undefined || purl?.ok !== true) return ok(found)
  const proof = prove(store, purl.value)
  return proof.ok ? ok({ ...found, proof: proof.value }) : proof
}

function sendAnswers(c: FeddbContext, store: AdvisoryStore, answers: readonly ProvedAnswer[]): Response {
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
}

/** Every claim about a package, whatever the version, withdrawn ones included; with the answer for the version when one is given. */
async function showPackage(c: FeddbContext, shared: Shared): Promise<Response> {
  const wish = readProofWish(c, shared)
  if (!wish.ok) return wish.error
  const text = lastPart(c, '/api/feddb/packages/')
  const purl = text === undefined ? undefined : parsePurl(text)
  if (purl?.ok !== true) {
    const message = 'expected a package URL behind the slash, percent-encoded'
    return problemResponse({ status: 400, code: 'PURL_INVALID', message })
  }
  c.get('notes').types.add(typeOf(purl.value))
  return shared.stores.use((store) => {
    const proof = wish.value?.(store, purl.value)
    if (proof?.ok === false) return proof.error
    return jsonResponse(c.req.raw, {
      asOf: store.asOf,
      snapshot: store.snapshot,
      answer: queryPurl(store, purl.value),
      coveredBy: store.covering(purl.value).map(({ name }) => name),
      claims: store.claimsFor(purl.value),
      ...(proof === undefined ? {} : { proof: proof.value }),
    })
  })
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
  if (c.req.query('proof') === '1') {
    const message = 'records are proved with their packages: ask /api/feddb/packages/PURL?proof=1'
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
      records: records.map((record) => toProvenance(store, record)),
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
