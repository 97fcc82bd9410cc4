/** Inventory × advisories → findings: each component asked once, each alias group one finding. */
import type { AdvisoryStore } from '../advisories/index.ts'
import { compareCodeUnits, type Issue } from '../base/index.ts'
import {
  type Component,
  type Finding,
  type FindingsReport,
  type Inventory,
  isOnlyTested,
  type Purl,
  type SeverityLevel,
  splitPurl,
  type UnknownComponent,
} from '../model/index.ts'
import { affectedPathsOf } from './affected-paths.ts'
import { type Assessment, assessPurl, type Store } from './assess.ts'
import { findDissent, quietVoices } from './dissent.ts'
import { exploitationOf } from './exploitation.ts'
import { findFix } from './fixes.ts'
import { type ClaimGroup, groupClaims } from './groups.ts'
import { rateGroup } from './severity.ts'

/** What matching a whole inventory needs beside the claims. */
export type MatchStore = Store & Pick<AdvisoryStore, 'asOf' | 'recordsOf' | 'signalsOf'>

export interface MatchInput {
  readonly inventory: Inventory
  readonly store: MatchStore
  /** Shortest paths from the product's direct dependencies to a component, at most ten. */
  readonly pathsTo: (purl: Purl) => readonly (readonly Purl[])[]
  readonly onProgress?: (done: number, total: number) => void
}

export const findingsSchema = 'urn:occtet:schema:findings:1'

/** `unknown` lists the components without a finding whose silence means nothing; one with a finding is not silent. */
export function matchInventory(input: MatchInput): FindingsReport {
  const findings: Finding[] = []
  const unknown: UnknownComponent[] = []
  const issues: Issue[] = []
  const components = input.inventory.components.filter((component) => !component.isFirstParty)
  for (const [index, component] of components.entries()) {
    if (index % 512 === 0) input.onProgress?.(index, components.length)
    const assessment = assessPurl(input.store, component.purl)
    findings.push(...toFindings(component, assessment, input))
    issues.push(...rangeIssues(component, assessment))
    if (assessment.hits.length === 0 && assessment.unknown !== undefined) {
      unknown.push({ purl: component.purl, ...assessment.unknown })
    }
  }
  findings.sort(compareFindings)
  const { sources, asOf } = input.store
  return { schema: findingsSchema, asOf, sources, findings, unknown, issues }
}

function toFindings(component: Component, assessment: Assessment, input: MatchInput): readonly Finding[] {
  if (assessment.hits.length === 0) return []
  const type = splitPurl(component.purl).type
  const groups = groupClaims(
    assessment.hits.map((hit) => hit.claim),
    type,
  )
  const paths = input.pathsTo(component.purl)
  const voices = quietVoices(assessment)
  return groups.map((group) => {
    const dissent = findDissent(group, voices, type)
    const exploitation = exploitationOf(input.store, group.ids)
    const affectedPaths = affectedPathsOf(input.store, group.claims)
    return {
      ...toFinding(component, { assessment, group, paths }),
      ...(dissent === undefined ? {} : { disputed: dissent }),
      ...(affectedPaths === undefined ? {} : { affectedPaths }),
      ...(exploitation === undefined ? {} : { exploitation }),
    }
  })
}

interface Found {
  readonly assessment: Assessment
  readonly group: ClaimGroup
  readonly paths: readonly (readonly Purl[])[]
}

function toFinding(component: Component, found: Found): Finding {
  const { group, paths } = found
  const members = new Set(group.claims)
  const matched = found.assessment.hits.filter((hit) => members.has(hit.claim)).map((hit) => hit.match)
  matched.sort((a, b) => compareCodeUnits(a.record, b.record) || compareCodeUnits(a.source, b.source))
  const rated = rateGroup(group.claims)
  const informational = group.claims.find((claim) => claim.informational !== undefined)?.informational
  const fix = findFix({
    claims: group.claims,
    version: found.assessment.version,
    isDirect: component.relation === 'direct',
    via: paths[0] !== undefined && paths[0].length > 1 ? paths[0][0] : undefined,
  })
  return {
    key: `${component.purl}#${group.id}`,
    purl: component.purl,
    group: group.id,
    aliases: group.ids,
    records: [...new Set(group.claims.map((claim) => claim.record))].sort(compareCodeUnits),
    ...textsOf(group),
    isMalicious: group.claims.some((claim) => claim.isMalicious),
    ...(informational === undefined ? {} : { informational }),
    matched,
    ...rated,
    fix,
    paths,
    scope: component.scope,
    relation: component.relation,
    ...(isOnlyTested(component) ? { isOnlyTested: true } : {}),
  }
}

/** The first summary and the earliest date, in the order of record ids: the same whatever the order of import. */
function textsOf(group: ClaimGroup): Pick<Finding, 'summary' | 'published'> {
  const claims = [...group.claims].sort(
    (a, b) => compareCodeUnits(a.record, b.record) || compareCodeUnits(a.source, b.source),
  )
  const summary = claims.find((claim) => claim.summary !== undefined && claim.summary !== '')?.summary
  const published = claims.flatMap((claim) => claim.published ?? []).sort(compareCodeUnits)[0]
  return { ...(summary === undefined ? {} : { summary }), ...(published === undefined ? {} : { published }) }
}

function rangeIssues(component: Component, assessment: Assessment): readonly Issue[] {
  return assessment.unclear.map(({ claim, reason }) => ({
    code: 'RANGE_INVALID',
    level: 'warning',
    path: component.evidence[0]?.path ?? '',
    ...(component.evidence[0] === undefined ? {} : { line: component.evidence[0].line }),
    message: `${claim.record} (${claim.source}) cannot be compared with ${component.purl}: ${reason}`,
    hint: 'Read the advisory and decide by hand; the component is listed as unknown.',
  }))
}

const levelOrder: Readonly<Record<SeverityLevel, number>> = {
  critical: 0,
  high: 1,
  unknown: 2,
  medium: 3,
  low: 4,
  none: 5,
}
const scopeOrder: Readonly<Record<Component['scope'], number>> = {
  runtime: 0,
  unknown: 1,
  optional: 2,
  peer: 3,
  build: 4,
  development: 5,
}

/** What to look at first: malicious code, then runtime before development, then severity, then direct before transitive. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    Number(b.isMalicious) - Number(a.isMalicious) ||
    Number(a.informational !== undefined) - Number(b.informational !== undefined) ||
    Number(scopeOrder[a.scope] > 2) - Number(scopeOrder[b.scope] > 2) ||
    levelOrder[a.level] - levelOrder[b.level] ||
    (b.score ?? 0) - (a.score ?? 0) ||
    scopeOrder[a.scope] - scopeOrder[b.scope] ||
    Number(a.relation !== 'direct') - Number(b.relation !== 'direct') ||
    compareCodeUnits(a.key, b.key)
  )
}
