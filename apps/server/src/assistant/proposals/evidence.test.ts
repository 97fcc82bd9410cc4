/** What a proposal is made from: whose word each piece is, and that nothing which could not be read is passed over. */
import { proposalRoutes } from '@occtet/contract/api'
import { sha256Hex } from '@occtet/toolkit/base'
import { assessEvidence, type SignalResult } from '@occtet/toolkit/cra'
import { formatReceivedList } from '@occtet/toolkit/vex'
import { expect, it } from 'vitest'
import type * as z from 'zod/mini'
import { describeStores } from '../../../../../tests/postgres.ts'
import { writeBlob } from '../../db/blobs.ts'
import { writeProductFile } from '../../db/product-files.ts'
import { packText } from '../../inventory/stored-json.ts'
import type { OrgScope } from '../../kernel/model.ts'
import { createTestServer, type TestServer } from '../../testing/server.ts'
import { addProduct, findingOf, sceneNow } from '../../triage/testing/scene.ts'

const proposalView = proposalRoutes['proposals.make'].answer.schema
type View = z.infer<typeof proposalView>

const flaw = findingOf('pkg:npm/lodash@4.17.20', 'GHSA-aaaa-bbbb-cccc', {
  summary: 'Command injection through lodash.template().',
})
const enough =
  'Call graph of the shipped release bundle: lodash.template is never called, no path leads to it.'

async function make(
  server: TestServer,
  more: Readonly<Record<string, unknown>> = {},
  headers: HeadersInit = {},
): Promise<View> {
  const subject = { kind: 'finding', id: flaw.key }
  const wish = { kind: 'vex_justification', product: 'shown', subject, ...more }
  const path = '/api/orgs/alpha/assistant/proposals'
  const answer = await server.as('owner').send('POST', path, wish, headers)
  return proposalView.parse(await answer.json())
}

async function put(org: OrgScope, path: string, text: string): Promise<void> {
  const place = { product: 'p-shown', place: 'tracked', path } as const
  await org.change(async (change) => writeProductFile(org, change, { ...place, text, now: sceneNow }))
}

/** As a supplier's document arrives and is kept. */
async function receive(org: OrgScope, statement: Readonly<Record<string, unknown>>): Promise<void> {
  const text = JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://example.org/vex',
    author: 'The supplier',
    timestamp: '2026-11-01T00:00:00Z',
    version: 1,
    statements: [{ vulnerability: { name: flaw.group }, products: [{ '@id': flaw.purl }], ...statement }],
  })
  const digest = sha256Hex(text)
  const entry = { digest, name: 'vex.json', trust: 'supplier', by: 'x', at: sceneNow } as const
  await put(org, 'received.yaml', formatReceivedList([entry]))
  await put(org, `received/${digest.slice(0, 32)}.json`, text)
}

async function giveEvidence(org: OrgScope, signals: readonly SignalResult[]): Promise<void> {
  const text = JSON.stringify(assessEvidence(signals))
  await org.change(async (change) => {
    const evidence_digest = await writeBlob(org, change, { bytes: packText(text), now: sceneNow })
    await change.db
      .updateTable('release')
      .set({ evidence_digest })
      .where('org_id', '=', org.id)
      .where('id', '=', 'r-shown')
      .execute()
  })
}

