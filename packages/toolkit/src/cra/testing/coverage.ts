/**
 * How much of each essential requirement this toolkit covers, found by running the fixtures: nothing here is claimed, and
 * what no fixture shows counts as missing. Not part of the product: only the table that it makes is.
 */
import { catalogue } from '../catalogue/catalogue.ts'
import { questionnaire } from '../questionnaire/questionnaire.ts'
import type { Proposal, Question } from '../questionnaire/types.ts'
import { signals } from '../signals/registry.ts'
import type { SignalResult } from '../status.ts'
import type { RequirementFixture } from './requirement-fixtures.ts'
import type { FixtureRun } from './run-fixture.ts'

/**
 * `automatic`: evidence that speaks for it selects an answer, and evidence against it contradicts one. `assisted`: what is
 * found is shown beside a question, or only one of the two. `manual`: only asked.
 */
export type Verdict = 'automatic' | 'assisted' | 'manual'

export interface RequirementCoverage {
  /** Catalogue id. */
  readonly id: string
  /** Signals that the catalogue links to the requirement; each list is part of the one before, `yes` and `no` of `collected`. */
  readonly signals: {
    readonly linked: readonly string[]
    /** This version looks for them. */
    readonly collected: readonly string[]
    /** A fixture shows that they find something that speaks for it. */
    readonly yes: readonly string[]
    /** A fixture shows that they miss it, or find what speaks against it; a danger that is not found tells neither. */
    readonly no: readonly string[]
  }
  readonly questions: readonly string[]
  /** Questions for which evidence that speaks for the practice selected an answer in a fixture; of linked signals, as below. */
  readonly selectedFor: readonly string[]
  /** The same for evidence that speaks against it. */
  readonly selectedAgainst: readonly string[]
  /** Questions beside which evidence was shown in a fixture. */
  readonly shown: readonly string[]
  /** Questions whose answer "yes" evidence contradicted in a fixture. */
  readonly contradicted: readonly string[]
  readonly actions: readonly string[]
  /** `paper/section`. */
  readonly sections: readonly string[]
  /** Of the row: each tree by its name. */
  readonly fixtures: { readonly yes: string; readonly no: string; readonly clash: string }
  readonly verdict: Verdict
  /** What is not there; empty: fully covered. */
  readonly missing: readonly MissingPart[]
}

export type MissingPart =
  | 'evidence-for'
  | 'evidence-against'
  | 'contradiction'
  | 'question'
  | 'action'
  | 'document-section'

export interface CoverageInput {
  /** By the fixture's name. */
  readonly runs: ReadonlyMap<string, FixtureRun>
  readonly rows: readonly RequirementFixture[]
  /** By requirement: sections of papers that speak about it. */
  readonly sections: ReadonlyMap<string, readonly string[]>
}

/** In the order of the law. Throws where a row does not hold: a table of false claims must not be printed. */
export function toCoverage({ runs, rows, sections }: CoverageInput): readonly RequirementCoverage[] {
  const wrong = rows.flatMap((row) => problemsOf(row, runs))
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  return catalogue.requirements.map(({ id }) => {
    const row = rows.find(({ requirement }) => requirement === id)
    if (row === undefined) throw new Error(`no row for ${id}`)
    return toRequirement(row, { runs: [...runs.values()], sections: sections.get(id) ?? [] })
  })
}

/** What is wrong with a row, as sentences; empty where the trees show what it says. */
export function problemsOf(
  row: RequirementFixture,
  runs: ReadonlyMap<string, FixtureRun>,
): readonly string[] {
  const { requirement: id, yes, no, clash } = row
  const linked = linkedTo(id)
  const problems: string[] = []
  const sees = (
    what: string,
    [name, signal]: readonly [string, string],
    test: (result: SignalResult) => boolean,
  ): void => {
    const run = runs.get(name)
    const state = run?.signals.get(signal)?.state ?? 'not collected'
    if (run === undefined) problems.push(`${id} ${what}: no fixture "${name}"`)
    else if (!linked.includes(signal)) problems.push(`${id} ${what}: ${signal} does not speak about it`)
    else if (!holds(run, signal, test)) problems.push(`${id} ${what}: ${signal} is ${state} in "${name}"`)
  }
  sees('yes', yes, isYes)
  sees('no', no, isNo)
  const [name, question] = clash
  const found = runs.get(name)?.contradictions.find((one) => one.question === question)
  if (!runs.has(name)) problems.push(`${id} clash: no fixture "${name}"`)
  else if (!questionsOf(id).some((one) => one.id === question))
    problems.push(`${id} clash: ${question} does not ask about it`)
  else if (found === undefined) problems.push(`${id} clash: "${name}" contradicts no yes to ${question}`)
  else if (!found.signals.some((signal) => linked.includes(signal)))
    problems.push(`${id} clash: ${found.signals.join(', ')} does not speak about it`)
  return problems
}

