import type {
  AnswerOf,
  requirementRoutes,
  questionRoutes,
  scopeRoutes,
  planRoutes,
  riskRoutes,
} from '@occtet/contract/api'
import {
  assessProduct,
  factsOfProfile,
  parseAnswersFile,
  parseFacts,
  parseProfile,
  questionnaire,
  type SignalResult,
} from '@occtet/toolkit/cra'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import '../../../../tests/property-seed.ts'
import { describeStores } from '../../../../tests/postgres.ts'
import { readProductFile } from '../db/product-files.ts'
import { writeBlob } from '../db/blobs.ts'
import { packText } from '../inventory/stored-json.ts'
import type { OrgScope } from '../kernel/model.ts'
import { createTestServer, type TestCaller, type TestServer } from '../testing/server.ts'
import { craHandlers } from './index.ts'
import { standingOf } from './standing.ts'
import { isRefused } from './load.ts'

type Questions = AnswerOf<(typeof questionRoutes)['questions.list']>
type Question = AnswerOf<(typeof questionRoutes)['questions.show']>
type Answered = AnswerOf<(typeof questionRoutes)['questions.answer']>
type Scope = AnswerOf<(typeof scopeRoutes)['scope.show']>
type Scoped = AnswerOf<(typeof scopeRoutes)['scope.answer']>
type Preview = AnswerOf<(typeof scopeRoutes)['scope.preview']>
type Requirements = AnswerOf<(typeof requirementRoutes)['requirements.list']>
type Requirement = AnswerOf<(typeof requirementRoutes)['requirements.show']>
type Plan = AnswerOf<(typeof planRoutes)['plan.show']>
type Saved = AnswerOf<(typeof planRoutes)['assessments.list']>
type Compared = AnswerOf<(typeof planRoutes)['assessments.compare']>
type Risk = AnswerOf<(typeof riskRoutes)['risk.show']>
type RiskChanged = AnswerOf<(typeof riskRoutes)['risk.start']>

const base = '/api/orgs/alpha/products'

const maker: Readonly<Record<string, unknown>> = {
  A1: 'installed-software',
  A3: 'yes',
  A4: 'yes',
  A5: 'none',
  A6: 'no',
  A7: '2028-03-01',
  B1: 'maker',
  B2: 'no',
  B4: ['price'],
  C1: 'none',
}

async function addProduct(
  org: OrgScope,
  slug: string,
  versions: readonly string[] = ['1.0.0'],
): Promise<void> {
  await org.change(async ({ db }) => {
    const product = { org_id: org.id, id: `p-${slug}`, slug, name: `Product ${slug}`, archived_at: null }
    await db
      .insertInto('product')
      .values({ ...product, created_at: '2026-11-01T00:00:00Z' })
      .execute()
    for (const [at, version] of versions.entries()) {
      await db
        .insertInto('release')
        .values({
          org_id: org.id,
          id: `r-${slug}-${at}`,
          product_id: product.id,
          version,
          released_at: null,
          created_at: `2026-11-0${at + 1}T00:00:00Z`,
          is_current: at === versions.length - 1 ? 1 : 0,
          inventory_digest: null,
          findings_digest: null,
          evidence_digest: null,
          analysed_at: null,
          feddb_root: null,
          feddb_as_of: null,
        } as never)
        .execute()
    }
  })
}

function signal(id: string, more: Partial<SignalResult>): SignalResult {
  const evidence = [{ path: 'SECURITY.md', line: 3 }]
  return {
    id,
    title: id,
    state: 'present',
    strength: 'strong',
    statement: `${id} says so.`,
    facts: {},
    evidence,
    ...more,
  }
}

/** What a machine saw of the release, as the analysis stores it. */
async function giveEvidence(org: OrgScope, release: string, signals: readonly SignalResult[]): Promise<void> {
  const { assessEvidence } = await import('@occtet/toolkit/cra')
  const text = JSON.stringify(assessEvidence(signals))
  await org.change(async (change) => {
    const digest = await writeBlob(org, change, { bytes: packText(text), now: '2026-11-22T10:00:00Z' })
    await change.db
      .updateTable('release')
      .set({ evidence_digest: digest, analysed_at: '2026-11-22T10:00:00Z' })
      .where('org_id', '=', org.id)
      .where('id', '=', release)
      .execute()
  })
}

