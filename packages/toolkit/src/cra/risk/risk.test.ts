import { describe, expect, it } from 'vitest'
import type { ProductProfile } from '../product/profile.ts'
import { checkRiskAssessment, levelsOf, riskOf } from './check.ts'
import { startRiskAssessment } from './start.ts'
import english from './texts/threats.en.json' with { type: 'json' }
import german from './texts/threats.de.json' with { type: 'json' }
import { threats } from './threats.ts'
import type { RiskAssessment, Step, ThreatRecord } from './types.ts'

const profile: ProductProfile = {
  schema: 'occtet.product/1',
  id: 'pump-app',
  product: { name: 'Pump app', version: '4.0', intendedPurpose: 'Start and stop pumps' },
  facts: {},
}
const today = '2026-11-22'

describe('the starting set', () => {
  it('serves each of the 22 requirements with a threat', () => {
    expect(new Set(threats.flatMap((threat) => threat.requirements)).size).toBe(22)
  })

  it.each(Object.entries({ english, german }))('has the same words in %s', (_, texts) => {
    expect(Object.keys(texts)).toEqual(threats.map(({ id }) => id))
    for (const { title, question } of Object.values(texts)) {
      expect(title.length).toBeGreaterThan(10)
      expect(question).toMatch(/\?$/)
    }
  })

  it('grows with the traits and with the depth', () => {
    const count = (traits: readonly string[] | undefined, depth: 'basic' | 'full'): number =>
      startRiskAssessment({ profile, traits, depth }).threats.length
    expect(count([], 'basic')).toBe(7)
    expect(count(['networked', 'controls_other_devices'], 'basic')).toBe(14)
    expect(count(['networked', 'controls_other_devices'], 'full')).toBe(19)
    expect(count(undefined, 'full')).toBe(threats.length)
  })
})

it('a requirement that the file leaves out is not decided', () => {
  const whole = complete()
  const cut = { ...whole, requirements: whole.requirements.filter((one) => one.requirement !== 'ECR-II-3') }
  expect(checkRiskAssessment(whole, today)).toEqual([])
  expect(checkRiskAssessment(cut, today)).toEqual([
    { code: 'REQUIREMENT_UNDECIDED', item: 'DOC-RA-7', at: 'ECR-II-3' },
  ])
})

/** Everything decided and told. */
function complete(): RiskAssessment {
  const draft = startRiskAssessment({ profile, traits: ['networked'], depth: 'basic' })
  return {
    ...draft,
    author: 'the lead developer',
    approved: { by: 'the managing director', at: '2026-11-01' },
    nextReview: '2027-05-01',
    reviewTriggers: ['a new interface'],
    foreseeableUse: ['used on an open wireless network'],
    environment: 'a farm office',
    users: 'farm staff',
    expectedUseYears: 6,
    assets: [{ name: 'pump commands', kind: 'function', protect: ['integrity', 'safety'] }],
    boundary: { ...draft.boundary, parts: ['app'], interfaces: [{ name: 'pump API', exposure: 'internet' }] },
    threats: draft.threats.map(({ id }) => ({
      id,
      applies: true,
      likelihood: 3,
      impact: 3,
      treatment: 'reduce',
      measures: [{ what: 'signed commands' }],
      residual: { likelihood: 1, impact: 3 },
    })),
    requirements: draft.requirements.map(({ requirement }) => ({
      requirement,
      applies: true,
      how: 'see the measures',
    })),
  }
}

