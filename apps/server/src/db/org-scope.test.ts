import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import type { OrgId, OrgScope, Recorded } from '../kernel/model.ts'
import { readBlob, writeBlob } from './blobs.ts'
import type { Store } from './open.ts'
import { openOrgScope } from './org-scope.ts'
import { listProductFiles, readProductFile, removeProductFile, writeProductFile } from './product-files.ts'

const now = '2026-11-22T12:00:00Z'

async function addOrg(store: Store, slug: string, isRecorded = true): Promise<OrgScope> {
  const id = `id-${slug}` as OrgId
  const ledger_origin = isRecorded ? `${slug}.example/log` : null
  await store.db
    .insertInto('org')
    .values({ id, slug, name: slug, ledger_origin, is_sample: 0, created_at: now })
    .execute()
  const after = {
    wakeJobs: () => undefined,
    wakeLedger: () => undefined,
    recorded: async (): Promise<Recorded> => await Promise.resolve({ state: 'pending' }),
  }
  const scope = await openOrgScope({ store, clock: () => Date.parse(now), after }, id)
  if (scope === undefined) throw new Error('no scope')
  return scope
}

const draft = {
  type: 'assessment.started',
  actor: { kind: 'user', who: { name: 'Somebody' } },
  product: 'p',
  data: { assessment: 'quick' },
} as const

const product = { id: 'p', slug: 'p', name: 'P', created_at: now, archived_at: null }

