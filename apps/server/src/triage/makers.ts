/** Four eyes by accounts: who made a verdict, and who has had its evidence on screen. */
import type { DecisionRecord } from '@occtet/toolkit/vex'
import type { OrgRows } from './org-rows.ts'
import type { Change } from '../kernel/model.ts'

/** Remembers the account behind every entry that `after` has more than `before`. */
export async function noteMakers(
  { db, id }: { readonly db: Change['db']; readonly id: string },
  caller: string,
  { after, before }: { readonly after: DecisionRecord; readonly before: DecisionRecord | undefined },
): Promise<void> {
  const from = before?.entries.length ?? 0
  const rows = after.entries.slice(from).map((_, at) => ({
    org_id: id,
    decision_id: after.id,
    entry: from + at,
    caller_id: caller,
  }))
  if (rows.length > 0) await db.insertInto('decision_maker').values(rows).execute()
}

/** Account that made the verdict which counts; undefined where it came from elsewhere (an import of files). */
export async function makerOf({ db, id }: OrgRows, record: DecisionRecord): Promise<string | undefined> {
  const entry = record.entries.findLastIndex(({ kind }) => kind === 'decide' || kind === 'import')
  const row = await db
    .selectFrom('decision_maker')
    .select('caller_id')
    .where('org_id', '=', id)
    .where('decision_id', '=', record.id)
    .where('entry', '=', entry)
    .executeTakeFirst()
  return row?.caller_id
}

export interface Look {
  readonly caller: string
  readonly decision: string
  /** Of the decision's file as it was shown. */
  readonly digest: string
}

export async function noteLook({ db, id }: OrgRows, look: Look, now: string): Promise<void> {
  await db
    .insertInto('evidence_look')
    .values({
      org_id: id,
      caller_id: look.caller,
      decision_id: look.decision,
      digest: look.digest,
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'caller_id', 'decision_id', 'digest']).doNothing())
    .execute()
}

export async function hasLooked({ db, id }: OrgRows, look: Look): Promise<boolean> {
  const row = await db
    .selectFrom('evidence_look')
    .select('at')
    .where('org_id', '=', id)
    .where('caller_id', '=', look.caller)
    .where('decision_id', '=', look.decision)
    .where('digest', '=', look.digest)
    .executeTakeFirst()
  return row !== undefined
}
