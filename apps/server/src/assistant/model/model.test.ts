/** The model's settings: who sees what, where it may stand, and what becomes of its key. */
import fc from 'fast-check'
import { afterEach, expect, it, test } from 'vitest'
import { describeStores } from '../../../../../tests/postgres.ts'
import { countSealed, forgetSealed } from '../../db/sealed.ts'
import { places } from '../../kernel/vault.ts'
import { createTestServer, type TestServer } from '../../testing/server.ts'
import { createKeyHider } from './hide-key.ts'
import { findModelAddresses, readModelUrl } from './model-address.ts'
import { pinnedPost } from './pinned-post.ts'
import { closeEndpoints, codeOf, key, path, play, recordedOf, setModel, withLedger } from './testing/bench.ts'

afterEach(closeEndpoints)

const strict = { allowsPrivate: false, isOffline: false }
const lax = { allowsPrivate: true, isOffline: false }

test.each([
  ['https://llm.example.org/v1', true, true],
  ['https://10.0.0.7/v1', false, true],
  ['https://llm.internal/v1', false, true],
  ['http://127.0.0.1:11434/v1', false, true],
  ['http://localhost:11434/v1', false, true],
  ['http://[::1]:11434/v1', false, true],
  ['http://10.0.0.7/v1', false, true],
  ['http://[fd00::7]/v1', false, true],
  ['http://ollama:11434/v1', false, true],
  ['http://llm.internal/v1', false, true],
  // In the clear to a machine of somebody else, or to what a cloud tells only its own.
  ['http://8.8.8.8/v1', false, false],
  ['http://[fe80::1]/v1', false, false],
  ['http://llm.example.org/v1', false, false],
  ['http://169.254.169.254/latest', false, false],
  ['http://localhost.example.org/v1', false, false],
  ['http://0.0.0.0:11434/v1', false, false],
  ['http://2130706433/v1', false, true],
  ['https://name:secret@llm.example.org/v1', false, false],
  ['https://llm.example.org/v1?key=secret', false, false],
  ['https://llm.example.org/v1#x', false, false],
  ['file:///etc/passwd', false, false],
  ['nonsense', false, false],
])('%s: %s, and %s where the operator allows private networks', (text, open, allowed) => {
  expect([readModelUrl(text, strict).ok, readModelUrl(text, lax).ok]).toEqual([open, allowed])
})

test('every address of a name has to be allowed, at the moment of the request', async () => {
  const resolve =
    (...addresses: readonly string[]) =>
    async () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
  const may = async (url: string, rules: typeof strict, ...addresses: readonly string[]): Promise<boolean> =>
    (await findModelAddresses(new URL(url), { ...rules, resolve: resolve(...addresses) })).ok
  const site = 'https://llm.example.org/v1'
  expect(await may(site, strict, '93.184.216.34')).toBe(true)
  expect(await may(site, strict, '93.184.216.34', '10.0.0.1')).toBe(false)
  expect(await may(site, strict, '::ffff:127.0.0.1')).toBe(false)
  expect(await may(site, strict)).toBe(false)
  expect(await may(site, lax, '10.0.0.1')).toBe(true)
  expect(await may('http://localhost/v1', lax, '127.0.0.1', '::1')).toBe(true)
  expect(await may('http://localhost/v1', lax, '127.0.0.1', '93.184.216.34')).toBe(false)
  expect(await may('http://ollama/v1', lax, '172.18.0.2', 'fd00::2')).toBe(true)
  expect(await may('http://ollama/v1', lax, '172.18.0.2', '93.184.216.34')).toBe(false)
  expect(await may('http://ollama/v1', lax, '169.254.169.254')).toBe(false)
  expect(await may('http://ollama/v1', strict, '172.18.0.2')).toBe(false)
  const offline = { allowsPrivate: true, isOffline: true }
  expect(await may(site, offline, '93.184.216.34')).toBe(false)
  expect(await may('http://localhost/v1', offline, '127.0.0.1')).toBe(true)
})

