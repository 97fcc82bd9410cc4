/** What leaves the house: VEX statements out of decisions, and what is held back with the reason. */
import { compareCodeUnits } from '../../base/index.ts'
import { type Finding, splitPurl } from '../../model/index.ts'
import type { DecisionRecord, VexProduct, VexStatement, VexSubject } from '../model.ts'
import type { AppliedDecision, AppliedDecisions } from './apply.ts'
import { aliasesOf, packageOf } from './identity.ts'
import { stateOf } from './state.ts'
import { findTakenBack, isCurrent } from './take-back.ts'
import type { UnusedDecision } from './unused.ts'

export interface StatementOptions {
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string
  /**
   * What is said of findings that nobody has decided: nothing; that they are looked into; or that the product is affected,
   * where an update is known that can be named as action (without one they are looked into).
   */
  readonly open?: 'none' | 'under_investigation' | 'affected'
  /** RFC 3339: time of statements about findings that nobody decided. Absent: they carry none. */
  readonly now?: string
  /** Statements that readers have from us already, oldest first. */
  readonly published?: readonly VexStatement[]
  /** Decisions that a person confirms to be fixed by this release (of `fixedCandidates`). */
  readonly fixed?: readonly DecisionRecord[]
}

export interface WithheldFinding {
  /** Key of the finding. */
  readonly finding: string
  /** `OPEN`: nobody decided. `NOT_IN_FORCE`: its decision is waiting, stale, expired or revoked. */
  readonly reason: 'EMBARGO' | 'NOT_IN_FORCE' | 'OPEN'
  /** Id of the decision, where there is one. */
  readonly record?: string
}

export interface Statements {
  /** Sorted by vulnerability and product. */
  readonly statements: readonly VexStatement[]
  /** In the order of the findings: every finding without a statement. */
  readonly withheld: readonly WithheldFinding[]
}

/**
 * Decisions in force, the embargo past, are stated as decided. A finding whose decision does not speak is open. It is
 * stated only where `open` asks for it, or where readers have from us that all is well: that is taken back with
 * `under_investigation`. What is under embargo is never stated, and nothing is stated of its finding. The decider's
 * `reason` stays in the house.
 */
export function toStatements(
  { findings, applied }: Pick<AppliedDecisions, 'findings' | 'applied'>,
  subject: VexSubject,
  options: StatementOptions,
): Statements {
  const first = new Map(applied.filter(({ role }) => role !== 'beside').map((one) => [one.finding, one]))
  const judged = findings.map((finding) => judge(finding, first.get(finding.key), { subject, options }))
  const said = judged.flatMap((one) => one.said ?? [])
  const doubts = judged.flatMap((one) => one.doubt ?? [])
  const confirmed = (options.fixed ?? []).filter((record) => !isEmbargoed(record, options.today))
  const fixed = confirmed.map((record) => toFixed(record, subject, options))
  const by = subject.supplier === undefined ? {} : { supplier: subject.supplier }
  const statements = [...joinStatements(said, subject), ...doubts, ...fixed].map((one) => ({ ...one, ...by }))
  return {
    statements: statements.sort((a, b) => compareCodeUnits(sortKey(a), sortKey(b))),
    withheld: judged.flatMap((one) => one.withheld ?? []),
  }
}

interface Judged {
  readonly said?: Said
  /** What is taken back. */
  readonly doubt?: VexStatement
  readonly withheld?: WithheldFinding
}

function judge(
  finding: Finding,
  decision: AppliedDecision | undefined,
  { subject, options }: { readonly subject: VexSubject; readonly options: StatementOptions },
): Judged {
  const record = decision === undefined ? {} : { record: decision.record.id }
  const reason = reasonToHold(decision, options)
  if (reason === undefined && decision !== undefined) {
    return { said: { finding, words: decidedWords(decision), ...record } }
  }
  const withheld: WithheldFinding = { finding: finding.key, reason: reason ?? 'OPEN', ...record }
  if (reason === 'EMBARGO') return { withheld }
  const words = openWords(finding, options)
  const back = findTakenBack(finding, { statements: options.published ?? [], subject, decision })
  // What is said of the release at hand takes back by itself what was said of it before.
  const rest = words === undefined ? back : back.filter((product) => !isCurrent(product, subject))
  const isStated = words !== undefined || back.some((product) => isCurrent(product, subject))
  return {
    ...(words === undefined ? {} : { said: { finding, words } }),
    ...(rest.length === 0 ? {} : { doubt: toDoubt(finding, rest, options) }),
    ...(isStated ? {} : { withheld }),
  }
}

type Words = Omit<VexStatement, 'vulnerability' | 'products'>

interface Said {
  readonly finding: Finding
  readonly words: Words
  /** Id of the decision that speaks. */
  readonly record?: string
}

/** Undefined where the decision speaks and may be told. */
function reasonToHold(
  decision: AppliedDecision | undefined,
  { today }: StatementOptions,
): WithheldFinding['reason'] | undefined {
  if (decision === undefined) return 'OPEN'
  if (isEmbargoed(decision.record, today)) return 'EMBARGO'
  return decision.role === 'speaks' ? undefined : 'NOT_IN_FORCE'
}

