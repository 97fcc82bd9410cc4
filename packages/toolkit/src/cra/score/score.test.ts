import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, AnswerValue, Question, SectionId } from '../questionnaire/types.ts'
import { estimateEnisa } from './enisa.ts'
import { planActions } from './plan.ts'
import { scoreAssessment } from './score.ts'
import type { Backing, ScoreContext, ScoreInput } from './types.ts'

const calm: ScoreContext = {
  isLegacy: false,
  reportingAppliesToday: true,
  needsThirdParty: false,
  hasUnassessedExploited: false,
}

function ask(id: string, weight: number, more: Partial<Question> = {}): Question {
  return {
    id,
    section: id.slice(0, 1) as SectionId,
    type: 'scale',
    isQuick: false,
    isGate: false,
    weight,
    options: [],
    maps: [],
    prefill: [],
    actions: [],
    ...more,
  }
}

type Short = 'yes' | 'partial' | 'no' | 'unknown' | 'na'

function give(question: string, short: Short, more: Partial<Answer> = {}): Answer {
  const value: AnswerValue =
    short === 'na' ? { kind: 'na', reason: 'it has no users of that kind' } : { kind: 'scale', value: short }
  return {
    question,
    value,
    at: '2026-11-22T10:00:00Z',
    by: 'a person',
    source: 'person',
    catalogue: '1',
    ...more,
  }
}

function input(
  questions: readonly Question[],
  given: Readonly<Record<string, Short | Answer>>,
  more: Partial<ScoreInput> = {},
): ScoreInput {
  const answers = new Map(
    Object.entries(given).map(([id, one]) => [id, typeof one === 'string' ? give(id, one) : one]),
  )
  return { visible: questions, answers, backing: new Map(), mode: 'full', context: calm, ...more }
}

describe('readiness', () => {
  const questions = [ask('D1', 5), ask('D2', 3), ask('D3', 2), ask('A1', 0)]

  it('weighs yes 1, partly 0.5, no and unknown 0', () => {
    const score = scoreAssessment(input(questions, { D1: 'yes', D2: 'partial', D3: 'unknown' }))
    expect(score.readiness).toEqual({ percent: 65, weight: 10 })
    expect(score.margin).toBe(10)
    expect(score.toFindOut).toEqual(['D3'])
  })

  it('leaves what does not apply out of the sum', () => {
    const score = scoreAssessment(input(questions, { D1: 'yes', D2: 'na', D3: 'no' }))
    expect(score.readiness).toEqual({ percent: 71.4, weight: 7 })
  })

  it('knows no figure where nothing applies', () => {
    const score = scoreAssessment(input(questions, { D1: 'na', D2: 'na', D3: 'na' }))
    expect(score.readiness).toEqual({ percent: undefined, weight: 0 })
    expect(score.level.number).toBe(1)
  })

  it('keeps a quick scan uncertain by 15 points at least', () => {
    const quick = [ask('D1', 5, { isQuick: true }), ask('D2', 3)]
    const score = scoreAssessment(input(quick, { D1: 'yes' }, { mode: 'quick' }))
    expect(score.readiness).toEqual({ percent: 100, weight: 5 })
    expect(score.margin).toBe(15)
    expect(score.unanswered).toEqual([])
  })

  it('scores A, B, G and H6 only for products from before the date of application', () => {
    const all = [ask('D1', 5), ask('G2', 5), ask('H1', 4), ask('H6', 3)]
    const score = scoreAssessment(
      input(all, { G2: 'yes', H6: 'no' }, { context: { ...calm, isLegacy: true } }),
    )
    expect(score.readiness).toEqual({ percent: 62.5, weight: 8 })
  })
})

describe('evidence', () => {
  const one = [ask('F8', 3)]
  const evidenceOf = (answer: Answer, backing?: Backing): number | undefined =>
    scoreAssessment(
      input(one, { F8: answer }, { backing: new Map(backing === undefined ? [] : [['F8', backing]]) }),
    ).evidence.percent

  it.each<[string, Partial<Answer>, Backing | undefined, number]>([
    ['a claim alone', {}, undefined, 30],
    ['a document named', { documents: [{ name: 'plan', attached: false }] }, undefined, 60],
    ['a document attached', { documents: [{ name: 'plan', attached: true }] }, undefined, 80],
    ['a signal of medium strength', {}, 'medium', 80],
    ['a strong signal', {}, 'strong', 100],
    ['a second person', { reviewedBy: 'somebody else' }, undefined, 100],
    ['a contradiction, whoever reviewed it', { reviewedBy: 'somebody else' }, 'contradicted', 0],
  ])('%s', (_, more, backing, percent) => {
    expect(evidenceOf(give('F8', 'yes', more), backing)).toBe(percent)
  })

  it('weighs yes and partly only', () => {
    expect(evidenceOf(give('F8', 'no'), 'strong')).toBeUndefined()
  })
})

