/**
 * Proof over the whole state space (design 10.12): answers fall into classes that the rules cannot tell apart; every class
 * is visited. Every question and every verdict is reached, and no two rules of a question contradict each other.
 */
import { expect, test } from 'vitest'
import { scoreAssessment } from '../score/score.ts'
import { answerOf, signalMap, signalOf } from '../testing/answers.ts'
import { toFactsObject, settleFacts } from './answer-facts.ts'
import { classifierAt, classifyFacts } from './classifier.ts'
import { evaluate, termsOf } from './condition.ts'
import { splitTerm } from './condition-schema.ts'
import { deriveFacts, type Verdict } from './facts.ts'
import { knownFacts } from './known-facts.ts'
import { toLookup } from './lookup.ts'
import { questionnaire, questionOf } from './questionnaire.ts'
import type { Answer, Condition, PrefillRule, Question, Scalar } from './types.ts'
import { look } from './visible.ts'

const today = '2026-11-22'
type Raw = Readonly<Record<string, unknown>>

/**
 * One answer for each class of answers that the classifier or a rule can tell apart; undefined is "not answered", which is
 * the same as "I don't know" for every fact. Questions in the order in which they are asked.
 */
const classes: readonly (readonly [string, readonly unknown[]])[] = [
  ['A1', ['installed-software', 'device', 'web-service', undefined]],
  ['A2', ['yes', 'no', undefined]],
  ['A3', ['yes', 'no', undefined]],
  ['A4', ['yes', 'no', undefined]],
  ['A5', ['none', 'medical', undefined]],
  ['A6', ['yes', 'no', undefined]],
  ['B1', [...optionsOf('B1'), undefined]],
  ['B2', ['yes', 'no', undefined]],
  ['B3', ['yes', 'no', undefined]],
  ['B4', [['nothing'], ['donations'], ['price'], ['own-costs'], ['business-supply'], undefined]],
  ['B5', [...optionsOf('B5'), undefined]],
  ['B6', [...optionsOf('B6'), undefined]],
  ['C1', ['none', 'cat-i-03', 'cat-ii-02', 'cat-iv-01', undefined]],
]

function optionsOf(id: string): readonly string[] {
  return questionOf(id).options.map((option) => option.id)
}

const answers = new Map<string, Answer>()

function answer(id: string, raw: unknown): Answer {
  const key = JSON.stringify([id, raw])
  const known = answers.get(key) ?? answerOf(id, raw)
  answers.set(key, known)
  return known
}

/** Every combination of answers to the questions that are visible on the way (their conditions speak of answers only). */
function* walk(
  ids: readonly string[],
  before: ReadonlyMap<string, Answer>,
): Generator<ReadonlyMap<string, Answer>> {
  const [id, ...rest] = ids
  if (id === undefined) {
    yield before
    return
  }
  const { showIf } = questionOf(id)
  const lookup = toLookup({ answers: before, facts: {}, signals: new Map(), today })
  if (showIf !== undefined && evaluate(showIf, lookup) === 'false') {
    yield* walk(rest, before)
    return
  }
  for (const raw of classes.find(([name]) => name === id)?.[1] ?? []) {
    const next = raw === undefined ? before : new Map(before).set(id, answer(id, raw))
    yield* walk(rest, next)
  }
}

function given(raw: Raw): ReadonlyMap<string, Answer> {
  return new Map(Object.entries(raw).map(([id, value]) => [id, answer(id, value)]))
}

const inScope = { A1: 'installed-software', A3: 'yes', A4: 'yes', A5: 'none', A6: 'no' }
const closedMaker = { B1: 'maker', B2: 'no', B4: ['price'] }

interface Visited {
  readonly outcomes: Set<string>
  readonly scopes: Set<string>
  readonly roles: Set<string>
  readonly classes: Set<string>
  readonly tiers: Set<string>
  readonly applies: Set<string>
  /** One state for each verdict that rules can tell apart. */
  readonly states: Map<string, ReadonlyMap<string, Answer>>
  count: number
}

const scopeQuestions = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6']
const roleParts: readonly Raw[] = [closedMaker, { B1: 'importer', B2: 'no' }, { B1: 'reseller', B2: 'no' }]

