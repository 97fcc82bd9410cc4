/** Published files: what is handed out is the row with its bytes, whatever becomes of the product. */
import { readBlob, writeBlob } from '../db/blobs.ts'
import type { ProductRow } from '../db/tables/products.ts'
import type { PublicFileRow } from '../db/tables/public.ts'
import type { Change, OrgScope } from '../kernel/model.ts'
import { makeId } from '../kernel/secrets.ts'
import type { OutgoingFile } from './outgoing-file.ts'
import type { Rows } from './page-row.ts'

export async function listFiles(
  { id, db }: Rows,
  product: Pick<ProductRow, 'id'>,
): Promise<readonly PublicFileRow[]> {
  return db
    .selectFrom('public_file')
    .selectAll()
    .where('org_id', '=', id)
    .where('product_id', '=', product.id)
    .orderBy('kind')
    .orderBy('path')
    .orderBy('published_at')
    .execute()
}

export async function listLive(
  rows: Rows,
  product: Pick<ProductRow, 'id'>,
): Promise<readonly PublicFileRow[]> {
  return (await listFiles(rows, product)).filter(({ withdrawn_at: withdrawn }) => withdrawn === null)
}

export async function bytesOf(org: Rows, { digest }: Pick<PublicFileRow, 'digest'>): Promise<Uint8Array> {
  const bytes = await readBlob({ id: org.id as OrgScope['id'] }, org, digest)
  if (bytes === undefined) throw new Error('a published file without its bytes')
  return bytes
}

export interface NewFile {
  readonly product: Pick<ProductRow, 'id'>
  readonly release: string | null
  readonly file: OutgoingFile
  readonly now: string
}

/** Takes the place of a file of the same name; that one stays as a row. */
export async function publishFile(
  org: Pick<OrgScope, 'id'>,
  change: Change,
  { product, release, file, now }: NewFile,
): Promise<PublicFileRow> {
  const { kind, path, media, bytes, sha256, sha512, about } = file
  await change.db
    .updateTable('public_file')
    .set({ withdrawn_at: now })
    .where('org_id', '=', org.id)
    .where('product_id', '=', product.id)
    .where('kind', '=', kind)
    .where('path', '=', path)
    .where('withdrawn_at', 'is', null)
    .execute()
  await writeBlob(org, change, { bytes, now })
  const row: PublicFileRow = {
    org_id: org.id,
    id: makeId(),
    product_id: product.id,
    release,
    kind,
    path,
    media,
    size: bytes.length,
    digest: sha256,
    sha512,
    about: about === undefined ? null : JSON.stringify(about),
    published_at: now,
    withdrawn_at: null,
  }
  await change.db.insertInto('public_file').values(row).execute()
  return row
}
