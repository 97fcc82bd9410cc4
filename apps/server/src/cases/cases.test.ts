import { readFileSync } from 'node:fs'
import { parseCase } from '@occtet/toolkit/cra'
import { expect, test } from 'vitest'
import { describeStores, type StoreMaker } from '../../../../tests/postgres.ts'
import { describeShared, sharedPath } from '../../../../tests/shared.ts'
import { listProductFiles, writeProductFile } from '../db/product-files.ts'
import { createTestServer, type TestCaller, type TestServer } from '../testing/server.ts'
import { caseHandlers } from './handlers.ts'
import { nearestClocks } from './index.ts'
import { addProduct, now } from './testing/product.ts'
import type { CaseView } from './view.ts'

async function start(stores: StoreMaker): Promise<TestServer> {
  const server = await createTestServer({ store: await stores.open(), handlers: caseHandlers })
  await addProduct(server.alpha, { slug: 'shown', profile: { facts: { company_size: 'micro' } } })
  return server
}

const base = '/api/orgs/alpha/products/shown/cases'
const opening = { track: 'AEV', drill: false, title: 'Odd logins', role: 'manufacturer' }

async function said<T>(answer: Promise<Response>, status = 200): Promise<T> {
  const response = await answer
  const body = (await response.json()) as T
  expect({ status: response.status, body }).toMatchObject({ status })
  return body
}

interface Answer {
  readonly case: CaseView
}

async function open(caller: TestCaller, fields: object = {}): Promise<CaseView> {
  return (await said<Answer>(caller.send('POST', base, { ...opening, ...fields }), 201)).case
}

async function add(
  caller: TestCaller,
  id: string,
  at: string,
  ...facts: readonly object[]
): Promise<CaseView> {
  return (await said<Answer>(caller.send('POST', `${base}/${id}/entries`, { at, facts }))).case
}

async function refused(caller: TestCaller, id: string, at: string, fact: object): Promise<string> {
  const answer = caller.send('POST', `${base}/${id}/entries`, { at, facts: [fact] })
  return (await said<{ readonly code: string }>(answer, 422)).code
}

const aware = { type: 'became-aware', decidedBy: 'security lead', reason: 'seen in logs' }
const sent = (step: string): object => ({ type: 'submitted', step, reference: 'SRP-1' })
const dueOf = (view: CaseView): readonly (string | null)[] => view.stages.map(({ due }) => due)

