import { describe, expect, it } from 'vitest'
import { type GivenValue, readGivenValue } from './given-value.ts'
import type { AnswerOption } from './model.ts'

const read = (given: GivenValue, options?: readonly AnswerOption[]): unknown => {
  const value = readGivenValue(given, options)
  return value.ok ? value.value : value.error.message
}

describe('a value that a person gives', () => {
  it.each<GivenValue>([
    { kind: 'vex', status: 'affected' },
    { kind: 'vex', status: 'not_affected', justification: 'component_not_present' },
    { kind: 'license', expression: 'MIT OR Apache-2.0' },
    { kind: 'answer', answer: 'partial' },
    { kind: 'text' },
  ])('is taken as it is: %o', (given) => {
    expect(read(given)).toEqual(given)
  })

  it('is written as the standard writes it', () => {
    expect(read({ kind: 'license', expression: '(mit)  and isc' })).toEqual({
      kind: 'license',
      expression: 'MIT AND ISC',
    })
  })

  it.each<[string, GivenValue]>([
    ['expected a justification with not_affected', { kind: 'vex', status: 'not_affected' }],
    [
      'expected a justification with not_affected',
      { kind: 'vex', status: 'affected', justification: 'component_not_present' },
    ],
    ['expected a status and a justification of VEX', { kind: 'vex', status: 'harmless' }],
    [
      'expected a status and a justification of VEX',
      { kind: 'vex', status: 'not_affected', justification: 'because' },
    ],
    ['expected an SPDX licence expression', { kind: 'license', expression: 'MIT OR' }],
    ['expected an SPDX licence expression', { kind: 'license', expression: '' }],
    ['expected yes, partial, no, unknown', { kind: 'answer', answer: 'maybe' }],
  ])('is refused: %s', (message, given) => {
    expect(read(given)).toContain(message)
  })

  it('is one of those that the question has', () => {
    expect(read({ kind: 'answer', answer: 'partial' }, ['yes', 'no', 'unknown'])).toBe(
      'expected yes, no, unknown',
    )
  })
})
