/**
 * One product, two doors: what the command line says of a folder, and what the server says of the same folder as an upload
 * with the same files of the product. Findings, their order and reasons, decisions, evidence, the standing of the 22
 * requirements, statements for VEX, licenses and policy are equal.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { packEvidence } from '@occtet/toolkit/adapters'
import { formatConclusions } from '@occtet/toolkit/licenses'
import type { Finding } from '@occtet/toolkit/model'
import { judgePolicy } from '@occtet/toolkit/policy'
import {
  decide,
  defaultDecisionPolicy,
  formatDecision,
  toStatements,
  type Verdict,
} from '@occtet/toolkit/vex'
import { describe, expect, test } from 'vitest'
import type { Context } from '../../apps/cli/src/context.ts'
import { openFindingDesk } from '../../apps/cli/src/finding-desk.ts'
import { openLicenses } from '../../apps/cli/src/license-desk.ts'
import { openPolicy, runPolicy } from '../../apps/cli/src/policy-run.ts'
import { assessDesk, openDesk } from '../../apps/cli/src/product-desk.ts'
import { analyseJob } from '../../apps/server/src/analysis/analyse-job.ts'
import { decideRelease } from '../../apps/server/src/analysis/queue-rows.ts'
import { runJobs } from '../../apps/server/src/analysis/testing/run-jobs.ts'
import { isRefused, loadCra } from '../../apps/server/src/cra/load.ts'
import { openStore } from '../../apps/server/src/db/open.ts'
import { openLicenseDesk, policySubjects } from '../../apps/server/src/licenses/license-desk.ts'
import { openReleaseDesk } from '../../apps/server/src/products/desk.ts'
import { createTestServer, type TestServer } from '../../apps/server/src/testing/server.ts'
import { stateRelease } from '../../apps/server/src/triage/vex-documents.ts'
import { scratch } from '../cli.ts'
import { describeShared, sharedPath } from '../shared.ts'

const now = '2026-11-22T12:00:00Z'
const today = now.slice(0, 10)
const product = 'webshop-api'

function contextOf(): Context {
  return {
    out: () => undefined,
    drain: async () => Promise.resolve(),
    say: () => undefined,
    redraw: () => undefined,
    stdin: (async function* () {})(),
    env: { OCCTET_HOME: scratch('home') },
    isInteractive: false,
    hasColour: false,
    isOffline: true,
    columns: 80,
    now: () => now,
  }
}

const profile = `schema: occtet.product/1
id: ${product}
product:
  name: Webshop API
  version: 1.0.0
manufacturer:
  name: Example Works
  website: https://example.org
security:
  contacts: [mailto:security@example.org]
  fixTargetDays: 30
answers: tracked
facts:
  product_form: installed_software
`

const answers = `schema: occtet.answers/1
product: ${product}
answers: {}
`

/** A folder with the files of a product, decided as the command line decides. */
async function makeFolder(context: Context, from: string): Promise<string> {
  const dir = scratch('release-two-doors')
  cpSync(from, dir, { recursive: true })
  mkdirSync(join(dir, '.occtet', 'decisions'), { recursive: true })
  const put = (path: string, text: string): void => writeFileSync(join(dir, '.occtet', path), text)
  put('product.yaml', profile)
  put('answers.yaml', answers)
  const desk = await openFindingDesk(context, dir, {})
  const taken = new Set<string>()
  for (const [at, finding] of desk.findings.findings.slice(0, 4).entries()) {
    const made = decide(finding, verdicts[at % verdicts.length]!, {
      by: 'first person',
      at: at === 3 ? '2026-01-02T00:00:00Z' : '2026-11-20T10:00:00Z',
      reason: 'We looked at it.',
      policy: { ...defaultDecisionPolicy, fourEyes: false },
      product,
      release: '1.0.0',
      scope: at === 1 ? 'product' : 'component',
      taken,
    })
    if (!made.ok) throw new Error(made.error.message)
    taken.add(made.value.id)
    put(`decisions/${made.value.id}.yaml`, formatDecision(made.value))
  }
  const licensed = desk.inventory.components.find(({ isFirstParty }) => !isFirstParty)
  if (licensed !== undefined) {
    const concluded = {
      expression: 'MIT',
      reason: 'Read its file.',
      source: 'LICENSE',
      by: 'first person',
      at: now,
    }
    put('licenses.yaml', formatConclusions([{ purl: licensed.purl, ...concluded }]))
  }
  return dir
}

const verdicts: readonly Verdict[] = [
  { status: 'not_affected', justification: 'vulnerable_code_not_present', responses: [] },
  { status: 'affected', action: 'Update.', responses: ['update'], deadline: '2026-12-20' },
  { status: 'under_investigation', responses: [], deadline: '2026-12-01' },
]

function filesIn(dir: string, under = dir): readonly (readonly [string, Uint8Array])[] {
  return readdirSync(under)
    .sort()
    .flatMap((name) => {
      const path = join(under, name)
      if (statSync(path).isDirectory()) return filesIn(dir, path)
      return [[relative(dir, path), readFileSync(path)] as const]
    })
}

