/** One round for one organisation, and the schedule that goes round. All state is in the database: a stop loses nothing. */
import { Cron } from 'croner'
import type { Kernel, OrgId, OrgScope } from '../kernel/model.ts'
import { type Resolve, resolveHost } from './address-guard.ts'
import { deliverWebhooks } from './deliver.ts'
import { findClocks } from './find-clocks.ts'
import { findDigest, findExploited, findLateReports, findWeekly } from './find-others.ts'
import { composeMails, type Mailer, sendMails } from './mail.ts'
import { raiseNotice, unknownOf } from './raise.ts'
import { spreadEvents } from './spread.ts'

export interface NoticePorts {
  /** Undefined: nobody said how mail is sent. Notices then stand in the application alone. */
  readonly mailer: Mailer | undefined
  readonly allowsPrivate: boolean
  readonly resolve?: Resolve
}

/** May be repeated at any moment: a second round finds nothing new. */
export async function runNotices(kernel: Kernel, org: OrgScope, ports: NoticePorts): Promise<void> {
  const now = kernel.now()
  await sweep(org, now)
  await spreadEvents(org, now)
  if (ports.mailer !== undefined) {
    await composeMails(org, now)
    await sendMails(org, now, { mailer: ports.mailer, publicUrl: kernel.settings.publicUrl })
  }
  await deliverWebhooks(org, now, {
    allowsPrivate: ports.allowsPrivate,
    resolve: ports.resolve ?? resolveHost,
    vault: kernel.vault,
  })
}

/** Looks at what is there now and writes what is new. */
export async function sweep(org: OrgScope, now: string): Promise<number> {
  const found = await Promise.all([
    findClocks(org, now),
    findExploited(org, now),
    findLateReports(org, now),
    findDigest(org, now),
    findWeekly(org, now),
  ])
  const fresh = await unknownOf(org, found.flat())
  if (fresh.length === 0) return 0
  await org.change(async (change) => {
    for (const event of fresh) await raiseNotice(org, change, event)
  })
  return fresh.length
}

export interface NoticeSchedule {
  /** Resolves when the round under way has ended. */
  readonly stop: () => Promise<void>
}

/** Every minute, never two rounds at once; an organisation that fails does not hold up the others. */
export function startNotices(kernel: Kernel, ports: NoticePorts): NoticeSchedule {
  let round: Promise<void> = Promise.resolve()
  const job = new Cron('* * * * *', { protect: true, timezone: 'UTC' }, async () => {
    round = goRound(kernel, ports)
    await round
  })
  return {
    stop: async () => {
      job.stop()
      await round
    },
  }
}

export async function goRound(kernel: Kernel, ports: NoticePorts): Promise<void> {
  const orgs = await kernel.db
    .selectFrom('org')
    .select('id')
    .where('is_sample', '=', 0)
    .orderBy('id')
    .execute()
  for (const { id } of orgs) {
    try {
      const org = await kernel.openOrg(id as OrgId)
      if (org !== undefined) await runNotices(kernel, org, ports)
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'FAILED'
      kernel.log({ level: 'error', what: 'notices.round', org: id, code })
    }
  }
}
