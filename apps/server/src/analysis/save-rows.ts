/** Writes the rows of one release anew, in pieces that every database takes. */
import { stampFindings } from '../db/findings-stamp.ts'
import type { ComponentRows } from '../inventory/component-rows.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { FindingDraft } from './finding-rows.ts'

/** Rows of one statement: beneath the parameters that SQLite and PostgreSQL take. */
const piece = 500

export interface ReleaseRows extends ComponentRows {
  readonly findings: readonly FindingDraft[]
}

export interface RowsPlace {
  readonly product: string
  readonly release: string
  /** RFC 3339. */
  readonly now: string
}

export async function saveRows(rows: OrgRows, place: RowsPlace, drafts: ReleaseRows): Promise<void> {
  await saveFindings(rows, place, drafts.findings)
  await saveComponents(rows, place.release, drafts)
}

/** When a finding was first seen in the product stays, whatever release and analysis it comes up in. */
export async function saveFindings(
  { db, id }: OrgRows,
  { product, release, now }: RowsPlace,
  findings: readonly FindingDraft[],
): Promise<void> {
  const known = await db
    .selectFrom('finding')
    .select(['key', (eb) => eb.fn.min('first_seen_at').as('first_seen_at')])
    .where('org_id', '=', id)
    .where('product_id', '=', product)
    .groupBy('key')
    .execute()
  const firstSeen = new Map(known.map(({ key, first_seen_at }) => [key, first_seen_at]))
  await db.deleteFrom('finding').where('org_id', '=', id).where('release_id', '=', release).execute()
  await stampFindings({ db, id }, release)
  for (const part of cut(findings)) {
    const values = part.map((draft) => ({
      ...draft,
      org_id: id,
      release_id: release,
      product_id: product,
      first_seen_at: firstSeen.get(draft.key) ?? now,
    }))
    await db.insertInto('finding').values(values).execute()
  }
}

async function saveComponents(
  { db, id }: OrgRows,
  release: string,
  { components, edges }: ComponentRows,
): Promise<void> {
  await db.deleteFrom('component').where('org_id', '=', id).where('release_id', '=', release).execute()
  await db.deleteFrom('component_edge').where('org_id', '=', id).where('release_id', '=', release).execute()
  const own = { org_id: id, release_id: release }
  for (const part of cut(components)) {
    await db
      .insertInto('component')
      .values(part.map((draft) => ({ ...draft, ...own })))
      .execute()
  }
  for (const part of cut(edges)) {
    await db
      .insertInto('component_edge')
      .values(part.map((draft) => ({ ...draft, ...own })))
      .execute()
  }
}

function* cut<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += piece) yield all.slice(at, at + piece)
}
