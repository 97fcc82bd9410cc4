/** The key at the start: made once, checked ever after; older rows are sealed, and a lost key is one clear error. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { openStore, type Store } from '../db/open.ts'
import { countSealed } from '../db/sealed.ts'
import { isSealed, places } from '../kernel/vault.ts'
import { writeBackup } from './backup.ts'
import { forgetServerSecrets, openVault } from './open-vault.ts'
import { restoreBackup } from './restore.ts'
import { keyFileOf, makeSecretKey, readSecretKey } from './secret-key.ts'

const now = '2026-11-22T12:00:00Z'
const totp = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const hook = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

/** As a version before sealing left it. */
async function addPlain({ db }: Store): Promise<void> {
  const account = { name: 'A', email: 'a@example.org', password_hash: null, totp_pending: null, totp_step: 5 }
  await db
    .insertInto('account')
    .values({ ...account, id: 'a', totp_secret: totp, created_at: now })
    .execute()
  await db
    .insertInto('org')
    .values({ id: 'o', slug: 'o', name: 'O', ledger_origin: null, is_sample: 0, created_at: now })
    .execute()
  const row = { org_id: 'o', id: 'w', url: 'https://example.org', events: '[]', is_on: 1, secret: hook }
  await db
    .insertInto('webhook')
    .values({ ...row, old_secret: hook, old_until: now, created_at: now })
    .execute()
}

async function secretsOf({ db }: Store): Promise<readonly (string | null)[]> {
  const { totp_secret: factor } = await db
    .selectFrom('account')
    .select('totp_secret')
    .executeTakeFirstOrThrow()
  const row = await db.selectFrom('webhook').select(['secret', 'old_secret']).executeTakeFirstOrThrow()
  return [factor, row.secret, row.old_secret]
}

