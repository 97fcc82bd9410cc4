/** Standings that are kept: one a day and release, so that a trend is drawn from what was, never from what is guessed. */
import type { RequirementStatus } from '@occtet/toolkit/cra'
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import { type EarlierRelease, toRequirements } from './requirements-view.ts'
import type { AssessedState } from './state.ts'

/** As it is stored; figures of the full questionnaire. Null: nothing applicable was weighed. */
export interface KeptStanding {
  readonly readiness: number | null
  readonly margin: number
  readonly evidence: number | null
  readonly level: number
  readonly mode: 'quick' | 'full'
  readonly requirements: Readonly<Record<string, RequirementStatus>>
}

export function toKept(state: AssessedState): KeptStanding {
  const { score } = state.assessment
  const { rows } = toRequirements(state, [])
  return {
    readiness: score.readiness.percent ?? null,
    margin: score.margin,
    evidence: score.evidence.percent ?? null,
    level: score.level.number,
    mode: state.mode,
    requirements: Object.fromEntries(rows.map(({ id, status }) => [id, status])),
  }
}

export interface KeptPlace {
  readonly product: ProductRow
  readonly release: ReleaseRow | undefined
}

/** Takes the place of an earlier one of the same day. */
export async function keepStanding(rows: OrgRows, at: KeptPlace, state: AssessedState): Promise<void> {
  const body = JSON.stringify(toKept(state))
  await rows.db
    .insertInto('cra_standing')
    .values({
      org_id: rows.id,
      product_id: at.product.id,
      release_id: at.release?.id ?? '',
      day: state.now.slice(0, 10),
      body,
      updated_at: state.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'product_id', 'release_id', 'day'])
        .doUpdateSet({ body, updated_at: state.now }),
    )
    .execute()
}

export interface KeptPoint extends KeptStanding {
  readonly day: string
  /** Version of the release; undefined: the product had none. */
  readonly release: string | undefined
}

/** So many days are drawn. */
const mostPoints = 400

/** Oldest first. Trusted: rows that `keepStanding` wrote. */
export async function listKept(rows: OrgRows, product: ProductRow): Promise<readonly KeptPoint[]> {
  const found = await rows.db
    .selectFrom('cra_standing')
    .select(['day', 'body', 'release_id'])
    .where('org_id', '=', rows.id)
    .where('product_id', '=', product.id)
    .orderBy('day', 'desc')
    .orderBy('updated_at', 'desc')
    .limit(mostPoints)
    .execute()
  const versions = await versionsOf(rows, product)
  return found.toReversed().map(({ day, body, release_id: release }) => ({
    ...(JSON.parse(body) as KeptStanding),
    day,
    release: versions.get(release),
  }))
}

async function versionsOf(rows: OrgRows, product: ProductRow): Promise<ReadonlyMap<string, string>> {
  const releases = await rows.db
    .selectFrom('release')
    .select(['id', 'version'])
    .where('org_id', '=', rows.id)
    .where('product_id', '=', product.id)
    .execute()
  return new Map(releases.map(({ id, version }) => [id, version]))
}

/** The two releases before this one by the time they were made known; oldest first. */
export async function earlierReleases(
  rows: OrgRows,
  { product, release }: KeptPlace,
): Promise<readonly EarlierRelease[]> {
  if (release === undefined) return []
  const before = await rows.db
    .selectFrom('release')
    .select(['id', 'version'])
    .where('org_id', '=', rows.id)
    .where('product_id', '=', product.id)
    .where('created_at', '<', release.created_at)
    .orderBy('created_at', 'desc')
    .limit(2)
    .execute()
  const earlier: EarlierRelease[] = []
  for (const { id, version } of before.toReversed()) {
    const kept = await rows.db
      .selectFrom('cra_standing')
      .select('body')
      .where('org_id', '=', rows.id)
      .where('product_id', '=', product.id)
      .where('release_id', '=', id)
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirst()
    const body = kept === undefined ? undefined : (JSON.parse(kept.body) as KeptStanding)
    earlier.push({ version, requirements: body?.requirements })
  }
  return earlier
}
