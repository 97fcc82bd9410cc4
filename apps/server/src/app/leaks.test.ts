/**
 * What is kept back leaves no trace: a decision under embargo (in the private folder, or brought into the public one by an
 * import), a private one, a case, a report from outside. Their content is changed, and no answer to anybody who may not see
 * it changes with it; on public pages it makes no difference that they are there at all.
 */
import { permissions, type RouteShape, routes } from '@occtet/contract/api'
import { formatProfile } from '@occtet/toolkit/cra'
import { type DecisionRecord, formatDecision, parseDecision } from '@occtet/toolkit/vex'
import { expect, test } from 'vitest'
import { describeStores, type StoreMaker } from '../../../../tests/postgres.ts'
import { saveRematch } from '../analysis/save-analysis.ts'
import { writeProductFile } from '../db/product-files.ts'
import { packProduct } from '../exchange/archive.ts'
import { openReleaseDesk } from '../products/desk.ts'
import { allOff, type Wishes } from '../public/page-row.ts'
import { createPublicSite } from '../public/site.ts'
import { createTestServer, type TestCaller, type TestServer } from '../testing/server.ts'
import { addProduct, componentOf, exploited, findingOf, sceneNow } from '../triage/testing/scene.ts'

const flaw = findingOf('pkg:npm/lodash@4.17.20', 'GHSA-aaaa-bbbb-cccc')
const attacked = findingOf('pkg:npm/electron@25.3.1', 'GHSA-eeee-eeee-eeee', exploited)
const components = ['pkg:npm/lodash@4.17.20', 'pkg:npm/electron@25.3.1'].map((purl) => componentOf(purl))
const canary = 'kanarienvogel'

/** What a person wrote, in two versions; `none`: nobody wrote anything. */
type Told = 'one' | 'other' | 'none'
type Kind = 'embargoed' | 'embargoed, in the public folder' | 'private'

const wishes: Wishes = {
  ...allOff,
  isOn: true,
  parts: {
    securityTxt: true,
    policy: true,
    reports: true,
    csaf: true,
    vex: true,
    sbom: true,
    support: true,
    attestations: true,
    verify: true,
  },
  publisher: { name: 'The maker', namespace: 'https://example.org' },
  contacts: ['mailto:security@example.org'],
}

type Scene = TestServer & { readonly visit: (path: string) => Promise<string> }

async function start(stores: StoreMaker): Promise<Scene> {
  const late: { site?: ReturnType<typeof createPublicSite> } = {}
  const peer = { address: '192.0.2.7', isLoopback: false }
  const server = await createTestServer({
    store: await stores.open(),
    parts: { others: async (request) => late.site?.(request, peer) },
  })
  late.site = createPublicSite({ kernel: server.kernel, verifierPage: '<html></html>' })
  await addProduct(server.alpha, { slug: 'shown', findings: [flaw, attacked], components })
  await addProfile(server)
  await addProduct(server.alpha, { slug: 'other', findings: [flaw], components: components.slice(0, 1) })
  for (const slug of ['shown', 'other']) await addRows(server, slug)
  return {
    ...server,
    visit: async (path) => {
      const answer = await server.app.request(path)
      return `${answer.status} ${answer.headers.get('etag') ?? ''} ${await answer.text()}`
    },
  }
}

/** Rows of components and counts, as an analysis leaves them beside the findings. */
async function addRows({ alpha }: TestServer, slug: string): Promise<void> {
  await alpha.change(async (change) => {
    const desk = await openReleaseDesk({ id: alpha.id, db: change.db }, slug, 'current')
    const [inventory, report] = [await desk?.inventory(), await desk?.findings()]
    if (desk === undefined || inventory === undefined || report === undefined) throw new Error(slug)
    await saveRematch(alpha, change, {
      found: desk,
      report,
      inventory: { ...inventory, unidentified: [] },
      data: { root: 'ab'.repeat(32), asOf: sceneNow, isThin: false },
      watch: {},
      now: sceneNow,
    })
  })
}

async function addProfile({ alpha }: TestServer): Promise<void> {
  const text = formatProfile({
    schema: 'occtet.product/1',
    id: 'shown',
    product: { name: 'The shown', version: '1.0.0' },
    facts: { company_size: 'micro' },
  })
  const place = { product: 'p-shown', place: 'tracked', path: 'product.yaml' } as const
  await alpha.change(async (change) => writeProductFile(alpha, change, { ...place, text, now: sceneNow }))
}

async function decide(owner: TestCaller): Promise<void> {
  for (const { key } of [flaw, attacked]) {
    const wish = {
      verdict: {
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        responses: [],
      },
      reason: `one ${canary}`,
      scope: 'component',
      embargoUntil: '2027-01-31',
      findings: [{ product: 'shown', finding: key }],
    }
    const answer = await owner.send('POST', '/api/orgs/alpha/triage/decide', wish)
    expect([answer.status, (await answer.json()) as unknown]).toMatchObject([200, {}])
  }
}

