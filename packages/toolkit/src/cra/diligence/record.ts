/** Joins facts with decisions: what is decided, what went stale and why, what is open. */
import type {
  ComponentDecision,
  ComponentFacts,
  DiligenceFile,
  DiligenceRecord,
  DiligenceState,
} from './types.ts'

export interface RecordInput {
  readonly facts: readonly ComponentFacts[]
  readonly file: DiligenceFile
  /** Third-party components of the whole inventory. */
  readonly components: number
  /** Packages of the whole inventory, without version. */
  readonly packages: ReadonlySet<string>
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** Pure. The newest decision about a package in this version counts, else the newest about the package. */
export function joinDiligence({ facts, file, components, packages, today }: RecordInput): DiligenceRecord {
  const decisions = new Map<string, ComponentDecision>()
  const exact = new Map<string, ComponentDecision>()
  for (const decision of [...file.decisions].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    decisions.set(decision.package, decision)
    exact.set(keyOf(decision), decision)
  }
  const decisionOf = (one: ComponentFacts) => exact.get(keyOf(one)) ?? decisions.get(one.package)
  return {
    rows: facts.map((one) => ({ facts: one, state: stateOf(one, decisionOf(one), today) })),
    components,
    orphans: [...decisions.values()].filter((decision) => !packages.has(decision.package)),
    upstream: file.upstream,
    unreported: file.upstream.filter(
      (report) => report.reported === undefined && report.notReported === undefined,
    ),
  }
}

/** A product can hold two versions of one package: each is decided for itself. */
function keyOf({
  package: name,
  version,
}: {
  readonly package: string
  readonly version?: string | undefined
}): string {
  return JSON.stringify([name, version ?? null])
}

function stateOf(
  facts: ComponentFacts,
  decision: ComponentDecision | undefined,
  today: string,
): DiligenceState {
  if (decision === undefined) return { kind: 'open' }
  const known = new Set(decision.advisories ?? [])
  const isNews = facts.advisories.some((advisory) => !known.has(advisory.id))
  const changes = [
    ...(decision.version === facts.version ? [] : (['version'] as const)),
    ...(isNews ? (['advisories'] as const) : []),
    ...(isOlderThanAYear(decision.at, today) ? (['older-than-a-year'] as const) : []),
  ]
  return changes.length === 0 ? { kind: 'decided', decision } : { kind: 'stale', decision, changes }
}

/** Both `YYYY-MM-DD`; the 29th of February counts as the 1st of March in other years. */
function isOlderThanAYear(at: string, today: string): boolean {
  return `${String(Number(at.slice(0, 4)) + 1).padStart(4, '0')}${at.slice(4)}` < today
}