describeStores('cases over HTTP', (stores) => {
  test('a case from signal to final report: clocks, actions, log, and the file of the command line', async () => {
    const server = await start(stores)
    const curator = server.as('curator')
    const signal = { at: '2026-11-20T09:00:00+01:00', text: 'A customer called.' }
    const { row } = await open(curator, { signal })
    expect(row).toMatchObject({ id: 'AEV-20261122-1', drill: false, phase: 'assessing', awareAt: null })
    expect(row.nearest).toBeUndefined()
    const view = await add(curator, row.id, '2026-11-20T10:30:00+01:00', aware)
    expect(dueOf(view)).toEqual(['2026-11-21T09:30:00Z', '2026-11-23T09:30:00Z', null])
    expect(view.row.nearest).toMatchObject({ stage: 'early_warning', isOverdue: true })
    expect(view.overdue).toEqual(['REP-AEV-EW'])
    await add(curator, row.id, '2026-11-20T20:00:00Z', sent('early_warning'))
    await add(curator, row.id, '2026-11-21T20:00:00Z', sent('notification'))
    const fixed = { type: 'measure-available', measure: 'mitigating', text: 'Close port 9.' }
    const measured = await add(curator, row.id, '2026-11-21T21:00:00Z', fixed)
    expect(measured.stages[2]?.due).toBe('2026-12-05T21:00:00Z')
    const last = await add(curator, row.id, '2026-11-22T11:00:00Z', sent('final_report'))
    const done = await add(curator, row.id, now, { type: 'closed', reason: 'All is sent.' })
    expect([last.row.phase, done.row.phase]).toEqual(['final-report-submitted', 'closed'])
    expect(done.log.map(({ by }) => by)).toEqual(done.log.map(() => 'Person curator'))
    const [file] = await listProductFiles(server.alpha, server.alpha, {
      product: 'product-shown',
      place: 'private',
      under: 'cases/',
    })
    const parsed = parseCase(JSON.parse(file?.text ?? ''))
    expect(parsed).toMatchObject({ ok: true, value: { id: row.id } })
    expect(file?.text).toBe(`${JSON.stringify(parsed.ok && parsed.value, null, 1)}\n`)
  })

  test('drills lie apart, are listed apart, are marked, and never give a clock to the home page', async () => {
    const server = await start(stores)
    const owner = server.as('owner')
    const started = { at: '2026-11-22T10:00:00Z', decidedBy: 'lead', reason: 'exercise' }
    const real = await open(owner, { aware: started })
    const drill = await open(owner, { drill: true, aware: started })
    expect(drill.row.id).toBe('DRILL-AEV-20261122-1')
    expect(drill.watermark).toContain('DRILL')
    const ids = async (query: string): Promise<readonly string[]> =>
      (await said<{ rows: { id: string }[] }>(owner.get(`/api/orgs/alpha/cases${query}`))).rows.map(
        ({ id }) => id,
      )
    expect(await ids('')).toEqual([real.row.id])
    expect(await ids('?drills=true')).toEqual([drill.row.id])
    const clocks = await nearestClocks(server.alpha, { now, language: 'en' })
    expect(clocks.map(({ caseId }) => caseId)).toEqual([real.row.id])
    const pack = await said<{ watermark?: string; fields: { value: string | null }[] }>(
      owner.get(`${base}/${drill.row.id}/packages/early-warning`),
    )
    expect(pack.watermark).toContain('DRILL')
    const values = pack.fields.flatMap(({ value }) => value ?? [])
    expect(values.length).toBeGreaterThan(2)
    expect(values.every((value) => value.startsWith('DRILL '))).toBe(true)
  })

  test('a drill put among the real cases is damage, not a case', async () => {
    const server = await start(stores)
    const owner = server.as('owner')
    const { row } = await open(owner, { drill: true })
    const place = { product: 'product-shown', place: 'private' } as const
    const [file] = await listProductFiles(server.alpha, server.alpha, { ...place, under: 'drills/' })
    await server.alpha.change(async (change) => {
      const text = file?.text ?? ''
      await writeProductFile(server.alpha, change, { ...place, path: `cases/${row.id}.json`, text, now })
      await writeProductFile(server.alpha, change, {
        ...place,
        path: 'cases/AEV-20261122-9.json',
        text: '{',
        now,
      })
    })
    const list = await said<{ rows: unknown[]; damaged: { file: string }[] }>(
      owner.get('/api/orgs/alpha/cases'),
    )
    expect(list.rows).toEqual([])
    expect(list.damaged.map(({ file: name }) => name)).toEqual([
      'cases/AEV-20261122-9.json',
      `cases/${row.id}.json`,
    ])
    expect((await owner.get(`${base}/AEV-20261122-9`)).status).toBe(422)
  })

  test('what does not fit is refused with its reason, and nothing is written', async () => {
    const server = await start(stores)
    const owner = server.as('owner')
    const { row } = await open(owner)
    expect(await refused(owner, row.id, now, sent('early_warning'))).toBe('NOT_AWARE')
    expect(await refused(owner, row.id, '2026-11-22T12:00', aware)).toBe('TIME_ZONE_MISSING')
    expect(await refused(owner, row.id, '2026-11-22T12:00:01Z', aware)).toBe('TIME_IN_FUTURE')
    expect(await refused(owner, row.id, now, { type: 'closed', reason: 'x' })).toBe('STAGES_OPEN')
    const ground = { type: 'not-reportable', ground: 'AEV-NOT-99', decidedBy: 'lead', reason: 'x' }
    expect(await refused(owner, row.id, now, ground)).toBe('GROUND_UNKNOWN')
    await add(owner, row.id, '2026-11-22T11:00:00Z', aware)
    expect(await refused(owner, row.id, '2026-11-22T10:59:59Z', sent('early_warning'))).toBe('BEFORE_AWARE')
    expect(await refused(owner, row.id, now, aware)).toBe('ALREADY_RECORDED')
    expect(await refused(owner, row.id, now, sent('notification'))).toBe('STAGE_ORDER')
    const both = { at: now, facts: [{ type: 'note', text: 'kept?' }, sent('notification')] }
    expect((await owner.send('POST', `${base}/${row.id}/entries`, both)).status).toBe(422)
    const view = await said<CaseView>(owner.get(`${base}/${row.id}`))
    expect(view.log.map(({ kind }) => kind)).toEqual(['opened', 'became-aware'])
  })

  test('a decision not to report needs a ground and a reason, and can be taken back as an entry', async () => {
    const server = await start(stores)
    const owner = server.as('owner')
    const { row, grounds } = await open(owner)
    const ground = grounds[0]?.id
    const decision = { type: 'not-reportable', ground, decidedBy: 'lead', reason: 'Only a scan.' }
    const decided = await add(owner, row.id, now, decision)
    expect(decided.row.phase).toBe('not-reportable')
    const paper = await owner.get(`${base}/${row.id}/files/decision.md`)
    expect([paper.status, await paper.text()]).toEqual([200, expect.stringContaining('Only a scan.')])
    const back = await add(owner, row.id, now, { type: 'withdrawn', entry: 2, reason: 'It was real.' })
    expect([back.row.phase, back.log[1]?.isWithdrawn, back.log.length]).toEqual(['assessing', true, 3])
    expect((await owner.get(`${base}/${row.id}/files/decision.md`)).status).toBe(404)
  })

  test('fields are missing, ready or unsure, and fill the report and the advisory', async () => {
    const server = await start(stores)
    const owner = server.as('owner')
    const { row } = await open(owner, { track: 'INC', aware: { at: now, decidedBy: 'lead', reason: 'logs' } })
    const stateOf = async (item: string): Promise<string | undefined> => {
      const answer = owner.get(`${base}/${row.id}/packages/early-warning`)
      const { fields } = await said<{ fields: { item: string; state: string }[] }>(answer)
      return fields.find((one) => one.item === item)?.state
    }
    const suspected = 'suspected unlawful or malicious (yes/no/unknown)'
    expect([await stateOf('summary'), await stateOf(suspected)]).toEqual(['missing', 'missing'])
    const fields = { summary: 'Login flaw.', suspectedUnlawful: 'unknown' }
    await add(owner, row.id, now, { type: 'details', fields })
    expect([await stateOf('summary'), await stateOf(suspected)]).toEqual(['ready', 'unsure'])
    const text = await (await owner.get(`${base}/${row.id}/files/notification.txt?lang=de`)).text()
    expect(text).toContain('Login flaw.')
    expect((await owner.get(`${base}/${row.id}/files/csaf.json`)).status).toBe(404)
    expect((await owner.get(`${base}/${row.id}/files/..%2Fx.txt`)).status).toBe(404)
    const notice = await said<{ missing: string[]; hasAdvisory: boolean }>(
      owner.get(`${base}/${row.id}/notice`),
    )
    expect([notice.missing.length > 0, notice.hasAdvisory]).toEqual([true, false])
  })

  test('nobody else sees a case: guest, stranger, other organisation, product out of reach', async () => {
    const server = await start(stores)
    const { row } = await open(server.as('owner'))
    const paths = [`/api/orgs/alpha/cases`, `/api/orgs/alpha/cases/${row.id}`, `${base}/${row.id}`]
    const statuses = async (caller: TestCaller): Promise<readonly number[]> =>
      Promise.all(paths.map(async (path) => (await caller.get(path)).status))
    expect(await statuses(server.as('auditor'))).toEqual([200, 200, 200])
    expect(await statuses(server.as('guest'))).toEqual([403, 403, 403])
    expect(await statuses(server.stranger)).toEqual([404, 404, 404])
    expect(await statuses(server.nobody)).toEqual([401, 401, 401])
    await addProduct(server.alpha, { slug: 'other' })
    const narrow = await server.token({ scopes: ['private.read', 'cases.write'], product: 'other' })
    const list = await said<{ rows: unknown[] }>(narrow.get('/api/orgs/alpha/cases'))
    expect(list.rows).toEqual([])
    expect((await narrow.get(`/api/orgs/alpha/cases/${row.id}`)).status).toBe(404)
    expect((await narrow.get(`/api/orgs/alpha/products/other/cases/${row.id}`)).status).toBe(404)
    expect((await server.as('assessor').send('POST', base, opening)).status).toBe(403)
    const own = await server.stranger.get('/api/orgs/beta/cases')
    expect(await said<{ rows: unknown[] }>(Promise.resolve(own))).toMatchObject({ rows: [] })
  })

  test('ids are unique in the organisation, whatever the product; many at once get one each', async () => {
    const server = await start(stores)
    await addProduct(server.alpha, { slug: 'other' })
    const owner = server.as('owner')
    const paths = [base, '/api/orgs/alpha/products/other/cases']
    const views = await Promise.all(
      [0, 1, 0, 1, 0].map(async (at) => said<Answer>(owner.send('POST', paths[at] ?? '', opening), 201)),
    )
    const ids = views.map((view) => view.case.row.id).sort()
    expect(ids).toEqual([1, 2, 3, 4, 5].map((number) => `AEV-20261122-${number}`))
    expect((await owner.get(`/api/orgs/alpha/cases/${ids[4] ?? ''}`)).status).toBe(200)
  })

  test('two at once become aware: one entry, one refusal', async () => {
    const server = await start(stores)
    const { row } = await open(server.as('owner'))
    const both = await Promise.all(
      (['owner', 'manager'] as const).map(async (role) =>
        server.as(role).send('POST', `${base}/${row.id}/entries`, { at: now, facts: [aware] }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  test('each entry is an event, in the same transaction, under the key of its case', async () => {
    const server = await start(stores)
    await server.kernel.db.updateTable('org').set({ ledger_origin: 'example.org/alpha' }).execute()
    const { row } = await open(server.as('owner'))
    await add(server.as('owner'), row.id, now, aware)
    await refused(server.as('owner'), row.id, now, aware)
    const rows = await server.alpha.db
      .selectFrom('outbox')
      .select('draft')
      .where('org_id', '=', server.alpha.id)
      .orderBy('seq')
      .execute()
    const drafts = rows.map(({ draft }) => JSON.parse(draft) as { type: string; caseId?: string })
    expect(drafts.map(({ type }) => type)).toEqual(['case.opened', 'incident.aware', 'clock.started'])
    expect(drafts.every(({ caseId }) => caseId === row.id)).toBe(true)
  })
})

/** One row per vector: kind, aware, measure or sending of the notification, the three dates. */
const vectors = [
  ['AEV', '2026-11-20T09:30:00Z', undefined, ['2026-11-21T09:30:00Z', '2026-11-23T09:30:00Z', null]],
  [
    'AEV',
    '2026-11-20T10:30:00+01:00',
    '2026-11-23T12:00:00Z',
    ['2026-11-21T09:30:00Z', '2026-11-23T09:30:00Z', '2026-12-07T12:00:00Z'],
  ],
  // Over the change from summer to winter time: hours are hours.
  ['AEV', '2026-10-24T23:30:00+02:00', undefined, ['2026-10-25T21:30:00Z', '2026-10-27T21:30:00Z', null]],
  [
    'INC',
    '2027-01-29T10:00:00Z',
    '2027-01-31T08:00:00Z',
    ['2027-01-30T10:00:00Z', '2027-02-01T10:00:00Z', '2027-02-28T08:00:00Z'],
  ],
] as const

describeStores('Art. 14 vectors through the API', (stores) => {
  test.each(vectors)('%s aware %s, then %s', async (track, at, then, dates) => {
    const server = await start(stores)
    server.clock.now = Date.parse('2028-06-01T00:00:00Z')
    const owner = await server.token({ scopes: ['cases.write', 'private.read'] })
    const { row } = await open(owner, { track, aware: { at, decidedBy: 'lead', reason: 'logs' } })
    if (then !== undefined && track === 'AEV') {
      await add(owner, row.id, then, { type: 'measure-available', measure: 'mitigating', text: 'x' })
    }
    if (then !== undefined && track === 'INC') {
      await add(owner, row.id, then, sent('early_warning'), sent('notification'))
    }
    expect(dueOf(await said<CaseView>(owner.get(`${base}/${row.id}`)))).toEqual(dates)
  })

  describeShared('scenarios of the catalogue', () => {
    interface Scenario {
      readonly id: string
      readonly facts: { readonly events: readonly { readonly type: string; readonly at: string }[] }
      readonly expected: {
        readonly deadlines?: Record<string, string>
        readonly events?: readonly { readonly deadlines?: Record<string, string> }[]
      }
    }
    const text = readFileSync(sharedPath('cra/scenarios.json'), 'utf8')
    const { scenarios } = JSON.parse(text) as { readonly scenarios: readonly Scenario[] }
    test.each(scenarios.filter(({ id }) => id === 'S-03' || id === 'S-05'))(
      '$id',
      async ({ facts, expected }) => {
        const server = await start(stores)
        server.clock.now = Date.parse('2028-06-01T00:00:00Z')
        const owner = await server.token({ scopes: ['cases.write', 'private.read'] })
        const at = (type: string): string => facts.events.findLast((event) => event.type === type)?.at ?? ''
        const { row } = await open(owner, {
          aware: { at: at('aware_exploited'), decidedBy: 'lead', reason: 'x' },
        })
        const measure = { type: 'measure-available', measure: 'mitigating', text: 'x' }
        const view = await add(owner, row.id, at('measure_available'), measure)
        const wanted = expected.deadlines ?? expected.events?.findLast((event) => event.deadlines)?.deadlines
        expect(Object.fromEntries(view.stages.map(({ id, due }) => [id, due]))).toEqual(wanted)
      },
    )
  })
})
