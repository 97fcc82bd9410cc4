import { sha256Hex } from '@occtet/toolkit/base'
import { parseProfile } from '@occtet/toolkit/cra'
import { expect, test } from 'vitest'
import { describeStores, type StoreMaker } from '../../../../tests/postgres.ts'
import { addProduct, now } from '../cases/testing/product.ts'
import { readProductFile, writeProductFile } from '../db/product-files.ts'
import { createTestServer, type TestCaller, type TestServer } from '../testing/server.ts'
import { documentHandlers } from './handlers.ts'
import type { Preview } from './shown-paper.ts'
import type { PaperList } from './standing.ts'
import { fullProfile } from './testing/profile.ts'
import type { PaperVersion } from './version-rows.ts'

async function start(stores: StoreMaker): Promise<TestServer> {
  const server = await createTestServer({ store: await stores.open(), handlers: documentHandlers })
  await addProduct(server.alpha, { slug: 'shown', profile: fullProfile() })
  return server
}

const base = '/api/orgs/alpha/products/shown/releases/current/documents'
const declaration = `${base}/declaration-of-conformity`

async function said<T>(answer: Promise<Response>, status = 200): Promise<T> {
  const response = await answer
  const body = (await response.json()) as T
  expect({ status: response.status, body }).toMatchObject({ status })
  return body
}

async function make(
  caller: TestCaller,
  state: string,
  language = 'en',
  paper = declaration,
): Promise<PaperVersion> {
  const answer = caller.send('POST', `${paper}/versions`, { language, state })
  return (await said<{ version: PaperVersion }>(answer, 201)).version
}

async function code(answer: Promise<Response>): Promise<string> {
  return ((await (await answer).json()) as { readonly code: string }).code
}