describe('a check of the assessment', () => {
  const codes = (assessment: RiskAssessment): readonly string[] =>
    checkRiskAssessment(assessment, today).map(({ code, at }) => `${code} ${at}`)
  const withThreat = (threat: ThreatRecord): RiskAssessment => ({ ...complete(), threats: [threat] })

  it('is content with a complete one', () => {
    expect(codes(complete())).toEqual([])
  })

  it('names everything that a fresh draft lacks', () => {
    const found = codes(startRiskAssessment({ profile, traits: [], depth: 'basic' }))
    expect(found).toContain('MISSING assets')
    expect(found).not.toContain('MISSING intendedPurpose')
    expect(found.filter((gap) => gap.startsWith('THREAT_UNDECIDED'))).toHaveLength(7)
    expect(found.filter((gap) => gap.startsWith('REQUIREMENT_UNDECIDED'))).toHaveLength(13)
    expect(found.filter((gap) => gap.startsWith('HOW_MISSING'))).toHaveLength(9)
  })

  it.each<[string, ThreatRecord, string | undefined]>([
    ['left out without a reason', { id: 'THR-01', applies: false }, 'REASON_MISSING THR-01'],
    ['left out with a reason', { id: 'THR-01', applies: false, reason: 'no parts of others' }, undefined],
    ['not rated', { id: 'THR-01', applies: true, likelihood: 2 }, 'RATING_MISSING THR-01'],
    ['not treated', { id: 'THR-01', applies: true, likelihood: 2, impact: 2 }, 'TREATMENT_MISSING THR-01'],
    [
      'accepted though high',
      { id: 'THR-01', applies: true, likelihood: 4, impact: 2, treatment: 'accept', reason: 'cheap' },
      'RESIDUAL_TOO_HIGH THR-01',
    ],
    [
      'accepted low with a reason',
      {
        id: 'THR-01',
        applies: true,
        likelihood: 1,
        impact: 2,
        treatment: 'accept',
        reason: 'needs the device in hand',
      },
      undefined,
    ],
    [
      'still high after measures',
      {
        id: 'THR-01',
        applies: true,
        likelihood: 4,
        impact: 4,
        treatment: 'reduce',
        measures: [{ what: 'a note in the manual' }],
        residual: { likelihood: 3, impact: 4 },
      },
      'RESIDUAL_TOO_HIGH THR-01',
    ],
  ])('a threat %s', (_, threat, code) => {
    expect(codes(withThreat(threat))).toEqual(code === undefined ? [] : [code])
  })

  it('finds a requirement left out though a threat needs it, and one that can never be left out', () => {
    const whole = complete()
    const requirements = whole.requirements.map((record) =>
      ['ECR-I-2i', 'ECR-I-2m', 'ECR-II-5'].includes(record.requirement)
        ? { requirement: record.requirement, applies: false, reason: 'we think so' }
        : record,
    )
    expect(checkRiskAssessment({ ...whole, requirements }, today)).toEqual([
      { code: 'NOT_APPLICABLE_BUT_THREATENED', item: 'DOC-RA-6', at: 'ECR-I-2i', because: ['THR-20'] },
      { code: 'NOT_APPLICABLE_FORBIDDEN', item: 'DOC-RA-7', at: 'ECR-II-5' },
    ])
  })

  it('notices a review that is overdue', () => {
    expect(codes({ ...complete(), nextReview: '2026-11-21' })).toEqual(['REVIEW_OVERDUE nextReview'])
    expect(codes({ ...complete(), nextReview: today })).toEqual([])
  })
})

describe('the risk matrix', () => {
  const steps: readonly Step[] = [1, 2, 3, 4]
  const order = ['low', 'medium', 'high', 'critical']
  it('never falls when likelihood or impact rises, and treats both alike', () => {
    for (const likelihood of steps) {
      for (const impact of steps) {
        const here = order.indexOf(riskOf(likelihood, impact))
        expect(riskOf(likelihood, impact)).toBe(riskOf(impact, likelihood))
        if (likelihood < 4) {
          const next = order.indexOf(riskOf((likelihood + 1) as Step, impact))
          expect(next).toBeGreaterThanOrEqual(here)
        }
      }
    }
  })

  it('has no level while a rating is missing', () => {
    expect(levelsOf({ id: 'THR-01', likelihood: 4 })).toEqual({})
  })
})