describeStores('evidence of a proposal', ({ open }) => {
  const start = async (): Promise<TestServer> => {
    const server = await createTestServer({ store: await open() })
    await addProduct(server.alpha, { slug: 'shown', findings: [flaw] })
    return server
  }

  it('a supplier’s statement is shown as theirs and carries nothing', async () => {
    const server = await start()
    await receive(server.alpha, {
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
      impact_statement: 'Call graph of the shipped bundle: lodash.template is never called.',
    })
    const made = await make(server)
    expect(made.evidence).toContainEqual({
      id: 'vex-1',
      source: 'The supplier',
      origin: 'foreign',
      text: 'Decided: not affected, vulnerable code not in execute path. Call graph of the shipped bundle: lodash.template is never called.',
      isUsed: false,
    })
    expect(made).toMatchObject({ outcome: 'not_enough_evidence', reason: 'MISSING_FACT' })
  }, 60_000)

  it('what could not be read may say the opposite, so that nothing is proposed', async () => {
    const server = await start()
    expect((await make(server, { notes: [enough] })).outcome).toBe('propose')
    await receive(server.alpha, { status: 'affected', action_statement: 'Update.' })
    const { text } = await server.kernel.db
      .selectFrom('product_file')
      .select('text')
      .where('path', 'like', 'received/%')
      .executeTakeFirstOrThrow()
    await put(server.alpha, `received/${sha256Hex(text).slice(0, 32)}.json`, `${text} `)
    const made = await make(server, { notes: [enough] })
    expect(made).toMatchObject({ outcome: 'not_enough_evidence', reason: 'DOUBT' })
    expect(made.evidence).toContainEqual(
      expect.objectContaining({
        id: 'unread',
        text: expect.stringContaining('could not be read (1)') as string,
      }),
    )
  }, 60_000)

  it('a decision in force is our own word, and a notice takes from it what users can do', async () => {
    const server = await start()
    const decided = await server.as('owner').send('POST', '/api/orgs/alpha/triage/decide', {
      verdict: { status: 'affected', responses: ['update'], action: 'Update to 1.0.1.' },
      reason: 'The exploit was reproduced on the shipped release.',
      scope: 'finding',
      findings: [{ product: 'shown', finding: flaw.key }],
    })
    expect(decided.status).toBe(200)
    const made = await make(server)
    expect(made.evidence).toContainEqual(
      expect.objectContaining({
        id: 'decision',
        source: 'decision, Person owner, 2026-11-22',
        origin: 'own',
        text: 'Decided: affected. The exploit was reproduced on the shipped release.',
      }),
    )
    const notice = await make(server, { kind: 'user_notice', facts: { exploited: 'no' } })
    expect(notice.outcome).toBe('propose')
    expect(notice.text).toContain('Update to 1.0.1.')
    // Nothing of the inside is told to users.
    expect(JSON.stringify(notice)).not.toContain('reproduced')
  }, 60_000)

  it('signals that speak for a question are found, those of others are not', async () => {
    const server = await start()
    const signal = (id: string, statement: string): SignalResult => ({
      id,
      title: id,
      state: 'present',
      strength: 'strong',
      statement,
      facts: {},
      evidence: [{ path: 'SECURITY.md', line: 3 }],
    })
    await giveEvidence(server.alpha, [
      signal('SIG-REPO-SECURITY-MD', 'SECURITY.md names an address for reports.'),
      signal('SIG-SBOM-SEEN', 'An SBOM is there.'),
    ])
    const asked = { kind: 'answer_from_evidence', subject: { kind: 'question', id: 'G1' } }
    const made = await make(server, asked)
    expect(made.evidence.map(({ source, origin, text }) => [source, origin, text])).toEqual([
      ['SIG-REPO-SECURITY-MD, SECURITY.md:3', 'own', 'SECURITY.md names an address for reports.'],
    ])
  }, 60_000)

  it('is worded in the language of the person, where the wish names none', async () => {
    const server = await start()
    const german = await make(server, {}, { 'accept-language': 'de-AT,en;q=0.5' })
    expect([german.language, (await make(server)).language]).toEqual(['de', 'en'])
    expect(german.evidence[0]?.text).toBe('Das Paket ist als direkte Abhängigkeit des Produkts aufgeführt.')
  }, 60_000)
})

describeStores('texts of any letters', ({ open }) => {
  it('are kept, judged and told to nobody but their readers', async () => {
    const server = await createTestServer({ store: await open() })
    await addProduct(server.alpha, { slug: 'shown', findings: [flaw] })
    await server.kernel.db.updateTable('org').set({ ledger_origin: 'log.example.org/a' }).execute()
    const odd = 'A \ud800 half, a \u0000 zero, and a letter a\u0308 in two parts.'
    const made = await make(server, {
      kind: 'risk_entry',
      subject: { kind: 'risk', id: 'Half \udc00' },
      notes: [odd],
    })
    expect(made.evidence.at(-1)?.text).toBe(odd)
    const path = `/api/orgs/alpha/assistant/proposals/${made.id}/verdict`
    const judged = await server.as('owner').send('POST', path, { verdict: 'rejected', note: odd })
    expect(judged.status).toBe(200)
  }, 60_000)
})
