/** Which products the start page looks at closely, and what is read of each; a page of 1,000 products still opens at once. */
import type { Language } from '@occtet/toolkit/cra'
import { isRefused } from '../cra/load.ts'
import { type PlanRow, toPlan } from '../cra/plan-view.ts'
import { type ProductStanding, standingOf } from '../cra/standing.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'

export interface Asking {
  readonly org: OrgScope
  readonly caller: Caller
  readonly now: string
  readonly language: Language
}

export interface CloseProduct {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly release:
    | { readonly id: string; readonly version: string; readonly isAnalysed: boolean }
    | undefined
  readonly findings: FindingCounts
  /** Undefined: the caller may not see it, or `isUnreadable`. */
  readonly standing: ProductStanding | undefined
  /** Steps of its plan; empty where nothing is known of it. */
  readonly plan: readonly PlanRow[]
  readonly isUnreadable: boolean
}

export interface FindingCounts {
  /** Those that the queue holds. */
  readonly toDecide: number
  readonly exploited: number
  readonly waiting: number
  readonly stale: number
  /** The first exploited one that nobody decided on. */
  readonly first: { readonly key: string; readonly purl: string; readonly advisory: string } | undefined
}

export interface CloseLook {
  readonly products: readonly CloseProduct[]
  readonly total: number
}

const mostProducts = 8
/** What a standing weighs in memory. */
const rowsOfStanding = 500
const inQueue = new Set(['open', 'waiting', 'stale', 'expired', 'revoked'])
const nothing: FindingCounts = { toDecide: 0, exploited: 0, waiting: 0, stale: 0, first: undefined }

/** Products with exploited findings first, then those with most to decide, then by name. `first`: slugs whose clocks run. */
export async function lookClosely(asking: Asking, first: ReadonlySet<string>): Promise<CloseLook> {
  const { org, caller } = asking
  const inOrder = await org.untilChange(
    'home order',
    async () => orderProducts(org),
    (all) => all.length,
  )
  const seen = inOrder.filter(({ slug }) => caller.products === undefined || caller.products.has(slug))
  const running = seen.filter(({ slug }) => first.has(slug))
  const rest = seen.filter(({ slug }) => !first.has(slug))
  const close: CloseProduct[] = []
  for (const product of [...running, ...rest].slice(0, mostProducts)) close.push(await look(asking, product))
  return { products: close, total: seen.length }
}

type Ordered = Omit<CloseProduct, 'standing' | 'plan' | 'isUnreadable'>

/** All of the organisation, whoever asks; what depends on the caller and on the hour comes afterwards. */
async function orderProducts(org: OrgScope): Promise<readonly Ordered[]> {
  const products = await selectProducts(org)
  const counts = await countFindings(org)
  return products
    .map((product) => ({ ...product, findings: counts.get(product.release?.id ?? '') ?? nothing }))
    .sort(
      ({ findings: a, name }, { findings: b, name: other }) =>
        b.exploited - a.exploited || b.toDecide - a.toDecide || (name < other ? -1 : 1),
    )
}

async function look({ org, caller, now, language }: Asking, product: Ordered): Promise<CloseProduct> {
  const none = { standing: undefined, plan: [] }
  if (!caller.permissions.has('private.read')) return { ...product, ...none, isUnreadable: false }
  const day = now.slice(0, 10)
  const looked = await org.untilChange(
    `standing ${product.slug} ${language} ${day}`,
    async () => {
      const standing = await standingOf(org, product.slug, { now, language })
      return isRefused(standing) ? undefined : { standing, plan: toPlan(standing.state).rows }
    },
    () => rowsOfStanding,
  )
  return looked === undefined
    ? { ...product, ...none, isUnreadable: true }
    : { ...product, ...looked, isUnreadable: false }
}

async function selectProducts(org: OrgScope) {
  const products = await org.db
    .selectFrom('product')
    .select(['id', 'slug', 'name'])
    .where('org_id', '=', org.id)
    .where('archived_at', 'is', null)
    .execute()
  const releases = await org.db
    .selectFrom('release')
    .select(['id', 'product_id', 'version', 'findings_digest'])
    .where('org_id', '=', org.id)
    .where('is_current', '=', 1)
    .execute()
  const byProduct = new Map(
    releases.map(({ id, product_id: product, version, findings_digest: digest }) => [
      product,
      { id, version, isAnalysed: digest !== null },
    ]),
  )
  return products.map((product) => ({ ...product, release: byProduct.get(product.id) }))
}

/** By release; two small queries that read indexes only, however many findings there are. */
async function countFindings(org: OrgScope): Promise<ReadonlyMap<string, FindingCounts>> {
  const rows = await org.db
    .selectFrom('finding')
    .select(['release_id', 'state', 'is_exploited'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('org_id', '=', org.id)
    .groupBy(['release_id', 'state', 'is_exploited'])
    .execute()
  const firsts = await firstExploited(org)
  const counts = new Map<string, FindingCounts>()
  for (const { release_id: release, state, is_exploited: isExploited, n } of rows) {
    const former = counts.get(release) ?? { ...nothing, first: firsts.get(release) }
    const add = (isCounted: boolean): number => (isCounted ? Number(n) : 0)
    counts.set(release, {
      ...former,
      toDecide: former.toDecide + add(inQueue.has(state)),
      exploited: former.exploited + add(inQueue.has(state) && isExploited === 1),
      waiting: former.waiting + add(state === 'waiting'),
      stale: former.stale + add(state === 'stale' || state === 'expired'),
    })
  }
  return counts
}

async function firstExploited(org: OrgScope): Promise<ReadonlyMap<string, FindingCounts['first']>> {
  const rows = await org.db
    .selectFrom('finding')
    .select(['release_id', 'key', 'purl', 'advisory'])
    .where('org_id', '=', org.id)
    // A literal: only then is it the condition of the index.
    .where((eb) => eb('is_exploited', '=', eb.lit(1)))
    .where('state', 'in', [...inQueue])
    .orderBy('position', 'desc')
    .limit(2000)
    .execute()
  return new Map(rows.map(({ release_id: release, ...first }) => [release, first]))
}
