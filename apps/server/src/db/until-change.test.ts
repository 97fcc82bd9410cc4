import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import type { OrgId, OrgScope } from '../kernel/model.ts'
import { openOrgScope } from './org-scope.ts'
import type { Store } from './open.ts'

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

  test('old results make room', async () => {
    const org = await open(await stores.open(), 'a')
    let runs = 0
    const ask = async (at: number): Promise<number> =>
      org.untilChange(`number ${at}`, async () => Promise.resolve(++runs))
    for (let at = 0; at < 40; at++) await ask(at)
    expect(await ask(39)).toBe(40)
    expect(await ask(0)).toBe(41)
  })
})
