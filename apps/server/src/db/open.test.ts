import { statSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { migrations } from './migrations/index.ts'
import { openStore } from './open.ts'

describeStores('the database', ({ engine, open, place }) => {
  test('has every step, and has it once when several programs start together', async () => {
    const where = await place()
    const stores = await Promise.all([openStore(where), openStore(where), openStore(where)])
    const [first] = stores
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
      first.db,
    )
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(migrations).sort())
    for (const store of stores) await store.close()
  })

  test('is refused if it is newer than the program, and is left as it was', async () => {
    const where = await place()
    const store = await openStore(where)
    await sql`insert into kysely_migration (name, timestamp) values ('999-later', '2030-01-01')`.execute(
      store.db,
    )
    await store.close()
    await expect(openStore(where)).rejects.toMatchObject({ code: 'DATABASE_NEWER' })
  })

  test('keeps numbers, texts and bytes as they are, and sorts text by code point', async () => {
    const { db } = await open()
    const now = '2026-11-22T00:00:00Z'
    for (const slug of ['b', 'a', 'Z', 'ä', '_', 'a-b', 'ab']) {
      await db
        .insertInto('org')
        .values({ id: slug, slug, name: 'x', ledger_origin: null, is_sample: 0, created_at: now })
        .execute()
    }
    const rows = await db.selectFrom('org').select('slug').orderBy('slug').execute()
    expect(rows.map(({ slug }) => slug)).toEqual(['Z', '_', 'a', 'a-b', 'ab', 'b', 'ä'])
    const bytes = new Uint8Array([0, 1, 255])
    await db.insertInto('blob').values({ org_id: 'a', digest: 'd', bytes, created_at: now }).execute()
    const blob = await db.selectFrom('blob').selectAll().executeTakeFirstOrThrow()
    expect(new Uint8Array(blob.bytes)).toEqual(bytes)
    const { count, total } = await db
      .selectFrom('org')
      .select((of) => [of.fn.countAll<number>().as('count'), of.fn.sum<number>('is_sample').as('total')])
      .executeTakeFirstOrThrow()
    expect([count, total]).toEqual([7, 0])
    await db
      .insertInto('job')
      .values({ ...job, org_id: 'a', done: Number.MAX_SAFE_INTEGER, created_at: now })
      .execute()
    expect(await db.selectFrom('job').select('done').executeTakeFirst()).toEqual({
      done: Number.MAX_SAFE_INTEGER,
    })
  })

  test('says which rule a row breaks', async () => {
    const { db } = await open()
    const org = { id: 'a', slug: 'a', name: 'x', ledger_origin: null, is_sample: 0, created_at: 'x' }
    await db.insertInto('org').values(org).execute()
    await expect(db.insertInto('org').values(org).execute()).rejects.toMatchObject({
      code: 'UNIQUE_VIOLATED',
    })
    await expect(
      db
        .insertInto('job')
        .values({ ...job, org_id: 'nobody', created_at: 'x' })
        .execute(),
    ).rejects.toMatchObject({ code: 'REFERENCE_VIOLATED' })
    await expect(sql`select no_such_column`.execute(db)).rejects.toMatchObject({ code: 'DATABASE_FAILED' })
  })

  test('a transaction that fails leaves nothing, and holds up nobody', async () => {
    const { db } = await open()
    const org = { id: 'a', slug: 'a', name: 'x', ledger_origin: null, is_sample: 0, created_at: 'x' }
    const failed = db.transaction().execute(async (tx) => {
      await tx.insertInto('org').values(org).execute()
      expect(await db.selectFrom('org').select('id').execute()).toEqual([])
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    await db.insertInto('org').values(org).execute()
    expect(await db.selectFrom('org').select('id').execute()).toEqual([{ id: 'a' }])
  })

  test.runIf(engine === 'sqlite')('the folder is for its owner alone', async () => {
    const where = await place()
    const store = await openStore(where)
    expect(statSync(where.dataDir).mode & 0o777).toBe(0o700)
    await store.close()
  })
})

const job = {
  id: 'j',
  product: null,
  kind: 'k',
  key: null,
  state: 'done' as const,
  step: null,
  done: 0,
  total: 0,
  input: '{}',
  result: null,
  error_code: null,
  error_message: null,
  attempts: 0,
  lease_until: null,
  worker: null,
  started_at: null,
  ended_at: null,
}