describeStores('a change', ({ open }) => {
  test('brings rows, events and jobs together, or nothing', async () => {
    const store = await open()
    const org = await addOrg(store, 'a')
    const { value, recorded } = await org.change(async (change) => {
      await change.db
        .insertInto('product')
        .values({ ...product, org_id: org.id })
        .execute()
      change.record(draft)
      return change.enqueue({ kind: 'k', input: { a: 1 }, product: 'p' })
    })
    expect(await recorded()).toEqual({ state: 'pending' })
    const jobs = await org.db.selectFrom('job').selectAll().where('org_id', '=', org.id).execute()
    expect(jobs).toMatchObject([{ id: value, state: 'queued', input: '{"a":1}', product: 'p' }])
    const outbox = await store.db.selectFrom('outbox').selectAll().execute()
    expect(outbox).toMatchObject([{ org_id: org.id, log_index: null }])
    expect(JSON.parse(outbox[0]?.draft ?? '')).toMatchObject({
      id: outbox[0]?.event_id,
      time: '2026-11-22T12:00:00.000Z',
    })

    const failed = org.change(async (change) => {
      await change.db.updateTable('product').set({ name: 'x' }).where('org_id', '=', org.id).execute()
      change.record(draft)
      await change.enqueue({ kind: 'k', input: null })
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    const names = await org.db.selectFrom('product').select('name').where('org_id', '=', org.id).execute()
    expect(names).toEqual([{ name: 'P' }])
    expect(await store.db.selectFrom('outbox').selectAll().execute()).toHaveLength(1)
    expect(await store.db.selectFrom('job').selectAll().execute()).toHaveLength(1)
  })

  test('refuses an event that nobody could record, before anything is kept', async () => {
    const store = await open()
    const org = await addOrg(store, 'a')
    const failed = org.change(async (change) => {
      await change.db
        .insertInto('product')
        .values({ ...product, org_id: org.id })
        .execute()
      change.record({ ...draft, type: 'no.such.type' })
    })
    await expect(failed).rejects.toThrow('nobody can record')
    const data = {
      organisation: 'a',
      origin: 'a.example/log',
      key: { purpose: 'event', algorithm: 'ed25519', keyid: 'ab'.repeat(32), spki: 'AA==' },
    }
    const birth = org.change(async (change) => {
      await Promise.resolve()
      change.record({ type: 'log.created', actor: draft.actor, data })
    })
    await expect(birth).rejects.toThrow('nobody can record')
    expect(await store.db.selectFrom('product').selectAll().execute()).toEqual([])
  })

  test('of an organisation without a ledger records nothing, and says so', async () => {
    const store = await open()
    const org = await addOrg(store, 'a', false)
    const { recorded } = await org.change(async (change) => {
      change.record(draft)
      await Promise.resolve()
    })
    expect(await recorded()).toEqual({ state: 'off' })
    expect(await store.db.selectFrom('outbox').selectAll().execute()).toEqual([])
  })

  test('waits for the one before it in its own organisation only', async () => {
    const store = await open()
    const [a, b] = [await addOrg(store, 'a'), await addOrg(store, 'b')]
    for (const org of [a, b]) {
      await org.change(async (change) =>
        change.db
          .insertInto('product')
          .values({ ...product, org_id: org.id, name: '0' })
          .execute(),
      )
    }
    const increment = async (org: OrgScope): Promise<unknown> =>
      org.change(async ({ db }) => {
        const row = await db
          .selectFrom('product')
          .select('name')
          .where('org_id', '=', org.id)
          .executeTakeFirstOrThrow()
        await new Promise((resolve) => setImmediate(resolve))
        await db
          .updateTable('product')
          .set({ name: String(Number(row.name) + 1) })
          .where('org_id', '=', org.id)
          .execute()
      })
    await Promise.all(Array.from({ length: 40 }, (_, at) => increment(at % 2 === 0 ? a : b)))
    const names = await store.db.selectFrom('product').select('name').execute()
    expect(names).toEqual([{ name: '20' }, { name: '20' }])
  })

  test('inside a change, another change or a write past it is a mistake that shows', async () => {
    const store = await open()
    const org = await addOrg(store, 'a')
    const nested = org.change(async () => org.change(async () => await Promise.resolve()))
    await expect(nested).rejects.toThrow('inside a change')
    const past = org.change(async () =>
      org.db
        .insertInto('product')
        .values({ ...product, org_id: org.id })
        .execute(),
    )
    await expect(past).rejects.toThrow('past the change')
    await org.change(async ({ db }) =>
      db
        .insertInto('product')
        .values({ ...product, org_id: org.id })
        .execute(),
    )
    expect(await store.db.selectFrom('product').select('id').execute()).toEqual([{ id: 'p' }])
  })

  test('a key gives one job while it waits, and another once it runs', async () => {
    const store = await open()
    const org = await addOrg(store, 'a')
    const order = { kind: 'k', input: null, key: 'once' }
    const add = async (): Promise<string> => (await org.change(async (change) => change.enqueue(order))).value
    const ids = await Promise.all([add(), add(), add()])
    expect(new Set(ids).size).toBe(1)
    await store.db.updateTable('job').set({ state: 'running' }).execute()
    expect(await add()).not.toBe(ids[0])
  })

  test('reaches no other organisation', async () => {
    const store = await open()
    const [a, b] = [await addOrg(store, 'a'), await addOrg(store, 'b')]
    await b.change(async ({ db }) =>
      db
        .insertInto('product')
        .values({ ...product, org_id: b.id })
        .execute(),
    )
    await expect(a.db.selectFrom('product').selectAll().execute()).rejects.toMatchObject({
      code: 'TENANT_CONDITION_MISSING',
    })
    const inside = a.change(async ({ db }) => db.deleteFrom('product').where('org_id', '=', b.id).execute())
    await expect(inside).rejects.toMatchObject({ code: 'TENANT_CONDITION_MISSING' })
    // The database itself refuses a release of another organisation's product.
    const release = {
      id: 'r',
      product_id: 'p',
      version: '1',
      released_at: null,
      created_at: now,
      is_current: 0,
    }
    const none = { inventory_digest: null, findings_digest: null, evidence_digest: null }
    const more = { analysed_at: null, feddb_root: null, feddb_as_of: null }
    const foreign = a.change(async ({ db }) =>
      db
        .insertInto('release')
        .values({ ...release, ...none, ...more, org_id: a.id })
        .execute(),
    )
    await expect(foreign).rejects.toMatchObject({ code: 'REFERENCE_VIOLATED' })
  })
})

describeStores('files of a product', ({ open }) => {
  const place = { product: 'p', place: 'tracked', path: 'product.yaml' } as const

  test('have versions, and a writer who knew an older one is told', async () => {
    const org = await addOrg(await open(), 'a')
    const write = async (text: string, expected?: number): Promise<number | 'CONFLICT'> =>
      (
        await org.change(async (change) =>
          writeProductFile(org, change, {
            ...place,
            text,
            now,
            ...(expected === undefined ? {} : { expected }),
          }),
        )
      ).value
    expect(await write('one', 1)).toBe('CONFLICT')
    expect(await write('one', 0)).toBe(1)
    expect(await write('two', 0)).toBe('CONFLICT')
    expect(await write('one', 1)).toBe(1)
    expect(await write('two', 1)).toBe(2)
    expect(await write('three')).toBe(3)
    expect(await readProductFile(org, org, place)).toMatchObject({ text: 'three', version: 3 })
    const remove = async (expected: number): Promise<unknown> =>
      (await org.change(async (change) => removeProductFile(org, change, { ...place, expected }))).value
    expect(await remove(2)).toBe('CONFLICT')
    expect(await remove(3)).toBe(true)
    expect(await remove(0)).toBe(false)
  })

  test('are listed by folder, in order', async () => {
    const org = await addOrg(await open(), 'a')
    const paths = [
      'decisions/b.yaml',
      'decisions/a.yaml',
      'decisions-old.yaml',
      'decisions.yaml',
      'product.yaml',
      'decisions/ü.yaml',
    ]
    await org.change(async (change) => {
      for (const path of paths) await writeProductFile(org, change, { ...place, path, text: 'x', now })
    })
    const listed = await listProductFiles(org, org, { product: 'p', under: 'decisions/' })
    expect(listed.map(({ path }) => path)).toEqual([
      'decisions/a.yaml',
      'decisions/b.yaml',
      'decisions/ü.yaml',
    ])
    expect(await listProductFiles(org, org, { product: 'p', place: 'private' })).toEqual([])
    expect(await listProductFiles(org, org, { product: 'q' })).toEqual([])
  })
})

describeStores('bytes', ({ open }) => {
  test('are found by their digest, by their own organisation, and checked', async () => {
    const store = await open()
    const [a, b] = [await addOrg(store, 'a'), await addOrg(store, 'b')]
    const bytes = new Uint8Array([1, 2, 3])
    const write = async (): Promise<string> =>
      (await a.change(async (change) => writeBlob(a, change, { bytes, now }))).value
    const digest = await write()
    expect(await write()).toBe(digest)
    expect(await readBlob(a, a, digest)).toEqual(bytes)
    expect(await readBlob(b, b, digest)).toBeUndefined()
    await store.db
      .updateTable('blob')
      .set({ bytes: new Uint8Array([9]) })
      .execute()
    await expect(readBlob(a, a, digest)).rejects.toMatchObject({ code: 'DATABASE_FAILED' })
  })
})
