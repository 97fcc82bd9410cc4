/** Licenses as rows, conflicts with the policy first. */
import type { LicenseRow } from '@occtet/contract/api'
import { compareCodeUnits } from '@occtet/toolkit/base'
import { parseLicenseExpression } from '@occtet/toolkit/model'
import {
  classOfExpression,
  type ComponentLicense,
  judgePolicy,
  type PolicyResult,
} from '@occtet/toolkit/policy'
import { nameOf } from '../triage/merge-rows.ts'
import { type LicenseDesk, policySubjects } from './license-desk.ts'

/** `now`: RFC 3339. Rules of the category `license`, over all components. */
export async function licenseRows(licenses: LicenseDesk, now: string): Promise<readonly LicenseRow[]> {
  const words = await policyWords(licenses, now)
  return licenses.components
    .map((component) => toLicenseRow(licenses.licenseOf(component), words.get(component.purl) ?? []))
    .sort(compareRows)
}

/** By purl: what the policy says of the license. Empty where findings were never looked for: rules need facts of both. */
async function policyWords(
  licenses: LicenseDesk,
  now: string,
): Promise<ReadonlyMap<string, readonly PolicyResult[]>> {
  const report = (await licenses.desk.release.findings()) ?? emptyReport(now)
  const subjects = policySubjects(licenses, report, now).filter(({ about }) => about === 'component')
  const rules = licenses.policy.rules.filter(({ category }) => category === 'license')
  const { results } = judgePolicy({ ...licenses.policy, rules }, subjects, now.slice(0, 10))
  const words = new Map<string, PolicyResult[]>()
  for (const result of results) words.set(result.subject, [...(words.get(result.subject) ?? []), result])
  return words
}

function emptyReport(asOf: string) {
  return { schema: '', asOf, sources: [], findings: [], unknown: [], issues: [] }
}

export function toLicenseRow(
  { component, facts, resolved }: ComponentLicense,
  words: readonly PolicyResult[],
): LicenseRow {
  const { name, version } = nameOf(component.purl)
  const parsed = resolved.effective === undefined ? undefined : parseLicenseExpression(resolved.effective)
  const strictest = parsed?.ok === true ? classOfExpression(parsed.value) : undefined
  return {
    purl: component.purl,
    name,
    ...(version === undefined ? {} : { version }),
    scope: component.scope,
    isDirect: component.relation === 'direct',
    ...(resolved.effective === undefined ? {} : { effective: resolved.effective }),
    basis: facts.concluded === undefined ? resolved.basis : 'concluded',
    ...(strictest === undefined ? {} : { class: strictest }),
    conflicts: resolved.conflicts.length,
    policy: words.map(({ rule, level, verdict, message, because, hint }) => ({
      rule,
      level,
      verdict,
      message,
      because,
      ...(hint === undefined ? {} : { hint }),
    })),
  }
}

const levels = ['fail', 'warn', 'note'] as const
const verdicts = ['breach', 'unknown', 'excepted'] as const

/** Smaller comes first: a breach that fails, what fails for lack of knowledge, warnings, contradictions, the unknown. */
function rankOf(row: LicenseRow): number {
  const ranks = row.policy.map(
    ({ level, verdict }) =>
      levels.indexOf(level) * 3 + verdicts.indexOf(verdict) + (verdict === 'excepted' ? 20 : 0),
  )
  return Math.min(...ranks, row.conflicts > 0 ? 7 : 99, row.basis === 'unknown' ? 8 : 99)
}

function compareRows(a: LicenseRow, b: LicenseRow): number {
  return (
    rankOf(a) - rankOf(b) ||
    Number(b.isDirect) - Number(a.isDirect) ||
    compareCodeUnits(a.name, b.name) ||
    compareCodeUnits(a.purl, b.purl)
  )
}

/** Breaks a rule that stands. */
export function isBreach({ policy }: LicenseRow): boolean {
  return policy.some(({ level, verdict }) => level === 'fail' && verdict !== 'excepted')
}

export function isWarned({ policy }: LicenseRow): boolean {
  return policy.some(({ level, verdict }) => level === 'warn' && verdict !== 'excepted')
}
