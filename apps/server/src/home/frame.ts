/** What the frame of every page shows: caller, products, counts, age of the data, size of the ledger. */
import type { AnswerOf, homeRoutes } from '@occtet/contract/api'
import { nearestClocks } from '../cases/index.ts'
import type { Caller, Kernel, OrgScope } from '../kernel/model.ts'
import { withStore } from '../knowledge/store.ts'
import { openRows } from '../triage/queue.ts'
import { visibleFindings } from '../triage/rows.ts'

export type FrameView = AnswerOf<(typeof homeRoutes)['frame.show']>

export interface Looking {
  readonly org: OrgScope
  readonly caller: Caller
  readonly kernel: Kernel
  readonly now: string
}

/** Beyond so many findings the queue is counted when it is opened, not on every page: absent then. */
const mostCounted = 20_000

export async function frameOf(looking: Looking): Promise<FrameView> {
  const { org, caller, now } = looking
  const row = await org.db
    .selectFrom('org')
    .select(['slug', 'name', 'is_sample', 'ledger_origin'])
    .where('id', '=', org.id)
    .executeTakeFirstOrThrow()
  const until = await untilOf(looking)
  return {
    organisation: { slug: row.slug, name: row.name },
    isSample: row.is_sample === 1,
    caller: {
      kind: caller.kind,
      name: caller.name,
      ...(caller.role === undefined ? {} : { role: caller.role }),
      permissions: [...caller.permissions],
      ...(until === undefined ? {} : { until }),
    },
    now,
    products: await listProducts(looking),
    counts: await countAll(looking),
    sources: await listSources(looking),
    ...(row.ledger_origin === null ? {} : { ledger: { entries: await countEntries(org) } }),
  }
}

async function untilOf({ org, caller }: Looking): Promise<string | undefined> {
  if (caller.kind !== 'person') return undefined
  const member = await org.db
    .selectFrom('member')
    .select('ends_at')
    .where('org_id', '=', org.id)
    .where('account_id', '=', caller.id)
    .executeTakeFirst()
  return member?.ends_at ?? undefined
}

/** Of all of the organisation, until it changes; each caller is shown their own. */
async function listProducts({ org, caller }: Looking): Promise<FrameView['products']> {
  const all = await org.untilChange('frame products', async () => selectProducts(org), countOf)
  return caller.products === undefined ? all : all.filter(({ slug }) => caller.products?.has(slug) === true)
}

function countOf(list: readonly unknown[]): number {
  return list.length
}

async function selectProducts(org: OrgScope): Promise<FrameView['products']> {
  const products = await org.db
    .selectFrom('product')
    .select(['id', 'slug', 'name'])
    .where('org_id', '=', org.id)
    .where('archived_at', 'is', null)
    .orderBy('name')
    .execute()
  const current = await org.db
    .selectFrom('release')
    .select(['product_id', 'version'])
    .where('org_id', '=', org.id)
    .where('is_current', '=', 1)
    .execute()
  const versions = new Map(current.map(({ product_id: id, version }) => [id, version]))
  return products.map(({ id, slug, name }) => {
    const release = versions.get(id)
    return { slug, name, ...(release === undefined ? {} : { release }) }
  })
}

async function countAll(looking: Looking): Promise<FrameView['counts']> {
  const { org, caller, now } = looking
  const toDecide = await countToDecide(looking)
  const mayCases = caller.permissions.has('private.read')
  const clocks = mayCases
    ? (await nearestClocks(org, { now, language: 'en', products: caller.products })).length
    : undefined
  return {
    ...(toDecide === undefined ? {} : { toDecide }),
    ...(clocks === undefined ? {} : { clocks }),
  }
}

/** The same rows as the queue shows; undefined: nothing was analysed, or there is too much to count here. */
async function countToDecide({ org, caller }: Looking): Promise<number | undefined> {
  const count = await org.untilChange('count of findings', async () => countFindings(org))
  if (count > mostCounted) return undefined
  const { looked } = await visibleFindings(org, caller, undefined)
  return looked.products === 0 ? undefined : (await openRows(org, caller)).length
}

async function countFindings(org: OrgScope): Promise<number> {
  const { n } = await org.db
    .selectFrom('finding')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('org_id', '=', org.id)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Sources of the FedDB that this server reads; a source without a record was never read. */
async function listSources({ kernel }: Looking): Promise<FrameView['sources']> {
  return withStore(kernel, ({ sources }) =>
    sources.map(({ name, records, asOf, isStale }) =>
      records === 0
        ? { id: name, state: 'never' as const }
        : { id: name, state: isStale ? ('stale' as const) : ('fresh' as const), readAt: wholeSeconds(asOf) },
    ),
  )
}

function wholeSeconds(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

/** Events of ours that the ledger holds. */
async function countEntries(org: OrgScope): Promise<number> {
  const { n } = await org.db
    .selectFrom('outbox')
    .select((eb) => eb.fn.max('log_index').as('n'))
    .where('org_id', '=', org.id)
    .executeTakeFirstOrThrow()
  return n === null ? 0 : Number(n) + 1
}