test('a name that means another machine by now gets nothing', async () => {
  const endpoint = await play(() => ({ do: 'status', status: 200 }))
  const post = pinnedPost(strict, async () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]))
  const request = { headers: {}, body: '{}', signal: new AbortController().signal }
  const sent = post(`https://llm.example.org:${endpoint.url.port}/v1`, request)
  await expect(sent).rejects.toMatchObject({
    code: 'MODEL_UNREACHABLE',
    message: expect.stringContaining('private network') as string,
  })
  // Allowed: it is the address that was looked at that is connected to, whatever the name means elsewhere.
  const pinned = pinnedPost(lax, async () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]))
  const answer = await pinned(`http://localhost:${endpoint.url.port}/v1`, request)
  expect(answer.status).toBe(200)
  await answer.drop()
  expect(endpoint.received).toHaveLength(1)
})

test('a key is hidden wherever it is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('k1', 'k1k1', 'k1k2', 'k3k4k5', key, 'x', ' '), { maxLength: 20 }),
      fc.constantFrom(key, 'k1k1k2k1', 'k1k1k1k1'),
      (pieces, secret) => {
        const hider = createKeyHider(secret)
        const said = pieces.map((piece) => hider.next(piece)).join('') + hider.rest()
        expect(said).not.toContain(secret)
        expect(said).toBe(createKeyHider(secret).all(pieces.join('')))
      },
    ),
    { numRuns: 500 },
  )
  const none = createKeyHider('none')
  expect([none.next('none of them'), none.rest()]).toEqual(['none of them', ''])
})