/**
 * The scope part decides first: a test below shows that what it leads out of the law, no role leads back in. So scope,
 * role and class are each walked whole, the others fixed at a few.
 */
function* allStates(): Generator<ReadonlyMap<string, Answer>> {
  yield* walk(scopeQuestions, given(closedMaker))
  for (const A1 of ['installed-software', 'device']) {
    yield* walk(['B1', 'B2', 'B3', 'B4', 'B5', 'B6'], given({ ...inScope, A1 }))
    for (const role of roleParts) yield* classStates({ ...inScope, A1, ...role })
  }
}

function* classStates(raw: Raw): Generator<ReadonlyMap<string, Answer>> {
  for (const placed of [{ A7: '2026-01-01' }, { A7: '2028-03-01' }, {}])
    yield* walk(['C1'], given({ ...raw, ...placed }))
}

function visitAll(): Visited {
  const visited: Visited = {
    outcomes: new Set(),
    scopes: new Set(),
    roles: new Set(),
    classes: new Set(),
    tiers: new Set(),
    applies: new Set(),
    states: new Map(),
    count: 0,
  }
  for (const state of allStates()) visit(visited, state)
  return visited
}

function visit(visited: Visited, state: ReadonlyMap<string, Answer>): void {
  visited.count++
  const facts = settleFacts(state.values())
  const verdict = classifyFacts(toFactsObject(facts), { at: today })
  visited.outcomes.add(verdict.outcome ?? 'open')
  visited.scopes.add(verdict.scope)
  for (const role of verdict.roles) visited.roles.add(role)
  visited.classes.add(verdict.class ?? 'none')
  visited.tiers.add(verdict.steward_tier ?? 'none')
  visited.applies.add(verdict.applies)
  const known: Verdict = verdict
  const rules = deriveFacts(facts, () => known, { signals: new Map() })
  const told = ['A1', 'B1', 'B2', 'B5'].map((id) => JSON.stringify(state.get(id)?.value))
  const key = JSON.stringify([
    rules['role'],
    rules['class'],
    rules['steward_tier'],
    rules['product_is_software'],
    told,
  ])
  if (!visited.states.has(key)) visited.states.set(key, state)
}

const visited = visitAll()

test('every verdict of the classifier is reached by answers', () => {
  console.info(
    `${visited.count} classes of answers, ${visited.states.size} classes that rules can tell apart`,
  )
  expect(visited.count).toBeGreaterThan(5000)
  expect([...visited.outcomes].sort()).toEqual(
    [
      'OUT-CONTRIBUTOR',
      'OUT-EXCLUDED',
      'OUT-NATURAL',
      'OUT-NOCONN',
      'OUT-NONCOMMERCIAL',
      'OUT-NONE',
      'OUT-NOTEU',
      'OUT-NOTPLACED',
      'OUT-RDPS',
      'OUT-ROLE',
      'OUT-SERVICE',
      'OUT-STEWARD',
      'open',
    ].sort(),
  )
  expect([...visited.roles].sort()).toEqual([
    'authorised_representative',
    'distributor',
    'importer',
    'manufacturer',
    'none',
    'open_source_steward',
    'undetermined',
  ])
  expect([...visited.classes].sort()).toEqual([
    'critical',
    'default',
    'important_class_I',
    'important_class_II',
    'none',
    'undetermined',
  ])
  expect([...visited.tiers].sort()).toEqual(['TIER-1', 'TIER-2', 'TIER-3', 'none'])
  expect([...visited.applies].sort()).toEqual([
    'full',
    'none',
    'reporting_only',
    'steward_only',
    'undetermined',
  ])
})

test('"I don\'t know" never leads out of the law', () => {
  for (const id of ['A3', 'A4', 'A5', 'A6']) {
    const raw: Raw = { ...inScope, ...closedMaker, [id]: 'unknown' }
    const verdict = classifyFacts(toFactsObject(settleFacts(given(raw).values())), { at: today })
    expect([
      id,
      ['out_of_scope', 'excluded', 'not_a_product', 'not_placed_on_market'].includes(verdict.scope),
    ]).toEqual([id, false])
  }
})

