/** OpenPGP keys over HTTP: shown to members, made or brought by the owner; the private part never leaves. */
import type { BodyOf, openpgpRoutes } from '@occtet/contract/api'
import { ok, type Result, sha256Hex } from '@occtet/toolkit/base'
import type { OpenpgpKeyRow } from '../db/tables/public.ts'
import { toActor } from '../kernel/actor.ts'
import type { Handlers, Kernel, OrgScope } from '../kernel/model.ts'
import { places } from '../kernel/vault.ts'
import { type KeyError, makeSigningKey, readSigningKey, type SigningKey } from './openpgp.ts'
import { showKeys } from './openpgp-keys.ts'
import { CSAF_SIGN } from './sign-job.ts'

type Body = BodyOf<(typeof openpgpRoutes)['openpgp.add']>

export const openpgpHandlers: Handlers<typeof openpgpRoutes> = {
  'openpgp.list': async ({ org, kernel, now }) => ({
    kind: 'value',
    value: await showKeys(org, kernel, now),
  }),
  'openpgp.add': async ({ body, org, caller, kernel, now }) => {
    const key = await takeKey(body, now)
    if (!key.ok) return { kind: 'refused', status: 400, ...key.error }
    const { fingerprint, publicKey } = key.value
    const done = await org.change(async (change) => {
      const isNew = await replaceKey(org, change, { kernel, key: key.value, origin: body.kind, now })
      if (!isNew) return false
      const setting = `OpenPGP key ${fingerprint} ${body.kind === 'make' ? 'made' : 'brought'}`
      change.record({
        type: 'config.changed',
        actor: toActor(caller),
        data: { setting, sha256: sha256Hex(publicKey) },
      })
      await change.enqueue({ kind: CSAF_SIGN, input: null, key: CSAF_SIGN })
      return true
    })
    if (!done.value) {
      return { kind: 'refused', status: 409, code: 'KEY_KNOWN', message: 'this key was used here before' }
    }
    return {
      kind: 'value',
      value: { keys: await showKeys(org, kernel, now), recorded: await done.recorded() },
    }
  },
}

async function takeKey(body: Body, now: string): Promise<Result<SigningKey, KeyError>> {
  return body.kind === 'make'
    ? ok(await makeSigningKey({ name: body.name, email: body.email, years: body.years, now }))
    : readSigningKey({ armored: body.key, passphrase: body.passphrase, now })
}

interface NewKey {
  readonly kernel: Kernel
  readonly key: SigningKey
  readonly origin: Body['kind']
  readonly now: string
}

/** From now on this one signs; the one before keeps its public part and loses the private one. */
async function replaceKey(
  org: OrgScope,
  change: Parameters<Parameters<OrgScope['change']>[0]>[0],
  { kernel, key, origin, now }: NewKey,
): Promise<boolean> {
  const { fingerprint } = key
  await change.db
    .updateTable('openpgp_key')
    .set({ retired_at: now, private_key: null })
    .where('org_id', '=', org.id)
    .where('retired_at', 'is', null)
    .where('fingerprint', '!=', fingerprint)
    .execute()
  const row: OpenpgpKeyRow = {
    org_id: org.id,
    fingerprint,
    public_key: key.publicKey,
    private_key: kernel.vault.seal(key.privateKey, places.openpgp(org.id, fingerprint)),
    origin: origin === 'make' ? 'made' : 'brought',
    user_id: key.userId,
    added_at: now,
    expires_at: key.expiresAt ?? null,
    retired_at: null,
  }
  return addRow(org, change.db, row)
}

/** A key that is here already is renewed (a later end, a private part that was lost) unless it was given up. */
async function addRow(org: OrgScope, db: OrgScope['db'], row: OpenpgpKeyRow): Promise<boolean> {
  const known = await db
    .selectFrom('openpgp_key')
    .select(['retired_at'])
    .where('org_id', '=', org.id)
    .where('fingerprint', '=', row.fingerprint)
    .executeTakeFirst()
  if (known === undefined) {
    await db.insertInto('openpgp_key').values(row).execute()
    return true
  }
  if (known.retired_at !== null) return false
  const { public_key, private_key, user_id, expires_at } = row
  await db
    .updateTable('openpgp_key')
    .set({ public_key, private_key, user_id, expires_at })
    .where('org_id', '=', org.id)
    .where('fingerprint', '=', row.fingerprint)
    .execute()
  return true
}
