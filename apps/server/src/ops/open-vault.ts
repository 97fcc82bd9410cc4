/** At every start: the key that this database was sealed with, or one clear error before anything else happens. */
import type { Kysely } from 'kysely'
import { openStore, type Store, type StorePlace } from '../db/open.ts'
import { countSealed, forgetSealed, sayCounts, type SealedCounts, sealPlain } from '../db/sealed.ts'
import type { VaultStateRow } from '../db/tables/ops.ts'
import type { Tables } from '../db/tables/index.ts'
import { createVault, type Vault, VaultError } from '../kernel/vault.ts'
import { makeSecretKey, readSecretKey, type SecretKeyPlace } from './secret-key.ts'

const PROBE = 'occtet'
const PROBE_PLACE = 'vault_state.probe'

/** Makes the first key where none is needed yet, and seals what older versions kept plain. Throws VaultError. */
export async function openVault(
  { db }: Pick<Store, 'db'>,
  place: SecretKeyPlace,
  now: string,
): Promise<Vault> {
  const state = await readState(db)
  const key = readSecretKey(place) ?? (state === undefined ? makeSecretKey(place) : undefined)
  if (key === undefined) throw new VaultError('SECRET_KEY_MISSING', await sayMissing(db, state))
  const vault = createVault(key)
  if (state !== undefined) await checkKey(db, vault, state)
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('vault_state')
      .values({ id: 1, key_id: vault.keyId, probe: vault.seal(PROBE, PROBE_PLACE), created_at: now })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    // Another server may have been quicker, with another key.
    const first = await readState(tx)
    if (first !== undefined) await checkKey(tx, vault, first)
    await sealPlain(tx, vault)
  })
  return vault
}

async function readState(db: Kysely<Tables>): Promise<VaultStateRow | undefined> {
  return db.selectFrom('vault_state').selectAll().executeTakeFirst()
}

async function checkKey(db: Kysely<Tables>, vault: Vault, state: VaultStateRow): Promise<void> {
  if (state.key_id === vault.keyId && vault.open(state.probe, PROBE_PLACE) === PROBE) return
  const lost = sayCounts(await countSealed(db))
  throw new VaultError(
    'SECRET_KEY_WRONG',
    `the secrets of this database were sealed with the key ${state.key_id}, and this one is ${vault.keyId}` +
      `${lost === '' ? '' : ` (sealed: ${lost})`}; start with the right key, or give them up: occtet server forget-secrets`,
  )
}

async function sayMissing(db: Kysely<Tables>, state: VaultStateRow | undefined): Promise<string> {
  const lost = sayCounts(await countSealed(db))
  return (
    `the key ${state?.key_id ?? ''} of this database is not here: expected secret.key in the data folder, ` +
    `OCCTET_SECRET_KEY or OCCTET_SECRET_KEY_FILE${lost === '' ? '' : ` (it seals: ${lost})`}; ` +
    'put it back, or give the secrets up: occtet server forget-secrets'
  )
}

/** For the day the key is lost: the server must not run. Its next start makes a new one. Throws StoreError. */
export async function forgetServerSecrets(place: StorePlace): Promise<SealedCounts> {
  const { db, close } = await openStore(place)
  try {
    return await db.transaction().execute(async (tx) => forgetSealed(tx))
  } finally {
    await close()
  }
}