describe('levels and gates', () => {
  const full = (ids: readonly string[], isGate = true): Question[] => ids.map((id) => ask(id, 5, { isGate }))
  const strong = (ids: readonly string[]): ReadonlyMap<string, Backing> =>
    new Map(ids.map((id) => [id, 'strong']))

  it('needs evidence for levels 4 and 5', () => {
    const questions = full(['D1'], false)
    const given = { D1: 'yes' } as const
    expect(scoreAssessment(input(questions, given)).level.number).toBe(3)
    expect(
      scoreAssessment(input(questions, given, { backing: new Map([['D1', 'medium']]) })).level.number,
    ).toBe(4)
    expect(scoreAssessment(input(questions, given, { backing: strong(['D1']) })).level.number).toBe(5)
  })

  it.each<[string, Short | undefined, Partial<ScoreContext>, number, string | undefined]>([
    ['G2', 'no', {}, 2, 'REPORTING_PLAN'],
    ['G2', undefined, {}, 2, 'REPORTING_PLAN'],
    ['G2', 'unknown', { reportingAppliesToday: false }, 3, 'GATE'],
    ['F10', 'no', { reportingAppliesToday: false }, 2, 'NO_CONTACT'],
    ['F10', 'unknown', {}, 3, 'GATE'],
    ['E1', 'no', { hasUnassessedExploited: true }, 2, 'KNOWN_EXPLOITED'],
    ['E1', 'no', {}, 3, 'GATE'],
    ['C5', 'no', { needsThirdParty: true }, 3, 'THIRD_PARTY_ROUTE'],
    ['J6', 'no', {}, 2, 'ROLE_DUTY'],
    ['J1', 'no', {}, 2, 'ROLE_DUTY'],
    ['J3', 'no', {}, 2, 'ROLE_DUTY'],
    ['J10', 'no', {}, 3, 'GATE'],
    ['I1', 'partial', {}, 5, undefined],
    ['E5', 'na', {}, 5, undefined],
  ])('%s answered %s caps', (id, short, context, level, code) => {
    const rest = Array.from({ length: 99 }, (_, at) => `D${at + 100}`)
    const given = Object.fromEntries([
      ...rest.map((one) => [one, 'yes'] as const),
      ...(short === undefined ? [] : [[id, short] as const]),
    ])
    const score = scoreAssessment(
      input([...full(rest, false), ...full([id])], given, {
        backing: strong([...rest, id]),
        context: { ...calm, ...context },
      }),
    )
    expect(score.level.number).toBe(level)
    expect(score.level.caps.map((cap) => cap.code)).toEqual(code === undefined ? [] : [code])
    expect(score.level.mustAssessNow).toBe(code === 'KNOWN_EXPLOITED')
  })
})

describe('the 22 requirements', () => {
  const two = [ask('E1', 5, { maps: ['ECR-I-2a'] }), ask('E2', 2, { maps: ['ECR-I-2a', 'DOC-VULNREG'] })]
  it.each<[Short | undefined, Short | undefined, string]>([
    ['yes', 'yes', 'met'],
    ['yes', 'na', 'met'],
    ['yes', undefined, 'partly'],
    ['partial', 'yes', 'partly'],
    ['yes', 'no', 'gap'],
    ['unknown', undefined, 'unknown'],
    ['na', 'na', 'not-applicable'],
    ['na', undefined, 'unknown'],
  ])('%s and %s is %s', (first, second, status) => {
    const given = Object.fromEntries(
      [['E1', first] as const, ['E2', second] as const].flatMap(([id, short]) =>
        short === undefined ? [] : [[id, short]],
      ),
    )
    expect(scoreAssessment(input(two, given)).requirements).toEqual(new Map([['ECR-I-2a', status]]))
  })
})

describe('no answer that says less ever scores more', () => {
  const shorts = fc.constantFrom<Short>('yes', 'partial', 'no', 'unknown', 'na')
  const questions = ['D1', 'E1', 'E5', 'F1', 'F9', 'F10', 'G2'].map((id, at) =>
    ask(id, (at % 5) + 1, { isGate: at % 2 === 0, maps: ['ECR-I-2a'] }),
  )
  const levelOf = (given: Readonly<Record<string, Short>>): { percent: number; level: number } => {
    const score = scoreAssessment(input(questions, given))
    return { percent: score.readiness.percent ?? 0, level: score.level.number }
  }
  it('neither in readiness nor in level', () => {
    fc.assert(
      fc.property(fc.array(shorts, { minLength: 7, maxLength: 7 }), fc.nat({ max: 6 }), (list, at) => {
        const given = Object.fromEntries(
          questions.map((question, index) => [question.id, list[index] ?? 'no']),
        )
        const id = questions[at]?.id ?? 'D1'
        const yes = levelOf({ ...given, [id]: 'yes' })
        const partly = levelOf({ ...given, [id]: 'partial' })
        const no = levelOf({ ...given, [id]: 'no' })
        const unknown = levelOf({ ...given, [id]: 'unknown' })
        expect(yes.percent).toBeGreaterThanOrEqual(partly.percent)
        expect(partly.percent).toBeGreaterThanOrEqual(no.percent)
        expect(no.percent).toBe(unknown.percent)
        expect(yes.level).toBeGreaterThanOrEqual(no.level)
        expect(yes.level).toBeGreaterThanOrEqual(unknown.level)
      }),
    )
  })
})

