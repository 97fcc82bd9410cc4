/** What leaves the house: VEX statements out of decisions, and what is held back with the reason. */
import { compareCodeUnits } from '../../base/index.ts'
import { type Finding, splitPurl, type VexStatus } from '../../model/index.ts'
import type { DecisionRecord, VexProduct, VexStatement, VexSubject } from '../model.ts'
import type { AppliedDecision, AppliedDecisions } from './apply.ts'
import { aliasesOf, namesOfFinding, packageOf, toName } from './identity.ts'
import { stateOf } from './state.ts'
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
  /** Statements that readers have from us already. */
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
 * stated only where `open` asks for it, or where readers have `not_affected` or `fixed` from us: silence would let that
 * stand, so it is taken back with `under_investigation`. What is under embargo is never stated, and nothing is stated
 * of its finding. The decider's `reason` stays in the house.
 */
export function toStatements(
  { findings, applied }: Pick<AppliedDecisions, 'findings' | 'applied'>,
  subject: VexSubject,
  options: StatementOptions,
): Statements {
  const first = new Map(applied.filter(({ role }) => role !== 'beside').map((one) => [one.finding, one]))
  const said: Said[] = []
  const withheld: WithheldFinding[] = []
  for (const finding of findings) {
    const decision = first.get(finding.key)
    const words = wordsOf(finding, { decision, options, subject })
    if (typeof words === 'string') {
      const record = decision === undefined ? {} : { record: decision.record.id }
      withheld.push({ finding: finding.key, reason: words, ...record })
    } else
      said.push({ finding, words, ...(decision?.role === 'speaks' ? { record: decision.record.id } : {}) })
  }
  const confirmed = (options.fixed ?? []).filter((record) => !isEmbargoed(record, options.today))
  const fixed = confirmed.map((record) => toFixed(record, subject, options))
  const statements = [...joinStatements(said, subject), ...fixed]
  return { statements: statements.sort((a, b) => compareCodeUnits(sortKey(a), sortKey(b))), withheld }
}

type Words = Omit<VexStatement, 'vulnerability' | 'products'>

interface Said {
  readonly finding: Finding
  readonly words: Words
  /** Id of the decision that speaks. */
  readonly record?: string
}

interface Stated {
  readonly decision: AppliedDecision | undefined
  readonly options: StatementOptions
  readonly subject: VexSubject
}

function wordsOf(
  finding: Finding,
  { decision, options, subject }: Stated,
): Words | WithheldFinding['reason'] {
  if (decision !== undefined && isEmbargoed(decision.record, options.today)) return 'EMBARGO'
  const by = subject.supplier === undefined ? {} : { supplier: subject.supplier }
  if (decision?.role === 'speaks') return { ...decidedWords(decision), ...by }
  const open = openWords(finding, options)
  if (open !== undefined) return { ...open, ...by }
  return decision === undefined ? 'OPEN' : 'NOT_IN_FORCE'
}

function decidedWords({ state }: AppliedDecision): Words {
  const { status, justification, analysis, responses, impact, action } = state.decision.verdict
  return {
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(analysis === undefined ? {} : { analysis }),
    responses: [...new Set(responses)].sort(compareCodeUnits),
    ...(impact === undefined ? {} : { impact }),
    ...(action === undefined ? {} : { action, actionAt: state.decision.at }),
    at: state.since,
  }
}

function openWords(finding: Finding, options: StatementOptions): Words | undefined {
  const { open = 'none', now, published = [] } = options
  const at = now === undefined ? {} : { at: now }
  const action = open === 'affected' ? actionOf(finding) : undefined
  if (action !== undefined) return { status: 'affected', responses: ['update'], action, ...at }
  const isTakenBack = published.some((statement) => saysItIsFine(statement, finding))
  return open === 'none' && !isTakenBack ? undefined : { status: 'under_investigation', responses: [], ...at }
}

function actionOf({ purl, fix }: Finding): string | undefined {
  const { name } = splitPurl(packageOf(purl))
  return fix.nearest === undefined ? undefined : `Use a release with ${name} ${fix.nearest} or later.`
}

const fine: readonly VexStatus[] = ['not_affected', 'fixed']

/** Whether readers would go on believing it: the same flaw in the same package, of this product or of any. */
function saysItIsFine({ vulnerability, products, status }: VexStatement, finding: Finding): boolean {
  if (!fine.includes(status)) return false
  const names = namesOfFinding(finding)
  if (![vulnerability.id, ...vulnerability.aliases].some((name) => names.has(toName(name)))) return false
  const packageName = packageOf(finding.purl)
  const parts = products.flatMap((product) => [product, ...product.subcomponents])
  return parts.some(({ purl }) => purl !== undefined && packageOf(purl) === packageName)
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
    ...(subject.supplier === undefined ? {} : { supplier: subject.supplier }),
    ...(now === undefined ? {} : { at: now }),
  }
}

function toStatement(group: readonly Said[], subject: VexSubject): VexStatement {
  const sorted = group.toSorted((a, b) => compareCodeUnits(a.finding.key, b.finding.key))
  const [first] = sorted
  if (first === undefined) throw new Error('a group has at least one finding')
  const id = first.finding.group
  const aliases = sorted.flatMap(({ finding }) => [finding.group, ...aliasesOf(finding)])
  const summary = first.finding.summary
  return {
    vulnerability: {
      id,
      aliases: [...new Set(aliases)].filter((name) => name !== id).sort(compareCodeUnits),
      ...(summary === undefined ? {} : { description: summary }),
    },
    products: [toProduct(sorted, subject)],
    ...first.words,
  }
}

function toProduct(group: readonly Said[], subject: VexSubject): VexProduct {
  const purls = [...new Set(group.map(({ finding }) => finding.purl))].sort(compareCodeUnits)
  const subcomponents = purls.map((purl) => ({ purl, ids: [], subcomponents: [] }))
  return { purl: subject.purl, ids: [], name: subject.name, subcomponents }
}

function sortKey({ vulnerability, products }: VexStatement): string {
  return [
    vulnerability.id,
    ...products.flatMap(({ subcomponents }) => subcomponents.map(({ purl }) => purl)),
  ].join(' ')
}