describeStores('settings of a model', ({ open }) => {
  const start = async (allowsPrivateModels = true): Promise<TestServer> =>
    createTestServer({ store: await open(), settings: { allowsPrivateModels } })

  it('are shown without the key, which is sealed for its place', async () => {
    const server = await start(false)
    const owner = server.as('owner')
    expect(await (await owner.get(`${path()}/model`)).json()).toEqual({ model: null, allowsPrivate: false })
    const set = await setModel(owner, 'https://llm.example.org/v1', { key })
    const shown = {
      url: 'https://llm.example.org/v1',
      name: 'scripted-1',
      send: 'always',
      sources: ['guidance', 'catalogue', 'questionnaire', 'documentation'],
      monthlyTokens: 100_000,
      timeoutSeconds: 20,
      hasKey: true,
      tokensUsed: 0,
      setBy: 'Person owner',
      setAt: server.kernel.now(),
    }
    expect([set.status, await set.json()]).toEqual([200, { model: shown, recorded: { state: 'off' } }])
    expect(await (await server.as('auditor').get(`${path()}/model`)).json()).toEqual({
      model: shown,
      allowsPrivate: false,
    })
    expect(await codeOf(await server.as('guest').get(`${path()}/model`))).toEqual([403, 'PERMISSION_MISSING'])
    const row = await server.kernel.db.selectFrom('assistant_model').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(key)
    expect(server.kernel.vault.open(row.api_key ?? '', places.model(server.alpha.id))).toBe(key)
    expect(() => server.kernel.vault.open(row.api_key ?? '', places.model(server.beta.id))).toThrow()
    expect(await (await server.stranger.get(`${path('beta')}/model`)).json()).toMatchObject({ model: null })
    expect(await codeOf(await server.stranger.get(`${path()}/model`))).toEqual([404, 'NOT_FOUND'])
    expect(JSON.stringify(server.logged)).not.toContain(key)
  }, 60_000)

  it('let no key go to an address that it was not given for', async () => {
    const server = await start()
    const owner = server.as('owner')
    const hasKey = async (): Promise<boolean> =>
      ((await (await owner.get(`${path()}/model`)).json()) as { model: { hasKey: boolean } }).model.hasKey
    await setModel(owner, 'https://llm.example.org/v1', { key })
    expect((await setModel(owner, 'https://LLM.example.org/v1', { name: 'other' })).status).toBe(200)
    expect(await hasKey()).toBe(true)
    for (const url of [
      'https://llm.example.com/v1',
      'https://llm.example.org/v2',
      'https://llm.example.org:8443/v1',
    ])
      expect(await codeOf(await setModel(owner, url))).toEqual([422, 'MODEL_KEY_NEEDED'])
    const kept = (await (await owner.get(`${path()}/model`)).json()) as { model: { url: string } }
    expect(kept.model.url).toBe('https://llm.example.org/v1')
    expect((await setModel(owner, 'https://llm.example.com/v1', { key: '' })).status).toBe(200)
    expect(await hasKey()).toBe(false)
    // Without a key nothing can go astray.
    expect((await setModel(owner, 'https://llm.example.org/v1')).status).toBe(200)
    expect(await hasKey()).toBe(false)
  }, 60_000)

  it('name no private address unless the operator allows it, and work there no longer once it is taken back', async () => {
    const server = await start(false)
    const owner = server.as('owner')
    for (const url of ['http://127.0.0.1:11434/v1', 'https://10.0.0.7/v1', 'http://llm.example.org/v1'])
      expect(await codeOf(await setModel(owner, url))).toEqual([422, 'MODEL_URL_UNSAFE'])
    for (const more of [
      { key: 'a b' },
      { key: 'a\r\nx: y' },
      { name: '' },
      { name: 'a\u0000' },
      { send: 'yes' },
    ])
      expect(await codeOf(await setModel(owner, 'https://llm.example.org/v1', more))).toEqual([
        400,
        'BODY_INVALID',
      ])
    // As it would stand there from a time when it was allowed.
    const endpoint = await play(() => ({ do: 'status', status: 200 }))
    await setModel(owner, 'https://llm.example.org/v1')
    await server.kernel.db.updateTable('assistant_model').set({ url: endpoint.url.href }).execute()
    const answer = await owner.send('POST', `${path()}/word`, { question: 'What is an early warning?' })
    expect(await answer.text()).toMatch(/"code":"MODEL_UNREACHABLE"/)
    expect(endpoint.received).toEqual([])
  }, 60_000)

  it('count their key among the sealed secrets, and go on without it once those are given up', async () => {
    const server = await start()
    const owner = server.as('owner')
    // In two parts, as some keyboards write it; the ledger takes one.
    await setModel(owner, 'https://llm.example.org/v1', { key, name: 'Ma\u0308rz' })
    const { db } = server.kernel
    expect(await countSealed(db)).toMatchObject({ modelKeys: 1 })
    expect(await db.transaction().execute(async (tx) => forgetSealed(tx))).toMatchObject({ modelKeys: 1 })
    expect(await countSealed(db)).toMatchObject({ modelKeys: 0 })
    const shown = (await (await owner.get(`${path()}/model`)).json()) as { model: object }
    expect(shown.model).toMatchObject({ hasKey: false, name: 'M\u00e4rz' })
  }, 60_000)

  it('are told to the ledger by model and host, and gone when they are removed', async () => {
    const server = await start()
    await withLedger(server)
    const owner = server.as('owner')
    expect(await codeOf(await owner.send('DELETE', `${path()}/model`))).toEqual([404, 'NOT_FOUND'])
    await setModel(owner, 'https://llm.example.org/v1', { key, send: 'ask' })
    expect((await owner.send('DELETE', `${path()}/model`)).status).toBe(200)
    expect(await (await owner.get(`${path()}/model`)).json()).toMatchObject({ model: null })
    const place = { model: 'scripted-1', host: 'llm.example.org' }
    expect(await recordedOf(server)).toEqual([
      { type: 'assistant.model.set', data: { ...place, send: 'ask' } },
      { type: 'assistant.model.removed', data: place },
    ])
    expect(await server.kernel.db.selectFrom('assistant_model').selectAll().execute()).toEqual([])
    const drafts = await server.kernel.db.selectFrom('outbox').selectAll().execute()
    expect(JSON.stringify(drafts)).not.toContain(key)
  }, 60_000)
})
