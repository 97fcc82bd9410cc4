import { describe, expect, it } from 'vitest'
import { parseFacts, type Facts } from '../classify/facts.ts'
import { soldProgram } from '../classify/testing/fact-samples.ts'
import { parseAnswer } from '../questionnaire/answers.ts'
import { questionnaire } from '../questionnaire/questionnaire.ts'
import type { Answer } from '../questionnaire/types.ts'
import type { SignalResult } from '../status.ts'
import { type Assessment, type AssessmentInput, assessProduct } from './assess-product.ts'

const today = '2026-11-22'

function facts(more: Readonly<Record<string, unknown>> = {}): Facts {
  const parsed = parseFacts({
    ...soldProgram,
    company_size: 'micro',
    expected_use_years: 6,
    ...more,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

function answer(question: string, value: unknown, more: Partial<Answer> = {}): readonly [string, Answer] {
  const parsed = parseAnswer({ question, answer: value, by: 'a person', at: '2026-11-20T10:00:00Z' })
  if (!parsed.ok) throw new Error(parsed.error.message)
  return [question, { ...parsed.value, ...more }]
}

function signal(id: string, seen: Partial<SignalResult>): SignalResult {
  return {
    id,
    title: id,
    state: 'present',
    strength: 'strong',
    statement: `${id} says so.`,
    facts: {},
    evidence: [{ path: 'a', line: 1 }],
    ...seen,
  }
}

function assess(more: Partial<AssessmentInput> = {}): Assessment {
  return assessProduct({
    profileFacts: facts(),
    answers: new Map(),
    signals: [],
    mode: 'full',
    today,
    ...more,
  })
}

describe('one assessment', () => {
  it('of a manufacturer who answered nothing is all open, and says so', () => {
    const { score, plan, classification, view } = assess()
    expect(classification).toMatchObject({ scope: 'in_scope', roles: ['manufacturer'], class: 'default' })
    expect(score.readiness.percent).toBe(0)
    expect(score.margin).toBe(50)
    expect(score.level.number).toBe(1)
    expect(score.requirements.size).toBe(22)
    expect(new Set(score.requirements.values())).toEqual(new Set(['unknown']))
    const scored = view.visible.filter((question) => question.weight > 0)
    expect(new Set(plan.flatMap((item) => item.open.map(({ question }) => question)))).toEqual(
      new Set(scored.map(({ id }) => id)),
    )
  })

  it('puts what binds today before the rest', () => {
    const { plan } = assess({ profileFacts: facts({ placed_on_market: '2026-10-01' }) })
    expect(plan[0]?.priority).toBe(1)
    expect(plan.find((item) => item.action === 'ACT-22')?.urgency).toBe(3)
    expect(plan.find((item) => item.action === 'ACT-12')?.urgency).toBe(1)
    const late = assess({ today: '2028-04-01' })
    expect(new Set(late.plan.map((item) => item.urgency))).toEqual(new Set([3]))
  })

  it.each([
    ['2028-03-01', '2027-02-28', 1],
    ['2028-03-01', '2027-03-01', 2],
    ['2019-05-01', '2026-12-10', 1],
    ['2019-05-01', '2026-12-11', 2],
  ])(
    'placed on %s, seen on %s: urgency %d a year before the launch or full application',
    (placed, at, urgency) => {
      const { plan } = assess({ today: at, profileFacts: facts({ placed_on_market: placed }) })
      expect(plan.find((item) => item.action === 'ACT-12')?.urgency).toBe(urgency)
    },
  )

  it('lets evidence carry an answer, and a contradiction take it away', () => {
    const policy = signal('SIG-REPO-SECURITY-MD', {
      facts: { contacts: ['security@project.test'], has_timeline: true, present: true },
    })
    const carried = assess({ answers: new Map([answer('F9', 'yes')]), signals: [policy] })
    expect(carried.score.evidence.percent).toBe(100)
    const exploited = signal('SIG-VULN-KEV', { state: 'contrary', facts: { items: ['CVE-2026-1'] } })
    const clashing = assess({ answers: new Map([answer('E1', 'yes')]), signals: [exploited] })
    expect(clashing.score.evidence.percent).toBe(0)
    expect(clashing.contradictions.map(({ question }) => question)).toEqual(['E1'])
    expect(clashing.contradictions[0]?.sentence).toContain('SIG-VULN-KEV says so')
  })

  it('measures how long fixes took against the days that the profile aims at', () => {
    const signals = [signal('SIG-VULN-AGE', { state: 'contrary', facts: { max_days: 200 } })]
    const proposed = (fixTargetDays?: number) => {
      const { proposals } = assess({
        answers: new Map([answer('F4', 'yes')]),
        signals,
        ...(fixTargetDays === undefined ? {} : { fixTargetDays }),
      })
      const { confidence, isAgainst } = proposals.get('F5') ?? {}
      return [confidence, isAgainst ?? false]
    }
    expect(proposed(365)).toEqual(['medium', false])
    expect(proposed(30)).toEqual(['low', true])
    expect(proposed()).toEqual(['low', false])
  })

  it('asks to assess an exploited flaw now, until a document tells that somebody did', () => {
    const signals = [signal('SIG-VULN-KEV', { state: 'contrary', facts: { items: ['CVE-2026-1'] } })]
    const open = assess({ answers: new Map([answer('E1', 'no')]), signals })
    expect(open.score.level).toMatchObject({ mustAssessNow: true })
    const documents = [{ name: 'assessment of CVE-2026-1', attached: true }]
    const told = assess({ answers: new Map([answer('E1', 'no', { documents })]), signals })
    expect(told.score.level.mustAssessNow).toBe(false)
  })

  it('of a legacy product scores reporting duties only', () => {
    const legacy = assess({ profileFacts: facts({ placed_on_market: '2019-05-01' }) })
    expect(legacy.classification.applies).toBe('reporting_only')
    expect([...legacy.score.sections.keys()]).toEqual(['G', 'H'])
  })

  it('knows that a class I product needs a third party today, and open source with public papers does not', () => {
    const capOf = (more: Readonly<Record<string, unknown>>): unknown =>
      assess({
        profileFacts: facts({ core_category: 'CAT-I-03', ...more }),
        answers: new Map([answer('C5', 'no')]),
      }).score.level.caps.find((cap) => cap.question === 'C5')?.code
    expect(capOf({})).toBe('THIRD_PARTY_ROUTE')
    const open = { foss: { licence_foss: true, source_public: true }, monetisation: ['price'] }
    expect(capOf({ ...open, technical_documentation_public: true })).toBe('GATE')
  })

  it('keeps a steward apart: its own questions, no conformity', () => {
    const steward = assess({
      profileFacts: facts({
        foss: { licence_foss: true, source_public: true },
        monetisation: ['voluntary_donations'],
        sustained_support: 'engineering',
        non_profit_all_earnings: true,
      }),
    })
    expect(steward.classification.roles).toEqual(['open_source_steward'])
    const ids = steward.view.visible.map(({ id }) => id)
    expect(ids).toContain('J6')
    expect(ids).not.toContain('I5')
  })

  it('shows what went stale', () => {
    const old = assess({ answers: new Map([answer('F9', 'yes', { at: '2025-06-01T00:00:00Z' })]) })
    expect(old.stale).toEqual([{ question: 'F9', reasons: ['older-than-12-months'] }])
    const fresh = assess({ answers: new Map([answer('F9', 'yes')]), newestRelease: '2026-11-21' })
    expect(fresh.stale).toEqual([{ question: 'F9', reasons: ['older-than-release'] }])
  })

  it('reaches every level', () => {
    const full = assess()
    const levels = ([share, evidence]: readonly [number, number]): number => {
      const scored = full.view.visible.filter((question) => question.weight > 0)
      const given = scored.map((question, at) =>
        answer(question.id, at % 10 < share || question.isGate ? 'yes' : 'no', {
          documents: [{ name: 'a', attached: evidence > 0.6 }],
          ...(evidence > 0.8 ? { reviewedBy: 'somebody else' } : {}),
        }),
      )
      return assess({ answers: new Map(given) }).score.level.number
    }
    const ladder: readonly (readonly [number, number])[] = [
      [5, 0.3],
      [8, 0.7],
      [10, 1],
    ]
    expect(ladder.map(levels)).toEqual([3, 4, 5])
    expect(assess({ answers: new Map([answer('G2', 'yes'), answer('F10', 'no')]) }).score.level.number).toBe(
      1,
    )
    const some = full.view.visible.filter((question) => question.weight > 2)
    const half = some.map((question, at) => answer(question.id, at % 2 === 0 ? 'yes' : 'no'))
    expect(assess({ answers: new Map(half) }).score.level.number).toBe(2)
  })

  it('is the same twice, and the questionnaire stays as it was', () => {
    const before = JSON.stringify([...questionnaire.questions])
    expect(JSON.stringify(assess())).toBe(JSON.stringify(assess()))
    expect(JSON.stringify([...questionnaire.questions])).toBe(before)
  })
})
