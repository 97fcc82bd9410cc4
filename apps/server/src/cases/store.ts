/** Cases and drills as private files of their products, in the very bytes that the command line writes. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import {
  caseFilePath,
  caseFolderName,
  type CaseFile,
  formatCase,
  isCaseId,
  isDrillId,
  parseCase,
  parseProfile,
  type ProductProfile,
} from '@occtet/toolkit/cra'
import { sql } from 'kysely'
import { readProductFile, writeProductFile } from '../db/product-files.ts'
import type { ProductRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { Caller } from '../kernel/model.ts'

export interface StoredCase {
  readonly file: CaseFile
  readonly product: Pick<ProductRow, 'id' | 'slug' | 'name'>
}

export interface DamagedCase {
  readonly product: string
  readonly file: string
  readonly message: string
}

export interface CaseListing {
  readonly cases: readonly StoredCase[]
  readonly damaged: readonly DamagedCase[]
}

/** Real cases or drills of every product that the caller may see: one query, since each file is small. */
export async function listCases(
  { db, id }: OrgRows,
  wish: { readonly isDrill: boolean; readonly products?: Caller['products']; readonly product?: string },
): Promise<CaseListing> {
  const folder = `${caseFolderName(wish.isDrill)}/`
  const rows = await db
    .selectFrom('product_file')
    .innerJoin('product', (join) =>
      join
        .onRef('product.org_id', '=', 'product_file.org_id')
        .onRef('product.id', '=', 'product_file.product_id'),
    )
    .select(['product.id', 'product.slug', 'product.name', 'product_file.path', 'product_file.text'])
    .where('product_file.org_id', '=', id)
    .where('product.org_id', '=', id)
    // A literal: only then is it the condition of the index `product_file_private`.
    .where('product_file.place', '=', sql.lit('private'))
    .where('product_file.path', '>=', folder)
    .where('product_file.path', '<', `${folder}\u{10ffff}`)
    .orderBy('product.slug')
    .orderBy('product_file.path')
    .execute()
  const seen = rows.filter(
    ({ slug, path }) =>
      path.endsWith('.json') &&
      (wish.products === undefined || wish.products.has(slug)) &&
      (wish.product === undefined || slug === wish.product),
  )
  const read = seen.map(({ path, text, ...product }) => ({ product, path, parsed: readCaseText(path, text) }))
  return {
    cases: read.flatMap(({ product, parsed }) => (parsed.ok ? [{ file: parsed.value, product }] : [])),
    damaged: read.flatMap(({ product, path, parsed }) =>
      parsed.ok ? [] : [{ product: product.slug, file: path, message: parsed.error }],
    ),
  }
}

/** Untrusted: an import can bring any text. The file must be where its id says, so that a drill never passes for real. */
function readCaseText(path: string, text: string): Result<CaseFile, string> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    return err('it is not JSON')
  }
  const parsed = parseCase(value)
  if (!parsed.ok) return err(parsed.error.message)
  return caseFilePath(parsed.value.id) === path ? parsed : err(`it holds the case ${parsed.value.id}`)
}

export type CaseProblem = 'CASE_UNKNOWN' | 'CASE_DAMAGED'

export async function readCase(
  rows: OrgRows,
  product: StoredCase['product'],
  id: string,
): Promise<Result<StoredCase, { readonly code: CaseProblem; readonly message: string }>> {
  if (!isCaseId(id)) return err({ code: 'CASE_UNKNOWN', message: 'there is no such case' })
  const path = caseFilePath(id)
  const file = await readProductFile(rows, rows, { product: product.id, place: 'private', path })
  if (file === undefined) return err({ code: 'CASE_UNKNOWN', message: 'there is no such case' })
  const read = readCaseText(path, file.text)
  if (!read.ok) return err({ code: 'CASE_DAMAGED', message: `${path}: ${read.error}` })
  return ok({ file: read.value, product })
}

/** Within a change. */
export async function writeCase(rows: OrgRows, { file, product }: StoredCase, now: string): Promise<void> {
  const path = caseFilePath(file.id)
  await writeProductFile(rows, rows, {
    product: product.id,
    place: 'private',
    path,
    text: formatCase(file),
    now,
  })
}

/** Ids of every case or drill of the organisation, so that an id alone names one. */
export async function takenIds({ db, id }: OrgRows, isDrill: boolean): Promise<ReadonlySet<string>> {
  const folder = `${caseFolderName(isDrill)}/`
  const rows = await db
    .selectFrom('product_file')
    .select('path')
    .where('org_id', '=', id)
    .where('place', '=', sql.lit('private'))
    .where('path', '>=', folder)
    .where('path', '<', `${folder}\u{10ffff}`)
    .execute()
  return new Set(rows.map(({ path }) => path.slice(folder.length).replace(/\.json$/, '')))
}

/** Every case or drill that has this id: one, unless an import brought another. */
export async function findCases(
  rows: OrgRows,
  id: string,
  products: Caller['products'],
): Promise<CaseListing> {
  if (!isCaseId(id)) return { cases: [], damaged: [] }
  const listing = await listCases(rows, { isDrill: isDrillId(id), products })
  return {
    cases: listing.cases.filter(({ file }) => file.id === id),
    damaged: listing.damaged.filter(({ file }) => file === caseFilePath(id)),
  }
}

/** Undefined where there is none, or none that can be read: papers then show what is missing. */
export async function profileOf(
  rows: OrgRows,
  { id }: StoredCase['product'],
): Promise<ProductProfile | undefined> {
  const file = await readProductFile(rows, rows, { product: id, place: 'tracked', path: 'product.yaml' })
  const parsed = file === undefined ? undefined : parseProfile(file.text)
  return parsed?.ok === true ? parsed.value : undefined
}
