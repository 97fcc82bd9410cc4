/** The second factor: time-based codes (RFC 6238), each good for once, and recovery codes for the day the phone is lost. */
import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { encode } from 'uqr'
import type { Tables } from '../db/tables/index.ts'
import type { Kernel } from '../kernel/model.ts'
import { hashSecret } from '../kernel/secrets.ts'
import { places } from '../kernel/vault.ts'

const PERIOD = 30
const RECOVERY_CODES = 10

export interface TotpOffer {
  /** Base32. */
  readonly secret: string
  /** `otpauth://…`, as apps read it. */
  readonly uri: string
  /** Rows of the QR code of `uri`, `1` dark. */
  readonly qr: readonly string[]
}

export function offerTotp(email: string): TotpOffer {
  const secret = new Secret({ size: 20 })
  const uri = toTotp(secret, email).toString()
  const qr = encode(uri, { ecc: 'M', border: 4 }).data.map((row) =>
    row.map((isDark) => (isDark ? '1' : '0')).join(''),
  )
  return { secret: secret.base32, uri, qr }
}

function toTotp(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'OCCTET', label, secret, algorithm: 'SHA1', digits: 6, period: PERIOD })
}

/** The step that the code belongs to; one step early or late is accepted, for clocks differ. Undefined: wrong. */
export function findStep(secret: string, code: string, now: string): number | undefined {
  const digits = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return undefined
  const timestamp = Date.parse(now)
  const delta = toTotp(Secret.fromBase32(secret), '').validate({ token: digits, timestamp, window: 1 })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD) + delta
}

export interface FactorOwner {
  readonly id: string
  /** Sealed. */
  readonly totp_secret: string | null
}

/** Uses the code up: the same one, or an earlier one, is wrong from then on, even if two requests come at once. */
export async function spendCode(
  { db, vault }: Pick<Kernel, 'db' | 'vault'>,
  { id, totp_secret: sealed }: FactorOwner,
  given: { readonly code: string; readonly now: string },
): Promise<boolean> {
  if (sealed === null) return false
  const step = findStep(vault.open(sealed, places.totp(id)), given.code, given.now)
  if (step === undefined) return spendRecoveryCode(db, id, given)
  const spent = await db
    .updateTable('account')
    .set({ totp_step: step })
    .where('id', '=', id)
    .where((where) => where.or([where('totp_step', 'is', null), where('totp_step', '<', step)]))
    .executeTakeFirst()
  return spent.numUpdatedRows > 0n
}

async function spendRecoveryCode(
  db: Kysely<Tables>,
  id: string,
  { code, now }: { readonly code: string; readonly now: string },
): Promise<boolean> {
  const spent = await db
    .updateTable('recovery_code')
    .set({ used_at: now })
    .where('account_id', '=', id)
    .where('hash', '=', hashSecret(toPlain(code)))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return spent.numUpdatedRows > 0n
}

function toPlain(code: string): string {
  return code.toUpperCase().replaceAll(/[^A-Z2-7]/g, '')
}

/** 80 random bits each, in four groups of four letters; the old ones are void. Shown once, kept as hashes. */
export async function renewRecoveryCodes(db: Kysely<Tables>, id: string): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => {
    const { buffer } = Uint8Array.from(randomBytes(10))
    return (new Secret({ buffer }).base32.match(/.{4}/g) ?? []).join('-')
  })
  await db.deleteFrom('recovery_code').where('account_id', '=', id).execute()
  const rows = codes.map((code) => ({ account_id: id, hash: hashSecret(toPlain(code)), used_at: null }))
  await db.insertInto('recovery_code').values(rows).execute()
  return codes
}
