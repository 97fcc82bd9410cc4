/** Which components became vulnerable, and which no longer are, from the findings of both sides; what is unknown stays apart. */
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding, FindingsReport } from '../../model/index.ts'
import { withoutVersion } from '../document/keys.ts'

/** One vulnerability of one component, whatever its version. */
export interface RiskChange {
  /** Purl without version. */
  readonly key: string
  /** The group of the finding: the vulnerability. */
  readonly vulnerability: string
  readonly level: Finding['level']
  /** Purls with their versions, sorted. */
  readonly purls: readonly string[]
}

export interface RiskDiff {
  /** Found now; the earlier document did not have the component, or it was answered and clean. */
  readonly newly: readonly RiskChange[]
  /** Found before; the component is gone, or is answered and clean now. */
  readonly noLonger: readonly RiskChange[]
  /** Found now, but nothing could be said of the component before: perhaps it is not new. */
  readonly unknownBefore: readonly RiskChange[]
  /** Found before, but nothing can be said of the component now: perhaps it still holds. */
  readonly unknownNow: readonly RiskChange[]
  /** Found on both sides. */
  readonly still: number
  /** Components of which nothing can be said. */
  readonly unknown: { readonly before: number; readonly after: number }
}

/** What one side knows. */
export interface RiskSide {
  readonly findings: FindingsReport['findings']
  /** Components of which nothing can be said. */
  readonly unknown: readonly { readonly purl: string }[]
  /** Purls of all components that were looked at. */
  readonly purls: readonly string[]
  /** Names of components without a purl: no advisory can be matched with them. */
  readonly unidentified: readonly string[]
  /** Something was not read, so that a component which is not listed may be there all the same. */
  readonly isPartial: boolean
}

export function diffRisks(before: RiskSide, after: RiskSide): RiskDiff {
  const [old, now] = [toRisks(before), toRisks(after)]
  const [wasSilent, isSilent] = [toSilence(before), toSilence(after)]
  const appeared = [...now].filter(([id]) => !old.has(id)).map(([, risk]) => risk)
  const gone = [...old].filter(([id]) => !now.has(id)).map(([, risk]) => risk)
  return {
    newly: sort(appeared.filter(({ key }) => !wasSilent(key))),
    noLonger: sort(gone.filter(({ key }) => !isSilent(key))),
    unknownBefore: sort(appeared.filter(({ key }) => wasSilent(key))),
    unknownNow: sort(gone.filter(({ key }) => isSilent(key))),
    still: [...now.keys()].filter((id) => old.has(id)).length,
    unknown: {
      before: before.unknown.length + before.unidentified.length,
      after: after.unknown.length + after.unidentified.length,
    },
  }
}

/** Findings that only inform (deprecated, unmaintained) are no vulnerabilities. */
function toRisks({ findings }: RiskSide): ReadonlyMap<string, RiskChange> {
  const risks = new Map<string, RiskChange>()
  for (const { purl, group, level, informational } of findings) {
    if (informational !== undefined) continue
    const key = withoutVersion(purl)
    const id = `${key}\0${group}`
    const known = risks.get(id)
    const purls = [...new Set([...(known?.purls ?? []), purl])].sort()
    risks.set(id, { key, vulnerability: group, level, purls })
  }
  return risks
}

/** Whether a side leaves open what became of a component. */
function toSilence(side: RiskSide): (key: string) => boolean {
  const unknown = new Set(side.unknown.map(({ purl }) => withoutVersion(purl)))
  const listed = new Set(side.purls.map(withoutVersion))
  const names = new Set(side.unidentified)
  return (key) => {
    if (unknown.has(key)) return true
    if (listed.has(key)) return false
    return side.isPartial || names.has(nameOf(key)) || names.has(key.slice(key.indexOf('/') + 1))
  }
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1)
}

function sort(risks: readonly RiskChange[]): readonly RiskChange[] {
  return [...risks].sort(
    (a, b) => compareCodeUnits(a.key, b.key) || compareCodeUnits(a.vulnerability, b.vulnerability),
  )
}