describe('what is not known never makes a requirement stand better', () => {
  const shorts = fc.constantFrom<Short | 'none'>('yes', 'partial', 'no', 'unknown', 'na', 'none')
  const questions = ['D1', 'E1', 'E5', 'F1'].map((id) => ask(id, 3, { maps: ['ECR-I-2a'] }))
  const ranks = { met: 2, partly: 1, gap: 0, unknown: 0, 'not-applicable': 0 } as const
  const standing = (list: readonly (Short | 'none')[]): keyof typeof ranks => {
    const given = Object.fromEntries(
      questions.flatMap(({ id }, at) => {
        const short = list[at] ?? 'none'
        return short === 'none' ? [] : [[id, short]]
      }),
    )
    return scoreAssessment(input(questions, given)).requirements.get('ECR-I-2a') ?? 'unknown'
  }
  const lists = fc.array(shorts, { minLength: 4, maxLength: 4 })

  it('neither "I do not know" nor silence', () => {
    fc.assert(
      fc.property(lists, fc.nat({ max: 3 }), fc.constantFrom('unknown', 'none'), (list, at, less) => {
        const after = standing(list.with(at, less))
        // What applies and is not known keeps a requirement from being met, whatever stood there before.
        expect(after).not.toBe('met')
        // A "no" is a gap that is known: without it, the rest speaks again, and no more than partly.
        if (list[at] !== 'no' && list[at] !== 'na')
          expect(ranks[after]).toBeLessThanOrEqual(ranks[standing(list)])
      }),
    )
  })

  it('and without one "yes" nothing is met', () => {
    fc.assert(
      fc.property(lists, (list) => {
        fc.pre(!list.includes('yes'))
        expect(standing(list)).not.toBe('met')
      }),
    )
  })
})

describe('the plan', () => {
  const questions = [ask('F9', 5, { maps: ['ECR-II-5'] }), ask('F10', 4), ask('D1', 5), ask('D4', 3)]
  const actions = [
    { id: 'ACT-04', priority: 2, effort: 'L', questions: ['D1', 'D4'] },
    { id: 'ACT-21', priority: 1, effort: 'S', questions: ['F9', 'F10'] },
    { id: 'ACT-22', priority: 1, effort: 'M', questions: ['G1'] },
  ] as const
  const plan = (given: Readonly<Record<string, Short>>): ReturnType<typeof planActions> =>
    planActions({
      actions,
      visible: questions,
      answers: new Map(Object.entries(given).map(([id, short]) => [id, give(id, short)])),
      urgencyOf: (question) => (question.section === 'F' ? 3 : 1),
      owners: new Map([['ACT-04', 'the lead developer']]),
    })

  it('ranks by priority, then by weight times urgency per day, and leaves out what is closed or not asked', () => {
    expect(plan({ F9: 'partial', D1: 'unknown', D4: 'yes' })).toEqual([
      {
        action: 'ACT-21',
        priority: 1,
        effort: 'S',
        urgency: 3,
        open: [
          { question: 'F9', missing: 0.5, isUnknown: false },
          { question: 'F10', missing: 1, isUnknown: true },
        ],
        records: ['ECR-II-5'],
        rank: 39,
      },
      {
        action: 'ACT-04',
        priority: 2,
        effort: 'L',
        urgency: 1,
        open: [{ question: 'D1', missing: 1, isUnknown: true }],
        records: [],
        rank: 0.63,
        owner: 'the lead developer',
      },
    ])
  })

  it('is empty when all is answered yes or does not apply', () => {
    expect(plan({ F9: 'yes', F10: 'yes', D1: 'na', D4: 'yes' })).toEqual([])
  })
})

describe('the ENISA estimate', () => {
  const items = [
    { ref: '2.1', questions: ['D1', 'D2'], coverage: 'full' },
    { ref: '3.5', questions: ['F5'], coverage: 'ask' },
    { ref: '4.3', questions: [], coverage: 'ask' },
  ] as const
  const answers = new Map([
    ['D1', give('D1', 'yes')],
    ['D2', give('D2', 'partial')],
    ['F5', give('F5', 'yes')],
  ])

  it('stops at 4, asks what we do not reach, and takes the user’s own word', () => {
    const visible = new Set(['D1', 'D2', 'F5'])
    const profile = estimateEnisa({ items, answers, visible, own: new Map([['4.3', 2]]) })
    expect(profile.items.map((item) => item.value)).toEqual([4, undefined, 2])
    expect(profile.items.map((item) => item.isOwn)).toEqual([false, false, true])
    expect(profile).toMatchObject({ mean: 3, band: 'intermediate', empty: 1 })
  })

  it('leaves hidden questions out', () => {
    expect(estimateEnisa({ items, answers, visible: new Set(['D2']) }).items[0]?.value).toBe(3)
    expect(estimateEnisa({ items, answers, visible: new Set() })).toMatchObject({ mean: undefined, empty: 3 })
  })
})
