/** Findings that a request names, grouped by product; what the caller may not see looks as if it did not exist. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { Finding } from '@occtet/toolkit/model'
import type { OrgRows } from './org-rows.ts'
import type { Caller } from '../kernel/model.ts'
import { notFound, openTriageDesk, type Refused, type TriageDesk } from './triage-desk.ts'

export interface FindingRef {
  readonly product: string
  readonly finding: string
}

export interface Chosen {
  readonly desk: TriageDesk
  readonly findings: readonly Finding[]
}

/** In the order of the first mention; each finding once. */
export async function chooseFindings(
  rows: OrgRows,
  caller: Pick<Caller, 'products'>,
  refs: readonly FindingRef[],
): Promise<Result<readonly Chosen[], Refused>> {
  const chosen: Chosen[] = []
  for (const slug of new Set(refs.map(({ product }) => product))) {
    if (caller.products !== undefined && !caller.products.has(slug)) return err(notFound())
    const desk = await openTriageDesk(rows, slug)
    if (!desk.ok) return desk
    const byKey = new Map(desk.value.findings.map((finding) => [finding.key, finding]))
    const keys = new Set(refs.filter(({ product }) => product === slug).map(({ finding }) => finding))
    const findings = [...keys].map((key) => byKey.get(key))
    if (findings.includes(undefined)) return err(notFound())
    chosen.push({ desk: desk.value, findings: findings.filter((one) => one !== undefined) })
  }
  return ok(chosen)
}
