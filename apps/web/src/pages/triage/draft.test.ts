import { expect, test } from 'vitest'
import { type Draft, impactFrom, startFrom, toWish } from './draft.ts'

const taken = {
  id: 'p1',
  kind: 'vex_justification',
  text: 'The parser is never called.',
  language: 'en',
} as const

test('an accepted status fills the form of that decision, for the person to save', () => {
  const justification = 'vulnerable_code_not_in_execute_path'
  const value = { kind: 'vex', status: 'not_affected', justification } as const
  expect(startFrom({ ...taken, value })).toEqual({
    id: 'p1',
    kind: 'notAffected',
    draft: { reason: taken.text, justification },
  })
})

test('only "not affected" has a justification, and one that is not known is none', () => {
  const affected = { kind: 'vex', status: 'affected', justification: 'component_not_present' } as const
  expect(startFrom({ ...taken, value: affected })?.draft).toEqual({ reason: taken.text })
  const odd = { kind: 'vex', status: 'not_affected', justification: 'trust_me' } as const
  expect(startFrom({ ...taken, value: odd })?.draft).toEqual({ reason: taken.text, justification: undefined })
})

test('what a flaw does, and a notice to users, lead to no decision', () => {
  for (const kind of ['impact_statement', 'user_notice'] as const) {
    expect(startFrom({ ...taken, kind, value: { kind: 'text' } })).toBe(undefined)
  }
  expect(startFrom({ ...taken, value: { kind: 'vex', status: 'safe' } })).toBe(undefined)
})

test('an accepted impact statement is kept, and no other text is', () => {
  const value = { kind: 'text' } as const
  expect(impactFrom({ ...taken, kind: 'impact_statement', value })).toBe(taken.text)
  expect(impactFrom({ ...taken, kind: 'user_notice', value })).toBe(undefined)
})

const draft: Draft = {
  kind: 'notAffected',
  justification: 'vulnerable_code_not_in_execute_path',
  response: undefined,
  action: 'Update.',
  deadline: '2026-12-01',
  reason: ' Nobody calls it. ',
  scope: 'component',
  expires: '',
  isPrivate: false,
}

test.each([
  ['a justification alone has none', {}, undefined],
  ['beside a justification', { impact: ' The flaw does nothing here. ' }, 'The flaw does nothing here.'],
  ['the sentence where no justification fits', { justification: 'other' }, 'Nobody calls it.'],
  ['its own where no justification fits', { justification: 'other', impact: 'Nothing.' }, 'Nothing.'],
  ['emptied by the person', { impact: ' ' }, undefined],
  ['"affected" carries none', { kind: 'affected', impact: 'Nothing.' }, undefined],
] as const)('impact statement: %s', (_, part, impact) => {
  expect(toWish({ ...draft, ...part }, []).verdict.impact).toBe(impact)
})
