/**
 * Under a product that both organisations have, by the same name: every id of the other one's things, in path, query and
 * body of every route, is answered like an id that nobody has, and changes nothing there.
 */
import { type RouteShape, routes } from '@occtet/contract/api'
import { sha256Hex } from '@occtet/toolkit/base'
import { formatProfile } from '@occtet/toolkit/cra'
import { expect, it } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { packProduct } from '../exchange/archive.ts'
import { writeBlob } from '../db/blobs.ts'
import { writeProductFile } from '../db/product-files.ts'
import type { OrgScope } from '../kernel/model.ts'
import { sampleRequest } from '../testing/sample.ts'
import { createTestServer, type TestServer } from '../testing/server.ts'
import { addProduct, findingOf, sceneNow } from '../triage/testing/scene.ts'

const theirs = findingOf('pkg:npm/theirs@1.0.0', 'GHSA-thei-thei-thei')
const base = '/api/orgs/beta/products/twin'
const theirText = 'A text that only they have.'
type Values = Readonly<Record<string, string>>

const text = formatProfile({
  schema: 'occtet.product/1',
  id: 'twin',
  product: { name: 'The twin', version: '1.0.0' },
  facts: { company_size: 'micro' },
})

async function addTwin(org: OrgScope, findings: readonly (typeof theirs)[]): Promise<void> {
  await addProduct(org, { slug: 'twin', findings })
  const place = { product: 'p-twin', place: 'tracked', path: 'product.yaml' } as const
  await org.change(async (change) => writeProductFile(org, change, { ...place, text, now: sceneNow }))
}

/** Of `beta`, by the names that paths, queries and bodies give them. Ids of products and releases are random in life. */
async function addTheirs({ beta, stranger }: TestServer): Promise<Values> {
  const made = async <T>(path: string, body?: unknown, method = 'POST'): Promise<T> => {
    const answer = await stranger.send(method, path, body)
    expect([path, answer.status]).toEqual([path, expect.toBeOneOf([200, 201, 202])])
    return (await answer.json()) as T
  }
  const verdict = { status: 'affected', responses: ['update'], action: 'Update.' }
  const findings = [{ product: 'twin', finding: theirs.key }]
  const decided = await made<{ decisions: { id: string }[] }>('/api/orgs/beta/triage/decide', {
    verdict,
    reason: 'Theirs.',
    scope: 'finding',
    findings,
  })
  const opening = { track: 'AEV', drill: false, title: 'Theirs', role: 'manufacturer' }
  const opened = await made<{ case: { row: { id: string } } }>(`${base}/cases`, opening)
  const hook = { url: 'https://hooks.example.org/x', events: ['clock'], isOn: false }
  const { webhook } = await made<{ webhook: { id: string } }>('/api/orgs/beta/webhooks', hook)
  const delivery = await made<{ id: string }>(`/api/orgs/beta/webhooks/${webhook.id}/test`)
  const { invitation } = await made<{ invitation: { id: string } }>('/api/orgs/beta/invitations', {
    role: 'curator',
  })
  const token = await made<{ token: { id: string } }>('/api/orgs/beta/tokens', {
    name: 'x',
    scopes: ['read'],
  })
  const archive = packProduct('twin', [
    { place: 'tracked', path: 'product.yaml', text, version: 1, updated_at: sceneNow },
  ])
  const imported = await made<{ id: string }>(`${base}/exchange/imports`, archive)
  const job = await beta.change(async (change) =>
    change.enqueue({ kind: 'nothing', input: null, product: 'twin' }),
  )
  await made('/api/orgs/beta/assistant/documents?name=theirs.md', new TextEncoder().encode(theirText))
  const proposal = await made<{ id: string }>('/api/orgs/beta/assistant/proposals', {
    kind: 'vex_justification',
    product: 'twin',
    subject: { kind: 'finding', id: theirs.key },
  })
  return {
    ...(await addRows(beta)),
    document: sha256Hex(theirText),
    finding: theirs.key,
    purl: theirs.purl,
    decision: decided.decisions[0]!.id,
    case: opened.case.row.id,
    webhook: webhook.id,
    delivery: delivery.id,
    invitation: invitation.id,
    token: token.token.id,
    import: imported.id,
    job: job.value,
    proposal: proposal.id,
    member: 'account-stranger',
    uuid: 'r-twin-of-beta',
  }
}