test('what the scope part leads out of the law, no role leads back in', { timeout: 60_000 }, () => {
  const wrong = [...walk(scopeQuestions, new Map())].flatMap((state) => {
    const outcomes = roleParts.map((role) => {
      const facts = settleFacts([...state.values(), ...given(role).values()])
      return classifyFacts(toFactsObject(facts), { at: today }).outcome
    })
    const isOut = outcomes[0] !== null && outcomes[0] !== undefined && outcomes[0] !== 'OUT-ROLE'
    return isOut && new Set(outcomes).size > 1 ? [outcomes] : []
  })
  expect(wrong).toEqual([])
})

/** The answers inside a section that hide others. */
const inner: readonly Raw[] = ['yes', 'no', undefined].flatMap((D1) =>
  ['yes', 'no', undefined].map((F4) => ({
    ...(D1 === undefined ? {} : { D1 }),
    ...(F4 === undefined ? {} : { F4 }),
  })),
)

function viewOf(state: ReadonlyMap<string, Answer>, more: Raw, mode: 'quick' | 'full') {
  const all = new Map([...state, ...given(more)])
  const classify = classifierAt(today)
  return look({ answers: all, profileFacts: new Map(), signals: new Map(), classify, today, mode })
}

test('every question is shown to somebody and hidden from somebody, where it has a condition', {
  timeout: 60_000,
}, () => {
  const seen = new Set<string>()
  const missed = new Set<string>()
  for (const state of visited.states.values()) {
    for (const more of inner) {
      const shown = new Set(viewOf(state, more, 'full').visible.map(({ id }) => id))
      for (const id of questionnaire.questions.keys()) (shown.has(id) ? seen : missed).add(id)
    }
  }
  expect([...questionnaire.questions.keys()].filter((id) => !seen.has(id))).toEqual([])
  const conditional = [...questionnaire.questions.values()].filter(({ showIf }) => showIf !== undefined)
  expect(conditional.filter(({ id }) => !missed.has(id)).map(({ id }) => id)).toEqual([])
})

test('lengths: a manufacturer sees at most 81 questions, the quick scan 15 to 19', {
  timeout: 60_000,
}, () => {
  const settled = [...visited.states.values()].filter(
    (state) => state.has('B1') && state.has('B2') && state.has('A1'),
  )
  const full: number[] = []
  const quick: number[] = []
  for (const state of settled) {
    const complete = new Map([...given({ A7: '2028-03-01', C1: 'none' }), ...state])
    const view = viewOf(complete, { D1: 'yes', F4: 'yes' }, 'full')
    const role = view.ruleFacts['role']
    if (!Array.isArray(role) || role.length !== 1 || role[0] !== 'manufacturer') continue
    full.push(view.visible.length)
    quick.push(viewOf(complete, {}, 'quick').visible.length)
  }
  console.info(
    `manufacturer: full ${Math.min(...full)} to ${Math.max(...full)}, quick ${Math.min(...quick)} to ${Math.max(...quick)}`,
  )
  expect(full.length).toBeGreaterThan(20)
  expect(Math.max(...full)).toBeLessThanOrEqual(81)
  expect(Math.max(...quick)).toBeLessThanOrEqual(19)
  expect(Math.min(...quick)).toBeGreaterThanOrEqual(15)
})

/** Values of one field of a signal that its rules can tell apart, and one that they cannot read. */
function fieldClasses(conditions: readonly Condition[], signal: string, field: string): readonly unknown[] {
  const own = conditions.flatMap(leaves).filter(({ term }) => {
    const [head, tail] = splitTerm(term)
    return (
      term === `${signal}.${field}` || ((head === 'count' || head === 'age') && tail === `${signal}.${field}`)
    )
  })
  const values: unknown[] = [null]
  const wanted = own.flatMap(({ scalars }) => scalars)
  for (const { kind, term, bound } of own) {
    const [head] = splitTerm(term)
    if (head === 'age') values.push(dateBefore(0), dateBefore(bound ?? 0), dateBefore((bound ?? 0) + 1))
    else if (head === 'count')
      values.push(
        ...[0, (bound ?? 1) - 1, bound ?? 1].map((length) =>
          Array.from({ length: Math.max(0, length) }, (_, at) => `x${at}`),
        ),
      )
    else if (kind === 'filled') values.push([], ['x'])
    else if (kind === 'atLeast' || kind === 'atMost')
      values.push(bound, (bound ?? 0) - 0.01, (bound ?? 0) + 0.01)
    else if (kind === 'eq' || kind === 'in')
      values.push(...wanted, typeof wanted[0] === 'boolean' ? !wanted[0] : 'other')
  }
  const listed = own.filter(({ kind }) => kind === 'has').flatMap(({ scalars }) => scalars)
  if (listed.length > 0) {
    for (let mask = 0; mask < 2 ** listed.length; mask++)
      values.push(listed.filter((_, at) => (mask >> at) % 2 === 1))
  }
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}

