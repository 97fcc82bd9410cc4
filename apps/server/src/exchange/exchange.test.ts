/** A product as files, out and in: a fixed point, hostile archives, nothing private for whoever may not. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProfileFile, packEvidence } from '@occtet/toolkit/adapters'
import { emptyPlan, formatPlanFile, parseProfile } from '@occtet/toolkit/cra'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { writeProductFile } from '../db/product-files.ts'
import { createTestServer, type TestServer } from '../testing/server.ts'
import { addProduct, findingOf } from '../triage/testing/scene.ts'

const profile = 'schema: occtet.product/1\nid: shown\nproduct:\n  name: Shown 3000\n'
const text = (value: string): Uint8Array => Buffer.from(value, 'utf8')
const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  packEvidence(new Map(Object.entries(files).map(([path, value]) => [path, text(value)])))
const path = '/api/orgs/alpha/products/shown/exchange'

interface Uploaded {
  readonly id: string
  readonly changes: readonly {
    readonly place: string
    readonly path: string
    readonly kind: string
    readonly code?: string
  }[]
}

describeStores('exchange', ({ open }) => {
  const start = async (): Promise<TestServer> => {
    const server = await createTestServer({ store: await open() })
    await addProduct(server.alpha, {
      slug: 'shown',
      findings: [findingOf('pkg:npm/lodash@4.17.20', 'GHSA-1')],
    })
    await addProduct(server.beta, { slug: 'shown', findings: [] })
    return server
  }
  const upload = async (server: TestServer, bytes: Uint8Array): Promise<Uploaded> => {
    const answer = await server.as('owner').send('POST', `${path}/imports`, bytes)
    expect(answer.status, await answer.clone().text()).toBe(201)
    return (await answer.json()) as Uploaded
  }
  const apply = async (
    server: TestServer,
    id: string,
    take: readonly object[] = [],
    keep: readonly object[] = [],
  ): Promise<Response> => server.as('owner').send('POST', `${path}/imports/${id}/apply`, { take, keep })
  const exported = async (server: TestServer, query = '?private=yes'): Promise<Uint8Array> => {
    const answer = await server.as('owner').get(`${path}${query}`)
    expect(answer.status).toBe(200)
    return new Uint8Array(await answer.arrayBuffer())
  }

  test('import, export, import: the same bytes, and nothing left to change', async () => {
    const server = await start()
    const plan = formatPlanFile(emptyPlan)
    const given = zip({
      '.occtet/product.yaml': profile,
      '.occtet/.gitignore': '*.tmp\n',
      'private/shown/plan.yaml': plan,
      'README.md': 'x',
    })
    const { id, changes } = await upload(server, given)
    expect(changes.map(({ kind, path: file }) => `${kind} ${file}`)).toEqual([
      'new plan.yaml',
      'new .gitignore',
      'new product.yaml',
    ])
    expect((await apply(server, id)).status).toBe(200)
    const once = await exported(server)
    const again = await upload(server, once)
    expect(again.changes.every(({ kind }) => kind === 'same')).toBe(true)
    expect((await apply(server, again.id)).status).toBe(200)
    expect(Buffer.from(await exported(server)).equals(once)).toBe(true)
    const open = Buffer.from(await exported(server, '')).toString('latin1')
    expect(open).not.toContain('plan.yaml')
  })

  test('both sides have it: each file has to be chosen, and the choice holds', async () => {
    const server = await start()
    const first = await upload(server, zip({ '.occtet/product.yaml': profile }))
    await apply(server, first.id)
    const other = profile.replace('3000', '4000')
    const { id, changes } = await upload(server, zip({ '.occtet/product.yaml': other }))
    expect(changes).toMatchObject([{ kind: 'conflict', here: profile, there: other }])
    expect((await apply(server, id)).status).toBe(409)
    const chosen = [{ place: 'tracked', path: 'product.yaml' }]
    expect((await apply(server, id, chosen, chosen)).status).toBe(409)
    expect((await apply(server, id, chosen)).status).toBe(200)
    expect(Buffer.from(await exported(server)).toString('utf8')).toContain('Shown 4000')
    expect((await apply(server, id, chosen)).status).toBe(404)
  })

  test('what is no file of a product, or no good one, is refused by name', async () => {
    const server = await start()
    const { changes } = await upload(
      server,
      zip({
        '.occtet/product.yaml': profile.replace('id: shown', 'id: other'),
        '.occtet/answers.yaml': 'schema: occtet.answers/1\nproduct: x\nanswers:\n  A1: [',
        '.occtet/decisions/CON.yaml': 'x',
        '.occtet/id_rsa': 'secret',
        'private/shown/cases/AEV-20261120-1.json': '{"schema":"occtet.case/1"}',
      }),
    )
    expect(changes.map(({ path: file, code }) => `${code} ${file}`).sort()).toEqual([
      'FILE_INVALID answers.yaml',
      'FILE_INVALID cases/AEV-20261120-1.json',
      'FILE_UNKNOWN decisions/CON.yaml',
      'FILE_UNKNOWN id_rsa',
      'OTHER_PRODUCT product.yaml',
    ])
  })

  test('a private folder alone is never taken for the public one', async () => {
    const server = await start()
    const bare = await server
      .as('owner')
      .send('POST', `${path}/imports`, zip({ 'private/shown/plan.yaml': 'x' }))
    expect(bare.status).toBe(400)
    const { changes } = await upload(server, zip({ 'private/shown/plan.yaml': 'broken: [', 'a.txt': 'x' }))
    expect(changes).toMatchObject([{ place: 'private', kind: 'refused' }])
    const stripped = await server.as('owner').send('POST', `${path}/imports`, zip({ 'plan.yaml': 'x' }))
    expect(stripped.status).toBe(400)
  })

  test('hostile bytes are refused and nothing is written', async () => {
    const server = await start()
    for (const bytes of [
      text(''),
      text('PK\u0003\u0004 not really'),
      zip({ 'a.txt': 'x' }),
      zip({ '../.occtet/product.yaml': profile }),
    ]) {
      const answer = await server.as('owner').send('POST', `${path}/imports`, bytes)
      expect([400, 413]).toContain(answer.status)
    }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const answer = await server.as('owner').send('POST', `${path}/imports`, bytes)
        expect(answer.status).toBe(400)
      }),
      { numRuns: 20 },
    )
  })

  test('private files: only with the right to read them; other organisations see no import', async () => {
    const server = await start()
    await server.alpha.change(async (change) => {
      await writeProductFile(server.alpha, change, {
        product: 'p-shown',
        place: 'private',
        path: 'plan.yaml',
        text: 'secret: 1\n',
        now: server.kernel.now(),
      })
    })
    const token = await server.token({ scopes: ['read', 'export', 'products.write'] })
    expect((await token.get(`${path}?private=yes`)).status).toBe(403)
    expect(Buffer.from(await (await token.get(path)).arrayBuffer()).toString('latin1')).not.toContain(
      'secret',
    )
    expect(
      (
        await token.send(
          'POST',
          `${path}/imports`,
          zip({
            '.occtet/.gitignore': 'x',
            'private/shown/plan.yaml': formatPlanFile(emptyPlan),
          }),
        )
      ).status,
    ).toBe(403)
    const { id } = await upload(server, zip({ '.occtet/product.yaml': profile }))
    expect((await token.get(`${path}/imports/${id}`)).status).toBe(404)
    expect((await server.stranger.get(`/api/orgs/beta/products/shown/exchange/imports/${id}`)).status).toBe(
      404,
    )
    expect(
      (await server.as('auditor').send('POST', `${path}/imports`, zip({ '.occtet/product.yaml': profile })))
        .status,
    ).toBe(403)
  })

  test('files that the command line wrote go through unchanged', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'occtet-exchange-'))
    const read = parseProfile(profile)
    if (!read.ok) throw new Error(read.error.message)
    createProfileFile(folder, read.value)
    const own = readFileSync(join(folder, '.occtet', 'product.yaml'), 'utf8')
    const server = await start()
    const { id } = await upload(server, zip({ '.occtet/product.yaml': own }))
    await apply(server, id)
    const back = await upload(server, await exported(server))
    expect(back.changes).toMatchObject([{ kind: 'same', path: 'product.yaml' }])
    rmSync(folder, { recursive: true })
  })

  test('documents of others go through whole, and not under another name', async () => {
    const server = await start()
    const document = `\uFEFF${JSON.stringify({ '@context': 'https://openvex.dev/ns/v0.2.0', '@id': 'https://example.org/vex', author: 'Somebody', timestamp: '2026-11-01T00:00:00Z', version: 1, statements: [{ vulnerability: { name: 'GHSA-1' }, products: [{ '@id': 'pkg:npm/lodash@4.17.20' }], status: 'fixed' }] })}`
    const uploaded = await server
      .as('owner')
      .send('POST', '/api/orgs/alpha/products/shown/releases/1.0.0/uploads?name=vex.json', document)
    expect(uploaded.status, await uploaded.clone().text()).toBe(202)
    const once = await exported(server)
    const other = await createTestServer({ store: await open() })
    await addProduct(other.alpha, { slug: 'shown', findings: [] })
    const { id, changes } = await upload(other, once)
    expect(changes.map(({ kind, path: file }) => `${kind} ${file.replace(/[0-9a-f]{32}/, 'ID')}`)).toEqual([
      'new received.yaml',
      'new received/ID.json',
    ])
    expect((await apply(other, id)).status).toBe(200)
    expect(Buffer.from(await exported(other)).equals(once)).toBe(true)
    const received = (await (
      await other.as('owner').get('/api/orgs/alpha/products/shown/vex')
    ).json()) as object
    expect(received).toMatchObject({ documents: [{ name: 'vex.json', trust: 'other' }], broken: [] })
    const moved = zip({ [`.occtet/received/${'0'.repeat(32)}.json`]: document, 'README.md': 'x' })
    expect((await upload(other, moved)).changes.map(({ code }) => code)).toContain('FILE_INVALID')
  })

  test('what cannot be kept letter by letter is refused, never left out', async () => {
    const server = await start()
    const send = async (bytes: string | Uint8Array): Promise<number> =>
      (
        await server
          .as('owner')
          .send('POST', '/api/orgs/alpha/products/shown/releases/1.0.0/uploads?name=vex.json', bytes)
      ).status
    const document = JSON.stringify({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': 'https://example.org/vex',
      author: 'Somebody',
      timestamp: '2026-11-01T00:00:00Z',
      version: 1,
      statements: [
        {
          vulnerability: { name: 'GHSA-1' },
          products: [{ '@id': 'pkg:npm/lodash@4.17.20' }],
          status: 'fixed',
        },
      ],
    })
    expect(await send(Buffer.from(`\uFEFF${document}`, 'utf16le'))).toBe(422)
    await server.alpha.change(async (change) => {
      await writeProductFile(server.alpha, change, {
        product: 'p-shown',
        place: 'tracked',
        path: 'received.yaml',
        text: 'schema: 7\n',
        now: server.kernel.now(),
      })
    })
    expect(await send(document)).toBe(422)
  })
})
