/** The findings of current releases that a caller may see, as light rows; what they may not see of decisions is taken off. */
import type { Caller, OrgScope } from '../kernel/model.ts'
import { hiddenFrom } from '../products/kept-back.ts'
import type { LightFinding } from './merge-rows.ts'

export interface Looked {
  readonly products: number
  readonly unanalysed: readonly string[]
  readonly oldest: string | undefined
}

export interface VisibleFindings {
  /** By id of the release. A part is the same object for as long as nothing in it has changed. */
  readonly parts: ReadonlyMap<string, FindingsPart>
  readonly looked: Looked
}

/** The findings of one current release. */
export interface FindingsPart {
  /** Everything that they were made from: two parts with the same mark are the same. */
  readonly mark: string
  readonly findings: readonly LightFinding[]
}

interface Current {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly version: string
  readonly createdAt: string
  readonly analysedAt: string | null
  /** Grows with each write to its findings. */
  readonly stamp: number
}

/** Everything of a caller that decides what they see of findings. */
export function viewOf({ permissions, products }: Caller): string {
  const seen = products === undefined ? '*' : JSON.stringify([...products].sort())
  return `${permissions.has('private.read') ? 'all' : 'masked'} ${seen}`
}

/**
 * `product`: slug of the only one that is meant. A product without a release was never looked at. Over all products it is
 * shared by all who see the same; after a change only the releases whose findings were written are read anew.
 */
export async function visibleFindings(
  org: OrgScope,
  caller: Caller,
  product: string | undefined,
): Promise<VisibleFindings> {
  if (product !== undefined) return readFindings(org, caller, { product, former: undefined })
  return org.untilChange<VisibleFindings>(
    `findings ${viewOf(caller)}`,
    async (former) => readFindings(org, caller, { product, former }),
    ({ parts }) => countRows(parts),
  )
}

export function countRows(parts: VisibleFindings['parts']): number {
  let rows = 0
  for (const { findings } of parts.values()) rows += findings.length
  return rows
}

interface Wanted {
  readonly product: string | undefined
  readonly former: VisibleFindings | undefined
}

async function readFindings(
  org: OrgScope,
  caller: Caller,
  { product, former }: Wanted,
): Promise<VisibleFindings> {
  const { current, bare } = await currentReleases(org, caller, product)
  const hidden = await hiddenFrom(org, caller)
  const kept = new Map<string, FindingsPart>()
  const missing = new Map<string, Current>()
  for (const release of current) {
    const known = former?.parts.get(release.id)
    if (known?.mark === markOf(release, hidden)) kept.set(release.id, known)
    else missing.set(release.id, release)
  }
  const read = await readParts(org, missing, hidden)
  const analysed = current.filter(({ analysedAt }) => analysedAt !== null)
  const unanalysed = [...bare, ...current.filter((one) => one.analysedAt === null).map(({ slug }) => slug)]
  const oldest = analysed.map(({ analysedAt }) => analysedAt ?? '').sort()[0]
  return {
    parts: new Map([...kept, ...read]),
    looked: { products: analysed.length, unanalysed: unanalysed.sort(), oldest },
  }
}

function markOf({ slug, name, version, createdAt, stamp }: Current, hidden: ReadonlySet<string>): string {
  return JSON.stringify([slug, name, version, createdAt, stamp, [...hidden].sort()])
}

/** So many releases are named one by one; beyond, all findings of the organisation are read. */
const mostNamed = 200

async function readParts(
  org: OrgScope,
  releases: ReadonlyMap<string, Current>,
  hidden: ReadonlySet<string>,
): Promise<ReadonlyMap<string, FindingsPart>> {
  const rows = await selectLight(org, releases.size > mostNamed ? undefined : [...releases.keys()])
  const findings = new Map<string, LightFinding[]>()
  for (const id of releases.keys()) findings.set(id, [])
  for (const row of rows) {
    const release = releases.get(row.release_id)
    if (release !== undefined) findings.get(row.release_id)?.push(mask(toLight(row, release), hidden))
  }
  return new Map(
    [...releases].map(([id, release]) => [
      id,
      { mark: markOf(release, hidden), findings: findings.get(id) ?? [] },
    ]),
  )
}

async function currentReleases(
  org: OrgScope,
  { products: own }: Caller,
  product: string | undefined,
): Promise<{ readonly current: readonly Current[]; readonly bare: readonly string[] }> {
  const rows = await selectCurrent(org, product)
  const seen = rows.filter(({ slug }) => own === undefined || own.has(slug))
  return {
    current: seen.flatMap(({ slug, name, release, version, created_at: createdAt, ...row }) => {
      if (release === null || version === null || createdAt === null) return []
      // Sources can be looked at without anybody knowing what is inside: that is no look at findings.
      const analysedAt = row.findings_digest === null ? null : row.analysed_at
      return [{ id: release, slug, name, version, createdAt, analysedAt, stamp: row.stamp ?? 0 }]
    }),
    bare: seen.flatMap(({ slug, release }) => (release === null ? [slug] : [])),
  }
}

/** Products with their current release, or without any. */
async function selectCurrent({ db, id }: OrgScope, product: string | undefined) {
  const rows = db
    .selectFrom('product')
    .leftJoin('release', (join) =>
      join
        .onRef('release.org_id', '=', 'product.org_id')
        .onRef('release.product_id', '=', 'product.id')
        .on((eb) => eb('release.is_current', '=', eb.lit(1))),
    )
    .leftJoin('finding_stamp', (join) =>
      join
        .onRef('finding_stamp.org_id', '=', 'release.org_id')
        .onRef('finding_stamp.release_id', '=', 'release.id'),
    )
    .select(['product.slug', 'product.name', 'release.id as release', 'release.version'])
    .select(['release.created_at', 'release.analysed_at', 'release.findings_digest', 'finding_stamp.stamp'])
    .where('product.org_id', '=', id)
    .where('product.archived_at', 'is', null)
  return product === undefined ? rows.execute() : rows.where('product.slug', '=', product).execute()
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
function mask(finding: LightFinding, hidden: ReadonlySet<string>): LightFinding {
  if (finding.decision === null || !hidden.has(finding.decision)) return finding
  const group = finding.isExploited ? 'exploited' : 'rest'
  return { ...finding, group, state: 'withheld', status: null, decision: null }
}
