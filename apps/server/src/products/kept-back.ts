/** Which decisions only callers with `private.read` may see, and what all others see of a finding that has one. */
import { type DecisionRecord, parseDecision } from '@occtet/toolkit/vex'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'

/** In a private folder; or under embargo, wherever it lies: an import brings such files into the public folder, too. */
export function isKeptBack({
  place,
  record,
}: {
  readonly place: 'tracked' | 'private'
  readonly record: Pick<DecisionRecord, 'embargoUntil'>
}): boolean {
  return place === 'private' || record.embargoUntil !== undefined
}

/** Their ids, over all products. A file that cannot be read decides nothing, so that nothing of it has to be hidden. */
export async function keptBackIds({ db, id }: OrgRows): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('product_file')
    .select(['place', 'text'])
    .where('org_id', '=', id)
    .where('path', 'like', 'decisions/%')
    .where((of) => of.or([of('place', '=', 'private'), of('text', 'like', '%embargoUntil%')]))
    .execute()
  return new Set(
    rows.flatMap(({ place, text }) => {
      const read = parseDecision(text)
      return read.ok && isKeptBack({ place, record: read.value }) ? [read.value.id] : []
    }),
  )
}

const nothing: ReadonlySet<string> = new Set()

/** Ids of decisions that this caller may know nothing of. */
export async function hiddenFrom(
  org: OrgScope,
  { permissions }: Pick<Caller, 'permissions'>,
): Promise<ReadonlySet<string>> {
  return permissions.has('private.read')
    ? nothing
    : org.untilChange('kept back', async () => keptBackIds(org))
}

interface DecidedRow {
  readonly state: string
  readonly status: string | null
  readonly decision_id: string | null
}

/** As if nobody had decided. The queue alone tells that somebody has (`withheld`). */
export function maskRow<T extends DecidedRow>(row: T, hidden: ReadonlySet<string>): T {
  return row.decision_id === null || !hidden.has(row.decision_id)
    ? row
    : { ...row, state: 'open', status: null, decision_id: null }
}
