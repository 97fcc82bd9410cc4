/** Bytes by their digest, for one organisation: the same bytes of two organisations are two rows. */
import { sha256Hex } from '@occtet/toolkit/base'
import type { Change, OrgScope } from '../kernel/model.ts'
import { StoreError } from './errors.ts'

/** Their digest. Harmless where they are there already. */
export async function writeBlob(
  org: Pick<OrgScope, 'id'>,
  change: Pick<Change, 'db'>,
  { bytes, now }: { readonly bytes: Uint8Array; readonly now: string },
): Promise<string> {
  const digest = sha256Hex(bytes)
  await change.db
    .insertInto('blob')
    .values({ org_id: org.id, digest, bytes, created_at: now })
    .onConflict((conflict) => conflict.columns(['org_id', 'digest']).doNothing())
    .execute()
  return digest
}

/** Undefined where there are none. Throws DATABASE_FAILED where they are not what was stored. */
export async function readBlob(
  org: Pick<OrgScope, 'id'>,
  from: Pick<Change, 'db'> | Pick<OrgScope, 'db'>,
  digest: string,
): Promise<Uint8Array | undefined> {
  const row = await from.db
    .selectFrom('blob')
    .select('bytes')
    .where('org_id', '=', org.id)
    .where('digest', '=', digest)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const bytes = new Uint8Array(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength)
  if (sha256Hex(bytes) !== digest) {
    throw new StoreError('DATABASE_FAILED', `the bytes under ${digest} are not those that were stored`)
  }
  return bytes
}
