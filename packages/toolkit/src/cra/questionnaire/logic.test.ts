/** Rules, proposals, clashes, answers and staleness: the yes and the no of each. */
import '../../../../../tests/property-seed.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SignalResult } from '../status.ts'
import { answerOf, answersOf, signalMap, signalOf } from '../testing/answers.ts'
import { settleFacts, toFactSheet, toFactsObject } from './answer-facts.ts'
import { allowsNa, parseAnswerValue, toRawAnswer } from './answer-value.ts'
import { parseAnswer, staleReasons } from './answers.ts'
import { evaluate, witnesses } from './condition.ts'
import { findContradiction } from './contradictions.ts'
import { daysBetween, toLookup } from './lookup.ts'
import { type Evidence, propose, worstOf } from './propose.ts'
import { questionnaire, questionOf } from './questionnaire.ts'
import type { AnswerValue, Condition, Truth } from './types.ts'

const today = '2026-11-22'

function evidenceOf(signals: readonly SignalResult[], raw: Readonly<Record<string, unknown>> = {}): Evidence {
  const map = signalMap(...signals)
  return { signals: map, lookup: toLookup({ answers: answersOf(raw), facts: {}, signals: map, today }) }
}

const terms = new Map<string, unknown>([
  ['t', 1],
  ['f', 0],
  ['list', ['a', 'b']],
  ['none', []],
  ['word', 'x'],
])
const rows: readonly (readonly [Condition, Truth])[] = [
  [{ eq: ['word', 'x'] }, 'true'],
  [{ eq: ['word', 'y'] }, 'false'],
  [{ eq: ['lost', 'x'] }, 'unknown'],
  [{ in: ['word', ['y', 'x']] }, 'true'],
  [{ in: ['word', ['y']] }, 'false'],
  [{ has: ['list', 'b'] }, 'true'],
  [{ has: ['list', 'c'] }, 'false'],
  [{ has: ['word', 'x'] }, 'unknown'],
  [{ filled: 'list' }, 'true'],
  [{ filled: 'none' }, 'false'],
  [{ filled: 't' }, 'true'],
  [{ filled: 'f' }, 'false'],
  [{ filled: 'lost' }, 'unknown'],
  [{ atLeast: ['t', 1] }, 'true'],
  [{ atLeast: ['t', 1.5] }, 'false'],
  [{ atMost: ['t', 1] }, 'true'],
  [{ atMost: ['word', 1] }, 'unknown'],
  [{ not: { eq: ['lost', 1] } }, 'unknown'],
  [{ not: { eq: ['word', 'x'] } }, 'false'],
  [{ all: [{ filled: 't' }, { filled: 'lost' }] }, 'unknown'],
  [{ all: [{ filled: 'f' }, { filled: 'lost' }] }, 'false'],
  [{ any: [{ filled: 't' }, { filled: 'lost' }] }, 'true'],
  [{ any: [{ filled: 'f' }, { filled: 'lost' }] }, 'unknown'],
  [{ any: [{ filled: 'f' }, { filled: 'none' }] }, 'false'],
]

test.each(rows)('three values: %j is %s', (condition, truth) => {
  expect(evaluate(condition, (term) => terms.get(term))).toBe(truth)
})

test('what is not known never turns into the opposite when it becomes known as either', () => {
  const names = ['a', 'b', 'c']
  const leaf = fc.constantFrom(...names).map((name): Condition => ({ eq: [name, true] }))
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all): Condition => ({ all })),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any): Condition => ({ any })),
      tie('tree').map((not): Condition => ({ not })),
    ),
  }))
  const known = fc.record(
    Object.fromEntries(names.map((name) => [name, fc.constantFrom(true, false, undefined)])),
  )
  fc.assert(
    fc.property(tree, known, (condition, values) => {
      const before = evaluate(condition, (term) => values[term])
      for (const value of [true, false]) {
        const after = evaluate(condition, (term) => values[term] ?? value)
        if (before !== 'unknown') expect(after).toBe(before)
      }
    }),
  )
})

