/** The one list of tests: a new file of `checks/` gets a line here; a test walks the folder. */
import { addresses } from './checks/addresses.ts'
import { branches } from './checks/branches.ts'
import { corresponding } from './checks/corresponding.ts'
import { cvss } from './checks/cvss.ts'
import { cwe } from './checks/cwe.ts'
import { dates } from './checks/dates.ts'
import { documentTests } from './checks/document.ts'
import { extensions } from './checks/extensions.ts'
import { helperConsistency } from './checks/helper-consistency.ts'
import { identification } from './checks/identification.ts'
import { language } from './checks/language.ts'
import { license } from './checks/license.ts'
import { notes } from './checks/notes.ts'
import { overlapTests } from './checks/overlaps.ts'
import { productDefinitions } from './checks/product-definitions.ts'
import { productStatus } from './checks/product-status.ts'
import { profiles } from './checks/profiles.ts'
import { revisionHistory } from './checks/revision-history.ts'
import { severityRating } from './checks/severity-rating.ts'
import { sharing } from './checks/sharing.ts'
import { ssvc } from './checks/ssvc.ts'
import { vulnerabilityTests } from './checks/vulnerabilities.ts'
import type { CsafTest } from './csaf-test.ts'
import type { CsafVersion } from './csaf-version.ts'

const all: readonly CsafTest[] = [
  ...addresses,
  ...branches,
  ...corresponding,
  ...cvss,
  ...cwe,
  ...dates,
  ...documentTests,
  ...extensions,
  ...helperConsistency,
  ...identification,
  ...language,
  ...license,
  ...notes,
  ...overlapTests,
  ...productDefinitions,
  ...productStatus,
  ...profiles,
  ...revisionHistory,
  ...severityRating,
  ...sharing,
  ...ssvc,
  ...vulnerabilityTests,
]

/** In the order of the specification. */
export function listTests(version: CsafVersion): readonly CsafTest[] {
  return all.filter(({ versions }) => versions.includes(version)).toSorted((a, b) => compareIds(a.id, b.id))
}

function compareIds(a: string, b: string): number {
  const [left, right] = [a, b].map((id) => id.split('.').map(Number))
  for (const [at, number] of (left ?? []).entries()) {
    const order = number - (right?.[at] ?? -1)
    if (order !== 0) return order
  }
  return (left?.length ?? 0) - (right?.length ?? 0)
}
