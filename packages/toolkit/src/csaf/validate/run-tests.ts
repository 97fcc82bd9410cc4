/** Runs schema and tests over one document; loaded when the first document is to be validated. */
import { members } from '../shape.ts'
import { BudgetSpent } from './budget.ts'
import { findUnbearable } from './bounds.ts'
import { type CsafFlaw, type CsafTest, groupOf } from './csaf-test.ts'
import type { CsafVersion } from './csaf-version.ts'
import { validate as validate20 } from './generated/csaf-2.0.js'
import { validate as validate21 } from './generated/csaf-2.1.js'
import { listTests } from './registry.ts'
import { toFlaws } from './schema.ts'
import type { CsafFinding, CsafReport, CsafSkip, CsafValidation } from './report.ts'
import { type CsafView, toView } from './view.ts'

/** More of one kind help nobody. */
export const maxFindingsPerTest = 100

const schemaOf = { '2.0': validate20, '2.1': validate21 } as const

export function runTests(document: unknown, { now }: CsafValidation): CsafReport {
  const unbearable = findUnbearable(document)
  if (unbearable !== undefined) return refuse(unbearable)
  const version = members(members(document)['document'])['csaf_version']
  if (version !== '2.0' && version !== '2.1')
    return refuse('expected csaf_version 2.0 or 2.1', '/document/csaf_version')
  const findings: CsafFinding[] = toFlaws(schemaOf[version](document)).flatMap((flaw) =>
    'path' in flaw ? [{ test: 'schema', group: 'mandatory', ...flaw } as const] : [],
  )
  const skipped: CsafSkip[] = []
  const view = toView(document, version, now ?? '')
  let isComplete = true
  for (const test of listTests(version)) {
    const result = runTest(test, view)
    findings.push(...result.findings)
    skipped.push(...result.skipped)
    if (result.isBrokenOff && groupOf(test.id, version) === 'mandatory') isComplete = false
  }
  const isValid = isComplete && findings.every(({ group }) => group !== 'mandatory')
  return { version, isValid, findings, skipped }
}

function refuse(message: string, path = ''): CsafReport {
  const finding = { test: 'schema', group: 'mandatory', path, message } as const
  return { version: undefined, isValid: false, findings: [finding], skipped: [] }
}

interface TestResult {
  readonly findings: readonly CsafFinding[]
  readonly skipped: readonly CsafSkip[]
  readonly isBrokenOff: boolean
}

function runTest(test: CsafTest, view: CsafView): TestResult {
  const findings: CsafFinding[] = []
  const reasons = new Set<string>()
  let isBrokenOff = false
  try {
    view.refill()
    for (const flaw of test.run(view)) {
      if ('skipped' in flaw) reasons.add(flaw.skipped)
      else findings.push(toFinding(test.id, flaw, view.version))
      if (findings.length >= maxFindingsPerTest || reasons.size >= maxFindingsPerTest) break
    }
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error
    isBrokenOff = true
    reasons.add(error.message)
  }
  return { findings, skipped: [...reasons].map((reason) => ({ test: test.id, reason })), isBrokenOff }
}

function toFinding(
  test: string,
  { path, message }: Extract<CsafFlaw, { readonly path: string }>,
  version: CsafVersion,
): CsafFinding {
  return { test, group: groupOf(test, version), path, message }
}
