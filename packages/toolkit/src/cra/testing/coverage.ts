/**
 * How much of each essential requirement this toolkit covers, found by running the fixtures: nothing here is claimed, and
 * what no fixture shows counts as missing. Not part of the product: only the table that it makes is.
 */
import { catalogue } from '../catalogue/catalogue.ts'
import type {
  CoverageVerdict,
  MissingPart,
  RequirementCoverage,
} from '../requirement-coverage/read-coverage.ts'
import { questionnaire } from '../questionnaire/questionnaire.ts'
import type { Proposal, Question } from '../questionnaire/types.ts'
import { signals } from '../signals/registry.ts'
import type { SignalResult } from '../status.ts'
import type { RequirementFixture } from './requirement-fixtures.ts'
import type { FixtureRun } from './run-fixture.ts'

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
  const proposed = (test: (proposal: Proposal, run: FixtureRun) => boolean): readonly string[] =>
    questions.flatMap(({ id }) =>
      runs.some((run) => {
        const proposal = run.proposals.get(id)
        return proposal !== undefined && speaks(proposal.signals) && test(proposal, run)
      })
        ? [id]
        : [],
    )
  const clashes = runs.flatMap((run) => run.contradictions).filter((one) => speaks(one.signals))
  const counted = {
    signals: { linked, collected, yes: seen(isYes), no: seen(isNo) },
    questions: questions.map(({ id }) => id),
    selectedFor: proposed(
      ({ value, isAgainst, signals: by }, run) =>
        value !== undefined && !isAgainst && by.some((id) => linked.includes(id) && holds(run, id, isYes)),
    ),
    selectedAgainst: proposed(({ value, isAgainst }) => value !== undefined && isAgainst),
    shown: proposed(() => true),
    contradicted: questions.flatMap(({ id }) => (clashes.some((one) => one.question === id) ? [id] : [])),
    actions: [...new Set(questions.flatMap(({ actions }) => actions))],
    sections,
  }
  return {
    id: row.requirement,
    ...counted,
    trees: {
      yes: { tree: row.yes[0], signal: row.yes[1] },
      no: { tree: row.no[0], signal: row.no[1] },
      clash: { tree: row.clash[0], question: row.clash[1] },
    },
    verdict: toVerdict(counted),
    missing: missingOf(counted),
  }
}

type Counted = Omit<RequirementCoverage, 'id' | 'trees' | 'verdict' | 'missing'>

export function toVerdict({ selectedFor, shown, contradicted }: Counted): CoverageVerdict {
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