async function uploadTo(server: TestServer, dir: string): Promise<void> {
  const owner = server.as('owner')
  const base = '/api/orgs/alpha/products'
  const ok = async (answer: Promise<Response>): Promise<Response> => {
    const response = await answer
    expect(response.status, await response.clone().text()).toBeLessThan(300)
    return response
  }
  await ok(owner.send('POST', base, { name: 'Webshop API', slug: product, version: '1.0.0' }))
  const zip = packEvidence(new Map(filesIn(dir)))
  await ok(owner.send('POST', `${base}/${product}/releases/1.0.0/uploads?name=tree.zip`, zip))
  await runJobs(server.kernel, server.alpha, [analyseJob])
  const own = packEvidence(new Map(filesIn(dir).filter(([path]) => path.startsWith('.occtet/'))))
  const sent = await ok(owner.send('POST', `${base}/${product}/exchange/imports`, own))
  const { id, changes } = (await sent.json()) as {
    id: string
    changes: { place: string; path: string; kind: string }[]
  }
  const take = changes.filter(({ kind }) => kind === 'conflict').map(({ place, path }) => ({ place, path }))
  expect(changes.filter(({ kind }) => kind === 'refused')).toEqual([])
  await ok(owner.send('POST', `${base}/${product}/exchange/imports/${id}/apply`, { take, keep: [] }))
}

/** What a queue shows of a finding. */
function shown({ key, level, fix, priority, decision, reachability, paths, exploitation }: Finding) {
  return { key, level, fix, priority, decision, reachability, paths, exploitation }
}

/** What only a folder under version control, or only an archive, can say. */
const ofHistory = new Set(['SIG-REPO-MAINTAINED'])

async function compare(from: string): Promise<void> {
  const context = contextOf()
  const dir = await makeFolder(context, from)
  const there = await openFindingDesk(context, dir, {})
  const status = await openDesk(context, dir, {})
  const server = await createTestServer({
    store: await openStore({ dataDir: scratch('store'), database: undefined }),
  })
  await uploadTo(server, dir)
  const here = await openReleaseDesk(server.alpha, product, '1.0.0')
  const [report, inventory] = [await here?.findings(), await here?.inventory()]
  if (here === undefined || report === undefined || inventory === undefined) throw new Error('not analysed')
  const decided = await decideRelease(here, { report, inventory, today })
  expect(there.findings.findings.length).toBeGreaterThan(0)
  expect(decided.findings.map(shown)).toEqual(there.findings.findings.map(shown))
  expect(inventory.components).toEqual(there.inventory.components)
  expect(report.unknown).toEqual(there.findings.unknown)

  const wanted = { product, release: '1.0.0', now } as const
  const cra = await loadCra(server.alpha, wanted)
  if (isRefused(cra)) throw new Error(cra.message)
  const said = (signals: typeof status.status.signals) =>
    signals
      .filter(({ id }) => !ofHistory.has(id))
      .map(({ id, state, facts, evidence }) => ({ id, state, facts, evidence }))
  expect(said(cra.state.evidence?.signals ?? [])).toEqual(said(status.status.signals))
  const ours = assessDesk(context, status, {})
  expect(cra.state.assessment.score).toEqual(ours.score)
  expect(cra.state.assessment.plan).toEqual(ours.plan)
  expect(cra.state.assessment.classification).toEqual(ours.classification)

  const stated = await stateRelease(server.alpha, wanted, {
    wish: {},
    now,
    caller: { kind: 'person', id: 'one', name: 'first person', permissions: new Set(['private.read']) },
  })
  if (!stated.ok) throw new Error(stated.error.message)
  const theirs = toStatements(there.decisions, there.subject, { today, now, open: 'none' })
  expect(stated.value.statements).toEqual(theirs)

  const licenses = await openLicenseDesk(server.alpha, { product, release: '1.0.0' })
  if (!licenses.ok) throw new Error(licenses.error.message)
  const known = openLicenses({ dir, inventory: there.inventory })
  expect(licenses.value.components.map(licenses.value.licenseOf)).toEqual(
    there.inventory.components.filter(({ isFirstParty }) => !isFirstParty).map(known.licenseOf),
  )
  const loaded = openPolicy(dir, undefined)
  const judged = judgePolicy(loaded.policy, policySubjects(licenses.value, report, now), today)
  const run = runPolicy({ desk: there, loaded, licenseOf: known.knowledgeOf, now })
  expect(judged).toEqual(run.report)
}

describe('a release through both doors', () => {
  test.each(['examples/webshop-api', 'examples/telemetry-hub'])('%s', async (from) => {
    await compare(from)
  })
})

describeShared('real lock files through both doors', () => {
  test.each(['npm/sahat__hackathon-starter@2018-05-27', 'npm/prometheus__prometheus@2022-02-28'])(
    '%s',
    async (name) => {
      await compare(sharedPath(`data/inventories/lockfiles/${name}`))
    },
  )
})
