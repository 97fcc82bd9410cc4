/** Mail: one per subject, person and hour; what it says is that something waits, never what the flaw is. */
import type { NoticeMailRow } from '../db/tables/notices.ts'
import type { Change, OrgScope } from '../kernel/model.ts'
import { makeId } from '../kernel/secrets.ts'
import { addSeconds } from '../kernel/time.ts'
import { kindOf } from './spread.ts'
import { composeMail } from './mail-text.ts'
import { type Listener, listListeners } from './wishes.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The same for each attempt, so that a receiver can drop a second copy. */
  readonly messageId: string
}

/** Resolves when the next server has taken it; rejects otherwise. */
export interface Mailer {
  readonly send: (mail: Mail) => Promise<void>
}

/** Mail that nobody could send for so long is no news any more; it stays in the list of the application. */
const OLDEST = 48 * 60 * 60
const HOUR = 60 * 60
export const mailBackoff: readonly number[] = [60, 300, 900, 3600, 14_400, 43_200]
const LEASE = 120

/** Joins what is due into mails; the notices know theirs from then on. */
export async function composeMails(org: OrgScope, now: string): Promise<number> {
  const due = await selectDue(org, now)
  if (due.length === 0) return 0
  const { value } = await org.change(async (change) => {
    const listeners = new Map(
      (await listListeners({ id: org.id, db: change.db }, now)).map((one) => [one.accountId, one]),
    )
    let made = 0
    for (const group of groupDue(due, listeners))
      made += (await composeOne(org, change, { group, now })) ? 1 : 0
    return made
  })
  return value
}

interface DueNotice {
  readonly account_id: string
  readonly event_id: string
  readonly kind: string
  readonly subject: string
}

async function selectDue(org: OrgScope, now: string): Promise<readonly DueNotice[]> {
  return org.db
    .selectFrom('notice')
    .innerJoin('notice_event', (join) =>
      join
        .onRef('notice_event.org_id', '=', 'notice.org_id')
        .onRef('notice_event.id', '=', 'notice.event_id'),
    )
    .select(['notice.account_id', 'notice.event_id', 'notice_event.kind', 'notice_event.subject'])
    .where('notice.org_id', '=', org.id)
    .where('notice_event.org_id', '=', org.id)
    .where('notice.mail_id', 'is', null)
    .where('notice.mail_after', '<=', now)
    .where('notice.mail_after', '>', addSeconds(now, -OLDEST))
    .orderBy('notice.event_id')
    .limit(2000)
    .execute()
}

interface Group {
  readonly accountId: string
  readonly subject: string
  readonly events: readonly string[]
}

/** Whoever wants a digest gets all of it as one mail. Nobody without an address. */
function groupDue(due: readonly DueNotice[], listeners: ReadonlyMap<string, Listener>): readonly Group[] {
  const groups = new Map<string, { accountId: string; subject: string; events: string[] }>()
  for (const { account_id: accountId, event_id: event, subject: own, kind } of due) {
    const listener = listeners.get(accountId)
    if (listener?.email === undefined) continue
    const subject = listener.wishes[kindOf({ kind })] === 'digest' ? 'digest' : own
    const key = `${accountId}\0${subject}`
    const group = groups.get(key) ?? { accountId, subject, events: [] }
    group.events.push(event)
    groups.set(key, group)
  }
  return [...groups.values()]
}

interface Composing {
  readonly group: Group
  readonly now: string
}