async function addRows(org: OrgScope): Promise<Values> {
  const org_id = org.id
  const own = { org_id, created_at: sceneNow }
  await org.change(async ({ db }) => {
    const digest = await writeBlob(org, { db }, { bytes: new Uint8Array([1]), now: sceneNow })
    await db
      .insertInto('upload')
      .values({
        ...own,
        release_id: 'r-twin',
        id: 'upload-1',
        kind: 'sbom',
        name: 'b.json',
        digest,
        size: 1,
        report: null,
      })
      .execute()
    await db
      .insertInto('vuln_report')
      .values({
        org_id,
        product_id: 'p-twin',
        reference: 'R-20261122-ABCDEFGHJK',
        state: 'new',
        received_at: sceneNow,
        acknowledge_by: sceneNow,
        acknowledged_at: null,
        closed_at: null,
        body: '{"title":"theirs","text":"theirs","wantsCredit":false}',
        case_id: null,
        note: null,
      })
      .execute()
    await db
      .insertInto('public_file')
      .values({
        org_id,
        product_id: 'p-twin',
        id: 'file-1',
        release: '1.0.0',
        kind: 'sbom',
        path: 'theirs.json',
        media: 'application/json',
        size: 1,
        digest,
        sha512: 'd',
        about: null,
        published_at: sceneNow,
        withdrawn_at: null,
      })
      .execute()
  })
  return { upload: 'upload-1', reference: 'R-20261122-ABCDEFGHJK', file: 'file-1' }
}

/** Of the same form, so that only its being there could make a difference. */
function missingLike(value: string): string {
  const last = value.slice(-1)
  return value.slice(0, -1) + (/\d/.test(last) ? String((Number(last) + 5) % 10) : last === 'z' ? 'y' : 'z')
}

async function ask(
  server: TestServer,
  route: RouteShape,
  values: Values,
): Promise<{ readonly status: number; readonly text: string }> {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x'))
  const { query, body } = sampleRequest(route, values)
  const answer = await server.as('owner').send(route.method, path + query, body)
  const said = Object.values(values)
    .toSorted((a, b) => b.length - a.length)
    .reduce((all, value) => (value.length < 5 ? all : all.replaceAll(value, '(id)')), await answer.text())
  return { status: answer.status, text: said.replaceAll(/[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{24}/g, '(new)') }
}

async function rowsOf({ kernel, beta }: TestServer): Promise<string> {
  const tables = [
    'product_file',
    'webhook',
    'webhook_delivery',
    'invitation',
    'api_token',
    'job',
    'upload',
  ] as const
  const more = [
    'vuln_report',
    'public_file',
    'finding',
    'member',
    'exchange_import',
    'release',
    'product',
    'assistant_document',
    'assistant_model',
    'assistant_proposal',
  ] as const
  const all = []
  for (const table of [...tables, ...more]) {
    all.push(await kernel.db.selectFrom(table).selectAll().where('org_id', '=', beta.id).execute())
  }
  return JSON.stringify(all)
}

describeStores('ids of another organisation', (stores) => {
  it('are nothing, wherever they stand', async () => {
    const server = await createTestServer({ store: await stores.open() })
    await addTwin(server.alpha, [])
    await addTwin(server.beta, [theirs])
    const foreign = await addTheirs(server)
    const before = await rowsOf(server)
    const own: Values = { org: 'alpha', product: 'twin', release: '1.0.0', version: '1.0.0' }
    const compared = new Set<string>()
    for (const [id, route] of Object.entries(routes as Readonly<Record<string, RouteShape>>)) {
      if (route.access.kind !== 'organisation' || route.answer.kind === 'events') continue
      const { query, body } = sampleRequest(route, { ...foreign, ...own })
      const sent = `${route.path} ${decodeURIComponent(query)} ${JSON.stringify(body) ?? ''}`
      const used = Object.keys(foreign).filter(
        (name) => route.path.includes(`:${name}`) || sent.includes(foreign[name]!),
      )
      for (const name of used) {
        const missing = missingLike(foreign[name]!)
        const [there, gone] = [
          await ask(server, route, { ...own, [name]: foreign[name]! }),
          await ask(server, route, { ...own, [name]: missing }),
        ]
        compared.add(name)
        expect([id, name, there]).toEqual([id, name, gone])
        if (route.path.includes(`:${name}`)) expect([id, name, there.status]).not.toEqual([id, name, 200])
      }
    }
    expect([...compared].sort()).toEqual(
      Object.keys(foreign)
        .filter((name) => name !== 'uuid')
        .sort(),
    )
    expect(await rowsOf(server)).toBe(before)
  }, 180_000)

  it('say nothing to a token of Dependency-Track, either', async () => {
    const server = await createTestServer({ store: await stores.open() })
    await addTwin(server.alpha, [])
    await addTwin(server.beta, [theirs])
    await addProduct(server.alpha, { slug: 'apart', findings: [] })
    const job = async (org: OrgScope, product: string): Promise<string> =>
      (await org.change(async (change) => change.enqueue({ kind: 'nothing', input: null, product }))).value
    const [own, apart, foreign] = [
      await job(server.alpha, 'twin'),
      await job(server.alpha, 'apart'),
      await job(server.beta, 'twin'),
    ]
    const token = await server.token({ scopes: ['inventory.write'], product: 'twin' })
    for (const path of ['/api/v1/bom/token/', '/api/v1/event/token/']) {
      const isProcessing = async (id: string): Promise<unknown> => (await token.get(path + id)).json()
      expect(await isProcessing(own)).toEqual({ processing: true })
      expect(await isProcessing(apart)).toEqual(await isProcessing(missingLike(apart)))
      expect(await isProcessing(foreign)).toEqual({ processing: false })
    }
  })
})
