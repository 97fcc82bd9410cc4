/** Triage over HTTP on both databases: who may do what, what reaches the files, and what never does. */
// Answers are read as they come; the server under test checks each against the contract (`checksAnswers`).
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-call, typescript/no-unsafe-return, typescript/no-unsafe-argument */
import { formatProfile, type ProductProfile } from '@occtet/toolkit/cra'
import { parseDecision } from '@occtet/toolkit/vex'
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { applyDecisionsToRows } from '../analysis/save-analysis.ts'
import { writeProductFile } from '../db/product-files.ts'
import { findReleaseOf } from '../products/find.ts'
import { createTestServer, type TestCaller, type TestServer } from '../testing/server.ts'
import { licenseHandlers } from '../licenses/handlers.ts'
import { policyHandlers } from '../policy/handlers.ts'
import { triageHandlers } from './handlers.ts'
import { vexHandlers } from './vex-handlers.ts'
import { addProduct, exploited, findingOf, sceneNow } from './testing/scene.ts'

const lodash = findingOf('pkg:npm/lodash@4.17.20', 'GHSA-aaaa-bbbb-cccc')
const attacked = findingOf('pkg:npm/electron@25.3.1', 'GHSA-eeee-eeee-eeee', exploited)
const devTool = findingOf('pkg:npm/jest@29.0.0', 'GHSA-dddd-dddd-dddd', {
  scope: 'development',
  relation: 'transitive',
  level: 'low',
})

const notAffected = {
  verdict: {
    status: 'not_affected',
    justification: 'vulnerable_code_not_in_execute_path',
    responses: [],
  },
  reason: 'We never call it.',
  scope: 'component',
} as const

const path = '/api/orgs/alpha'

interface Answer {
  readonly status: number
  // Answers are read by the tests as they come; the server checks them against the contract.
  // oxlint-disable-next-line typescript/no-explicit-any -- of every shape
  readonly body: any
}

