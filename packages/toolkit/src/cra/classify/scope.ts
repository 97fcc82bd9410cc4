/** The scope tree walked in three values: a question without an answer opens both ways, so it can never close a case. */
import { catalogue } from '../catalogue/catalogue.ts'
import type { ScopeNode } from '../catalogue/readers/scope.ts'
import { rules } from '../catalogue/rules.ts'
import type { Condition, Truth } from '../questionnaire/types.ts'
import { type Asking, defaultMark, factsOf, holds, missing } from './asking.ts'
import type { OpenQuestion, Scope, Step } from './classification.ts'
import { termsOf } from './evaluate.ts'

export interface ScopeResult {
  readonly scope: Scope
  /** Ids in the order of the catalogue; several while questions are open. */
  readonly outcomes: readonly string[]
  readonly steps: readonly Step[]
  readonly open: readonly OpenQuestion[]
}

const nodes = new Map(catalogue.scopeTree.nodes.map((node) => [node.id, node]))
const answers: ReadonlyMap<string, Condition> = new Map(rules.scope.map(({ node, yes }) => [node, yes]))

export function decideScope(asking: Asking): ScopeResult {
  const walked = walk(asking, catalogue.scopeTree.start)
  const open = walked.visited.filter(([, answer]) => answer === 'unknown')
  return {
    scope: scopeOf(walked.outcomes),
    outcomes: walked.outcomes,
    steps: walked.visited.map(([node, answer]) => toStep(asking, node, answer)),
    open: open.map(([node]) => toQuestion(asking, node)),
  }
}

/** How one node is answered by the facts. */
export function answerOf(asking: Asking, node: string): Truth {
  return holds(asking, ruleOf(node))
}

interface Walk {
  readonly visited: readonly (readonly [ScopeNode, Truth])[]
  readonly outcomes: readonly string[]
}

/** Every node and outcome that the facts leave possible, each once; the tree has no way back up. */
function walk(asking: Asking, start: string): Walk {
  const reached = new Set([start])
  const visited: [ScopeNode, Truth][] = []
  for (const id of reached) {
    const node = nodes.get(id)
    if (node === undefined) continue
    const answer = answerOf(asking, id)
    visited.push([node, answer])
    for (const next of nextOf(node, answer)) reached.add(next)
  }
  return { visited, outcomes: [...catalogue.outcomes.keys()].filter((id) => reached.has(id)) }
}

function nextOf({ yes, no }: ScopeNode, answer: Truth): readonly string[] {
  switch (answer) {
    case 'true':
      return [yes]
    case 'false':
      return [no]
    case 'unknown':
      return [yes, no]
    default:
      return answer satisfies never
  }
}

function scopeOf(outcomes: readonly string[]): Scope {
  const results = new Set(outcomes.map((id) => catalogue.outcomes.get(id)?.result))
  const [result, ...more] = [...results]
  if (result === undefined || more.length > 0) return 'undetermined'
  return result === 'open_source_steward' ? 'steward_regime' : result
}

function ruleOf(node: string): Condition {
  const rule = answers.get(node)
  if (rule === undefined) throw new Error(`no rule answers the scope question ${node}`)
  return rule
}

function toStep(asking: Asking, node: ScopeNode, answer: Truth): Step {
  const { t, subject } = asking
  const rule = ruleOf(node.id)
  return {
    id: node.id,
    subject,
    question: t(`${node.id}.q`),
    answer: t(`answer.${answer}`),
    facts: factsOf(asking, termsOf(rule)),
    ref: node.ref,
    consequence: nextOf(node, answer)
      .map((next) => `${wordsOf(asking, next)}${exclusionOf(asking, next)}`)
      .join(' | '),
    verification: defaultMark,
  }
}

function wordsOf({ t }: Asking, id: string): string {
  return nodes.has(id) ? t('means.go-on', { node: id }) : t(`${id}.text`)
}

/** Which exclusion was chosen, with its act and its limit; empty for other outcomes. */
function exclusionOf({ t, lookup }: Asking, outcome: string): string {
  const chosen = catalogue.exclusions.find(({ id }) => id === lookup('exclusion'))
  if (outcome !== 'OUT-EXCLUDED' || chosen === undefined) return ''
  const note = chosen.note === undefined ? '' : ` ${t(`${chosen.id}.note`)}`
  return ` ${t(`${chosen.id}.title`)} (${chosen.ref}).${note}`
}

function toQuestion(asking: Asking, node: ScopeNode): OpenQuestion {
  const { t, subject } = asking
  const meaning = (answer: 'true' | 'false', next: string) => ({
    answer: t(`answer.${answer}`),
    means: walk(asking, next)
      .outcomes.map((id) => t(`${id}.text`))
      .join(' | '),
  })
  return {
    id: node.id,
    subject,
    question: t(`${node.id}.q`),
    facts: missing(asking, ruleOf(node.id)),
    meanings: [meaning('true', node.yes), meaning('false', node.no)],
  }
}
