/** The decisions that speak for a product: its own, public and private, and those of the organisation. */
import { compareCodeUnits } from '@occtet/toolkit/base'
import type { DecisionRecord } from '@occtet/toolkit/vex'
import { listProductFiles } from '../db/product-files.ts'
import type { ProductRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import { organisationFiles } from './find.ts'
import { parseDecision } from './parsed-files.ts'

export interface DecisionFiles {
  /** By id. */
  readonly records: readonly DecisionRecord[]
  /** One sentence per file that cannot be read: its finding is open. */
  readonly broken: readonly string[]
}

/** All organisation-wide decisions, and those of the given product. */
export async function readDecisionFiles(
  rows: OrgRows,
  product: Pick<ProductRow, 'id'>,
): Promise<DecisionFiles> {
  const under = 'decisions/'
  const own = await listProductFiles(rows, rows, { product: product.id, under })
  const shared = await listProductFiles(rows, rows, { product: organisationFiles, under })
  const placed = [
    ...own.map((file) => ({ ...file, owner: product.id })),
    ...shared.map((file) => ({ ...file, owner: organisationFiles })),
  ]
  const read = placed
    .filter(({ path }) => path.endsWith('.yaml'))
    .sort((a, b) => compareCodeUnits(a.path, b.path))
    .map(({ owner, place, path, text }) => ({
      path,
      parsed: parseDecision(`${rows.id} ${owner} ${place} ${path}`, text),
    }))
  return {
    records: read.flatMap(({ parsed }) => (parsed.ok ? [parsed.value] : [])),
    broken: read.flatMap(({ path, parsed }) => (parsed.ok ? [] : [`${path}: ${parsed.error.message}`])),
  }
}
