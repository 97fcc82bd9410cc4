/** Everything else that people hear of: exploited flaws, reports from outside, the digest of the day and of the week. */
import { parseProfile } from '@occtet/toolkit/cra'
import type { OrgScope } from '../kernel/model.ts'
import { addSeconds } from '../kernel/time.ts'
import type { NewEvent } from './raise.ts'

const DAY = 24 * 60 * 60

/** One event per product and flaw; a mail holds all of an hour, and names none: the flaw may be open. */
export async function findExploited(org: OrgScope, now: string): Promise<readonly NewEvent[]> {
  const rows = await org.db
    .selectFrom('finding')
    .innerJoin('release', (join) =>
      join.onRef('release.org_id', '=', 'finding.org_id').onRef('release.id', '=', 'finding.release_id'),
    )
    .innerJoin('product', (join) =>
      join.onRef('product.org_id', '=', 'release.org_id').onRef('product.id', '=', 'release.product_id'),
    )
    .select(['finding.advisory', 'product.slug', 'product.name'])
    .distinct()
    .where('finding.org_id', '=', org.id)
    .where('release.org_id', '=', org.id)
    .where('product.org_id', '=', org.id)
    .where('product.archived_at', 'is', null)
    .where('finding.is_exploited', '=', 1)
    .where((where) =>
      where.or([where('release.is_current', '=', 1), where('release.released_at', 'is not', null)]),
    )
    .limit(5000)
    .execute()
  return rows.map(({ advisory, slug, name }) => ({
    key: `exploited:${slug}:${advisory}`,
    kind: 'exploited',
    what: 'exploited.new',
    subject: `exploited:${slug}`,
    product: slug,
    href: `/triage?product=${encodeURIComponent(slug)}&group=exploited`,
    values: { product: name },
    at: now,
  }))
}

/** Promises that run out: a report that nobody acknowledged in time. */
export async function findLateReports(org: OrgScope, now: string): Promise<readonly NewEvent[]> {
  const rows = await org.db
    .selectFrom('vuln_report')
    .innerJoin('product', (join) =>
      join
        .onRef('product.org_id', '=', 'vuln_report.org_id')
        .onRef('product.id', '=', 'vuln_report.product_id'),
    )
    .select(['vuln_report.reference', 'product.slug', 'product.name'])
    .where('vuln_report.org_id', '=', org.id)
    .where('product.org_id', '=', org.id)
    .where('vuln_report.state', '=', 'new')
    .where('vuln_report.acknowledge_by', '<=', addSeconds(now, DAY))
    .limit(1000)
    .execute()
  return rows.map(({ reference, slug, name }) => ({
    key: `report-late:${reference}`,
    kind: 'report-received',
    what: 'report.acknowledge-due',
    subject: `report:${reference}`,
    product: slug,
    href: `/p/${encodeURIComponent(slug)}/public/reports/${encodeURIComponent(reference)}`,
    values: { reference, product: name },
    at: now,
  }))
}

/** Of the last whole day; nothing new, no digest. */
export async function findDigest(org: OrgScope, now: string): Promise<readonly NewEvent[]> {
  if (now.slice(11, 16) < '06:00') return []
  const day = now.slice(0, 10)
  const since = addSeconds(`${day}T06:00:00Z`, -DAY)
  const counts = await countFindings(org, since)
  if (counts.fresh + counts.stale + counts.waiting === 0) return []
  return [
    {
      key: `digest:${day}`,
      kind: 'daily-digest',
      what: 'digest.day',
      subject: 'digest',
      href: '/triage',
      values: counts,
      at: now,
    },
  ]
}

async function countFindings(
  org: OrgScope,
  since: string,
): Promise<{ fresh: number; stale: number; waiting: number }> {
  const rows = await org.db
    .selectFrom('finding')
    .innerJoin('release', (join) =>
      join.onRef('release.org_id', '=', 'finding.org_id').onRef('release.id', '=', 'finding.release_id'),
    )
    .select((eb) => [
      eb.fn.count<number>(eb.case().when('finding.first_seen_at', '>=', since).then(1).end()).as('fresh'),
      eb.fn
        .count<number>(eb.case().when('finding.state', 'in', ['stale', 'expired']).then(1).end())
        .as('stale'),
      eb.fn.count<number>(eb.case().when('finding.state', '=', 'waiting').then(1).end()).as('waiting'),
    ])
    .where('finding.org_id', '=', org.id)
    .where('release.org_id', '=', org.id)
    .where('release.is_current', '=', 1)
    .executeTakeFirstOrThrow()
  return { fresh: Number(rows.fresh), stale: Number(rows.stale), waiting: Number(rows.waiting) }
}

/** Mondays from six o'clock on: open findings and the plan, whatever their number; silence would look like a failure. */
export async function findWeekly(org: OrgScope, now: string): Promise<readonly NewEvent[]> {
  const isMonday = new Date(now).getUTCDay() === 1
  if (!isMonday || now.slice(11, 16) < '06:00') return []
  const { open } = await org.db
    .selectFrom('finding')
    .innerJoin('release', (join) =>
      join.onRef('release.org_id', '=', 'finding.org_id').onRef('release.id', '=', 'finding.release_id'),
    )
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('finding.org_id', '=', org.id)
    .where('release.org_id', '=', org.id)
    .where('release.is_current', '=', 1)
    .where('finding.state', '=', 'open')
    .executeTakeFirstOrThrow()
  const ending = await findEndingSupport(org, now)
  return [
    {
      key: `weekly:${now.slice(0, 10)}`,
      kind: 'weekly',
      what: 'weekly.summary',
      subject: 'weekly',
      href: '',
      values: { open: Number(open), ending },
      at: now,
    },
  ]
}

/** Products whose stated support ends within 90 days. */
async function findEndingSupport(org: OrgScope, now: string): Promise<number> {
  const files = await org.db
    .selectFrom('product_file')
    .select('text')
    .where('org_id', '=', org.id)
    .where('place', '=', 'tracked')
    .where('path', '=', 'product.yaml')
    .execute()
  const limit = addSeconds(now, 90 * DAY).slice(0, 10)
  return files.filter(({ text }) => {
    const end = supportEnd(text)
    return end !== undefined && end >= now.slice(0, 10) && end <= limit
  }).length
}

function supportEnd(text: string): string | undefined {
  const read = parseProfile(text)
  const end = read.ok ? read.value.support?.endsAt : undefined
  // A month means its last day.
  return end === undefined ? undefined : end.length === 7 ? `${end}-31` : end
}