async function call(caller: TestCaller, method: string, where: string, body?: unknown): Promise<Answer> {
  const response = await caller.send(method, `${path}${where}`, body)
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

const fourEyes = `schema: occtet.policy/1
name: two people
decisions:
  fourEyes: [not_affected, accept]
  expireAfterDays: 90
rules: []
`

async function setPolicy(server: TestServer, slug: string): Promise<void> {
  const saved = await call(server.as('owner'), 'PUT', `/products/${slug}/policy`, {
    text: fourEyes,
    version: 0,
  })
  expect(saved.body).toMatchObject({ policy: { fourEyes: ['not_affected', 'accept'] } })
}

function refOf(product: string, { key }: { readonly key: string }) {
  return { product, finding: key }
}

const exposed: Partial<ProductProfile> = {
  facts: { traits: ['networked', 'personal_data'] },
  exposure: { missionPrevalence: 'essential', publicWellBeing: 'irreversible' },
}

/** Rows of the queue of one release, in order. */
async function rowsOf({ alpha }: TestServer, release: string) {
  return alpha.db
    .selectFrom('finding')
    .selectAll()
    .where('org_id', '=', alpha.id)
    .where('release_id', '=', release)
    .orderBy('position')
    .execute()
}

describeStores('triage', ({ open }) => {
  async function start(): Promise<TestServer> {
    const handlers = { ...triageHandlers, ...licenseHandlers, ...policyHandlers, ...vexHandlers }
    const server = await createTestServer({ store: await open(), handlers })
    await addProduct(server.alpha, { slug: 'shown', findings: [lodash, attacked, devTool] })
    await addProduct(server.alpha, { slug: 'hidden', findings: [lodash] })
    return server
  }

  async function evidence(server: TestServer, caller: TestCaller, opened = false): Promise<Answer> {
    const key = encodeURIComponent(lodash.key)
    return call(caller, 'GET', `/products/shown/findings/${key}${opened ? '?opened=true' : ''}`)
  }

  test('the queue: groups by reason, one row for two products', async () => {
    const server = await start()
    const { status, body } = await call(server.as('curator'), 'GET', '/triage/queue')
    expect(status).toBe(200)
    expect(body.groups.map((one: { group: string }) => one.group)).toEqual([
      'exploited',
      'one-upgrade-away',
      'rest',
    ])
    expect(
      body.rows.map((row: { name: string; places: unknown[] }) => [row.name, row.places.length]),
    ).toEqual([
      ['electron', 1],
      ['lodash', 2],
      ['jest', 1],
    ])
    expect(body.toDecide).toBe(3)
    const runtime = await call(server.as('curator'), 'GET', '/triage/queue?is=runtime&limit=1')
    expect(runtime.body).toMatchObject({ total: 2, rows: [{ name: 'electron' }] })
    const next = await call(
      server.as('curator'),
      'GET',
      `/triage/queue?is=runtime&limit=1&cursor=${runtime.body.next}`,
    )
    expect(next.body.rows).toMatchObject([{ name: 'lodash' }])
    expect(next.body.next).toBeUndefined()
    expect((await call(server.as('curator'), 'GET', '/triage/queue?is=nonsense')).status).toBe(400)
  })

  test('a guest sees their product only; a stranger sees nothing', async () => {
    const server = await start()
    const { body } = await call(server.as('guest'), 'GET', '/triage/queue')
    const products = body.rows.flatMap((row: { places: { product: string }[] }) =>
      row.places.map(({ product }) => product),
    )
    expect(new Set(products)).toEqual(new Set(['shown']))
    expect((await call(server.as('guest'), 'GET', '/triage/queue?product=hidden')).status).toBe(404)
    expect((await call(server.stranger, 'GET', '/triage/queue')).status).toBe(404)
    expect((await evidence(server, server.stranger)).status).toBe(404)
    const seen = await evidence(server, server.as('guest'))
    expect(seen.body.elsewhere).toEqual([])
    expect((await evidence(server, server.as('curator'))).body.elsewhere).toHaveLength(1)
  })

  test('the evidence panel says what is known, and what nobody looked at', async () => {
    const server = await start()
    const { body } = await evidence(server, server.as('curator'))
    expect(
      body.axis.marks.map((mark: { version: string; kind: string }) => [mark.version, mark.kind]),
    ).toEqual([
      ['4.17.20', 'yours'],
      ['4.17.21', 'fixed'],
    ])
    expect(body.sources).toMatchObject([{ source: 'osv', verdict: 'affected', isStale: false }])
    expect(body).toMatchObject({
      reporting: 'not-listed',
      notLooked: ['SOURCES'],
      places: [{ path: 'package-lock.json', line: 12 }],
      decisions: [],
      house: { confirm: [], hasRelease: true },
    })
  })

  test('a decision is a file, a row and the end of the question', async () => {
    const server = await start()
    const decided = await call(server.as('curator'), 'POST', '/triage/decide', {
      findings: [refOf('shown', lodash)],
      ...notAffected,
    })
    expect(decided.body).toMatchObject({ touched: 1, decisions: [{ standing: 'in-force' }] })
    const files = await server.alpha.db
      .selectFrom('product_file')
      .select(['path', 'text'])
      .where('org_id', '=', server.alpha.id)
      .where('path', 'like', 'decisions/%')
      .execute()
    const record = parseDecision(files[0]?.text ?? '')
    expect(record).toMatchObject({ ok: true, value: { entries: [{ by: 'Person curator' }] } })
    const { body } = await call(server.as('curator'), 'GET', '/triage/queue?product=shown')
    expect(body.rows.map((row: { name: string }) => row.name)).toEqual(['electron', 'jest'])
    const all = await call(server.as('curator'), 'GET', '/triage/queue?product=shown&state=decided')
    expect(all.body.rows).toMatchObject([{ name: 'lodash', state: 'in-force', status: 'not_affected' }])
  })

  test('undo is a new entry, and both stay', async () => {
    const server = await start()
    const curator = server.as('curator')
    const wish = { findings: [refOf('shown', lodash)], ...notAffected }
    const { body } = await call(curator, 'POST', '/triage/decide', wish)
    const { id } = body.decisions[0]
    const where = `/products/shown/decisions/${id}`
    expect((await call(curator, 'POST', `${where}/revoke`, { reason: '' })).status).toBe(422)
    const undone = await call(curator, 'POST', `${where}/revoke`, { reason: 'Wrong package.' })
    expect(undone.body).toMatchObject({ touched: 1, decision: { standing: 'revoked' } })
    expect(undone.body.decision.entries.map((one: { kind: string }) => one.kind)).toEqual([
      'decide',
      'revoke',
    ])
    expect((await call(curator, 'POST', `${where}/revoke`, { reason: 'Again.' })).status).toBe(422)
    const queue = await call(curator, 'GET', '/triage/queue?product=shown')
    expect(queue.body.toDecide).toBe(3)
  })

  test('four eyes: never alone, never unseen, never a token', async () => {
    const server = await start()
    await setPolicy(server, 'shown')
    const curator = server.as('curator')
    const wish = { findings: [refOf('shown', lodash)], ...notAffected }
    const { body } = await call(curator, 'POST', '/triage/decide', wish)
    expect(body.decisions[0].standing).toBe('waiting')
    const confirm = `/products/shown/decisions/${body.decisions[0].id}/confirm`
    await evidence(server, curator, true)
    expect((await evidence(server, curator)).body.isOwnProposal).toBe(true)
    expect((await call(curator, 'POST', confirm, {})).body).toMatchObject({ code: 'DECISION_REFUSED' })
    for (const role of ['assessor', 'auditor', 'guest'] as const)
      expect((await call(server.as(role), 'POST', confirm, {})).status).toBe(403)
    const owner = server.as('owner')
    await evidence(server, owner)
    expect((await call(owner, 'POST', confirm, {})).body).toMatchObject({ code: 'EVIDENCE_NOT_OPENED' })
    const token = await server.token({ scopes: ['read', 'triage.confirm'] })
    await evidence(server, token, true)
    expect((await call(token, 'POST', confirm, {})).body).toMatchObject({ code: 'DECISION_REFUSED' })
    expect((await evidence(server, owner, true)).body.isOwnProposal).toBe(false)
    const confirmed = await call(owner, 'POST', confirm, {})
    expect(confirmed.body).toMatchObject({
      decision: { standing: 'in-force', confirmedBy: 'Person owner' },
    })
    expect((await call(owner, 'POST', confirm, {})).status).toBe(422)
  })

  test('what changed after the look must be looked at again', async () => {
    const server = await start()
    await setPolicy(server, 'shown')
    const wish = { findings: [refOf('shown', lodash)], ...notAffected }
    const { body } = await call(server.as('curator'), 'POST', '/triage/decide', wish)
    const where = `/products/shown/decisions/${body.decisions[0].id}`
    await evidence(server, server.as('manager'), true)
    await call(server.as('curator'), 'POST', `${where}/notes`, { reason: 'One more thing.' })
    const early = await call(server.as('manager'), 'POST', `${where}/confirm`, {})
    expect(early.body).toMatchObject({ code: 'EVIDENCE_NOT_OPENED' })
    await evidence(server, server.as('manager'), true)
    const rejected = await call(server.as('manager'), 'POST', `${where}/reject`, { reason: 'It is called.' })
    expect(rejected.body).toMatchObject({ decision: { standing: 'revoked' } })
  })

  test('bulk: exploited findings are taken out of "not affected", and told', async () => {
    const server = await start()
    const wish = { ...notAffected, findings: [lodash, attacked, devTool].map((one) => refOf('shown', one)) }
    const preview = await call(server.as('curator'), 'POST', '/triage/preview', wish)
    expect(preview.body.takenOut).toMatchObject([{ finding: attacked.key, code: 'EXPLOITED_IN_BULK' }])
    expect(preview.body.differs).toEqual(['package', 'scope', 'level'])
    const decided = await call(server.as('curator'), 'POST', '/triage/decide', wish)
    expect(decided.body.decisions).toHaveLength(2)
    expect(decided.body.takenOut).toHaveLength(1)
    const alone = { ...notAffected, findings: [refOf('shown', attacked)] }
    expect((await call(server.as('curator'), 'POST', '/triage/decide', alone)).body.decisions).toHaveLength(1)
  })

  test('a decision of the organisation reaches every product, and says so before', async () => {
    const server = await start()
    const wish = { ...notAffected, scope: 'organisation', findings: [refOf('shown', lodash)] }
    const preview = await call(server.as('curator'), 'POST', '/triage/preview', wish)
    expect(preview.body.touched.map((one: { product: string }) => one.product).sort()).toEqual([
      'hidden',
      'shown',
    ])
    const decided = await call(server.as('curator'), 'POST', '/triage/decide', wish)
    expect(decided.body.touched).toBe(2)
    const { body } = await call(server.as('curator'), 'GET', '/triage/queue?product=hidden')
    expect(body.toDecide).toBe(0)
  })

  test('a token of one product neither makes, nor ends, nor learns of decisions beyond it', async () => {
    const server = await start()
    const token = await server.token({
      scopes: ['read', 'triage.decide', 'triage.confirm'],
      product: 'shown',
    })
    const far = { ...notAffected, scope: 'organisation', findings: [refOf('shown', lodash)] }
    for (const step of ['preview', 'decide']) {
      const { status, body } = await call(token, 'POST', `/triage/${step}`, far)
      expect([step, status, body.code]).toEqual([step, 403, 'PERMISSION_MISSING'])
      expect(JSON.stringify(body)).not.toContain('hidden')
    }
    const foreign = { ...notAffected, findings: [refOf('hidden', lodash)] }
    expect((await call(token, 'POST', '/triage/decide', foreign)).status).toBe(404)
    const near = { ...notAffected, findings: [refOf('shown', lodash)] }
    const preview = await call(token, 'POST', '/triage/preview', near)
    expect(preview.body.touched.map((one: { product: string }) => one.product)).toEqual(['shown'])
    const made = await call(token, 'POST', '/triage/decide', near)
    expect(made.body.touched).toBe(1)
    const change = { finding: lodash.key, scope: 'organisation', reason: 'everywhere' }
    const moved = `/products/shown/decisions/${made.body.decisions[0].id}/change`
    expect((await call(token, 'POST', moved, change)).status).toBe(403)
    const other = { ...notAffected, scope: 'organisation', findings: [refOf('shown', devTool)] }
    const whole = await call(server.as('curator'), 'POST', '/triage/decide', other)
    const ended = `/products/shown/decisions/${whole.body.decisions[0].id}/revoke`
    expect((await call(token, 'POST', ended, { reason: 'no' })).status).toBe(403)
    expect((await call(server.as('curator'), 'POST', ended, { reason: 'no' })).status).toBe(200)
  })

  test('a decision leaves the rows as a new analysis would lay them, whatever the profile says', async () => {
    const shifted = findingOf('pkg:npm/axios@1.0.0', 'GHSA-ffff-ffff-ffff', { level: 'high' })
    const laid: unknown[] = []
    for (const more of [{}, exposed]) {
      const server = await start()
      await addProduct(server.alpha, { slug: 'own', findings: [lodash, shifted, devTool] })
      await server.alpha.change(async (change) => {
        const product = { name: 'Own', version: '1.0.0' }
        const text = formatProfile({ schema: 'occtet.product/1', id: 'own', product, facts: {}, ...more })
        const place = { product: 'p-own', place: 'tracked', path: 'product.yaml' } as const
        await writeProductFile(server.alpha, change, { ...place, text, now: sceneNow })
      })
      const wish = { ...notAffected, findings: [refOf('own', lodash)] }
      expect((await call(server.as('curator'), 'POST', '/triage/decide', wish)).status).toBe(200)
      const byDecision = await rowsOf(server, 'r-own')
      const found = await findReleaseOf(server.alpha, 'own', 'current')
      if (found === undefined) throw new Error('the product was just made')
      await server.alpha.change(async (change) =>
        applyDecisionsToRows(server.alpha, change, { found, now: sceneNow }),
      )
      expect(byDecision).toEqual(await rowsOf(server, 'r-own'))
      expect(byDecision.map(({ position }) => position)).toEqual([0, 1, 2])
      expect(byDecision.filter(({ state }) => state === 'in-force')).toHaveLength(1)
      laid.push(byDecision)
    }
    // The facts of the profile count in both.
    expect(laid[0]).not.toEqual(laid[1])
  })

  test('what is kept back is not told to those who may not read it', async () => {
    const server = await start()
    const wish = { ...notAffected, isPrivate: true, findings: [refOf('shown', lodash)] }
    const decided = await call(server.as('curator'), 'POST', '/triage/decide', wish)
    const { id } = decided.body.decisions[0]
    const queue = await call(server.as('guest'), 'GET', '/triage/queue?q=lodash')
    expect(queue.body.rows).toMatchObject([{ state: 'withheld' }])
    const panel = await evidence(server, server.as('guest'))
    expect(JSON.stringify([queue.body, panel.body])).not.toContain(id)
    expect(JSON.stringify([queue.body, panel.body])).not.toContain('never call it')
    expect(panel.body).toMatchObject({ withheld: 1, decisions: [] })
    const list = await call(server.as('guest'), 'GET', '/products/shown/decisions')
    expect(list.body).toMatchObject({ rows: [], withheld: 1 })
    expect((await evidence(server, server.as('auditor'))).body.decisions).toHaveLength(1)
  })

  test('verdicts need what the toolkit asks for; nothing is decided for ever', async () => {
    const server = await start()
    const findings = [refOf('shown', lodash)]
    const wrong = [
      { ...notAffected, verdict: { status: 'not_affected', responses: [] } },
      { ...notAffected, verdict: { status: 'affected', responses: ['update'] } },
      { ...notAffected, verdict: { status: 'under_investigation', responses: [] } },
      { ...notAffected, reason: ' ' },
      { ...notAffected, expires: '2031-01-01' },
      { ...notAffected, proposal: 'dev-only' },
    ]
    for (const wish of wrong) {
      const answer = await call(server.as('curator'), 'POST', '/triage/decide', { ...wish, findings })
      expect(answer.status).toBe(422)
    }
    const files = await server.alpha.db
      .selectFrom('product_file')
      .select('path')
      .where('org_id', '=', server.alpha.id)
      .where('path', 'like', 'decisions/%')
      .execute()
    expect(files).toEqual([])
    for (const role of ['assessor', 'auditor', 'guest'] as const) {
      const answer = await call(server.as(role), 'POST', '/triage/decide', { ...notAffected, findings })
      expect(answer.status).toBe(403)
    }
  })

  test('until when, and where: a new verdict, or another decision and a revoked one', async () => {
    const server = await start()
    const wish = { findings: [refOf('shown', lodash)], ...notAffected }
    const { body } = await call(server.as('curator'), 'POST', '/triage/decide', wish)
    const where = `/products/shown/decisions/${body.decisions[0].id}/change`
    const longer = await call(server.as('curator'), 'POST', where, {
      finding: lodash.key,
      expires: '2027-03-01',
      reason: 'Until the next line.',
    })
    expect(longer.body.decision).toMatchObject({ expires: '2027-03-01', standing: 'in-force' })
    const wider = await call(server.as('curator'), 'POST', where, {
      finding: lodash.key,
      scope: 'product',
      reason: 'For all of it.',
    })
    expect(wider.body.decision).toMatchObject({ scope: 'product', standing: 'in-force' })
    const list = await call(server.as('curator'), 'GET', '/products/shown/decisions')
    expect(list.body.rows.map((row: { standing: string }) => row.standing).sort()).toEqual([
      'in-force',
      'revoked',
    ])
  })

  test('VEX out, and in again: nothing changes, and nothing of another is adopted', async () => {
    const server = await start()
    const owner = server.as('owner')
    const vex = '/products/shown/releases/1.0.0/vex'
    expect((await call(owner, 'GET', vex)).body).toMatchObject({ code: 'NO_STATEMENTS' })
    await call(owner, 'POST', '/triage/decide', { findings: [refOf('shown', lodash)], ...notAffected })
    const preview = await call(owner, 'GET', `${vex}/preview?format=cyclonedx`)
    expect(preview.body).toMatchObject({ statements: { not_affected: 1 }, withheld: { open: 2 } })
    const written = await owner.get(`${path}${vex}`)
    const bytes = new Uint8Array(await written.arrayBuffer())
    const plan = await call(owner, 'POST', '/products/shown/vex/plan?trust=own&name=a.json', bytes)
    expect(plan.body).toMatchObject({ adopt: [], same: 1, conflicts: [] })
    const other = await call(owner, 'POST', '/products/shown/vex/import?trust=supplier&name=b.json', bytes)
    expect(other.body).toMatchObject({ adopted: [] })
    const received = await call(owner, 'GET', '/products/shown/vex')
    expect(received.body).toMatchObject({ documents: [{ name: 'b.json', trust: 'supplier' }], broken: [] })
    const junk = await call(
      owner,
      'POST',
      '/products/shown/vex/plan?trust=own&name=c',
      new TextEncoder().encode('no vex'),
    )
    expect(junk.body).toMatchObject({ code: 'VEX_UNREADABLE' })
  })

  test('a broken policy decides nothing; a broken decision leaves its finding open', async () => {
    const server = await start()
    await server.alpha.change(async (change) => {
      const at = { product: 'p-shown', place: 'tracked', now: sceneNow } as const
      await writeProductFile(server.alpha, change, { ...at, path: 'policy.yaml', text: 'schema: no\n' })
      await writeProductFile(server.alpha, change, { ...at, path: 'decisions/x.yaml', text: 'id: [' })
    })
    const wish = { findings: [refOf('shown', lodash)], ...notAffected }
    expect((await call(server.as('owner'), 'POST', '/triage/decide', wish)).body).toMatchObject({
      code: 'POLICY_INVALID',
    })
    expect((await call(server.as('owner'), 'GET', '/products/shown/policy')).body.fault.line).toBeGreaterThan(
      0,
    )
  })
})