function decidedWords({ state }: AppliedDecision): Words {
  const { status, justification, analysis, responses, impact, action } = state.decision.verdict
  // A word that was ours before is not said anew by taking it in.
  const { document } = state.decision
  return {
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(analysis === undefined ? {} : { analysis }),
    responses: [...new Set(responses)].sort(compareCodeUnits),
    ...(impact === undefined ? {} : { impact }),
    ...(action === undefined ? {} : { action, actionAt: document?.actionAt ?? state.decision.at }),
    at: document?.statedAt ?? state.since,
  }
}

function openWords(finding: Finding, { open = 'none', now }: StatementOptions): Words | undefined {
  if (open === 'none') return undefined
  const at = now === undefined ? {} : { at: now }
  const action = open === 'affected' ? actionOf(finding) : undefined
  return action === undefined
    ? { status: 'under_investigation', responses: [], ...at }
    : { status: 'affected', responses: ['update'], action, ...at }
}

function toDoubt(finding: Finding, products: readonly VexProduct[], { now }: StatementOptions): VexStatement {
  return {
    vulnerability: toVulnerability([finding]),
    products,
    status: 'under_investigation',
    responses: [],
    ...(now === undefined ? {} : { at: now }),
  }
}

function actionOf({ purl, fix }: Finding): string | undefined {
  const { name } = splitPurl(packageOf(purl))
  return fix.nearest === undefined ? undefined : `Use a release with ${name} ${fix.nearest} or later.`
}

/** Findings that one record decides the same way are one statement; all others have their own. */
function joinStatements(said: readonly Said[], subject: VexSubject): readonly VexStatement[] {
  const joined = new Map<string, Said[]>()
  for (const one of said) {
    const key =
      one.record === undefined ? `finding ${one.finding.key}` : `record ${one.record} ${one.words.status}`
    joined.set(key, [...(joined.get(key) ?? []), one])
  }
  return [...joined.values()].map((group) => toStatement(group, subject))
}

/**
 * What we called affected and what this release contains no more: the version was replaced, or the component is gone.
 * That an advisory fell silent fixes nothing. The machine only proposes it: a person says that it is fixed.
 */
export function fixedCandidates(
  records: readonly DecisionRecord[],
  unused: readonly UnusedDecision[],
  today: string,
): readonly DecisionRecord[] {
  const left = new Map(unused.map((one) => [one.id, one]))
  return records.filter((record) => {
    const one = left.get(record.id)
    if (one === undefined || one.standing === 'revoked' || one.standing === 'waiting') return false
    const isGone = one.reason === 'COMPONENT_GONE' || one.reason === 'VERSION_NOT_COVERED'
    return (
      isGone && !isEmbargoed(record, today) && stateOf(record.entries).decision.verdict.status === 'affected'
    )
  })
}

function isEmbargoed({ embargoUntil }: DecisionRecord, today: string): boolean {
  return embargoUntil !== undefined && today <= embargoUntil
}

function toFixed(record: DecisionRecord, subject: VexSubject, { now }: StatementOptions): VexStatement {
  const { id, aliases } = record.vulnerability
  const part = { purl: record.component, ids: [], subcomponents: [] }
  return {
    vulnerability: { id, aliases: [...aliases].sort(compareCodeUnits) },
    products: [{ purl: subject.purl, ids: [], name: subject.name, subcomponents: [part] }],
    status: 'fixed',
    responses: [],
    ...(now === undefined ? {} : { at: now }),
  }
}

function toStatement(group: readonly Said[], subject: VexSubject): VexStatement {
  const sorted = group.toSorted((a, b) => compareCodeUnits(a.finding.key, b.finding.key))
  const [first] = sorted
  if (first === undefined) throw new Error('a group has at least one finding')
  const vulnerability = toVulnerability(sorted.map(({ finding }) => finding))
  return { vulnerability, products: [toProduct(sorted, subject)], ...first.words }
}

/** Named like the first, with all names of all of them. */
function toVulnerability(findings: readonly Finding[]): VexStatement['vulnerability'] {
  const [first] = findings
  if (first === undefined) throw new Error('a statement is about at least one finding')
  const { group: id, summary } = first
  const names = findings.flatMap((finding) => [finding.group, ...aliasesOf(finding)])
  return {
    id,
    aliases: [...new Set(names)].filter((name) => name !== id).sort(compareCodeUnits),
    ...(summary === undefined ? {} : { description: summary }),
  }
}

function toProduct(group: readonly Said[], subject: VexSubject): VexProduct {
  const purls = [...new Set(group.map(({ finding }) => finding.purl))].sort(compareCodeUnits)
  const subcomponents = purls.map((purl) => ({ purl, ids: [], subcomponents: [] }))
  return { purl: subject.purl, ids: [], name: subject.name, subcomponents }
}

function sortKey({ vulnerability, products, status, at }: VexStatement): string {
  const named = products.map(({ purl, subcomponents }) => [purl, subcomponents.map((one) => one.purl)])
  return JSON.stringify([vulnerability.id, named, status, at])
}
