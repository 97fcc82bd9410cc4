/** Clocks of Art. 14 that began, draw near or ran out, read from the cases themselves. Drills are no news. */
import { parseJson } from '@occtet/toolkit/base'
import { type CaseStatus, parseCase, parseInstant, type StageStatus, statusOf } from '@occtet/toolkit/cra'
import type { OrgScope } from '../kernel/model.ts'
import type { NewEvent } from './raise.ts'

/** The nearest threshold that is reached counts; those that a stopped server slept through are not told late. */
const thresholds = [
  ['overdue', 0],
  ['due-1h', 1],
  ['due-4h', 4],
  ['due-12h', 12],
] as const

/** A case that was opened this long ago is no news for somebody who starts the server now. */
const OPENED_DAYS = 2

export async function findClocks(org: OrgScope, now: string): Promise<readonly NewEvent[]> {
  const files = await org.db
    .selectFrom('product_file')
    .innerJoin('product', (join) =>
      join
        .onRef('product.org_id', '=', 'product_file.org_id')
        .onRef('product.id', '=', 'product_file.product_id'),
    )
    .select(['product_file.text', 'product.slug', 'product.name'])
    .where('product_file.org_id', '=', org.id)
    .where('product.org_id', '=', org.id)
    .where('product_file.place', '=', 'private')
    .where('product_file.path', '>=', 'cases/')
    .where('product_file.path', '<', 'cases0')
    .execute()
  const instant = parseInstant(now)
  if (!instant.ok) throw new Error('our own clock is well-formed')
  return files.flatMap(({ text, slug, name }) => {
    const json = parseJson(text)
    const read = json.ok ? parseCase(json.value.value) : undefined
    if (read?.ok !== true) return []
    const status = statusOf(read.value, instant.value)
    return status.drill ? [] : eventsOf(status, { slug, name }, now)
  })
}

interface Product {
  readonly slug: string
  readonly name: string
}

function eventsOf(status: CaseStatus, product: Product, now: string): readonly NewEvent[] {
  if (status.phase === 'closed' || status.phase === 'not-reportable') return []
  return [
    ...openedOf(status, product, now),
    ...status.stages.flatMap((stage) => dueOf(status, stage, { product, now })),
  ]
}

function openedOf(status: CaseStatus, product: Product, now: string): readonly NewEvent[] {
  const { id, awareAt } = status
  if (awareAt === null || Date.parse(now) - Date.parse(awareAt) > OPENED_DAYS * 86_400_000) return []
  return [toEvent({ id, what: 'opened', product, now, key: `clock:${id}:opened:${awareAt}`, values: {} })]
}

function dueOf(
  { id }: CaseStatus,
  { id: stage, stage: name, state, due }: StageStatus,
  { product, now }: { readonly product: Product; readonly now: string },
): readonly NewEvent[] {
  if (due === null || (state !== 'running' && state !== 'overdue')) return []
  const hours = (Date.parse(due) - Date.parse(now)) / 3_600_000
  const found = thresholds.find(([, most]) => hours <= most)
  if (found === undefined) return []
  const [what] = found
  return [
    toEvent({
      id,
      what,
      product,
      now,
      key: `clock:${id}:${stage}:${due}:${what}`,
      values: { stage: name, due },
    }),
  ]
}

interface Told {
  readonly id: string
  readonly what: string
  readonly product: Product
  readonly now: string
  readonly key: string
  readonly values: Readonly<Record<string, string>>
}

/** Each has a subject of its own, so that no mail of an hour ago holds it back. */
function toEvent({ id, what, product, now, key, values }: Told): NewEvent {
  return {
    key,
    kind: 'clock',
    what: `clock.${what}`,
    subject: key,
    product: product.slug,
    href: `/cases/${encodeURIComponent(id)}`,
    values: { case: id, product: product.name, ...values },
    at: now,
  }
}