describeStores('papers over HTTP', (stores) => {
  test('the list says what is needed, what is refused and why, and what nobody looked at', async () => {
    const server = await start(stores)
    const list = await said<PaperList>(server.as('assessor').get(`${base}?lang=de`))
    expect(list).toMatchObject({
      isRoleKnown: true,
      unread: ['inventory', 'findings', 'evidence'],
      language: 'de',
    })
    const refused = list.papers.filter(({ status }) => status === 'refused').map(({ id }) => id)
    expect(refused).toContain('steward-policy')
    const own = list.papers.find(({ id }) => id === 'declaration-of-conformity')
    expect(own).toMatchObject({ status: 'complete', missing: 0, title: 'EU-Konformitätserklärung' })
    const technical = list.papers.find(({ id }) => id === 'technical-documentation')
    expect(technical).toMatchObject({ status: 'incomplete' })
  })

  test('a preview has a mark on each statement, and a missing list that leads somewhere', async () => {
    const server = await start(stores)
    const preview = await said<Preview>(server.as('assessor').get(`${base}/technical-documentation`))
    const statements = preview.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'statement' ? [block.statement] : block.kind === 'key-values' ? block.rows : [],
      ),
    )
    const filled = statements.flatMap((one) => (one.kind === 'said' ? [one] : []))
    expect(filled.length).toBeGreaterThan(5)
    expect(filled.every(({ marks }) => marks.length > 0)).toBe(true)
    const stated = filled.filter(({ marks }) => marks[0]?.kind === 'stated')
    expect(stated.some(({ value }) => value[0]?.includes('Reads water meters'))).toBe(true)
    expect(preview.missing.length).toBeGreaterThan(5)
    expect(
      preview.missing.every(({ targets, minutes, roles }) => targets.length * minutes * roles.length > 0),
    ).toBe(true)
    const german = await said<Preview>(server.as('assessor').get(`${base}/technical-documentation?lang=de`))
    expect(german.missing.map(({ targets }) => targets)).toEqual(
      preview.missing.map(({ targets }) => targets),
    )
    const asWritten = german.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'statement' && block.statement.kind === 'said' && block.statement.isAsWritten
          ? block.statement.value
          : [],
      ),
    )
    expect(asWritten).toContain('Reads water meters in the cabinets of utilities.')
  })

  test('create, download, create again: every byte stays, and what changed is named', async () => {
    const server = await start(stores)
    const assessor = server.as('assessor')
    const first = await make(assessor, 'draft')
    expect(first).toMatchObject({ number: 1, state: 'draft', missing: 0, by: 'Person assessor' })
    expect(first.files.map(({ format }) => format)).toEqual(['pdf', 'docx', 'html', 'md', 'json'])
    expect(first.changes).toBeUndefined()
    const fields = { 'manufacturer.address': 'Kai 2, Bremen' }
    await said(server.as('manager').send('PATCH', '/api/orgs/alpha/products/shown/paper-facts', { fields }))
    const second = await make(assessor, 'final')
    expect(second).toMatchObject({ number: 2, state: 'final' })
    const address = second.changes?.listed.find(({ before }) => before[0]?.includes('Hafenstr'))
    expect(address).toMatchObject({ kind: 'changed', after: ['Kai 2, Bremen'] })
    for (const { format, sha256, bytes } of [...first.files, ...second.files]) {
      const number = first.files.some((file) => file.sha256 === sha256) ? 1 : 2
      const response = await assessor.get(`${declaration}/versions/${number}/files/${format}`)
      const content = new Uint8Array(await response.arrayBuffer())
      expect([response.status, sha256Hex(content), content.length]).toEqual([200, sha256, bytes])
      expect(response.headers.get('content-disposition')).toContain('attachment')
    }
    const html = await (await assessor.get(`${declaration}/versions/2/files/html`)).text()
    expect(html).toContain('Kai 2, Bremen')
    expect(html).not.toContain('class="mark"')
    const draft = await (await assessor.get(`${declaration}/versions/1/files/html`)).text()
    expect(draft).toContain('class="mark"')
  })

  test('what lacks something mandatory is never final, and says what it lacks', async () => {
    const server = await start(stores)
    const answer = server.as('owner').send('POST', `${base}/technical-documentation/versions`, {
      language: 'en',
      state: 'final',
    })
    const { code: refusal, detail } = await said<{ code: string; detail: string }>(answer, 422)
    expect([refusal, detail]).toEqual([
      'PAPER_INCOMPLETE',
      expect.stringContaining('mandatory parts are missing'),
    ])
    const rows = await said<{ rows: unknown[] }>(
      server.as('owner').get(`${base}/technical-documentation/versions`),
    )
    expect(rows.rows).toEqual([])
    const draft = await make(server.as('owner'), 'draft', 'de', `${base}/technical-documentation`)
    expect(draft.missing).toBeGreaterThan(5)
    const text = await (
      await server.as('owner').get(`${base}/technical-documentation/versions/1/files/html`)
    ).text()
    expect(text).toContain('ENTWURF')
  })

  test('a person signs the digest that they saw, once; the bytes stay', async () => {
    const server = await start(stores)
    await server.kernel.db.updateTable('org').set({ ledger_origin: 'example.org/alpha' }).execute()
    const owner = server.as('owner')
    await make(owner, 'draft')
    const { sha256 } = await make(owner, 'final')
    const sign = async (number: number, body: object, caller = owner): Promise<Response> =>
      caller.send('POST', `${declaration}/versions/${number}/sign`, body)
    expect(await code(sign(1, { sha256 }))).toBe('NOT_FINAL')
    expect(await code(sign(2, { sha256: '0'.repeat(64) }))).toBe('DIGEST_DIFFERS')
    expect((await sign(2, { sha256 }, server.as('assessor'))).status).toBe(403)
    const token = await server.token({
      scopes: ['documents.sign', 'read', 'private.read', 'documents.create'],
    })
    expect(await code(sign(2, { sha256 }, token))).toBe('PERSON_NEEDED')
    expect(
      await code(token.send('POST', `${declaration}/versions`, { language: 'en', state: 'final' })),
    ).toBe('PERSON_NEEDED')
    const both = await Promise.all([sign(2, { sha256 }), sign(2, { sha256 }, server.as('manager'))])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const { rows } = await said<{ rows: PaperVersion[] }>(owner.get(`${declaration}/versions`))
    expect(rows.map(({ number }) => number)).toEqual([2, 1])
    expect(rows[0]?.signature).toMatchObject({ sha256, at: now })
    const file = await owner.get(`${declaration}/versions/2/files/pdf`)
    expect(sha256Hex(new Uint8Array(await file.arrayBuffer()))).toBe(sha256)
    const outbox = await server.alpha.db
      .selectFrom('outbox')
      .select('draft')
      .where('org_id', '=', server.alpha.id)
      .orderBy('seq')
      .execute()
    const types = outbox.map(({ draft }) => (JSON.parse(draft) as { type: string }).type)
    expect(types.filter((type) => type === 'document.generated')).toHaveLength(5)
    expect(types.filter((type) => type === 'document.issued')).toHaveLength(5)
    expect(types.at(-1)).toBe('approval.granted')
  })

  test('only what was issued is for guests; other organisations and releases look absent', async () => {
    const server = await start(stores)
    await make(server.as('owner'), 'draft')
    const guest = server.as('guest')
    const rows = async (caller: TestCaller): Promise<number> =>
      (await said<{ rows: unknown[] }>(caller.get(`${declaration}/versions`))).rows.length
    expect([await rows(guest), await rows(server.as('auditor'))]).toEqual([0, 1])
    expect((await guest.get(`${declaration}/versions/1/files/pdf`)).status).toBe(404)
    expect((await guest.get(declaration)).status).toBe(403)
    await make(server.as('owner'), 'final')
    expect((await guest.get(`${declaration}/versions/2/files/pdf`)).status).toBe(200)
    expect((await server.stranger.get(declaration)).status).toBe(404)
    expect((await server.as('owner').get(`${base}/no-such-paper`)).status).toBe(404)
    expect((await server.as('owner').get(declaration.replace('current', '9.9.9'))).status).toBe(404)
    for (const path of ['1/files/exe', '0/files/pdf', '1e1/files/pdf', '99/files/pdf']) {
      expect((await server.as('owner').get(`${declaration}/versions/${path}`)).status).toBe(404)
    }
  })

  test('members are stated one by one, checked before they count, and taken back by an empty text', async () => {
    const server = await start(stores)
    const manager = server.as('manager')
    const fill = async (fields: object, caller = manager): Promise<Response> =>
      caller.send('PATCH', '/api/orgs/alpha/products/shown/paper-facts', { fields })
    const profile = async () => {
      const place = { product: 'product-shown', place: 'tracked', path: 'product.yaml' } as const
      const parsed = parseProfile((await readProductFile(server.alpha, server.alpha, place))?.text ?? '')
      return parsed.ok ? parsed.value : undefined
    }
    expect(
      (await fill({ 'security.contacts': 'a@x.example\n b@x.example ', 'support.endsAt': '' })).status,
    ).toBe(200)
    expect((await profile())?.security?.contacts).toEqual(['a@x.example', 'b@x.example'])
    expect((await profile())?.support?.endsAt).toBeUndefined()
    expect(await code(fill({ 'manufacturer.email': 'no address' }))).toBe('FIELD_INVALID')
    expect(await code(fill({ 'security.acknowledgeDays': 'soon' }))).toBe('FIELD_INVALID')
    expect(await code(fill({ 'manufacturer.name': '' }))).toBe('FIELD_INVALID')
    expect((await fill({ 'conformity.notifiedBody.number': '' })).status).toBe(200)
    expect((await profile())?.manufacturer?.name).toBe('Tideway GmbH')
    expect(await code(fill({ 'facts.traits': 'x' }))).toBe('BODY_INVALID')
    expect((await fill({ 'product.type': 'x' }, server.as('assessor'))).status).toBe(403)
  })

  test('a file that cannot be read makes no paper', async () => {
    const server = await start(stores)
    await server.alpha.change(async (change) => {
      const place = { product: 'product-shown', place: 'private', path: 'answers.yaml' } as const
      await writeProductFile(server.alpha, change, { ...place, text: 'answers: [', now })
    })
    expect(await code(server.as('owner').get(declaration))).toBe('FILE_DAMAGED')
    expect(await code(server.as('owner').get(base))).toBe('FILE_DAMAGED')
  })

  test('a paper is about the release, whatever version the profile names', async () => {
    const server = await start(stores)
    await addProduct(server.alpha, {
      slug: 'second',
      version: '5.0.0',
      profile: { ...fullProfile(), id: 'second' },
    })
    const preview = await said<Preview>(server.as('owner').get(declaration.replace('shown', 'second')))
    expect(preview.product.version).toBe('5.0.0')
    const text = JSON.stringify(preview)
    expect([text.includes('pkg:generic/tideway@5.0.0'), text.includes('4.2.0')]).toEqual([true, false])
  })
})
