/** OpenPGP keys of an organisation as rows: which one signs, how long it lasts, what it has signed. */
import type { AnswerOf, openpgpRoutes } from '@occtet/contract/api'
import type { CsafSignatureRow, OpenpgpKeyRow, PublicFileRow } from '../db/tables/public.ts'
import type { Kernel } from '../kernel/model.ts'
import { addSeconds } from '../kernel/time.ts'
import { places } from '../kernel/vault.ts'
import { openpgpKeyUrl } from './addresses.ts'
import type { SigningKey } from './openpgp.ts'
import type { Rows } from './page-row.ts'

export type KeysView = AnswerOf<(typeof openpgpRoutes)['openpgp.list']>
export type KeyState = KeysView['rows'][number]['state']

const DAY = 86_400
/** CSAF 2.1, section 7.1.20: a signature holds for at least 30 days, and better for 90. */
const SHORT = 30 * DAY
const SOON = 90 * DAY

/** The one that signs first, then the newest. */
export async function listKeys({ id, db }: Rows): Promise<readonly OpenpgpKeyRow[]> {
  const rows = await db
    .selectFrom('openpgp_key')
    .selectAll()
    .where('org_id', '=', id)
    .orderBy('added_at', 'desc')
    .orderBy('fingerprint')
    .execute()
  return [...rows.filter(isCurrent), ...rows.filter((row) => !isCurrent(row))]
}

export function isCurrent({ retired_at: retired }: OpenpgpKeyRow): boolean {
  return retired === null
}

/** Of a key that was replaced only whether it still holds matters. */
export function keyState(row: OpenpgpKeyRow, now: string): KeyState {
  const { expires_at: ends } = row
  if (ends !== null && ends <= now) return 'expired'
  if (isCurrent(row) && row.private_key === null) return 'lost'
  if (ends !== null && ends <= addSeconds(now, SHORT)) return 'too-short'
  return ends !== null && ends <= addSeconds(now, SOON) ? 'ends-soon' : 'good'
}

/** Signatures of this key count towards the role of a trusted provider. */
export function holds(row: OpenpgpKeyRow, now: string): boolean {
  return row.expires_at === null || row.expires_at > addSeconds(now, SHORT)
}

/** Signatures of these files, by file. */
export async function signaturesOf(
  { id, db }: Rows,
  files: readonly Pick<PublicFileRow, 'id' | 'kind'>[],
): Promise<ReadonlyMap<string, CsafSignatureRow>> {
  const ids = files.filter(({ kind }) => kind === 'csaf').map((file) => file.id)
  const found = new Map<string, CsafSignatureRow>()
  for (let at = 0; at < ids.length; at += 200) {
    const rows = await db
      .selectFrom('csaf_signature')
      .selectAll()
      .where('org_id', '=', id)
      .where('file_id', 'in', ids.slice(at, at + 200))
      .execute()
    for (const row of rows) found.set(row.file_id, row)
  }
  return found
}

/** Undefined: no key, or one that can sign no more. */
export async function findSigner(
  rows: Rows,
  { vault }: Pick<Kernel, 'vault'>,
  now: string,
): Promise<Signer | undefined> {
  const row = (await listKeys(rows)).find(isCurrent)
  if (row === undefined || row.private_key === null || keyState(row, now) === 'expired') return undefined
  const privateKey = vault.open(row.private_key, places.openpgp(row.org_id, row.fingerprint))
  return { fingerprint: row.fingerprint, publicKey: row.public_key, privateKey }
}

export type Signer = Pick<SigningKey, 'fingerprint' | 'publicKey' | 'privateKey'>

export async function showKeys(
  rows: Rows,
  { settings: { publicUrl } }: Pick<Kernel, 'settings'>,
  now: string,
): Promise<KeysView> {
  const keys = await listKeys(rows)
  const good = new Set(keys.filter((row) => holds(row, now)).map(({ fingerprint }) => fingerprint))
  const live = await rows.db
    .selectFrom('public_file')
    .leftJoin('csaf_signature', (join) =>
      join
        .onRef('csaf_signature.org_id', '=', 'public_file.org_id')
        .onRef('csaf_signature.file_id', '=', 'public_file.id'),
    )
    .select(['csaf_signature.fingerprint'])
    .where('public_file.org_id', '=', rows.id)
    .where('public_file.kind', '=', 'csaf')
    .where('public_file.withdrawn_at', 'is', null)
    .execute()
  return {
    rows: keys.map((row) => ({
      fingerprint: row.fingerprint,
      userId: row.user_id,
      origin: row.origin,
      addedAt: row.added_at,
      expiresAt: row.expires_at,
      ...(row.retired_at === null ? {} : { retiredAt: row.retired_at }),
      state: keyState(row, now),
      url: openpgpKeyUrl(publicUrl, row.fingerprint),
      publicKey: row.public_key,
    })),
    signed: live.filter(({ fingerprint }) => fingerprint !== null && good.has(fingerprint)).length,
    documents: live.length,
  }
}