async function decisionFiles({ alpha }: TestServer): Promise<readonly DecisionRecord[]> {
  const rows = await alpha.db
    .selectFrom('product_file')
    .select('text')
    .where('org_id', '=', alpha.id)
    .where('path', 'like', 'decisions/%')
    .orderBy('path')
    .execute()
  return rows.flatMap(({ text }) => {
    const read = parseDecision(text)
    return read.ok ? [read.value] : []
  })
}

/** Another verdict for other reasons by somebody else; the same flaw, place and day. */
function toldOtherwise(record: DecisionRecord): DecisionRecord {
  return {
    ...record,
    ...(record.embargoUntil === undefined ? {} : { embargoUntil: '2027-02-28' }),
    entries: record.entries.map((entry) => ({
      ...entry,
      by: 'Somebody else',
      reason: `other ${canary}`,
      ...('verdict' in entry
        ? { verdict: { status: 'affected', responses: ['update'], action: `Update, says the ${canary}.` } }
        : {}),
    })) as unknown as DecisionRecord['entries'],
  }
}

async function addSecrets(server: Scene, kind: Kind, told: Told): Promise<void> {
  if (told === 'none') return
  const scratch = server.as('owner')
  await decide(scratch)
  const records = await decisionFiles(server)
  expect(records).toHaveLength(2)
  await server.alpha.change(async (change) =>
    change.db
      .deleteFrom('product_file')
      .where('org_id', '=', server.alpha.id)
      .where('path', 'like', 'decisions/%')
      .execute(),
  )
  const place = kind === 'embargoed, in the public folder' ? 'tracked' : 'private'
  const files = records.map((made, at) => {
    const { embargoUntil: _, ...open } = made
    const base = { ...(kind === 'private' ? open : made), id: `D-${at}` }
    const text = formatDecision(told === 'one' ? base : toldOtherwise(base))
    return { place, path: `decisions/${base.id}.yaml`, text, version: 1, updated_at: sceneNow } as const
  })
  await bringIn(server, packProduct('shown', files))
  await addCase(server, told)
  const body = new URLSearchParams({
    title: `${told} ${canary}`,
    text: canary,
    contact: `${canary}@example.org`,
  })
  const sent = await server.app.request('/pub/alpha/shown/report', { method: 'POST', body })
  expect(sent.status).toBe(200)
}

async function bringIn(server: TestServer, archive: Uint8Array): Promise<void> {
  const path = '/api/orgs/alpha/products/shown/exchange/imports'
  const sent = await server.as('owner').send('POST', path, archive)
  const { id } = (await sent.json()) as { readonly id: string }
  const applied = await server.as('owner').send('POST', `${path}/${id}/apply`, { take: [], keep: [] })
  expect((await applied.json()) as unknown).toMatchObject({ written: 2 })
}

async function addCase(server: Scene, told: Told): Promise<void> {
  const opening = { track: 'AEV', drill: false, title: `${told} ${canary}`, role: 'manufacturer' }
  const opened = await server.as('owner').send('POST', '/api/orgs/alpha/products/shown/cases', opening)
  expect(opened.status).toBe(201)
}

/** The owner switches the page on and publishes all there is. */
async function publish(server: Scene): Promise<void> {
  const owner = server.as('owner')
  const path = '/api/orgs/alpha/products/shown/public'
  expect((await owner.send('PUT', path, { wishes, version: 0 })).status).toBe(200)
}

async function publishFiles(server: Scene): Promise<readonly string[]> {
  const owner = server.as('owner')
  const path = '/api/orgs/alpha/products/shown/public'
  const outgoing = (await (await owner.get(`${path}/outgoing`)).json()) as {
    files: { kind: string; path: string; sha256: string }[]
    release: string
  }
  const files = outgoing.files.map(({ path: name, sha256 }) => ({ path: name, sha256 }))
  const sent = await owner.send('POST', `${path}/files`, { release: outgoing.release, files })
  expect(sent.status).toBe(201)
  return outgoing.files.map(({ kind, path: name }) =>
    kind === 'csaf' ? `/csaf/white/${name}` : `/files/${kind}/${encodeURIComponent(name)}`,
  )
}

const publicPaths = [
  '/',
  '/?lang=de',
  '/report',
  '/verify',
  '/security.txt',
  '/csaf/provider-metadata.json',
  '/csaf/white/csaf-feed-tlp-white.json',
  '/csaf/white/index.txt',
  '/csaf/white/changes.csv',
]

async function publicAnswers(server: Scene, files: readonly string[]): Promise<readonly string[]> {
  const paths = [
    ...[...publicPaths, ...files].map((below) => `/pub/alpha/shown${below}`),
    '/.well-known/security.txt',
    '/.well-known/csaf/provider-metadata.json',
    '/api/version',
    '/api/session',
  ]
  const answers: string[] = []
  for (const path of paths) answers.push(`${path} ${await server.visit(path)}`)
  return answers
}