interface Seen {
  readonly runs: readonly FixtureRun[]
  readonly sections: readonly string[]
}

function toRequirement(row: RequirementFixture, { runs, sections }: Seen): RequirementCoverage {
  const linked = linkedTo(row.requirement)
  const collected = linked.filter((id) => known.has(id))
  const seen = (test: (result: SignalResult) => boolean): readonly string[] =>
    collected.filter((id) => runs.some((run) => holds(run, id, test)))
  const questions = questionsOf(row.requirement)
  const speaks = (ids: readonly string[]): boolean => ids.some((id) => linked.includes(id))
  const proposed = (test: (proposal: Proposal) => boolean): readonly string[] =>
    questions.flatMap(({ id }) =>
      runs.some(({ proposals }) => {
        const proposal = proposals.get(id)
        return proposal !== undefined && speaks(proposal.signals) && test(proposal)
      })
        ? [id]
        : [],
    )
  const clashes = runs.flatMap((run) => run.contradictions).filter((one) => speaks(one.signals))
  const counted = {
    signals: { linked, collected, yes: seen(isYes), no: seen(isNo) },
    questions: questions.map(({ id }) => id),
    selectedFor: proposed(({ value, isAgainst }) => value !== undefined && !isAgainst),
    selectedAgainst: proposed(({ value, isAgainst }) => value !== undefined && isAgainst),
    shown: proposed(() => true),
    contradicted: questions.flatMap(({ id }) => (clashes.some((one) => one.question === id) ? [id] : [])),
    actions: [...new Set(questions.flatMap(({ actions }) => actions))],
    sections,
  }
  return {
    id: row.requirement,
    ...counted,
    fixtures: { yes: row.yes[0], no: row.no[0], clash: row.clash[0] },
    verdict: toVerdict(counted),
    missing: missingOf(counted),
  }
}

type Counted = Omit<RequirementCoverage, 'id' | 'fixtures' | 'verdict' | 'missing'>

export function toVerdict({ selectedFor, shown, contradicted }: Counted): Verdict {
  if (selectedFor.length > 0 && contradicted.length > 0) return 'automatic'
  return shown.length > 0 ? 'assisted' : 'manual'
}

export function missingOf(counted: Counted): readonly MissingPart[] {
  const parts: Readonly<Record<MissingPart, readonly string[]>> = {
    'evidence-for': counted.signals.yes,
    'evidence-against': counted.signals.no,
    contradiction: counted.contradicted,
    question: counted.questions,
    action: counted.actions,
    'document-section': counted.sections,
  }
  const names = Object.keys(parts) as MissingPart[]
  return names.filter((name) => parts[name].length === 0)
}

const known = new Set(signals.map(({ id }) => id))
const dangers = new Set(signals.flatMap(({ id, looksFor }) => (looksFor === 'danger' ? [id] : [])))

function holds(run: FixtureRun, id: string, test: (result: SignalResult) => boolean): boolean {
  const result = run.signals.get(id)
  return result !== undefined && test(result)
}

function isYes({ state }: SignalResult): boolean {
  return state === 'present'
}

function isNo({ id, state }: SignalResult): boolean {
  return state === 'contrary' || (state === 'absent' && !dangers.has(id))
}

function linkedTo(id: string): readonly string[] {
  const links = catalogue.requirements.find((item) => item.id === id)?.autoEvidence ?? []
  return [...new Set(links.map(({ signal }) => signal))]
}

/** Those that score: facts about the product, such as its traits, ask for no measure. */
function questionsOf(id: string): readonly Question[] {
  return [...questionnaire.questions.values()].filter(
    ({ maps, type }) => type === 'scale' && maps.includes(id),
  )
}