function dateBefore(days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}

interface Leaf {
  readonly kind: string
  readonly term: string
  readonly scalars: readonly Scalar[]
  readonly bound?: number
}

function leaves(condition: Condition): readonly Leaf[] {
  if ('all' in condition) return condition.all.flatMap(leaves)
  if ('any' in condition) return condition.any.flatMap(leaves)
  if ('not' in condition) return leaves(condition.not)
  const [kind, body] = Object.entries(condition)[0] as [string, unknown]
  if (typeof body === 'string') return [{ kind, term: body, scalars: [] }]
  const [term, value] = body as [string, Scalar | readonly Scalar[]]
  const scalars = Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar]
  const count = splitTerm(term)[0] === 'count' && typeof value === 'number' ? value : undefined
  const bound = typeof value === 'number' ? value : count
  return [{ kind, term, scalars, ...(bound === undefined ? {} : { bound }) }]
}

/** Each class of one signal: not collected, or a state with each combination of its fields. */
function signalClasses(
  rules: readonly Condition[],
  signal: string,
): readonly (ReturnType<typeof signalOf> | undefined)[] {
  const terms = new Set(rules.flatMap(termsOf).map((term) => term.replace(/^(count|age)\./, '')))
  const fields = [...terms].filter((term) => splitTerm(term)[0] === signal).map((term) => splitTerm(term)[1])
  const states = fields.includes('state')
    ? (['present', 'absent', 'contrary'] as const)
    : (['present'] as const)
  let facts: readonly Raw[] = [{}]
  for (const field of fields.filter((name) => name !== 'state')) {
    const values = fieldClasses(rules, signal, field)
    facts = facts.flatMap((fact) => values.map((value) => ({ ...fact, [field]: value })))
  }
  const found = states.flatMap((state) =>
    facts.map((fact) => signalOf(signal, fact as Parameters<typeof signalOf>[1], { state })),
  )
  return [undefined, ...found]
}

/** Values of a derived fact that rules can tell apart; undefined: not known. */
function factValues(
  rules: readonly Condition[],
  term: string,
): readonly (Scalar | readonly string[] | undefined)[] {
  const own = rules.flatMap(leaves).filter((leaf) => leaf.term === term)
  switch (knownFacts[splitTerm(term)[1]]?.kind) {
    case 'list':
      return [undefined, [], ...own.flatMap(({ scalars }) => scalars.map((scalar) => [String(scalar)]))]
    case 'number':
      return [undefined, ...own.flatMap(({ bound = 0 }) => [bound, bound - 0.01, bound + 0.01])]
    case 'flag':
      return [undefined, true, false]
    case 'text':
    case undefined:
      return [undefined, 'other', ...own.flatMap(({ scalars }) => scalars)]
  }
}

