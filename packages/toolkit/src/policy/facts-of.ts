/** From the engine's results to the facts that rules ask for; what nobody knows is left out, never guessed. */
import {
  type Component,
  type Finding,
  type FindingsReport,
  type Inventory,
  isExploited,
  type LicenseExpression,
  splitPurl,
  type UnknownReason,
} from '../model/index.ts'
import type { Facts, FactValue } from './model.ts'
import type { Judged } from './judge.ts'

/** What is known of a component's license; all absent where nothing is. */
export interface LicenseKnowledge {
  readonly effective?: LicenseExpression
  readonly basis?: 'concluded' | 'declared' | 'detected'
  /** Class that no choice avoids; absent where a license is not in the table. */
  readonly class?: string
  /** Absent where no text was read. */
  readonly isConflicting?: boolean
}

export interface PolicyInput {
  readonly inventory: Inventory
  readonly findings: FindingsReport
  readonly licenseOf: (component: Component) => LicenseKnowledge
  readonly product: {
    readonly name: string
    readonly isFullData: boolean
    readonly hasKevList: boolean
    readonly brokenDecisionFiles: number
  }
  /** RFC 3339. */
  readonly now: string
  /** Keys `purl#id` of an earlier run; absent without a baseline. */
  readonly baseline?: { readonly findings: ReadonlySet<string>; readonly components: ReadonlySet<string> }
}

/** One subject per finding and third-party component, and one for the product. */
export function toSubjects(input: PolicyInput): readonly Judged[] {
  const unknown = new Map(input.findings.unknown.map(({ purl, reason }) => [purl, reason]))
  const components = input.inventory.components.filter((component) => !component.isFirstParty)
  return [
    ...input.findings.findings.map((finding) => ofFinding(finding, input)),
    ...components.map((component) => ofComponent(component, input, unknown.get(component.purl))),
    ofProduct(input),
  ]
}

function ofFinding(finding: Finding, input: PolicyInput): Judged {
  const facts: Facts = {
    ...packageFacts(finding),
    ...riskFacts(finding),
    ...decisionFacts(finding, input.now),
    vulnerability: finding.aliases,
    malicious: finding.isMalicious,
    informational: finding.informational ?? 'no',
    'fix-known': finding.fix.kind === 'upgrade' || finding.fix.kind === 'upgrade-direct',
    'days-known': daysBetween(finding.published, input.now),
    priority: finding.priority?.group,
    new: isNewFinding(finding, input),
  }
  return { about: 'finding', subject: finding.key, facts: known(facts), severity: finding.level }
}

function riskFacts(finding: Finding): Facts {
  const { exploitation, reachability } = finding
  return {
    severity: finding.level === 'unknown' ? undefined : finding.level,
    score: finding.score,
    exploited: isExploited(finding),
    ransomware: exploitation?.kev?.some(({ ransomware }) => ransomware === 'known'),
    epss: exploitation?.epss?.score,
    reachability: reachability?.state === 'unknown' ? undefined : reachability?.state,
  }
}

/** A decision that is not in force leaves the finding open. */
function decisionFacts({ decision }: Finding, now: string): Facts {
  if (decision === undefined) return { decision: 'none', standing: 'none', 'decision-scope': 'none' }
  return {
    decision: decision.standing === 'in-force' ? decision.status : 'none',
    standing: decision.standing,
    'decision-scope': decision.scope,
    'days-to-deadline': daysBetween(now, decision.deadline),
  }
}

function isNewFinding(finding: Finding, { baseline }: PolicyInput): boolean | undefined {
  return baseline === undefined
    ? undefined
    : finding.aliases.every((id) => !baseline.findings.has(`${finding.purl}#${id}`))
}

function ofComponent(component: Component, input: PolicyInput, unknown: UnknownReason | undefined): Judged {
  const license = input.licenseOf(component)
  const facts: Facts = {
    ...packageFacts(component),
    license: license.effective,
    'license-basis': license.basis,
    'license-class': license.class,
    'license-conflict': license.isConflicting,
    'version-known': component.isVersionResolved,
    origin: component.origin,
    repository: addressesOf(component),
    'hash-known': component.hashes.length > 0,
    'vulnerability-data': unknown === undefined ? 'known' : dataWord[unknown],
    new: input.baseline === undefined ? undefined : !input.baseline.components.has(component.purl),
  }
  return { about: 'component', subject: component.purl, facts: known(facts) }
}

const dataWord: Readonly<Record<UnknownReason, string>> = {
  NO_SOURCE_FOR_TYPE: 'no-source',
  INPUT_NOT_A_PURL: 'no-source',
  VERSION_MISSING: 'no-version',
  VERSION_UNPARSABLE: 'no-version',
  SOURCE_STALE: 'stale',
}

function addressesOf({ purl }: Component): readonly string[] | undefined {
  const qualifiers = splitPurl(purl).qualifiers ?? {}
  const found = ['repository_url', 'download_url', 'vcs_url'].flatMap((name) => qualifiers[name] ?? [])
  return found.length === 0 ? undefined : found
}

function packageFacts({ purl, scope, relation }: Pick<Component, 'purl' | 'scope' | 'relation'>): Facts {
  return {
    purl,
    ecosystem: splitPurl(purl).type,
    scope: scope === 'unknown' ? undefined : scope,
    relation: relation === 'unknown' ? undefined : relation,
  }
}

function ofProduct(input: PolicyInput): Judged {
  const { findings, inventory, product } = input
  const unread = inventory.files.filter(({ status }) => status === 'unreadable' || status === 'partial')
  const facts: Facts = {
    'data-age': daysBetween(findings.asOf, input.now),
    'data-full': product.isFullData,
    'kev-loaded': product.hasKevList,
    sources: findings.sources.map(({ name }) => name),
    'files-unread': unread.length,
    'components-unknown': findings.unknown.length,
    'decisions-broken': product.brokenDecisionFiles,
  }
  return { about: 'product', subject: product.name, facts: known(facts) }
}

/** Whole days from one to the other, negative when the second comes first; undefined where a date is missing or none. */
function daysBetween(from: string | undefined, to: string | undefined): number | undefined {
  // Some records carry the year 1 instead of no date (data-pitfalls).
  if (from === undefined || to === undefined || from < '1990' || to < '1990') return undefined
  const days = (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000
  return Number.isFinite(days) ? Math.round(days) : undefined
}

function known(facts: Facts): Facts {
  const entries = Object.entries(facts).filter(
    (entry): entry is [string, FactValue] => entry[1] !== undefined,
  )
  return Object.fromEntries(entries)
}