/** False where this subject had its mail within the hour: the next one takes it along. */
async function composeOne(org: OrgScope, change: Change, { group, now }: Composing): Promise<boolean> {
  const { accountId, subject, events } = group
  if (await hadMail(org, change, { group, now })) return false
  const id = makeId()
  const { numUpdatedRows } = await change.db
    .updateTable('notice')
    .set({ mail_id: id })
    .where('org_id', '=', org.id)
    .where('account_id', '=', accountId)
    .where('event_id', 'in', events)
    .where('mail_id', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await change.db
    .insertInto('notice_mail')
    .values({
      org_id: org.id,
      id,
      account_id: accountId,
      subject,
      state: 'waiting',
      attempts: 0,
      created_at: now,
      next_at: now,
      sent_at: null,
      error: null,
    })
    .execute()
  return true
}

async function hadMail(
  org: OrgScope,
  change: Change,
  { group: { accountId, subject }, now }: Composing,
): Promise<boolean> {
  const recent = await change.db
    .selectFrom('notice_mail')
    .select('id')
    .where('org_id', '=', org.id)
    .where('account_id', '=', accountId)
    .where('subject', '=', subject)
    .where('created_at', '>', addSeconds(now, -HOUR))
    .executeTakeFirst()
  return recent !== undefined
}

export interface MailPorts {
  readonly mailer: Mailer
  /** Without a slash at the end. */
  readonly publicUrl: string
}

/** How many were handed over. At least once: a kill between handing over and noting it sends the same Message-ID again. */
export async function sendMails(org: OrgScope, now: string, ports: MailPorts): Promise<number> {
  const rows = await org.db
    .selectFrom('notice_mail')
    .selectAll()
    .where('org_id', '=', org.id)
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(100)
    .execute()
  const listeners = new Map((await listListeners(org, now)).map((one) => [one.accountId, one]))
  let sent = 0
  for (const row of rows)
    sent += (await sendOne(org, row, { now, ports, listener: listeners.get(row.account_id) })) ? 1 : 0
  return sent
}

interface Sending {
  readonly now: string
  readonly ports: MailPorts
  readonly listener: Listener | undefined
}

async function sendOne(
  org: OrgScope,
  row: NoticeMailRow,
  { now, ports, listener }: Sending,
): Promise<boolean> {
  const attempts = row.attempts + 1
  const claimed = await org.db
    .updateTable('notice_mail')
    .set({ attempts, next_at: addSeconds(now, LEASE) })
    .where('org_id', '=', org.id)
    .where('id', '=', row.id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', row.attempts)
    .executeTakeFirstOrThrow()
  if (claimed.numUpdatedRows === 0n) return false
  // Whoever left the organisation meanwhile hears nothing more of it.
  if (listener?.email === undefined)
    return settle(org, row.id, { state: 'failed', error: 'NO_ADDRESS', next_at: null })
  try {
    await ports.mailer.send({
      to: listener.email,
      messageId: `<${row.id}@${new URL(ports.publicUrl).hostname}>`,
      ...composeMail(await eventsOfMail(org, row.id), {
        org: org.slug,
        publicUrl: ports.publicUrl,
        language: listener.wishes.language,
      }),
    })
    await settle(org, row.id, { state: 'done', error: null, next_at: null, sent_at: now })
    return true
  } catch {
    const wait = mailBackoff[attempts - 1]
    const state = wait === undefined ? 'failed' : 'waiting'
    return settle(org, row.id, {
      state,
      error: 'NOT_TAKEN',
      next_at: wait === undefined ? null : addSeconds(now, wait),
    })
  }
}

async function eventsOfMail(org: OrgScope, mail: string) {
  return org.db
    .selectFrom('notice')
    .innerJoin('notice_event', (join) =>
      join
        .onRef('notice_event.org_id', '=', 'notice.org_id')
        .onRef('notice_event.id', '=', 'notice.event_id'),
    )
    .select(['notice_event.what', 'notice_event.vals', 'notice_event.href'])
    .where('notice.org_id', '=', org.id)
    .where('notice_event.org_id', '=', org.id)
    .where('notice.mail_id', '=', mail)
    .orderBy('notice_event.id')
    .execute()
}

async function settle(
  org: OrgScope,
  id: string,
  values: Partial<Pick<NoticeMailRow, 'state' | 'error' | 'next_at' | 'sent_at'>>,
): Promise<boolean> {
  await org.db
    .updateTable('notice_mail')
    .set(values)
    .where('org_id', '=', org.id)
    .where('id', '=', id)
    .execute()
  return false
}
