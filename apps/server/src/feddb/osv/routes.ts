/** The OSV API, version 1: the same paths, fields, paging and errors, so that its clients work by another base address. */
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import { type Hono } from 'hono'
import type { FeddbContext, FeddbEnv, Shared } from '../app-context.ts'
import { toMembers } from '../http/members.ts'
import { type BodyError, readJson } from '../http/read-json.ts'
import { jsonResponse, retryOf, textResponse } from '../http/respond.ts'
import { mapInTurns } from '../http/turns.ts'
import { knownType } from '../known-type.ts'
import { formatStatus, formatStatuses, STATUS_HEADER } from '../status-header.ts'
import { answerQuestion, type FoundRecord, type OsvAnswer } from './answer.ts'
import { formatToken, type OsvError, type OsvQuestion, parseQuestion } from './question.ts'
import { findOsvRecord } from './record.ts'
import { isTime } from './wire.ts'

/** As documented for OSV.dev. */
const MAX_QUERIES = 1000
const MAX_RECORDS_OF_QUERY = 1000
const MAX_RECORDS_OF_BATCH = 3000
/** Characters of full records after which a page ends, whatever their number. */
const MAX_PAGE = 16 * 1024 * 1024

export function addOsvRoutes(app: Hono<FeddbEnv>, shared: Shared): void {
  app.post('/v1/query', async (c) => answerOne(c, shared))
  app.post('/v1/querybatch', async (c) => answerMany(c, shared))
  app.get('/v1/vulns/:id', async (c) => showRecord(c, shared))
  app.all('/v1/*', () =>
    osvError({ status: 404, code: 5, message: 'this method and path belong to no call of the API' }),
  )
}

export function osvError({ status, code, message }: OsvError): Response {
  return new Response(JSON.stringify({ code, message }), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...retryOf(status) },
  })
}

function bodyError({ status, message }: BodyError): Response {
  const code = status === 503 ? 14 : status === 413 ? 8 : 3
  return osvError({ status, code, message })
}

async function answerOne(c: FeddbContext, shared: Shared): Promise<Response> {
  const body = await readJson(c.req.raw, shared.limits.osvBodyBytes, shared.budget)
  if (!body.ok) return bodyError(body.error)
  const question = parseQuestion(body.value)
  if (!question.ok) return osvError(question.error)
  noteType(c, question.value)
  return shared.stores.use((store) => {
    const answer = answerQuestion(store, question.value)
    const { text, next } = writePage(store, answer.records)
    const members = [
      ...(text === '' ? [] : [`"vulns":[${text}]`]),
      ...(next === undefined ? [] : [`"next_page_token":${JSON.stringify(next)}`]),
    ]
    return textResponse(c.req.raw, `{${members.join(',')}}`, {
      'content-type': 'application/json',
      [STATUS_HEADER]: formatStatus(answer.status),
    })
  })
}

/** Whole records up to the limits; the token names the last one given. */
function writePage(
  store: AdvisoryStore,
  records: readonly FoundRecord[],
): { readonly text: string; readonly next: string | undefined } {
  const parts: string[] = []
  let size = 0
  for (const [at, { id, digests }] of records.entries()) {
    const part = JSON.stringify(findOsvRecord(store, id, digests) ?? { id })
    const isFull = at >= MAX_RECORDS_OF_QUERY || (at > 0 && size + part.length > MAX_PAGE)
    if (isFull) return { text: parts.join(','), next: formatToken(records[at - 1]?.id ?? '') }
    size += part.length
    parts.push(part)
  }
  return { text: parts.join(','), next: undefined }
}

async function answerMany(c: FeddbContext, shared: Shared): Promise<Response> {
  const body = await readJson(c.req.raw, shared.limits.osvBodyBytes, shared.budget)
  if (!body.ok) return bodyError(body.error)
  const queries = toMembers(body.value)?.get('queries') ?? []
  if (!Array.isArray(queries))
    return osvError({ status: 400, code: 3, message: 'expected a list of queries' })
  if (queries.length > MAX_QUERIES) {
    return osvError({ status: 400, code: 3, message: `expected at most ${MAX_QUERIES} queries` })
  }
  const questions: OsvQuestion[] = []
  for (const query of queries) {
    const question = parseQuestion(query)
    if (!question.ok) return osvError(question.error)
    noteType(c, question.value)
    questions.push(question.value)
  }
  return shared.stores.use(async (store) => {
    const known = new Map<string, OsvAnswer>()
    const answers = await mapInTurns(questions, (question) => answerOnce(store, question, known))
    return jsonResponse(
      c.req.raw,
      { results: pageBatch(answers) },
      { [STATUS_HEADER]: formatStatuses(answers.map((answer) => answer.status)) },
    )
  })
}

/** Lock files of many parts ask for the same package again and again; some take milliseconds each. */
function answerOnce(store: AdvisoryStore, question: OsvQuestion, known: Map<string, OsvAnswer>): OsvAnswer {
  const key = JSON.stringify(question)
  const answer = known.get(key) ?? answerQuestion(store, question)
  known.set(key, answer)
  return answer
}

interface BatchResult {
  readonly vulns?: readonly { readonly id: string; readonly modified?: string }[]
  readonly next_page_token?: string
}

/** One result per query, in order; what does not fit any more is asked for again with the token. */
function pageBatch(answers: readonly OsvAnswer[]): readonly BatchResult[] {
  let left = MAX_RECORDS_OF_BATCH
  return answers.map(({ records }) => {
    const given = records.slice(0, Math.min(left, MAX_RECORDS_OF_QUERY))
    left -= given.length
    const last = given.at(-1)?.id ?? ''
    return {
      ...(given.length === 0 ? {} : { vulns: given.map(toMinimal) }),
      ...(given.length === records.length ? {} : { next_page_token: formatToken(last) }),
    }
  })
}

function toMinimal({ id, modified }: FoundRecord): { readonly id: string; readonly modified?: string } {
  return modified === undefined || !isTime(modified) ? { id } : { id, modified }
}

async function showRecord(c: FeddbContext, shared: Shared): Promise<Response> {
  const id = c.req.param('id') ?? ''
  return shared.stores.use((store) => {
    const record = findOsvRecord(store, id)
    if (record !== undefined) return jsonResponse(c.req.raw, record)
    const others = [...new Set(store.recordsOf(id).map((stored) => stored.id))]
    const hint = others.length === 0 ? '' : ` It is an alias of ${others.slice(0, 20).join(', ')}.`
    return osvError({ status: 404, code: 5, message: `Bug not found.${hint}` })
  })
}

function noteType(c: FeddbContext, question: OsvQuestion): void {
  if (question.kind === 'package') c.get('notes').types.add(knownType(question.type))
}
