/** Decisions of a product and of the organisation as files with their place; what writes them goes through here. */
import { compareCodeUnits, sha256Hex } from '@occtet/toolkit/base'
import { type DecisionRecord, formatDecision } from '@occtet/toolkit/vex'
import { writeProductFile } from '../db/product-files.ts'
import type { Change, OrgId } from '../kernel/model.ts'
import type { OrgRows } from './org-rows.ts'
import { organisationFiles } from '../products/find.ts'
import { parseDecision } from '../products/parsed-files.ts'

export interface DecisionFile {
  readonly record: DecisionRecord
  readonly place: 'tracked' | 'private'
  /** Id of the product; empty for decisions of the organisation. */
  readonly owner: string
  readonly path: string
  /** SHA-256 of the text: what a second person confirms. */
  readonly digest: string
}

export interface DecisionFileSet {
  /** By id. */
  readonly files: readonly DecisionFile[]
  /** One sentence per file that cannot be read. */
  readonly broken: readonly string[]
  /** Those of them that lie in a private folder. */
  readonly brokenPrivate: readonly string[]
}

/** `product`: its id. With the files of the organisation. */
export async function readDecisionSet({ db, id }: OrgRows, product: string): Promise<DecisionFileSet> {
  const rows = await db
    .selectFrom('product_file')
    .select(['product_id', 'place', 'path', 'text'])
    .where('org_id', '=', id)
    .where('product_id', 'in', [product, organisationFiles])
    .where('path', 'like', 'decisions/%')
    .execute()
  const files: DecisionFile[] = []
  const broken: string[] = []
  const brokenPrivate: string[] = []
  for (const { product_id: owner, place, path, text } of rows) {
    if (!path.endsWith('.yaml')) continue
    const parsed = parseDecision(`${id} ${owner} ${place} ${path}`, text)
    if (parsed.ok) files.push({ record: parsed.value, place, owner, path, digest: sha256Hex(text) })
    else (place === 'private' ? brokenPrivate : broken).push(`${path}: ${parsed.error.message}`)
  }
  return {
    files: files.sort((a, b) => compareCodeUnits(a.record.id, b.record.id)),
    broken: [...broken, ...brokenPrivate].sort(compareCodeUnits),
    brokenPrivate,
  }
}

/** Where a new decision belongs: embargoed and private ones lie with the product whose finding they were made on. */
export function placeOf(
  record: DecisionRecord,
  { isPrivate, product }: { readonly isPrivate: boolean; readonly product: string },
): Pick<DecisionFile, 'place' | 'owner' | 'path'> {
  const path = `decisions/${record.id}.yaml`
  if (isPrivate || record.embargoUntil !== undefined) return { place: 'private', owner: product, path }
  const owner = record.holds.scope === 'organisation' ? organisationFiles : product
  return { place: 'tracked', owner, path }
}

/** Within a change; the digest is of what was written. `now`: RFC 3339, UTC. */
export async function writeDecision(
  change: Pick<Change, 'db'>,
  { id, now }: { readonly id: OrgId; readonly now: string },
  file: Omit<DecisionFile, 'digest'>,
): Promise<DecisionFile> {
  const { record, owner, place, path } = file
  const text = formatDecision(record)
  await writeProductFile({ id }, change, { product: owner, place, path, text, now })
  return { ...file, digest: sha256Hex(text) }
}
