/** One product for triage: its current findings, the decisions on file, and its house rules. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { Finding } from '@occtet/toolkit/model'
import { defaultPolicy, type Policy } from '@occtet/toolkit/policy'
import {
  type AppliedDecisions,
  applyDecisions,
  type DecisionPolicy,
  toHouseRules,
  type VexSubject,
} from '@occtet/toolkit/vex'
import type { Caller } from '../kernel/model.ts'
import { openReleaseDesk, type ReleaseDesk } from '../products/desk.ts'
import { parsePolicy } from '../products/parsed-files.ts'
import { isKeptBack } from '../products/kept-back.ts'
import { type OrgRows, trackedText } from './org-rows.ts'
import { type DecisionFileSet, readDecisionSet } from './decision-store.ts'

export interface TriageDesk {
  readonly slug: string
  /** Of the product row. */
  readonly product: string
  readonly subject: VexSubject
  readonly release: ReleaseDesk
  /** Without decisions; empty where the release was never analysed (`isAnalysed`). */
  readonly findings: readonly Finding[]
  readonly isAnalysed: boolean
  readonly decisions: DecisionFileSet
  readonly house: DecisionPolicy
}

export interface Refused {
  readonly status: number
  readonly code: string
  readonly message: string
}

/** `rows`: within a change, those of the change. `version`: `current` where none is meant. */
export async function openTriageDesk(
  rows: OrgRows,
  slug: string,
  version = 'current',
): Promise<Result<TriageDesk, Refused>> {
  const release = await openReleaseDesk(rows, slug, version)
  if (release === undefined) return err(notFound())
  const policy = await readPolicy(rows, release.product.id)
  if (!policy.ok) return policy
  const report = await release.findings()
  return ok({
    slug,
    product: release.product.id,
    subject: release.subject,
    release,
    findings: report?.findings ?? [],
    isAnalysed: report !== undefined,
    decisions: await readDecisionSet(rows, release.product.id),
    house: toHouseRules(policy.value.decisions),
  })
}

export function notFound(): Refused {
  return { status: 404, code: 'NOT_FOUND', message: 'there is no such thing here' }
}

/** Without the decisions that this caller may not see: as if nobody had taken them. */
export function asSeenBy(desk: TriageDesk, { permissions }: Pick<Caller, 'permissions'>): TriageDesk {
  if (permissions.has('private.read')) return desk
  const { files, broken, brokenPrivate } = desk.decisions
  const decisions = {
    files: files.filter((file) => !isKeptBack(file)),
    broken: broken.filter((one) => !brokenPrivate.includes(one)),
    brokenPrivate: [],
  }
  return { ...desk, decisions }
}

/** A policy that cannot be read passes nothing: nobody decides by rules that nobody knows. */
export async function readPolicy(rows: OrgRows, product: string): Promise<Result<Policy, Refused>> {
  const text = await trackedText(rows, { product, path: 'policy.yaml' })
  if (text === undefined) return ok(defaultPolicy())
  const parsed = parsePolicy(text)
  if (parsed.ok) return parsed
  const { line, field, message } = parsed.error
  const place = `policy.yaml:${line}: ${field === '' ? '' : `${field}: `}`
  return err({ status: 422, code: 'POLICY_INVALID', message: `${place}${message}` })
}

/** Decisions laid over the findings of the desk. `today`: `YYYY-MM-DD`. */
export function applyOn(desk: TriageDesk, today: string, findings = desk.findings): AppliedDecisions {
  const { id: product, version } = desk.subject
  return applyDecisions(
    findings,
    desk.decisions.files.map(({ record }) => record),
    { product, ...(version === undefined ? {} : { release: version }), today },
  )
}