describeStores('secrets at rest', (stores) => {
  test('the first start makes a key for its owner alone and seals what was plain; the next ones change nothing', async () => {
    const place = await stores.place()
    const store = await openStore(place)
    await addPlain(store)
    const vault = await openVault(store, place, now)
    expect(statSync(keyFileOf(place)).mode & 0o777).toBe(0o600)
    const sealed = await secretsOf(store)
    expect(sealed.every((text) => text !== null && isSealed(text))).toBe(true)
    expect(vault.open(sealed[0] ?? '', places.totp('a'))).toBe(totp)
    expect(vault.open(sealed[2] ?? '', places.webhook('o', 'w'))).toBe(hook)
    const again = await openVault(store, place, now)
    expect([again.keyId, await secretsOf(store)]).toEqual([vault.keyId, sealed])
    expect(await countSealed(store.db)).toEqual({
      secondFactors: 1,
      webhooks: 1,
      openpgpKeys: 0,
      modelKeys: 0,
    })
    await store.close()
  })

  test('no key, or another one: a sentence that says what is sealed, and nothing is changed', async () => {
    const place = await stores.place()
    const store = await openStore(place)
    await addPlain(store)
    await openVault(store, place, now)
    const sealed = await secretsOf(store)
    rmSync(keyFileOf(place))
    await expect(openVault(store, place, now)).rejects.toMatchObject({
      code: 'SECRET_KEY_MISSING',
      message: expect.stringContaining('1 second factor, 1 webhook') as string,
    })
    expect(existsSync(keyFileOf(place))).toBe(false)
    await expect(openVault(store, { ...place, secretKey: 'ab'.repeat(32) }, now)).rejects.toMatchObject({
      code: 'SECRET_KEY_WRONG',
    })
    expect(await secretsOf(store)).toEqual(sealed)
    await store.close()
  })

  test('of two servers that start with a key each, one is refused', async () => {
    const place = await stores.place()
    const store = await openStore(place)
    const opened = await Promise.allSettled(
      ['ab', 'cd'].map(async (byte) => openVault(store, { ...place, secretKey: byte.repeat(32) }, now)),
    )
    expect(opened.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await store.close()
  })

  test('a lost key is given up by name: no second factor, webhooks off, and the server starts anew', async () => {
    const place = await stores.place()
    const store = await openStore(place)
    await addPlain(store)
    const old = await openVault(store, place, now)
    await store.close()
    rmSync(keyFileOf(place))
    expect(await forgetServerSecrets(place)).toEqual({
      secondFactors: 1,
      webhooks: 1,
      openpgpKeys: 0,
      modelKeys: 0,
    })
    const later = await openStore(place)
    const vault = await openVault(later, place, now)
    expect(vault.keyId).not.toBe(old.keyId)
    const [factor, secret] = await secretsOf(later)
    expect([factor, isSealed(secret ?? '')]).toEqual([null, true])
    expect(await later.db.selectFrom('webhook').select('is_on').executeTakeFirst()).toEqual({ is_on: 0 })
    await later.close()
  })

  test('a backup brings its key along, or says what is lost without it', async () => {
    const place = await stores.place()
    const store = await openStore(place)
    await addPlain(store)
    const { keyId } = await openVault(store, place, now)
    await store.close()
    const folder = mkdtempSync(join(tmpdir(), 'occtet-backup-'))
    const sealed = { secondFactors: 1, webhooks: 1, openpgpKeys: 0, modelKeys: 0 }
    const whole = await writeBackup(place, { to: join(folder, 'whole'), now })
    expect(whole).toMatchObject({ key: 'included', sealed })
    const bare = await writeBackup(place, { to: join(folder, 'bare'), now, withoutKey: true })
    expect(bare).toMatchObject({ key: 'left-out', sealed })
    const given = { ...place, secretKeyFile: keyFileOf(place) }
    expect(await writeBackup(given, { to: join(folder, 'given'), now })).toMatchObject({ key: 'elsewhere' })

    const first = await stores.place()
    expect(await restoreBackup(first, join(folder, 'whole'))).toMatchObject({
      ok: true,
      value: { hasKey: true, sealed },
    })
    expect(statSync(keyFileOf(first)).mode & 0o777).toBe(0o600)
    const restored = await openStore(first)
    expect((await openVault(restored, first, now)).keyId).toBe(keyId)
    await restored.close()

    const second = await stores.place()
    expect(await restoreBackup(second, join(folder, 'bare'))).toMatchObject({
      ok: true,
      value: { hasKey: false, sealed },
    })
    const keyless = await openStore(second)
    await expect(openVault(keyless, second, now)).rejects.toMatchObject({ code: 'SECRET_KEY_MISSING' })
    const secretKey = readFileSync(keyFileOf(place), 'utf8').trim()
    expect((await openVault(keyless, { ...second, secretKey }, now)).keyId).toBe(keyId)
    await keyless.close()
  })

  test('no table holds a sealed secret in the clear', async () => {
    const place = await stores.place()
    const store = await openStore(place)
    await addPlain(store)
    await openVault(store, place, now)
    for (const { name } of await store.db.introspection.getTables()) {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(store.db)
      const text = JSON.stringify(rows, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      )
      for (const secret of [totp, hook]) expect(text, name).not.toContain(secret)
    }
    await store.close()
  })
})

describe('the key file', () => {
  const place = (): { dataDir: string } => ({ dataDir: mkdtempSync(join(tmpdir(), 'occtet-key-')) })

  test('is made once; whoever comes second reads the first one', () => {
    const here = place()
    expect(readSecretKey(here)).toBeUndefined()
    const first = makeSecretKey(here)
    expect(Buffer.from(makeSecretKey(here))).toEqual(Buffer.from(first))
    expect(Buffer.from(readSecretKey(here) ?? [])).toEqual(Buffer.from(first))
  })

  test('that others may read is refused', () => {
    const here = place()
    makeSecretKey(here)
    chmodSync(keyFileOf(here), 0o644)
    expect(() => readSecretKey(here)).toThrow(/others may read/)
  })

  test.each([
    ['too short', 'ab'.repeat(31)],
    ['no key', 'hello'],
    ['empty', ''],
  ])('%s is refused, and not repeated', (_, text) => {
    const path = join(place().dataDir, 'k')
    writeFileSync(path, text)
    const read = (): unknown => readSecretKey({ dataDir: '/nowhere', secretKeyFile: path })
    expect(read).toThrow(expect.objectContaining({ code: 'SECRET_KEY_INVALID' }))
    if (text !== '') expect(read).not.toThrow(text)
  })

  test('hex and base64 mean the same, and a named file that is not there is no reason to make one', () => {
    const hex = 'ab'.repeat(32)
    const base64 = Buffer.from(hex, 'hex').toString('base64')
    const keys = [hex, base64, base64.replace('=', '')].map((secretKey) =>
      readSecretKey({ dataDir: '/nowhere', secretKey }),
    )
    expect(new Set(keys.map((key) => Buffer.from(key ?? []).toString('hex')))).toEqual(new Set([hex]))
    expect(() => readSecretKey({ dataDir: '/nowhere', secretKeyFile: '/nowhere/key' })).toThrow(
      /cannot be read/,
    )
  })
})
