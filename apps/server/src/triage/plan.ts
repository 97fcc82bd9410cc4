/** What a wish would do, told before it is saved: which findings it touches, in every product that it reaches. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { Finding, Purl } from '@occtet/toolkit/model'
import {
  applyDecisions,
  type DecisionRecord,
  needsConfirmation,
  type PreviewProduct,
  previewScope,
  type TouchedFinding,
} from '@occtet/toolkit/vex'
import type { OrgRows } from './org-rows.ts'
import type { Caller } from '../kernel/model.ts'
import { chooseFindings, type Chosen, type FindingRef } from './choose.ts'
import { mayReach, reachesTooFar } from './reach.ts'
import { type Drafted, draftDecisions, type Wish } from './drafts.ts'
import { proposalsFor } from './proposals.ts'
import { findSiblings } from './siblings.ts'
import { asSeenBy, openTriageDesk, type Refused, type TriageDesk } from './triage-desk.ts'

export interface PlannedProduct extends Chosen {
  readonly drafted: Drafted
}

/** Drafts of every product; nothing is written. */
export async function planDecisions(
  rows: OrgRows,
  caller: Caller,
  { refs, wish }: { readonly refs: readonly FindingRef[]; readonly wish: Wish },
): Promise<Result<readonly PlannedProduct[], Refused>> {
  if (!mayReach(caller, wish.scope)) return err(reachesTooFar())
  const chosen = await chooseFindings(rows, caller, refs)
  if (!chosen.ok) return chosen
  const isBulk = chosen.value.reduce((sum, { findings }) => sum + findings.length, 0) > 1
  const planned: PlannedProduct[] = []
  const taken = new Set<string>()
  for (const one of chosen.value) {
    const proposed = await requireProposed(rows, one, wish.proposal)
    if (!proposed.ok) return proposed
    // One record speaks for the organisation: where it holds already, it is not made again.
    const others = planned.flatMap(({ drafted }) => drafted.drafts.map(({ record }) => record))
    const findings =
      wish.scope === 'organisation'
        ? one.findings.filter((finding) => !holdsAlready(one.desk, finding, { others, at: wish.at }))
        : one.findings
    const drafted = draftDecisions(one.desk, findings, { wish, isBulk, taken })
    if (!drafted.ok) return err(toRefused(drafted.error))
    for (const { record } of drafted.value.drafts) taken.add(record.id)
    planned.push({ desk: one.desk, findings: one.findings, drafted: drafted.value })
  }
  return ok(planned)
}

function holdsAlready(
  { subject: { id: product, version } }: TriageDesk,
  finding: Finding,
  { others, at }: { readonly others: readonly DecisionRecord[]; readonly at: string },
): boolean {
  const spoken = others.map((record) => ({
    ...record,
    entries: record.entries.map((entry) => ({ ...entry, needsConfirmation: false })),
  }))
  const view = { product, ...(version === undefined ? {} : { release: version }), today: at.slice(0, 10) }
  return applyDecisions([finding], spoken, view).findings[0]?.decision?.standing === 'in-force'
}

/** A decision may say that it accepts a proposal only where the machine makes it. */
async function requireProposed(
  rows: OrgRows,
  { desk, findings }: Chosen,
  kind: string | undefined,
): Promise<Result<void, Refused>> {
  if (kind === undefined) return ok(undefined)
  const { byFinding } = await proposalsFor(rows, desk, findings)
  const lacking = findings.find(
    ({ key }) => !(byFinding.get(key) ?? []).some((proposal) => proposal.kind === kind),
  )
  if (lacking === undefined) return ok(undefined)
  return err({
    status: 422,
    code: 'PROPOSAL_UNKNOWN',
    message: `${kind} is not proposed for ${lacking.key}`,
  })
}

export function toRefused(error: { readonly code: string; readonly message: string }): Refused {
  return { status: 422, code: 'DECISION_REFUSED', message: `${error.code}: ${error.message}` }
}

export interface Touched extends TouchedFinding {
  readonly slug: string
}

/** Every finding of the same packages and flaws, with what the drafts do to it as the caller may know it. `today`: `YYYY-MM-DD`. */
export async function touchedBy(
  rows: OrgRows,
  planned: readonly PlannedProduct[],
  { caller, today }: { readonly caller: Caller; readonly today: string },
): Promise<readonly Touched[]> {
  const seen = new Map<string, Touched>()
  const drafts = planned.flatMap(({ desk, drafted }) => drafted.drafts.map((draft) => ({ desk, draft })))
  for (const { desk, draft } of drafts) {
    const desks = await reached(rows, desk, draft)
    const products = desks.map((one) => toPreview(asSeenBy(one, caller), draft.record))
    for (const touched of previewScope(draft.record, products, today)) {
      const slug = desks.find(({ subject }) => subject.id === touched.product)?.slug ?? desk.slug
      const key = `${slug}\0${touched.finding}`
      if ((seen.get(key)?.effect ?? 'not-reached') === 'not-reached') seen.set(key, { ...touched, slug })
    }
  }
  return [...seen.values()]
}

async function reached(
  rows: OrgRows,
  desk: TriageDesk,
  { record, finding }: { readonly record: DecisionRecord; readonly finding: Finding },
): Promise<readonly TriageDesk[]> {
  if (record.holds.scope !== 'organisation') return [desk]
  const slugs = new Set((await findSiblings(rows, finding)).map(({ slug }) => slug))
  const others: TriageDesk[] = []
  for (const slug of slugs) {
    if (slug === desk.slug) continue
    const other = await openTriageDesk(rows, slug)
    if (other.ok) others.push(other.value)
  }
  return [desk, ...others]
}

function toPreview(desk: TriageDesk, draft: DecisionRecord): PreviewProduct {
  const { id: product, version } = desk.subject
  return {
    product,
    ...(version === undefined ? {} : { release: version }),
    findings: desk.findings,
    records: desk.decisions.files.map(({ record }) => record).filter(({ id }) => id !== draft.id),
  }
}

export interface Difference {
  readonly product: string
  readonly finding: string
  readonly advisory: string
  readonly purl: Purl
  readonly range: string
  readonly scope: Finding['scope']
  readonly level: Finding['level']
  readonly isExploited: boolean
}

export function differencesOf(planned: readonly PlannedProduct[]): Difference[] {
  return planned.flatMap(({ desk, findings }) =>
    findings.map((finding) => ({
      product: desk.slug,
      finding: finding.key,
      advisory: finding.group,
      purl: finding.purl,
      range: [...new Set(finding.matched.map(({ range }) => range))].sort().join(' || '),
      scope: finding.scope,
      level: finding.level,
      isExploited: (finding.exploitation?.kev ?? []).length > 0,
    })),
  )
}

const columns = {
  package: ({ purl }: Difference) => purl.split('@')[0],
  range: ({ range }: Difference) => range,
  scope: ({ scope }: Difference) => scope,
  product: ({ product }: Difference) => product,
  level: ({ level }: Difference) => level,
} as const

/** Names of the columns in which the findings are not all alike. */
export function columnsThatDiffer(rows: readonly Difference[]): (keyof typeof columns)[] {
  return (Object.keys(columns) as (keyof typeof columns)[]).filter(
    (name) => new Set(rows.map((row) => columns[name](row))).size > 1,
  )
}

export function waitsForSecond(planned: readonly PlannedProduct[], wish: Wish): boolean {
  return planned.some(({ desk }) => needsConfirmation(wish.verdict, desk.house))
}
