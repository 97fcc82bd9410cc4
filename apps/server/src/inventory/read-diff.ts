/** Reads two releases for their comparison, and what people wrote about the step between them. */
import type { ReleaseRow } from '../db/tables/products.ts'
import { maskRow } from '../products/kept-back.ts'
import { readSummary } from '../products/view.ts'
import { compareSides, type ReleaseDiff, type Side } from './diff.ts'
import type { OrgRows } from './stored-json.ts'

export interface DiffQuestion {
  readonly from: ReleaseRow
  readonly to: ReleaseRow
  /** Decisions that the caller may not see. */
  readonly hidden: ReadonlySet<string>
}

export async function readDiff(rows: OrgRows, { from, to, hidden }: DiffQuestion): Promise<ReleaseDiff> {
  const compared = compareSides(await readSide(rows, from.id, hidden), await readSide(rows, to.id, hidden))
  const note = await readNote(rows, from, to)
  return {
    from: from.version,
    to: to.version,
    caveats: await caveatsOf(rows, from, to),
    ...compared,
    modification: { ...compared.modification, ...(note === undefined ? {} : { note }) },
  }
}

async function readSide({ db, id }: OrgRows, release: string, hidden: ReadonlySet<string>): Promise<Side> {
  const components = await db
    .selectFrom('component')
    .select(['purl', 'type', 'name', 'version', 'scope', 'is_direct', 'license'])
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .where('is_first_party', '=', 0)
    .orderBy('position')
    .execute()
  const findings = await db
    .selectFrom('finding')
    .select([
      'purl',
      'advisory',
      'aliases',
      'level',
      'is_exploited',
      'fixed_in',
      'state',
      'status',
      'decision_id',
    ])
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .orderBy('position')
    .execute()
  return { components, findings: findings.map((row) => maskRow(row, hidden)) }
}

/** What makes the comparison thinner than it looks. */
async function caveatsOf(rows: OrgRows, from: ReleaseRow, to: ReleaseRow): Promise<ReleaseDiff['caveats']> {
  const before = await readSummary(rows, from.id)
  const after = await readSummary(rows, to.id)
  const areBothRead = before !== undefined && after !== undefined
  return [
    ...(before === undefined ? (['from-not-analysed'] as const) : []),
    ...(after === undefined ? (['to-not-analysed'] as const) : []),
    ...(before?.isAtLeast === true ? (['from-partial'] as const) : []),
    ...(after?.isAtLeast === true ? (['to-partial'] as const) : []),
    ...(areBothRead && from.feddb_root !== to.feddb_root ? (['other-data'] as const) : []),
  ]
}

async function readNote(
  { db, id }: OrgRows,
  from: ReleaseRow,
  to: ReleaseRow,
): Promise<ReleaseDiff['modification']['note']> {
  const note = await db
    .selectFrom('release_note')
    .selectAll()
    .where('org_id', '=', id)
    .where('product_id', '=', to.product_id)
    .where('from_version', '=', from.version)
    .where('to_version', '=', to.version)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return note === undefined
    ? undefined
    : { answer: note.answer, reason: note.reason, by: note.by_name, at: note.at }
}
