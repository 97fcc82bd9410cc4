import { describe, expect, it } from 'vitest'
import { CommandFailure } from '../failure.ts'
import { readEdit } from './read-edit.ts'
import { proposalFor } from './testing/proposal-for.ts'
import type { ProposalView } from './view.ts'

const answer = (question: string): ProposalView =>
  proposalFor('aaaaaa', {
    kind: 'answer_from_evidence',
    subject: { kind: 'question', id: question },
    value: { kind: 'answer', answer: 'no' },
  })
const vex = proposalFor('bbbbbb', {
  kind: 'vex_justification',
  value: { kind: 'vex', status: 'not_affected', justification: 'component_not_present' },
})

function edit(view: ProposalView, options: Readonly<Record<string, string>>): unknown {
  try {
    return readEdit(view, options)
  } catch (cause) {
    if (cause instanceof CommandFailure) return `${cause.exitCode} ${cause.code}: ${cause.message}`
    throw cause
  }
}

describe('what a person wants instead', () => {
  it('is nothing where no option says anything', () => {
    expect(edit(vex, { by: 'Ada Example', note: 'why' })).toEqual({})
  })

  it('is a text, a value or both', () => {
    expect(edit(vex, { text: 'Other.' })).toEqual({ text: 'Other.' })
    expect(edit(vex, { status: 'fixed', text: 'Other.' })).toEqual({
      text: 'Other.',
      value: { kind: 'vex', status: 'fixed' },
    })
  })

  it('keeps the proposed status where another justification alone is given', () => {
    expect(edit(vex, { justification: 'vulnerable_code_not_present' })).toEqual({
      value: { kind: 'vex', status: 'not_affected', justification: 'vulnerable_code_not_present' },
    })
  })

  it('is one of the answers that the question has', () => {
    expect(edit(answer('F1'), { answer: 'partial' })).toEqual({
      value: { kind: 'answer', answer: 'partial' },
    })
    expect(edit(answer('A2'), { answer: 'partial' })).toBe('2 VALUE_INVALID: expected yes, no, unknown')
    expect(edit(answer('A2'), { answer: 'yes' })).toEqual({ value: { kind: 'answer', answer: 'yes' } })
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['2 VALUE_INVALID', { status: 'affected', answer: 'yes' }],
    ['2 VALUE_INVALID', { expression: 'MIT AND' }],
    ['2 VALUE_INVALID', { status: 'not_affected' }],
    ['2 TEXT_UNFIT', { text: 'a', file: 'b' }],
    ['2 TEXT_UNFIT', { text: '  ' }],
    ['2 TEXT_UNFIT', { text: 'a'.repeat(8001) }],
    ['3 FILE_UNREADABLE', { file: '/nowhere/at/all.txt' }],
  ])('is refused with %s: %o', (code, options) => {
    expect(edit(vex, options)).toContain(code)
  })
})
