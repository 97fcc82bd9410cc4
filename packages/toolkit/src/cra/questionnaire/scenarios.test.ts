/** Each shared scenario can be told in answers alone, and is classified as from its facts (issue 4, point 3). */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../../../tests/shared.ts'
import { classify } from '../classify/classify.ts'
import { parseFacts } from '../classify/facts.ts'
import { answersOf } from '../testing/answers.ts'
import { toFactsObject } from './answer-facts.ts'
import { classifierAt } from './classifier.ts'
import { look, type Mode, type Situation } from './visible.ts'

const today = '2026-11-22'

interface Scenario {
  readonly id: string
  readonly facts: Readonly<Record<string, unknown>>
}

type Raw = Readonly<Record<string, unknown>>

const supplied = { A4: 'yes', A5: 'none' }
const closed = { ...supplied, B1: 'maker', B2: 'no' }
const open = { ...supplied, B2: 'yes', B3: 'yes' }

/** Quick answers first; the rest are what only the full assessment asks. */
const told: Readonly<Record<string, { readonly quick: Raw; readonly more: Raw }>> = {
  'S-01': {
    quick: { ...closed, A1: 'installed-software', A7: '2028-03-01', B4: ['price'], C1: 'none' },
    more: {
      A8: ['networked', 'stores-data', 'sends-data', 'personal-data', 'professionals', 'user-interface'],
      A9: 'micro',
    },
  },
  'S-02': {
    quick: {
      ...open,
      A1: 'installed-software',
      A7: '2028-02-15',
      B1: 'maker',
      B4: ['paid-edition', 'bundled-support'],
      B5: 'company',
      B6: 'engineering',
      C1: 'cat-i-03',
    },
    more: {
      A8: [
        'networked',
        'stores-data',
        'sends-data',
        'personal-data',
        'consumers',
        'professionals',
        'user-interface',
      ],
      A9: 'small',
      C3: 'none',
      C4: 'yes',
    },
  },
  'S-03': {
    quick: {
      ...open,
      A1: 'source-or-library',
      B1: 'supporter',
      B4: ['donations', 'grants'],
      B5: 'non-profit',
      B6: 'engineering',
      C1: 'none',
    },
    more: { A8: ['networked', 'component'], A9: 'small' },
  },
  'S-04': {
    quick: { ...closed, A1: 'device', A7: '2028-04-20', B4: ['price'], C1: 'cat-i-12' },
    more: {
      A8: ['networked', 'sends-data', 'consumers', 'hardware', 'user-interface'],
      A9: 'medium',
      C3: 'none',
    },
  },
  'S-05': {
    quick: { ...closed, A1: 'device', A7: '2019-05-01', B4: ['price'], C1: 'none' },
    more: { A8: ['networked', 'industrial', 'hardware'], A9: 'micro' },
  },
  'S-06': {
    quick: { ...supplied, A1: 'device', A7: '2028-01-05', B1: 'importer', B2: 'no', C1: 'cat-i-17' },
    more: {
      A2: 'yes',
      A8: ['networked', 'stores-data', 'sends-data', 'personal-data', 'consumers', 'hardware'],
      A9: 'small',
    },
  },
  'S-07': {
    quick: { ...closed, A1: 'web-service', A2: 'no', B4: ['price'], C1: 'none' },
    more: { A8: ['networked', 'stores-data', 'personal-data', 'professionals'], A9: 'medium' },
  },
  'S-08': {
    quick: { ...closed, A1: 'mobile-app', A7: '2028-03-01', B4: ['price'], C1: 'none' },
    more: {
      A8: ['networked', 'sends-data', 'professionals', 'user-interface', 'controls-devices'],
      A9: 'small',
    },
  },
}

/** Asked by every full assessment, quick ones take them for granted. */
const usual = { A3: 'yes', A6: 'no', C6: ['none'] }

function situationOf(raw: Raw, mode: Mode, profile: Raw = {}): Situation {
  const profileFacts = new Map(Object.entries(profile)) as Situation['profileFacts']
  return {
    answers: answersOf(raw),
    profileFacts,
    signals: new Map(),
    classify: classifierAt(today),
    today,
    mode,
  }
}

function verdictOf(facts: Raw) {
  const parsed = parseFacts(facts)
  if (!parsed.ok) throw new Error(parsed.error.map(({ message }) => message).join('; '))
  const { scope, outcome, roles, steward_tier, category, applies, ...rest } = classify(parsed.value, {
    at: today,
  })
  return {
    scope,
    outcome,
    roles: [...roles].sort(),
    steward_tier,
    class: rest.class,
    category,
    applies,
    routes: rest.conformity_routes.map(({ id, allowed }) => [id, allowed]),
    duties: rest.obligations.map(({ id, status }) => `${id} ${status}`),
  }
}

describeShared('scenarios told in answers', () => {
  const file = JSON.parse(readFileSync(sharedPath('cra/scenarios.json'), 'utf8')) as {
    readonly scenarios: readonly Scenario[]
  }

  test('each scenario has its answers', () => {
    expect(file.scenarios.map(({ id }) => id)).toEqual(Object.keys(told))
  })

  test.each(file.scenarios)('$id: all answers give its facts and its classification', ({ id, facts }) => {
    const { quick = {}, more = {} } = told[id] ?? {}
    const view = look(situationOf({ ...quick, ...more, ...usual }, 'full'))
    const ours = toFactsObject(view.facts)
    const { events: _, expected_use_years: __, ...asked } = facts
    const known = Object.keys(ours).filter(
      (name) => JSON.stringify(ours[name]) !== JSON.stringify(asked[name]),
    )
    // What one question asks in other words than the fact: a price is a price, and a modified version has its own date.
    expect(known.filter((name) => !['monetisation', 'traits', 'placed_on_market'].includes(name))).toEqual([])
    expect(verdictOf(ours)).toEqual(verdictOf(sameQuestions(id, asked)))
  })

  test.each(file.scenarios)(
    '$id: the quick scan alone gives scope, role, class and regime',
    ({ id, facts }) => {
      const view = look(situationOf(told[id]?.quick ?? {}, 'quick'))
      const { routes: _, duties: __, ...ours } = verdictOf(toFactsObject(view.facts))
      const { events: ___, ...asked } = facts
      const { routes: ____, duties: _____, ...theirs } = verdictOf(sameQuestions(id, asked))
      expect(ours).toEqual(theirs)
      expect(Object.keys(told[id]?.quick ?? {}).filter((question) => !isQuick(view, question))).toEqual([])
    },
  )
})

function isQuick(view: ReturnType<typeof look>, id: string): boolean {
  return view.visible.some((question) => question.id === id)
}

/** A7 asks for the date of the version that changed the purpose, where the scenario has an event. */
function sameQuestions(id: string, facts: Raw): Raw {
  return id === 'S-08' ? { ...facts, placed_on_market: '2028-03-01' } : facts
}