test('witnesses are the signals that made it true, not the others', () => {
  const condition: Condition = {
    all: [
      { any: [{ filled: 'SIG-REPO-SECRETS.count' }, { filled: 'SIG-REPO-TLS-CONFIG.findings' }] },
      { eq: ['answer.A1', 'device'] },
    ],
  }
  const { lookup } = evidenceOf([signalOf('SIG-REPO-SECRETS', { count: 2 })], { A1: 'device' })
  expect(witnesses(condition, lookup)).toEqual(['SIG-REPO-SECRETS'])
  const { lookup: other } = evidenceOf([signalOf('SIG-REPO-SECRETS', { count: 0 })], { A1: 'device' })
  expect(witnesses(condition, other)).toEqual([])
})

test('days between dates; what is no date is not known', () => {
  expect(daysBetween('2025-11-22', today)).toBe(365)
  expect(daysBetween('2026-11-21T23:59:59Z', today)).toBe(1)
  expect([daysBetween('2026-02-30', today), daysBetween('x', today), daysBetween(null, today)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

const shown = (id: string, ...signals: readonly SignalResult[]) =>
  propose(questionOf(id), evidenceOf(signals))
const scale = (value: 'yes' | 'partial' | 'no'): AnswerValue => ({ kind: 'scale', value })

test('high is selected, medium at most partly, low only shown', () => {
  const policy = { contacts: ['a@b.example'], has_timeline: true }
  expect(shown('F9', signalOf('SIG-REPO-SECURITY-MD', policy))).toMatchObject({
    confidence: 'high',
    value: scale('partial'),
    signals: ['SIG-REPO-SECURITY-MD'],
  })
  const noTime = shown('F9', signalOf('SIG-REPO-SECURITY-MD', { ...policy, has_timeline: false }))
  expect([noTime?.value, noTime?.confidence, noTime?.suggested]).toEqual([
    scale('partial'),
    'medium',
    scale('partial'),
  ])
  expect(shown('D1', signalOf('SIG-REPO-RISK-DOC', { files: ['risk.md'] }))).toMatchObject({
    confidence: 'medium',
    value: scale('partial'),
  })
  expect(shown('E8', signalOf('SIG-REPO-LOGGING', { hints: ['x'] }))?.value).toBeUndefined()
  expect(shown('D1', signalOf('SIG-REPO-RISK-DOC', { files: [] }, { state: 'absent' }))).toBeUndefined()
  expect(shown('D1')).toBeUndefined()
})

test('a signal that is unknown proposes nothing, whatever its fields say', () => {
  const unknown = { state: 'unknown', reason: 'no token' } as const
  expect(shown('D1', signalOf('SIG-REPO-RISK-DOC', { files: ['risk.md'] }, unknown))).toBeUndefined()
  expect(shown('E1', signalOf('SIG-VULN-KEV', { items: ['CVE-2026-1'] }, unknown))).toBeUndefined()
})

test('a known exploited vulnerability selects no, and no clean scan outweighs it', () => {
  const kev = signalOf('SIG-VULN-KEV', { items: ['CVE-2026-1'] })
  const clean = [
    signalOf('SIG-VULN-UNREVIEWED', { count: 0, items: [] }),
    signalOf('SIG-VULN-OPEN', { items: [] }),
  ]
  expect(shown('E1', kev, ...clean)).toMatchObject({
    confidence: 'high',
    value: scale('no'),
    isAgainst: true,
  })
  const none = signalOf('SIG-VULN-KEV', { items: [] }, { state: 'absent' })
  expect(shown('E1', none, ...clean)).toMatchObject({ confidence: 'medium', value: scale('partial') })
  expect(shown('E1', ...clean)).toBeUndefined()
})

test('medium never selects no: unmaintained components are shown, and clash with yes', () => {
  const eol = signalOf('SIG-SBOM-EOL', { components: ['left-pad'] })
  const proposal = shown('D6', eol)
  expect([proposal?.value, proposal?.suggested, proposal?.isAgainst]).toEqual([undefined, scale('no'), true])
})

const sbom = (matches: boolean, share: number) => [
  signalOf('SIG-SBOM-PRESENT', { present: true, origin: 'manufacturer' }),
  signalOf('SIG-SBOM-VALID', { valid: true }),
  signalOf('SIG-SBOM-TOPLEVEL', { direct: 10, covered: 10, missing: [] }),
  signalOf('SIG-SBOM-FRESH', { matches }, { statement: 'The newest SBOM is seven months old.' }),
  signalOf('SIG-SBOM-PURL', { share }, { statement: '31 % of its components lack a purl.' }),
]

test('the best finding counts, capped by the worst one that speaks against', () => {
  expect(shown('F1', ...sbom(true, 1))).toMatchObject({ confidence: 'high', value: scale('yes') })
  expect(shown('F1', ...sbom(true, 0.69))).toMatchObject({ value: scale('yes') })
  expect(shown('F1', ...sbom(false, 1))).toMatchObject({ value: scale('partial'), isAgainst: true })
  expect(shown('F1', ...sbom(true, 1).slice(0, 3))).toMatchObject({
    confidence: 'medium',
    value: scale('partial'),
  })
  const ours = signalOf('SIG-SBOM-PRESENT', { present: true, origin: 'tool' })
  expect(shown('F1', ours, ...sbom(true, 1).slice(1))?.value).toBeUndefined()
})

test('a find that is thinner than usual lowers what rests on it', () => {
  const policy = { contacts: ['a@b.example'], has_timeline: true }
  const weak = shown('F9', signalOf('SIG-REPO-SECURITY-MD', policy, { strength: 'weak' }))
  expect([weak?.value, weak?.confidence]).toEqual([undefined, 'low'])
  const medium = sbom(true, 1).map((signal): SignalResult => ({ ...signal, strength: 'medium' }))
  expect(shown('F1', ...medium)).toMatchObject({ confidence: 'medium', value: scale('partial') })
})

test('a policy that names nobody clashes with a yes, though such a find is thin', () => {
  const stub = signalOf('SIG-REPO-SECURITY-MD', { present: true, contacts: [] }, { strength: 'weak' })
  const evidence = evidenceOf([stub])
  const clash = findContradiction(questionOf('F9'), answerOf('F9', 'yes'), { evidence, language: 'en' })
  expect(clash).toMatchObject({ proposed: scale('partial'), signals: ['SIG-REPO-SECURITY-MD'] })
  // It selects nothing, and a thin find of another rule still clashes with nothing.
  expect(shown('F9', stub)?.value).toBeUndefined()
  const thin = signalOf('SIG-REPO-TLS-CONFIG', { findings: ['x'] }, { state: 'contrary', strength: 'weak' })
  const about = { evidence: evidenceOf([thin]), language: 'en' } as const
  expect(findContradiction(questionOf('E9'), answerOf('E9', 'yes'), about)).toBeUndefined()
})

test('facts copy what was found, if the question has it', () => {
  expect(shown('A1', signalOf('SIG-REPO-PRODUCT-FORM', { form: 'mobile-app' }))?.value).toEqual({
    kind: 'choice',
    option: 'mobile-app',
  })
  expect(shown('A1', signalOf('SIG-REPO-PRODUCT-FORM', { form: 'boat' }))).toBeUndefined()
  expect(shown('A7', signalOf('SIG-REL-FIRST', { date: '2024-03-01' }))?.value).toEqual({
    kind: 'date',
    date: '2024-03-01',
  })
  const open = [
    signalOf('SIG-REPO-LICENSE', { osi_approved: true }),
    signalOf('SIG-REPO-PUBLIC', { public: true }),
  ]
  const say = (A1: string) => propose(questionOf('B2'), evidenceOf(open, { A1 }))?.value
  expect([say('mobile-app'), say('device')]).toEqual([scale('yes'), undefined])
})

test('no finding of any kind makes a practice a yes, save where the artefact is the practice', () => {
  const practised = new Set(['E2', 'F1', 'F8', 'F11'])
  const wrong = [...questionnaire.questions.values()].filter(
    (question) =>
      question.type === 'scale' &&
      !practised.has(question.id) &&
      question.prefill.some((rule) => rule.answer === 'yes'),
  )
  expect(wrong).toEqual([])
})

test('of several sources the worst counts, and a silent one selects nothing', () => {
  const yes = shown('F1', ...sbom(true, 1))
  const partial = shown('F1', ...sbom(false, 1))
  expect(worstOf([yes, partial])?.value).toEqual(scale('partial'))
  expect(worstOf([partial, yes])?.value).toEqual(scale('partial'))
  expect(worstOf([yes, undefined])?.value).toBeUndefined()
  expect(worstOf([undefined, undefined])).toBeUndefined()
  const app = shown('A1', signalOf('SIG-REPO-PRODUCT-FORM', { form: 'mobile-app' }))
  const program = shown('A1', signalOf('SIG-REPO-PRODUCT-FORM', { form: 'installed-software' }))
  expect([worstOf([app, app])?.value, worstOf([app, program])?.value]).toEqual([app?.value, undefined])
})

test('a clash tells what was said and what was found', () => {
  const evidence = evidenceOf(sbom(false, 0.69))
  const clash = (raw: unknown) =>
    findContradiction(questionOf('F1'), answerOf('F1', raw), { evidence, language: 'en' })
  expect(clash('yes')).toMatchObject({
    proposed: scale('partial'),
    sentence: 'You say yes; the newest SBOM is seven months old and 31 % of its components lack a purl.',
  })
  expect([clash('partial'), clash('no'), clash('unknown')]).toEqual([undefined, undefined, undefined])
  const clean = { evidence: evidenceOf(sbom(true, 0.69)), language: 'en' } as const
  expect(findContradiction(questionOf('F1'), answerOf('F1', 'yes'), clean)).toBeUndefined()
})

test('"not applicable" clashes with what was found, a floor with nothing', () => {
  const open = evidenceOf([signalOf('SIG-REPO-OPENAPI', { unsecured: 3, files: ['api.yaml'] })])
  const na = answerOf('E7', { na: 'no interface' })
  expect(findContradiction(questionOf('E7'), na, { evidence: open, language: 'en' })?.sentence).toMatch(
    /not applic/,
  )
  const file = evidenceOf([signalOf('SIG-REPO-RISK-DOC', { files: ['risk.md'] })])
  const yes = findContradiction(questionOf('D1'), answerOf('D1', 'yes'), { evidence: file, language: 'en' })
  expect(yes).toBeUndefined()
})

const wrongAnswers: readonly (readonly [string, unknown, string])[] = [
  ['A1', 'boat', 'ANSWER_OPTION_UNKNOWN'],
  ['A1', ['device'], 'ANSWER_OPTION_UNKNOWN'],
  ['A4', 'partial', 'ANSWER_INVALID'],
  ['A4', true, 'ANSWER_INVALID'],
  ['A7', '2028-02-30', 'ANSWER_DATE_INVALID'],
  ['A7', 'soon', 'ANSWER_DATE_INVALID'],
  ['A8', [], 'ANSWER_OPTION_UNKNOWN'],
  ['A8', ['networked', 'boat'], 'ANSWER_OPTION_UNKNOWN'],
  ['B4', ['nothing', 'price'], 'ANSWER_NOT_ALONE'],
  ['C6', ['none', 'machine'], 'ANSWER_NOT_ALONE'],
  ['D1', { na: 'small' }, 'NA_NOT_ALLOWED'],
  ['G2', { na: 'small' }, 'NA_NOT_ALLOWED'],
  ['A4', { na: 'small' }, 'NA_NOT_ALLOWED'],
  ['E7', { na: '  ' }, 'NA_WITHOUT_REASON'],
  ['E7', { na: 5 }, 'NA_WITHOUT_REASON'],
  ['E7', 'na', 'ANSWER_INVALID'],
  ['E7', { na: 'x'.repeat(4001) }, 'ANSWER_TOO_LONG'],
  ['E7', 'maybe', 'ANSWER_INVALID'],
  ['Z1', 'yes', 'QUESTION_UNKNOWN'],
]

test.each(wrongAnswers)('refused: %s %j is %s', (question, answer, code) => {
  const parsed = parseAnswer({ question, answer, by: 'x', at: '2026-11-01T10:00:00Z' })
  expect(parsed.ok ? 'ok' : parsed.error.code).toBe(code)
})

test('accepted: every kind of answer, and it reads back as it was', () => {
  const given: readonly (readonly [string, unknown])[] = [
    ['A1', 'device'],
    ['A4', 'no'],
    ['A7', '2028-02-29'],
    ['A8', ['networked', 'hardware']],
    ['E1', { na: 'sold as parts' }],
    ['E7', { na: 'no interface at all' }],
    ['D1', 'partial'],
    ...[...questionnaire.questions.keys()].map((id) => [id, 'unknown'] as const),
  ]
  for (const [id, raw] of given) {
    const value = parseAnswerValue(questionOf(id), raw)
    expect(value.ok ? toRawAnswer(value.value) : value.error).toEqual(raw)
  }
  expect(answerOf('A8', ['hardware', 'networked', 'hardware']).value).toEqual(
    answerOf('A8', ['networked', 'hardware']).value,
  )
})

test('not applicable: section E and what is no gate; nowhere else', () => {
  const all = [...questionnaire.questions.values()]
  const allowed = all.filter(allowsNa).map((question) => question.id)
  expect(allowed).toContain('E5')
  expect(allowed).toContain('H5')
  expect(all.filter((question) => allowsNa(question) && question.weight === 0)).toEqual([])
  expect(
    ['C5', 'D1', 'F1', 'F9', 'F10', 'G1', 'G2', 'H1', 'I1', 'J1'].filter((id) => allowed.includes(id)),
  ).toEqual([])
})

test('who and when are needed; a review needs a second person', () => {
  const draft = { question: 'D1', answer: 'yes', by: 'assessor', at: '2026-11-01T10:00:00Z' }
  const code = (change: object) => {
    const parsed = parseAnswer({ ...draft, ...change })
    return parsed.ok ? 'ok' : parsed.error.code
  }
  expect(code({})).toBe('ok')
  expect([code({ by: ' ' }), code({ reviewedBy: 'assessor' }), code({ reviewedBy: 'reviewer' })]).toEqual([
    'ANSWER_WITHOUT_NAME',
    'ANSWER_WITHOUT_NAME',
    'ok',
  ])
  const times = ['2026-11-01', '2026-11-01T25:00:00Z', '2026-02-30T10:00:00Z', '2026-11-01T10:00:00+01:00']
  expect(times.map((at) => code({ at }))).toEqual(times.map(() => 'ANSWER_TIME_INVALID'))
})

test('an answer grows stale with the calendar, the product and the catalogue', () => {
  const answer = { ...answerOf('D1', 'yes'), at: '2025-11-22T08:00:00Z' }
  expect(staleReasons(answer, { today })).toEqual([])
  expect(staleReasons(answer, { today: '2026-11-23' })).toEqual(['older-than-12-months'])
  expect(staleReasons(answer, { today, newestRelease: '2025-11-22T00:00:00Z' })).toEqual([])
  expect(staleReasons(answer, { today, newestRelease: '2025-11-23' })).toEqual(['older-than-release'])
  expect(staleReasons({ ...answer, catalogue: '0.9.0' }, { today })).toEqual(['other-catalogue'])
  const leap = (at: string) => staleReasons({ ...answer, at }, { today: '2028-02-29' })
  expect([leap('2027-02-28T00:00:00Z'), leap('2027-02-27T23:59:59Z')]).toEqual([[], ['older-than-12-months']])
})

test('answers lay down facts; unknown lays down none; a list decides about its own values only', () => {
  const settle = (raw: Readonly<Record<string, unknown>>, base = {}) =>
    toFactsObject(settleFacts(answersOf(raw).values(), toFactSheet(base)))
  expect(settle({ B2: 'yes', A7: '2028-03-01', A4: 'unknown' })).toEqual({
    foss: { licence_foss: true, source_public: true },
    placed_on_market: '2028-03-01',
  })
  const base = { traits: ['update_mechanism', 'networked'], company_size: 'micro' }
  expect(settle({ A2: 'yes', A8: ['hardware'], A9: 'small' }, base)).toEqual({
    traits: ['update_mechanism', 'remote_data_processing', 'hardware'],
    company_size: 'small',
  })
  expect(settle({ C6: ['machine'] })).toEqual({ high_risk_ai: false, ehr_system: false })
  expect(settle({ C6: ['ehr-system'] })).toEqual({ high_risk_ai: false, ehr_system: true })
  expect(settle({ C6: 'unknown' })).toEqual({})
})
