/** A repeated request: a kill at any point between claim, change and answer neither loses the change nor makes it twice. */
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer, type TestServer } from '../testing/server.ts'
import { makeKernel } from '../app/make-kernel.ts'
import type { Store } from '../db/open.ts'
import { problemResponse } from './problem.ts'
import { digestRequest } from './repeat.ts'
import { runOnce } from './run-once.ts'

const wish = (key: string, request = 'a') => ({
  caller: 'person:account-owner',
  key,
  request: digestRequest('POST', '/x', request),
  now: '2026-11-22T12:00:00Z',
  isSecret: false,
  isOfOrg: true,
})

/** As a process that dies: nothing of what would follow runs. */
class Killed extends Error {}

describeStores('a request of a key', ({ open }) => {
  const start = async (): Promise<TestServer & { store: Store; products: () => Promise<number> }> => {
    const store = await open()
    const server = await createTestServer({ store })
    const products = async (): Promise<number> =>
      (await store.db.selectFrom('product').select('id').execute()).length
    return { ...server, store, products }
  }
  let count = 0
  const addProduct = async ({ alpha }: TestServer): Promise<void> => {
    const id = `p${++count}`
    await alpha.change(async ({ db }) => {
      const row = { org_id: alpha.id, id, slug: id, name: id, created_at: '', archived_at: null }
      await db.insertInto('product').values(row).execute()
    })
  }
  const made = (): Response => Response.json({ ok: true }, { status: 201 })

  test('runs once, and answers the same again', async () => {
    const server = await start()
    const run = async (): Promise<Response> => {
      await addProduct(server)
      return made()
    }
    const first = await runOnce(server.kernel, run, wish('k'))
    const again = await runOnce(server.kernel, run, wish('k'))
    expect([first.status, again.status, await again.json(), await server.products()]).toEqual([
      201,
      201,
      { ok: true },
      1,
    ])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect((await runOnce(server.kernel, run, wish('k', 'other'))).status).toBe(409)
    expect(await server.products()).toBe(1)
  })

  test('killed before the change is committed: the same request can be sent again, and is carried out', async () => {
    const server = await start()
    const die = async (): Promise<Response> => {
      await server.alpha.change(async ({ db }) => {
        const row = {
          org_id: server.alpha.id,
          id: 'x',
          slug: 'x',
          name: 'x',
          created_at: '',
          archived_at: null,
        }
        await db.insertInto('product').values(row).execute()
        throw new Killed()
      })
      return made()
    }
    await expect(runOnce(server.kernel, die, wish('k'))).rejects.toThrow(Killed)
    expect(await server.kernel.db.selectFrom('repeat').selectAll().execute()).toEqual([])
    const run = async (): Promise<Response> => {
      await addProduct(server)
      return made()
    }
    expect((await runOnce(server.kernel, run, wish('k'))).status).toBe(201)
    expect(await server.products()).toBe(1)
  })

  test('killed after it: nothing is done twice, and the client hears that it was done', async () => {
    const server = await start()
    const die = async (): Promise<Response> => {
      await addProduct(server)
      throw new Killed()
    }
    await expect(runOnce(server.kernel, die, wish('k'))).rejects.toThrow(Killed)
    const again = await runOnce(server.kernel, async () => (await addProduct(server), made()), wish('k'))
    expect([again.status, await server.products()]).toEqual([409, 1])
    expect(await again.text()).toContain('was carried out')
  })

  test('a fault after the change keeps the claim; one before it frees the key; a refusal is repeated', async () => {
    const server = await start()
    const broken = (): Response => problemResponse({ status: 500, code: 'OWN_FAULT' })
    await runOnce(server.kernel, async () => (await addProduct(server), broken()), wish('after'))
    expect(
      (await runOnce(server.kernel, async () => (await addProduct(server), made()), wish('after'))).status,
    ).toBe(409)
    await runOnce(server.kernel, async () => Promise.resolve(broken()), wish('before'))
    expect(
      (await runOnce(server.kernel, async () => (await addProduct(server), made()), wish('before'))).status,
    ).toBe(201)
    const refused = (): Response => problemResponse({ status: 422, code: 'BODY_INVALID' })
    await runOnce(server.kernel, async () => Promise.resolve(refused()), wish('no'))
    const again = await runOnce(server.kernel, async () => (await addProduct(server), made()), wish('no'))
    expect([again.status, await server.products()]).toEqual([422, 2])
  })

  test('of two processes with one key at the same moment one changes, however they interleave', async () => {
    const server = await start()
    const { store, clock } = server
    const other = makeKernel({
      store,
      settings: server.kernel.settings,
      clock: () => clock.now,
      log: () => undefined,
      after: {
        wakeJobs: () => undefined,
        wakeLedger: () => undefined,
        recorded: async () => Promise.resolve({ state: 'off' as const }),
      },
      vault: server.kernel.vault,
    })
    for (let round = 0; round < 10; round++) {
      const before = await server.products()
      const run = async (): Promise<Response> => {
        await new Promise((resolve) => setTimeout(resolve, round % 3))
        await addProduct(server)
        return made()
      }
      const answers = await Promise.all(
        [server.kernel, other, server.kernel].map(async (kernel) => runOnce(kernel, run, wish(`r${round}`))),
      )
      expect(await server.products()).toBe(before + 1)
      expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1)
      for (const { status } of answers) expect([201, 409]).toContain(status)
    }
  })

  test('what outlives the request does not write for it', async () => {
    const server = await start()
    let later: Promise<void> = Promise.resolve()
    const run = async (): Promise<Response> => {
      later = new Promise((resolve) => setTimeout(resolve, 20)).then(async () => addProduct(server))
      return Promise.resolve(made())
    }
    await runOnce(server.kernel, run, wish('k'))
    await later
    expect([(await runOnce(server.kernel, run, wish('k'))).status, await server.products()]).toEqual([201, 1])
  })
})
