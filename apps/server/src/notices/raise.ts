/** Something happened that people want to hear of: written once, whoever notices it how often. */
import { randomBytes } from 'node:crypto'
import type { NoticeKind } from '@occtet/contract/api'
import { formatUlid, ULID_RANDOM_BYTES } from '@occtet/toolkit/ledger'
import type { Change, OrgScope } from '../kernel/model.ts'

export interface NewEvent {
  /** Unique in the organisation; the same happening has the same key in every sweep. */
  readonly key: string
  readonly kind: NoticeKind
  readonly what: string
  /** Mails about it are one an hour. */
  readonly subject: string
  readonly product?: string
  /** Below `/o/<organisation>`. */
  readonly href: string
  /** Goes into mail and webhooks: ids and counts, no details of an open flaw. */
  readonly values: Readonly<Record<string, string | number>>
  readonly at: string
}

/** Within a change, so that it is there exactly if the change is. */
export async function raiseNotice(
  org: Pick<OrgScope, 'id'>,
  change: Pick<Change, 'db'>,
  event: NewEvent,
): Promise<void> {
  const { key, kind, what, subject, product, href, values, at } = event
  await change.db
    .insertInto('notice_event')
    .values({
      org_id: org.id,
      id: formatUlid(Date.parse(at), randomBytes(ULID_RANDOM_BYTES)),
      key,
      kind,
      what,
      subject,
      product: product ?? null,
      href,
      vals: JSON.stringify(values),
      at,
      is_spread: 0,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'key']).doNothing())
    .execute()
}

/** Keys that are known already, so that a sweep opens no transaction when nothing is new. */
export async function unknownOf(org: OrgScope, events: readonly NewEvent[]): Promise<readonly NewEvent[]> {
  const known = new Set<string>()
  for (let at = 0; at < events.length; at += 200) {
    const keys = events.slice(at, at + 200).map(({ key }) => key)
    const rows = await org.db
      .selectFrom('notice_event')
      .select('key')
      .where('org_id', '=', org.id)
      .where('key', 'in', keys)
      .execute()
    for (const { key } of rows) known.add(key)
  }
  return events.filter(({ key }) => !known.has(key))
}