/** Every combination of the signals, answers and derived facts that a question's rules speak about. */
function* statesOf(question: Question): Generator<Parameters<typeof toLookup>[0]> {
  const rules = question.prefill.map((rule) => rule.when)
  const terms = rules.flatMap(termsOf)
  const heads = new Set(terms.map((term) => splitTerm(term.replace(/^(count|age)\./, ''))[0]))
  const names = [...heads].filter((head) => head.startsWith('SIG-'))
  const factNames = [...new Set(terms.filter((term) => term.startsWith('fact.')))]
  const factClasses = factNames.map((term) => [splitTerm(term)[1], factValues(rules, term)] as const)
  const asked = [
    ...new Set(terms.filter((term) => term.startsWith('answer.')).map((term) => splitTerm(term)[1])),
  ]
  let combos: readonly Parameters<typeof toLookup>[0][] = [
    { answers: new Map(), facts: {}, signals: new Map(), today },
  ]
  for (const [name, values] of factClasses) {
    combos = combos.flatMap((combo) =>
      values.map((value) =>
        value === undefined ? combo : { ...combo, facts: { ...combo.facts, [name]: value } },
      ),
    )
  }
  for (const id of asked) {
    combos = combos.flatMap((combo) =>
      [undefined, ...optionsOf(id)].map((option) =>
        option === undefined
          ? combo
          : { ...combo, answers: new Map(combo.answers).set(id, answer(id, option)) },
      ),
    )
  }
  const perSignal = names.map((name) => signalClasses(rules, name))
  const spin = function* (
    at: number,
    chosen: readonly ReturnType<typeof signalOf>[],
  ): Generator<readonly ReturnType<typeof signalOf>[]> {
    const options = perSignal[at]
    if (options === undefined) {
      yield chosen
      return
    }
    for (const option of options) yield* spin(at + 1, option === undefined ? chosen : [...chosen, option])
  }
  for (const found of spin(0, [])) {
    const signals = signalMap(...found)
    for (const combo of combos) yield { ...combo, signals }
  }
}

/** Rules of the same confidence that say different things at the same time. */
function clashesOf(firing: readonly PrefillRule[]): readonly string[] {
  return ['high', 'medium', 'low'].flatMap((confidence) => {
    const said = firing.filter((rule) => rule.confidence === confidence && rule.answer !== undefined)
    const different = new Set(said.map((rule) => JSON.stringify(rule.answer)))
    return different.size > 1 ? [[confidence, ...different].join(' ')] : []
  })
}

test('no two rules of a question contradict each other, and each rule can fire', { timeout: 120_000 }, () => {
  let states = 0
  for (const question of questionnaire.questions.values()) {
    if (question.prefill.length === 0) continue
    const fired = new Set<PrefillRule>()
    const clashes = new Set<string>()
    for (const known of statesOf(question)) {
      states++
      const lookup = toLookup(known)
      const firing = question.prefill.filter((rule) => evaluate(rule.when, lookup) === 'true')
      for (const rule of firing) fired.add(rule)
      for (const clash of clashesOf(firing)) clashes.add(clash)
    }
    expect([question.id, ...clashes]).toEqual([question.id])
    const silent = question.prefill
      .filter((rule) => !fired.has(rule))
      .map((rule) => JSON.stringify(rule.when))
    expect([question.id, silent]).toEqual([question.id, []])
  }
  console.info(`${states} classes of findings`)
  expect(states).toBeGreaterThan(10_000)
})

test('every level is reached, and only with what it needs', () => {
  const view = viewOf(given({ ...inScope, ...closedMaker, A7: '2028-03-01', C1: 'none' }), {}, 'full')
  const context = {
    isLegacy: false,
    reportingAppliesToday: true,
    needsThirdParty: false,
    hasUnassessedExploited: false,
  }
  const scored = view.visible.filter(({ weight }) => weight > 0)
  const levelOf = (share: number, backing: 'strong' | 'none', gates = true) => {
    const open = scored.filter(({ isGate }) => !gates || !isGate)
    const met = new Set(open.slice(0, Math.round(open.length * share)).map(({ id }) => id))
    const own = scored.map((question): [string, Answer] => {
      const isMet = (gates && question.isGate) || met.has(question.id)
      return [question.id, answer(question.id, isMet ? 'yes' : 'no')]
    })
    const backings = new Map(scored.map(({ id }) => [id, backing] as const))
    const score = scoreAssessment({
      visible: view.visible,
      answers: new Map(own),
      backing: backings,
      mode: 'full',
      context,
    })
    return score.level.number
  }
  expect([
    levelOf(0, 'none', false),
    levelOf(0, 'none'),
    levelOf(0.3, 'none'),
    levelOf(0.7, 'strong'),
    levelOf(1, 'strong'),
    levelOf(1, 'none'),
  ]).toEqual([1, 2, 3, 4, 5, 3])
})
