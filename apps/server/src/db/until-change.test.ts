import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import type { OrgId, OrgScope } from '../kernel/model.ts'
import { openOrgScope } from './org-scope.ts'
import { openStore, type Store } from './open.ts'

const now = '2026-11-22T12:00:00Z'
const after = {
  wakeJobs: () => undefined,
  wakeLedger: () => undefined,
  recorded: async () => await Promise.resolve({ state: 'off' as const }),
}

async function open(store: Store, slug: string): Promise<OrgScope> {
  const id = `org-${slug}` as OrgId
  const org = { id, slug, name: slug, ledger_origin: null, is_sample: 0, created_at: now }
  await store.db
    .insertInto('org')
    .values(org)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await openOrgScope({ store, clock: Date.now, after }, id))!
}

async function addProduct(org: OrgScope, slug: string): Promise<void> {
  await org.change(async ({ db }) => {
    const row = { org_id: org.id, id: slug, slug, name: slug, created_at: now, archived_at: null }
    await db.insertInto('product').values(row).execute()
  })
}

describeStores('results until the next change', (stores) => {
  test('one computation for all who ask, whoever opened the organisation; a new one after a change', async () => {
    const store = await stores.open()
    const [one, two, other] = [await open(store, 'a'), await open(store, 'a'), await open(store, 'b')]
    let runs = 0
    const ask = async (org: OrgScope, name = 'count'): Promise<number> =>
      org.untilChange(name, async () => {
        runs++
        const rows = await org.db.selectFrom('product').select('id').where('org_id', '=', org.id).execute()
        return rows.length
      })
    expect(await Promise.all([ask(one), ask(two), ask(one)])).toEqual([0, 0, 0])
    expect(runs).toBe(1)
    expect(await ask(one, 'another')).toBe(0)
    await addProduct(two, 'kettle')
    expect([await ask(one), await ask(two)]).toEqual([1, 1])
    expect(runs).toBe(3)
    // Another organisation has its own, under the same name; its changes are not ours.
    expect(await ask(other)).toBe(0)
    await addProduct(other, 'pot')
    expect([await ask(one), await ask(other), runs]).toEqual([1, 1, 5])
  })

  test('a failure is not kept, and a change that failed changes nothing', async () => {
    const org = await open(await stores.open(), 'a')
    const fail = async (): Promise<string> => Promise.reject(new Error('once'))
    await expect(org.untilChange('x', fail)).rejects.toThrow('once')
    expect(await org.untilChange('x', async () => Promise.resolve('fine'))).toBe('fine')
    const broken = org.change(async () => Promise.reject(new Error('no')))
    await expect(broken).rejects.toThrow('no')
    expect(await org.untilChange('x', fail)).toBe('fine')
  })

  test('a new computation is handed what stood there before the change', async () => {
    const org = await open(await stores.open(), 'a')
    const seen: (number | undefined)[] = []
    const ask = async (): Promise<number> =>
      org.untilChange<number>('n', async (former) => {
        seen.push(former)
        return Promise.resolve((former ?? 0) + 1)
      })
    expect([await ask(), await ask()]).toEqual([1, 1])
    await addProduct(org, 'kettle')
    expect(await Promise.all([ask(), ask()])).toEqual([2, 2])
    expect(seen).toEqual([undefined, 1])
  })

  test('a change by another program is seen in the next read', async () => {
    const place = await stores.place()
    const [here, there] = [await openStore(place), await openStore(place)]
    try {
      const [one, other] = [await open(here, 'a'), await open(there, 'a')]
      const ask = async (org: OrgScope): Promise<number> =>
        org.untilChange('count', async () => {
          const rows = await org.db.selectFrom('product').select('id').where('org_id', '=', org.id).execute()
          return rows.length
        })
      for (let at = 1; at <= 3; at++) {
        await addProduct(at % 2 === 0 ? one : other, `kettle-${at}`)
        expect([await ask(one), await ask(other)]).toEqual([at, at])
      }
    } finally {
      await here.close()
      await there.close()
    }
  })

  test('old results make room, and so do large ones', async () => {
    const org = await open(await stores.open(), 'a')
    let runs = 0
    const ask = async (at: string, rows = 1): Promise<number> =>
      org.untilChange(
        at,
        async () => Promise.resolve(++runs),
        () => rows,
      )
    for (let at = 0; at < 300; at++) await ask(`number ${at}`)
    expect(await ask('number 299')).toBe(300)
    expect(await ask('number 0')).toBe(301)
    expect(await ask('large', 399_000)).toBe(302)
    expect(await ask('second', 2_000)).toBe(303)
    // The large one was the oldest left; the small ones before it went first.
    expect(await ask('second', 2_000)).toBe(303)
    expect(await ask('large', 399_000)).toBe(304)
  })
})
