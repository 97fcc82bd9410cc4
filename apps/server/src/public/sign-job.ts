/** Signs every published CSAF document that the key in use has not signed yet: after a new key, and after a failure. */
import type { CsafSignatureRow, PublicFileRow } from '../db/tables/public.ts'
import type { Change, JobKind, OrgScope } from '../kernel/model.ts'
import { bytesOf } from './files.ts'
import { signDetached } from './openpgp.ts'
import { findSigner, type Signer } from './openpgp-keys.ts'

export const CSAF_SIGN = 'csaf.sign'
/** Signatures of one transaction. */
const BATCH = 50

export const signJob: JobKind = {
  kind: CSAF_SIGN,
  run: async ({ org, kernel, now, signal, progress }) => {
    const signer = await findSigner(org, kernel, now())
    if (signer === undefined) return { signed: 0, left: 0 }
    const files = await listUnsigned(org, signer)
    let signed = 0
    while (signed < files.length && !signal.aborted) {
      progress('sign', signed, files.length)
      const batch = files.slice(signed, signed + BATCH)
      const rows: CsafSignatureRow[] = []
      for (const file of batch)
        rows.push(await signFile(org, file, { signer, bytes: await bytesOf(org, file), now: now() }))
      await org.change(async (change) => {
        for (const row of rows) await keepSignature(org, change, row)
      })
      signed += batch.length
    }
    return { signed, left: files.length - signed }
  },
}

async function listUnsigned(
  org: OrgScope,
  { fingerprint }: Signer,
): Promise<readonly Pick<PublicFileRow, 'id' | 'digest'>[]> {
  const rows = await org.db
    .selectFrom('public_file')
    .leftJoin('csaf_signature', (join) =>
      join
        .onRef('csaf_signature.org_id', '=', 'public_file.org_id')
        .onRef('csaf_signature.file_id', '=', 'public_file.id'),
    )
    .select(['public_file.id', 'public_file.digest', 'csaf_signature.fingerprint'])
    .where('public_file.org_id', '=', org.id)
    .where('public_file.kind', '=', 'csaf')
    .where('public_file.withdrawn_at', 'is', null)
    .orderBy('public_file.id')
    .execute()
  return rows.filter((row) => row.fingerprint !== fingerprint)
}

interface ToSign {
  readonly signer: Signer
  readonly bytes: Uint8Array
  readonly now: string
}

export async function signFile(
  org: Pick<OrgScope, 'id'>,
  file: Pick<PublicFileRow, 'id'>,
  { signer, bytes, now }: ToSign,
): Promise<CsafSignatureRow> {
  return {
    org_id: org.id,
    file_id: file.id,
    fingerprint: signer.fingerprint,
    signature: await signDetached(signer, bytes, now),
    signed_at: now,
  }
}

export async function keepSignature(
  org: Pick<OrgScope, 'id'>,
  change: Pick<Change, 'db'>,
  row: CsafSignatureRow,
): Promise<void> {
  const { fingerprint, signature, signed_at } = row
  await change.db
    .insertInto('csaf_signature')
    .values({ ...row, org_id: org.id })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'file_id']).doUpdateSet({ fingerprint, signature, signed_at }),
    )
    .execute()
}
