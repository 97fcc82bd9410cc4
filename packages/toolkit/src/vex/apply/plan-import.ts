/** What a document changes in our decisions: nothing that a person decided, and only our own words become decisions. */
import type { Finding } from '../../model/index.ts'
import type { DecisionPlace } from '../decisions/basis.ts'
import { bindRecords } from '../decisions/bind.ts'
import { holdsOn } from '../decisions/bulk.ts'
import { type DecideOptions, decide } from '../decisions/decide.ts'
import { type DecideEntry, stateOf } from '../decisions/state.ts'
import type { DecisionRecord, ImportedFrom, Verdict, VexDocument, VexStatement, VexTrust } from '../model.ts'
import { applyVex, type VexPosition } from './apply-vex.ts'
import type { VexScene } from './scene.ts'

export interface ImportInput {
  readonly document: VexDocument
  /** SHA-256 of the document's bytes, lowercase hex. */
  readonly digest: string
  /** Set by the user. Only what is `own` may become a decision. */
  readonly trust: VexTrust
  readonly findings: readonly Finding[]
  readonly records: readonly DecisionRecord[]
  readonly scene: VexScene
  /** Who imports, when, under which house rules, and how far an adopted decision shall reach. */
  readonly as: Omit<DecideOptions, 'document' | 'product' | 'release' | 'taken' | 'proposal'>
}

/** A statement that stays upstream: it feeds proposals and decides nothing. */
export interface ForeignStatement {
  readonly statement: VexStatement
  /** Key of the finding; absent where it is about none of this product. */
  readonly finding?: string
  /**
   * `NOT_OWN`: somebody else's word. `NO_FINDING`: about another product, component or vulnerability, or about a part of
   * the ways to it. `OLDER`: the same author says something newer. `DISPUTED`: the document says two things at one time.
   * `REFUSED`: a decision needs more than it says.
   */
  readonly reason: 'NOT_OWN' | 'NO_FINDING' | 'OLDER' | 'DISPUTED' | 'REFUSED'
  readonly message?: string
}

export interface ImportPlan {
  /** New records, each with one entry of kind `import`. */
  readonly adopt: readonly DecisionRecord[]
  /** The document says what we decided. */
  readonly same: readonly { readonly statement: VexStatement; readonly record: DecisionRecord }[]
  /** It says something else; our decision stands. */
  readonly conflicts: readonly {
    readonly statement: VexStatement
    readonly record: DecisionRecord
    readonly ours: Verdict
    readonly theirs: Verdict
  }[]
  readonly foreign: readonly ForeignStatement[]
}

interface Draft {
  readonly adopt: DecisionRecord[]
  readonly same: ImportPlan['same'][number][]
  readonly conflicts: ImportPlan['conflicts'][number][]
  readonly foreign: ForeignStatement[]
}

/** Pure: nothing is written. A finding with any decision of ours, in force or not, is never decided by a document. */
export function planImport(input: ImportInput): ImportPlan {
  const { document, trust, findings, records, scene } = input
  const plan: Draft = { adopt: [], same: [], conflicts: [], foreign: [] }
  const bound = bindByFinding(findings, records, scene.subject.id)
  const used = new Set<VexStatement>()
  const views = applyVex(findings, [{ document, trust }], scene)
  for (const [at, finding] of findings.entries()) {
    const view = views[at]
    if (view === undefined) continue
    const spoken = new Set(
      view.positions.flatMap(({ statements }) => statements.map(({ statement }) => statement)),
    )
    for (const { statement, coverage } of view.matches) {
      used.add(statement)
      if (spoken.has(statement)) continue
      const reason = coverage === 'some' ? 'NO_FINDING' : 'OLDER'
      plan.foreign.push({ statement, finding: finding.key, reason })
    }
    for (const position of view.positions)
      takePosition(plan, {
        input,
        finding,
        position,
        records: bound.get(at) ?? [],
        isDisputed: view.isConflict,
      })
  }
  for (const statement of document.statements)
    if (!used.has(statement)) plan.foreign.push({ statement, reason: 'NO_FINDING' })
  return plan
}

function bindByFinding(
  findings: readonly Finding[],
  records: readonly DecisionRecord[],
  product: string,
): ReadonlyMap<number, readonly DecisionRecord[]> {
  const bound = new Map<number, DecisionRecord[]>()
  for (const { record, at } of bindRecords(findings, records, product))
    bound.set(at, [...(bound.get(at) ?? []), record])
  return bound
}

interface Taken {
  readonly input: ImportInput
  readonly finding: Finding
  readonly position: VexPosition
  readonly records: readonly DecisionRecord[]
  readonly isDisputed: boolean
}

function takePosition(plan: Draft, { input, finding, position, records, isDisputed }: Taken): void {
  const [newest] = position.statements
  if (newest === undefined) return
  const { statement } = newest
  const theirs = toVerdict(statement)
  for (const record of records) {
    const { decision, phase } = stateOf(record.entries)
    if (phase !== 'revoked' && isSame(decision, theirs)) plan.same.push({ statement, record })
    else plan.conflicts.push({ statement, record, ours: decision.verdict, theirs })
  }
  if (records.length > 0) return
  if (isDisputed) plan.foreign.push({ statement, finding: finding.key, reason: 'DISPUTED' })
  else if (input.trust === 'own') adopt(plan, { input, finding, statement, theirs })
  else plan.foreign.push({ statement, finding: finding.key, reason: 'NOT_OWN' })
}

function toVerdict({ status, justification, analysis, responses, impact, action }: VexStatement): Verdict {
  return {
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(analysis === undefined ? {} : { analysis }),
    responses,
    ...(impact === undefined ? {} : { impact }),
    ...(action === undefined ? {} : { action }),
  }
}

/** What readers act on; the same reason in other words is the same. */
function isSame({ verdict }: DecideEntry, theirs: Verdict): boolean {
  return verdict.status === theirs.status && verdict.justification === theirs.justification
}

function adopt(
  plan: Draft,
  given: {
    readonly input: ImportInput
    readonly finding: Finding
    readonly statement: VexStatement
    readonly theirs: Verdict
  },
): void {
  const { input, finding, statement, theirs } = given
  const { scene, as, records } = input
  const made = decide(finding, theirs, {
    ...as,
    product: scene.subject.id,
    ...(scene.subject.version === undefined ? {} : { release: scene.subject.version }),
    document: importedFrom(input, statement),
    taken: new Set([...records, ...plan.adopt].map((record) => record.id)),
  })
  if (made.ok && plan.adopt.some((record) => holdsOn(record, finding, placeOf(scene)))) return
  if (made.ok) plan.adopt.push(made.value)
  else plan.foreign.push({ statement, finding: finding.key, reason: 'REFUSED', message: made.error.message })
}

function placeOf({ subject }: VexScene): DecisionPlace {
  return { product: subject.id, ...(subject.version === undefined ? {} : { release: subject.version }) }
}

/** Times as the format keeps them: with second and zone, or not at all. */
function importedFrom({ document, digest }: ImportInput, statement: VexStatement): ImportedFrom {
  const { author, id } = document
  const isMoment = (text: string | undefined): text is string =>
    text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)
  return {
    id,
    ...(author === undefined ? {} : { author }),
    digest,
    ...(isMoment(statement.at) ? { statedAt: statement.at } : {}),
    ...(isMoment(statement.actionAt) ? { actionAt: statement.actionAt } : {}),
  }
}