const values: Readonly<Record<string, string>> = {
  org: 'alpha',
  product: 'shown',
  release: '1.0.0',
  finding: flaw.key,
  decision: 'D-0',
  uuid: 'r-shown',
  case: 'AEV-2026-001',
  paper: 'vulnerability-report',
  question: 'q',
  requirement: 'I-1',
  index: '0',
  id: 'GHSA-aaaa-bbbb-cccc',
  format: 'html',
  number: '1',
}
const purl = encodeURIComponent('pkg:npm/lodash@4.17.20')
const queries: Readonly<Record<string, readonly string[]>> = {
  'triage.queue': ['', '?state=all', '?state=decided', '?q=electron', '?product=shown&is=exploited'],
  'inventory.component': [`?purl=${purl}`, `?purl=${encodeURIComponent('pkg:npm/electron@25.3.1')}`],
  'inventory.components': ['', '?state=open', '?has=findings', '?sort=findings'],
  'inventory.tree': ['', `?purl=${purl}`],
  'inventory.graph': [`?purl=${purl}`],
  'inventory.report': ['', '?lang=de'],
  'inventory.sbom': ['?format=cyclonedx', '?format=spdx'],
  'releases.diff': ['?from=0.9.0&to=1.0.0', '?from=1.0.0&to=1.0.0'],
  'licenses.show': [`?purl=${purl}`],
  'policy.explain': [`?subject=${purl}`, '?subject=GHSA-aaaa-bbbb-cccc', '?subject=product'],
  'feddb.search': ['?q=lodash'],
  'feddb.package': [`?purl=${purl}`],
  'feddb.containing': [`?purl=${purl}`],
  'vex.export': ['', '?format=csaf', '?format=cyclonedx', '?open=affected'],
  'vex.preview': ['', '?open=under_investigation'],
  'track.lookup': ['?name=shown&version=1.0.0'],
  'exchange.export': ['', '?private=yes'],
  'ledger.package': [''],
}
const asks: Readonly<Record<string, unknown>> = {
  'triage.preview': {
    verdict: { status: 'affected', responses: ['update'], action: 'Update.' },
    reason: 'A wish of somebody who may not see the decision that is there.',
    scope: 'product',
    findings: [{ product: 'shown', finding: flaw.key }],
  },
  'triage.confirm': { reason: 'Confirmed.' },
  'triage.revoke': { reason: 'Revoked.' },
}

/** Everything that can be read, in the words of the answer; stamps of the request are no part of it. */
async function privateAnswers(caller: TestCaller): Promise<readonly string[]> {
  const answers: string[] = []
  for (const [id, route] of Object.entries(routes as Readonly<Record<string, RouteShape>>)) {
    const isAsked = route.method === 'GET' ? route.answer.kind !== 'events' : id in asks
    if (!isAsked || route.access.kind === 'account' || id === 'tokens.list') continue
    const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(values[name] ?? 'x'),
    )
    for (const query of queries[id] ?? ['']) {
      const answer = await caller.send(route.method, path + query, asks[id])
      const bytes = Buffer.from(await answer.arrayBuffer()).toString('latin1')
      answers.push(`${id}${query} ${answer.status} ${answer.headers.get('etag') ?? ''} ${bytes}`)
    }
  }
  return answers
}

describeStores('what is kept back', (stores) => {
  const kinds: readonly Kind[] = ['embargoed', 'embargoed, in the public folder', 'private']
  for (const kind of kinds) {
    test(`${kind}: changes no answer to whoever may not see it`, async () => {
      const seen: Record<string, (readonly string[])[]> = {}
      for (const told of ['one', 'other'] as const) {
        const server = await start(stores)
        await publish(server)
        await addSecrets(server, kind, told)
        const open = permissions.filter((one) => one !== 'private.read' && one !== 'settings.write')
        const callers = {
          guest: server.as('guest'),
          'a token for reading': await server.token({ scopes: ['read'], product: 'shown' }),
          'a token for all but private things': await server.token({ scopes: open }),
        }
        for (const [name, caller] of Object.entries(callers)) {
          const answers = await privateAnswers(caller)
          expect(answers.filter((text) => text.includes(canary)).map((text) => text.slice(0, 300))).toEqual(
            [],
          )
          seen[name] = [...(seen[name] ?? []), answers]
        }
        // Somebody who may see it does: the comparison can fail.
        expect((await privateAnswers(server.as('auditor'))).join('')).toContain(canary)
      }
      const differing = Object.entries(seen).flatMap(([name, [one = [], other = []]]) =>
        one.filter((text, at) => text !== other[at]).map((text) => `${name}: ${text.slice(0, 600)}`),
      )
      expect(differing).toEqual([])
    }, 180_000)

    test(`${kind}: makes no difference on any public page`, async () => {
      const seen: (readonly string[])[] = []
      for (const told of ['none', 'one', 'other'] as const) {
        const server = await start(stores)
        await publish(server)
        await addSecrets(server, kind, told)
        seen.push(await publicAnswers(server, await publishFiles(server)))
      }
      expect(seen[0]!.length).toBeGreaterThan(12)
      expect(seen[1]).toEqual(seen[0])
      expect(seen[2]).toEqual(seen[0])
      expect(seen.flat().join('')).not.toContain(canary)
    }, 180_000)
  }
})
