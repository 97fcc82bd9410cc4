/** The findings of current releases that a caller may see, as light rows; what they may not see of decisions is taken off. */
import type { Caller, OrgScope } from '../kernel/model.ts'
import { keptBackIds } from '../products/kept-back.ts'
import type { LightFinding } from './merge-rows.ts'

export interface Looked {
  readonly products: number
  readonly unanalysed: readonly string[]
  readonly oldest: string | undefined
}

export interface VisibleFindings {
  readonly findings: readonly LightFinding[]
  readonly looked: Looked
}

interface Current {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly version: string
  readonly createdAt: string
  readonly analysedAt: string | null
}

/** Everything of a caller that decides what they see of findings. */
export function viewOf({ permissions, products }: Caller): string {
  const seen = products === undefined ? '*' : JSON.stringify([...products].sort())
  return `${permissions.has('private.read') ? 'all' : 'masked'} ${seen}`
}

/**
 * `product`: slug of the only one that is meant. A product without a release was never looked at. Shared by all who see the
 * same until something changes.
 */
export async function visibleFindings(
  org: OrgScope,
  caller: Caller,
  product: string | undefined,
): Promise<VisibleFindings> {
  return org.untilChange(`findings ${viewOf(caller)} ${product ?? ''}`, async () =>
    readFindings(org, caller, product),
  )
}

async function readFindings(
  org: OrgScope,
  caller: Caller,
  product: string | undefined,
): Promise<VisibleFindings> {
  const { current, bare } = await currentReleases(org, caller, product)
  const byId = new Map(current.map((one) => [one.id, one]))
  const rows = await selectLight(org, product === undefined ? undefined : [...byId.keys()])
  const hidden = caller.permissions.has('private.read') ? undefined : await keptBackIds(org)
  const findings = rows.flatMap((row) => {
    const release = byId.get(row.release_id)
    return release === undefined ? [] : [mask(toLight(row, release), hidden)]
  })
  const analysed = current.filter(({ analysedAt }) => analysedAt !== null)
  const unanalysed = [...bare, ...current.filter((one) => one.analysedAt === null).map(({ slug }) => slug)]
  const oldest = analysed.map(({ analysedAt }) => analysedAt ?? '').sort()[0]
  return { findings, looked: { products: analysed.length, unanalysed: unanalysed.sort(), oldest } }
}

async function currentReleases(
  { db, id }: OrgScope,
  { products: own }: Caller,
  product: string | undefined,
): Promise<{ readonly current: readonly Current[]; readonly bare: readonly string[] }> {
  const products = await db
    .selectFrom('product')
    .select(['id', 'slug', 'name'])
    .where('org_id', '=', id)
    .where('archived_at', 'is', null)
    .execute()
  const releases = await db
    .selectFrom('release')
    .select(['id', 'product_id', 'version', 'created_at', 'analysed_at', 'findings_digest'])
    .where('org_id', '=', id)
    .where('is_current', '=', 1)
    .execute()
  const byProduct = new Map(releases.map((release) => [release.product_id, release]))
  const seen = products.filter(
    ({ slug }) => (own === undefined || own.has(slug)) && (product === undefined || slug === product),
  )
  return {
    current: seen.flatMap(({ id: productId, slug, name }) => {
      const release = byProduct.get(productId)
      if (release === undefined) return []
      const { version, created_at: createdAt } = release
      // Sources can be looked at without anybody knowing what is inside: that is no look at findings.
      const analysedAt = release.findings_digest === null ? null : release.analysed_at
      return [{ id: release.id, slug, name, version, createdAt, analysedAt }]
    }),
    bare: seen.flatMap(({ id: productId, slug }) => (byProduct.has(productId) ? [] : [slug])),
  }
}

const lightColumns = [
  'release_id',
  'key',
  'purl',
  'advisory',
  'aliases',
  'queue_group',
  'level',
  'scope',
  'is_direct',
  'is_exploited',
  'epss',
  'fixed_in',
  'state',
  'status',
  'decision_id',
  'first_seen_at',
] as const

async function selectLight({ db, id }: OrgScope, releases: readonly string[] | undefined) {
  const rows = db.selectFrom('finding').select(lightColumns).where('org_id', '=', id)
  if (releases === undefined) return rows.execute()
  return releases.length === 0 ? [] : rows.where('release_id', 'in', releases).execute()
}

type LightRow = Awaited<ReturnType<typeof selectLight>>[number]

function toLight(row: LightRow, release: Current): LightFinding {
  return {
    key: row.key,
    product: release.slug,
    productName: release.name,
    release: release.version,
    purl: row.purl,
    advisory: row.advisory,
    aliases: row.aliases,
    group: row.queue_group,
    level: row.level,
    scope: row.scope,
    isDirect: row.is_direct === 1,
    isExploited: row.is_exploited === 1,
    epss: row.epss,
    fixedIn: row.fixed_in,
    state: row.state,
    status: row.status,
    decision: row.decision_id,
    isNew: row.first_seen_at >= release.createdAt,
  }
}

/** That something is decided is told, as in a report that is passed on; what and by whom is not. */
function mask(finding: LightFinding, hidden: ReadonlySet<string> | undefined): LightFinding {
  if (hidden === undefined || finding.decision === null || !hidden.has(finding.decision)) return finding
  const group = finding.isExploited ? 'exploited' : 'rest'
  return { ...finding, group, state: 'withheld', status: null, decision: null }
}