async function read<T>(response: Response, status = 200): Promise<T> {
  const value: unknown = await response.json()
  if (response.status !== status) throw new Error(`${response.status}: ${JSON.stringify(value)}`)
  return value as T
}

/** Of a refusal. */
async function codeOf(response: Response): Promise<unknown> {
  const { code } = (await response.json()) as { readonly code?: unknown }
  return code
}

async function versionOf(who: TestCaller, product: string): Promise<number> {
  return (await read<Questions>(await who.get(`${base}/${product}/questions`))).subject.version
}

async function give(
  who: TestCaller,
  product: string,
  answers: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const [question, answer] of Object.entries(answers)) {
    const version = await versionOf(who, product)
    const body = { answer, version }
    await read<Answered>(await who.send('PUT', `${base}/${product}/questions/${question}`, body))
  }
}

async function fileText(
  org: OrgScope,
  slug: string,
  place: 'tracked' | 'private',
  path: string,
): Promise<string> {
  const file = await readProductFile(org, org, { product: `p-${slug}`, place, path })
  if (file === undefined) throw new Error(`${path} is not there`)
  return file.text
}

describeStores('the self-assessment over HTTP', (stores) => {
  let server: TestServer
  let assessor: TestCaller
  beforeEach(async () => {
    server = await createTestServer({ store: await stores.open(), handlers: craHandlers })
    assessor = server.as('assessor')
  })

  it('walks the scope wizard: facts go into the profile, the reasoning grows', async () => {
    await addProduct(server.alpha, 'walk')
    const empty = await read<Scope>(await assessor.get(`${base}/walk/scope`))
    expect(empty.current).toBe('A1')
    expect(empty.result.applies).toBe('undetermined')
    expect(empty.lines.every(({ questions }) => questions.length > 0)).toBe(true)
    for (const [question, answer] of Object.entries(maker)) {
      const { subject } = await read<Scope>(await assessor.get(`${base}/walk/scope`))
      await read<Scoped>(
        await assessor.send('PUT', `${base}/walk/scope/${question}`, { answer, version: subject.version }),
      )
    }
    const done = await read<Scope>(await assessor.get(`${base}/walk/scope?lang=de`))
    expect(done.result).toMatchObject({ scope: 'in_scope', applies: 'full' })
    expect(done.result.roles.map(({ id }) => id)).toEqual(['manufacturer'])
    expect(done.result.class?.id).toBe('default')
    expect(done.result.roles[0]?.text).toBe('Hersteller')
    const profile = parseProfile(await fileText(server.alpha, 'walk', 'tracked', 'product.yaml'))
    expect(profile.ok && profile.value.facts).toMatchObject({ eu_market: true, monetisation: ['price'] })
    // Without the answers the profile alone leads to the same place: the two agree.
    const facts = profile.ok ? parseFacts(factsOfProfile(profile.value)) : undefined
    if (facts?.ok !== true) throw new Error('facts')
    const alone = assessProduct({
      profileFacts: facts.value,
      answers: new Map(),
      signals: [],
      mode: 'full',
      today: '2026-11-22',
    })
    expect(alone.classification.scope).toBe('in_scope')
  })

  it('keeps until when a product is supported, and leaves the other figure as it is', async () => {
    await addProduct(server.alpha, 'kept')
    const use = async (body: object): Promise<Scope> => {
      const { subject } = await read<Scope>(await assessor.get(`${base}/kept/scope`))
      const answer = await assessor.send('PUT', `${base}/kept/scope-use`, {
        ...body,
        version: subject.version,
      })
      return (await read<{ view: Scope }>(answer)).view
    }
    expect((await use({ years: 7 })).support).toEqual({ endsAt: null, years: 7 })
    expect((await use({ endsAt: '2033-03' })).support).toEqual({ endsAt: '2033-03', years: 7 })
    const profile = parseProfile(await fileText(server.alpha, 'kept', 'tracked', 'product.yaml'))
    expect(profile.ok && profile.value.support).toEqual({ endsAt: '2033-03', expectedUseYears: 7 })
    expect((await use({ endsAt: null, years: null })).support).toEqual({ endsAt: null, years: null })
    const wrong = await assessor.send('PUT', `${base}/kept/scope-use`, { endsAt: '2033-13', version: 0 })
    expect(wrong.status).toBe(400)
    const guest = await server
      .as('curator')
      .send('PUT', `${base}/kept/scope-use`, { endsAt: null, version: 0 })
    expect(guest.status).toBe(403)
  })

  it('shows what another answer would change, and changes nothing by that', async () => {
    await addProduct(server.alpha, 'preview')
    await give(assessor, 'preview', maker)
    const before = await versionOf(assessor, 'preview')
    const preview = await read<Preview>(
      await assessor.send('POST', `${base}/preview/scope/A4/preview`, { answer: 'no' }),
    )
    expect(preview.changes.map(({ what }) => what)).toContain('scope')
    expect(preview.dutiesGone.length).toBeGreaterThan(0)
    expect(preview.questionsHidden).toContain('E1')
    expect(await versionOf(assessor, 'preview')).toBe(before)
    const same = await read<Preview>(
      await assessor.send('POST', `${base}/preview/scope/A4/preview`, { answer: 'yes' }),
    )
    expect(same.changes).toEqual([])
    const foreign = await assessor.send('POST', `${base}/preview/scope/F1/preview`, { answer: 'yes' })
    expect(foreign.status).toBe(404)
  })

  it('"not sure" takes a fact away, whichever door it comes through', async () => {
    await addProduct(server.alpha, 'unsure')
    const put = async (path: string, body: unknown) =>
      read(await assessor.send('PUT', `${base}/unsure/${path}`, body))
    await put('scope/A4', { answer: 'no', version: 0 })
    await put('questions/A4', { answer: 'unknown', version: 1 })
    const scope = await read<Scope>(await assessor.get(`${base}/unsure/scope`))
    expect(scope.result.scope).toBe('undetermined')
    expect(await fileText(server.alpha, 'unsure', 'tracked', 'product.yaml')).not.toContain('eu_market')
  })

  it('counts what was found only after a person confirmed it', async () => {
    await addProduct(server.alpha, 'found')
    await give(assessor, 'found', maker)
    await giveEvidence(server.alpha, 'r-found-0', [
      signal('SIG-REPO-SECURITY-MD', {
        facts: { present: true, contacts: ['security@example.org'], has_timeline: true },
      }),
    ])
    const path = `${base}/found/questions/F9`
    const { question, subject } = await read<Question>(await assessor.get(path))
    expect(question.answer).toBeNull()
    expect(question.proposal?.selected).toBe('partial')
    expect(question.proposal?.findings[0]?.places[0]).toMatchObject({ path: 'SECURITY.md', line: 3 })
    const row = async () =>
      (await read<Requirements>(await assessor.get(`${base}/found/releases/current/requirements`))).rows.find(
        ({ id }) => id === 'ECR-II-5',
      )
    expect((await row())?.status).toBe('unknown')
    const confirmed = await read<Answered>(
      await assessor.send('PUT', path, { confirm: true, version: subject.version }),
    )
    expect(confirmed.question.answer).toMatchObject({
      value: 'partial',
      source: 'confirmed',
      by: 'Person assessor',
    })
    expect((await row())?.status).toBe('partly')
    const nothing = await assessor.send('PUT', `${base}/found/questions/F12`, {
      confirm: true,
      version: confirmed.questionnaire.subject.version,
    })
    expect([nothing.status, await codeOf(nothing)]).toEqual([422, 'NOTHING_FOUND'])
  })

  it('keeps a clash visible, with the reason of whoever sees it differently', async () => {
    await addProduct(server.alpha, 'clash')
    await give(assessor, 'clash', { ...maker, E1: 'yes', E2: 'yes' })
    await giveEvidence(server.alpha, 'r-clash-0', [
      signal('SIG-VULN-KEV', { state: 'contrary', facts: { items: ['CVE-2026-1'] } }),
    ])
    const list = `${base}/clash/releases/current/requirements`
    const stand = async () =>
      (await read<Requirements>(await assessor.get(list))).rows.find(({ id }) => id === 'ECR-I-2a')
    expect(await stand()).toMatchObject({
      status: 'partly',
      clashes: 1,
      chain: { answer: 'met', agree: 'gap' },
    })
    const one = await read<Requirement>(await assessor.get(`${list}/I-2a`))
    expect(one.next).toMatchObject({ kind: 'resolve', question: 'E1' })
    const version = await versionOf(assessor, 'clash')
    const differed = await read<Answered>(
      await assessor.send('PUT', `${base}/clash/questions/E1/difference`, {
        reason: 'The function is not built in.',
        version,
      }),
    )
    expect(differed.question.contradiction?.stand).toMatchObject({ reason: 'The function is not built in.' })
    expect(await stand()).toMatchObject({ status: 'partly', clashes: 1, chain: { agree: 'partly' } })
    expect(await fileText(server.alpha, 'clash', 'private', 'answers.yaml')).toContain(
      'We see it differently',
    )
    const none = await assessor.send('PUT', `${base}/clash/questions/E2/difference`, {
      reason: 'x',
      version: version + 1,
    })
    expect(none.status).toBe(422)
    const task = await assessor.send('POST', `${base}/clash/questions/E1/task`, {
      owner: 'Development',
      due: '2026-12-18',
    })
    const { action } = await read<{ action: string }>(task)
    expect(await fileText(server.alpha, 'clash', 'private', 'plan.yaml')).toContain(action)
  })

  it('lets two people answer two questions, and stops the second at the same one', async () => {
    await addProduct(server.alpha, 'two')
    await give(assessor, 'two', maker)
    const version = await versionOf(assessor, 'two')
    const put = async (who: TestCaller, question: string, answer: string) =>
      who.send('PUT', `${base}/two/questions/${question}`, { answer, version })
    expect((await put(assessor, 'D1', 'yes')).status).toBe(200)
    expect((await put(server.as('manager'), 'E1', 'no')).status).toBe(200)
    const late = await put(server.as('manager'), 'D1', 'no')
    expect([late.status, await codeOf(late)]).toEqual([409, 'CONFLICT'])
    const { question } = await read<Question>(await assessor.get(`${base}/two/questions/D1`))
    expect(question.answer).toMatchObject({ value: 'yes', by: 'Person assessor' })
  })

  it('puts answers where the profile says', async () => {
    await addProduct(server.alpha, 'tracked')
    await server.alpha.change(async ({ db }) => {
      const text = 'schema: occtet.product/1\nid: tracked\nproduct:\n  name: T\nanswers: tracked\n'
      const file = {
        org_id: server.alpha.id,
        product_id: 'p-tracked',
        place: 'tracked' as const,
        path: 'product.yaml',
      }
      await db
        .insertInto('product_file')
        .values({ ...file, text, version: 1, updated_at: '2026-11-22T10:00:00Z' })
        .execute()
    })
    await give(assessor, 'tracked', { A4: 'yes' })
    expect(parseAnswersFile(await fileText(server.alpha, 'tracked', 'tracked', 'answers.yaml')).ok).toBe(true)
  })

  it('says where a file cannot be read, and assesses nothing then', async () => {
    await addProduct(server.alpha, 'broken')
    await server.alpha.change(async ({ db }) => {
      const file = {
        org_id: server.alpha.id,
        product_id: 'p-broken',
        place: 'private' as const,
        path: 'answers.yaml',
      }
      await db
        .insertInto('product_file')
        .values({ ...file, text: 'schema: [', version: 1, updated_at: '2026-11-22T10:00:00Z' })
        .execute()
    })
    const response = await assessor.get(`${base}/broken/releases/current/requirements`)
    expect([response.status, await codeOf(response)]).toEqual([422, 'ANSWERS_INVALID'])
    const standing = await standingOf(server.alpha, 'broken', { now: '2026-11-22T12:00:00Z' })
    expect(isRefused(standing)).toBe(true)
  })

  it('is unknown for everything as long as nobody answered', async () => {
    await addProduct(server.alpha, 'blank')
    const view = await read<Requirements>(await assessor.get(`${base}/blank/releases/current/requirements`))
    expect(view.counts).toEqual({ met: 0, partly: 0, gap: 0, unknown: 22, 'not-applicable': 0 })
    expect(view.lookedAt).toMatchObject({ answers: 0, signalsRead: 0, evidenceAt: null })
    expect(view.rows.every(({ chain }) => chain.proof === 'unknown' && chain.agree === 'unknown')).toBe(true)
  })

  it('plans, assigns, and gives a text for an issue tracker', async () => {
    await addProduct(server.alpha, 'plan')
    await give(assessor, 'plan', { ...maker, F9: 'no' })
    const plan = await read<Plan>(await assessor.get(`${base}/plan/plan?mode=quick`))
    const [first] = plan.rows
    if (first === undefined) throw new Error('no plan')
    const { plan: after } = await read<{ plan: Plan }>(
      await assessor.send('PUT', `${base}/plan/plan/${first.action}`, {
        owner: 'Quality',
        due: '2026-12-02',
        version: plan.planVersion,
      }),
    )
    expect(after.rows.find(({ action }) => action === first.action)).toMatchObject({
      owner: 'Quality',
      due: '2026-12-02',
    })
    expect(after.weeks).toEqual([{ monday: '2026-11-30', days: first.days, actions: 1 }])
    const issue = await read<{ title: string; body: string }>(
      await assessor.get(`${base}/plan/plan/${first.action}/issue?lang=de`),
    )
    expect(issue.body).toContain('- [ ] ')
    const late = await assessor.send('PUT', `${base}/plan/enisa/1.1`, { value: 3, version: 0 })
    expect(late.status).toBe(409)
    const rated = await read<{ plan: Plan }>(
      await assessor.send('PUT', `${base}/plan/enisa/1.1`, { value: 3, version: after.planVersion }),
    )
    expect(rated.plan.enisa.items[0]).toMatchObject({ value: 3, isOwn: true })
  })

  it('saves, compares and keeps a trend over releases', async () => {
    await addProduct(server.alpha, 'trend', ['1.0.0', '2.0.0'])
    await give(assessor, 'trend', maker)
    await read(await assessor.send('POST', `${base}/trend/assessments`, { label: 'baseline' }), 201)
    await read(
      await assessor.send('PUT', `${base}/trend/questions/F9?release=1.0.0`, {
        answer: 'no',
        version: await versionOf(assessor, 'trend'),
      }),
    )
    await give(assessor, 'trend', { F9: 'yes' })
    const saved = await read<Saved>(await assessor.get(`${base}/trend/assessments`))
    expect(saved.saved).toHaveLength(1)
    expect(saved.trend.map(({ release }) => release).sort()).toEqual(['1.0.0', '2.0.0'])
    const compared = await read<Compared>(
      await assessor.get(`${base}/trend/assessments/${saved.saved[0]?.id ?? ''}/compare`),
    )
    expect(compared.answers).toMatchObject([{ id: 'F9', from: null }])
    expect(compared.requirements.map(({ id }) => id)).toContain('ECR-II-5')
    const view = await read<Requirements>(await assessor.get(`${base}/trend/releases/2.0.0/requirements`))
    expect(view.releases).toEqual(['1.0.0'])
    expect(view.rows.find(({ id }) => id === 'ECR-II-5')).toMatchObject({ status: 'met', before: ['gap'] })
  })

  it('begins a risk assessment and fills it', async () => {
    await addProduct(server.alpha, 'risk')
    await give(assessor, 'risk', maker)
    const path = `${base}/risk/risk`
    expect((await read<Risk>(await assessor.get(path))).risk).toBeNull()
    const { view } = await read<RiskChanged>(await assessor.send('POST', path, { depth: 'basic' }), 201)
    const [threat] = view.risk?.threats ?? []
    if (threat === undefined) throw new Error('no threat')
    const rating = { likelihood: 3, impact: 4, treatment: 'reduce', measures: ['Signed updates'] }
    const { view: rated } = await read<RiskChanged>(
      await assessor.send('PUT', `${path}/threats/${threat.id}`, {
        riskVersion: view.riskVersion,
        applies: true,
        reason: null,
        ...rating,
        residual: { likelihood: 1, impact: 3 },
        concernsSafety: false,
      }),
    )
    expect(rated.risk?.threats[0]).toMatchObject({ before: 'critical', after: 'medium', gaps: [] })
    const { view: told } = await read<RiskChanged>(
      await assessor.send('PUT', `${path}/requirements/I-2b`, {
        riskVersion: rated.riskVersion,
        applies: true,
        how: 'Each device has its own password.',
        reason: null,
      }),
    )
    expect(told.risk?.requirements.find(({ id }) => id === 'ECR-I-2b')).toMatchObject({
      applies: true,
      gaps: [],
    })
    const row = (
      await read<Requirements>(await assessor.get(`${base}/risk/releases/current/requirements`))
    ).rows.find(({ id }) => id === 'ECR-I-2b')
    expect(row?.chain.paper).toBe('partly')
    expect((await assessor.send('POST', path, { depth: 'full' })).status).toBe(409)
  })

  it('shows nothing of another organisation, and lets nobody without the right answer', async () => {
    await addProduct(server.alpha, 'shown')
    await give(assessor, 'shown', { A4: 'yes' })
    const paths = ['scope', 'questions', 'questions/A4', 'plan', 'assessments', 'risk', 'diligence'].concat(
      'releases/current/requirements',
      'releases/current/requirements/I-1',
    )
    for (const path of paths) {
      const foreign = await server.stranger.get(`${base}/shown/${path}`)
      const missing = await server.stranger.get(`/api/orgs/nowhere/products/shown/${path}`)
      expect([foreign.status, await foreign.json()]).toEqual([missing.status, await missing.json()])
      expect((await server.stranger.get(`/api/orgs/beta/products/shown/${path}`)).status).toBe(404)
      expect((await server.as('guest').get(`${base}/shown/${path}`)).status).toBe(403)
      expect((await server.as('auditor').get(`${base}/shown/${path}`)).status).toBe(200)
    }
    const write = await server
      .as('auditor')
      .send('PUT', `${base}/shown/questions/A4`, { answer: 'no', version: 1 })
    expect(write.status).toBe(403)
  })

  it('has the visible set and the score of the command line for the same files (random walks)', async () => {
    await addProduct(server.alpha, 'random')
    const pick = fc.record({ at: fc.nat(), how: fc.nat(), viaScope: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(
        fc.array(pick, { minLength: 4, maxLength: 10 }),
        fc.constantFrom('quick', 'full'),
        async (walk, mode) => {
          for (const { at, how, viaScope } of walk) await randomStep(at, how, viaScope)
          const view = await read<Questions>(await assessor.get(`${base}/random/questions?mode=${mode}`))
          const own = await cliAssessment(server.alpha, 'random', mode as 'quick' | 'full')
          expect(view.sections.flatMap(({ questions }) => questions.map(({ id }) => id))).toEqual(
            own.view.visible.map(({ id }) => id),
          )
          expect(view.readiness.readiness.percent).toBe(own.score.readiness.percent ?? null)
          expect(view.readiness.evidence.percent).toBe(own.score.evidence.percent ?? null)
          expect(view.readiness.margin).toBe(own.score.margin)
          expect(view.readiness.level.number).toBe(own.score.level.number)
        },
      ),
      { numRuns: stores.engine === 'sqlite' ? 12 : 4 },
    )
  }, 120_000)

  async function randomStep(at: number, how: number, viaScope: boolean): Promise<void> {
    const list = await read<Questions>(await assessor.get(`${base}/random/questions`))
    const shown = list.sections.flatMap(({ questions }) => questions.map(({ id }) => id))
    const id = shown[at % shown.length] ?? 'A1'
    const { question, subject } = await read<Question>(await assessor.get(`${base}/random/questions/${id}`))
    const choice = question.choices[how % question.choices.length]?.id ?? 'unknown'
    const isNa = question.allowsNa && how % 5 === 0
    const answer = isNa
      ? { na: 'No such part.' }
      : question.kind === 'choices' && choice !== 'unknown'
        ? [choice]
        : question.kind === 'date'
          ? '2028-03-01'
          : choice
    const scope = await read<Scope>(await assessor.get(`${base}/random/scope`))
    const isScope = viaScope && scope.questions.some((one) => one.id === id)
    const path = `${base}/random/${isScope ? 'scope' : 'questions'}/${id}`
    await read(await assessor.send('PUT', path, { answer, version: subject.version }))
  }
})

/** As `occtet cra status` reads the exported files. */
async function cliAssessment(org: OrgScope, slug: string, mode: 'quick' | 'full') {
  const profile = parseProfile(
    await fileText(org, slug, 'tracked', 'product.yaml').catch(
      () => `schema: occtet.product/1\nid: ${slug}\nproduct:\n  name: P\n`,
    ),
  )
  const answers = parseAnswersFile(await fileText(org, slug, 'private', 'answers.yaml'))
  if (!profile.ok || !answers.ok) throw new Error('the files that were written can be read')
  const facts = parseFacts(factsOfProfile(profile.value))
  if (!facts.ok) throw new Error(JSON.stringify(facts.error))
  return assessProduct({
    profileFacts: facts.value,
    answers: answers.value.answers,
    signals: [],
    mode,
    today: '2026-11-22',
  })
}

describe('every question', () => {
  it('has choices for the keys, "I do not know" last', async () => {
    const { choicesFor } = await import('./questions-view.ts')
    const { textsOf } = await import('@occtet/toolkit/cra')
    for (const question of questionnaire.questions.values()) {
      expect(choicesFor(question, textsOf('de')).at(-1)?.id).toBe('unknown')
    }
  })
})
