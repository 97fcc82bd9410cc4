import { expect, test } from 'vitest'
import { type Extra, isEmpty, mostNoteLetters, notesOf, toExtraWish } from './extra.ts'

const noExtra: Extra = { notes: '', facts: {} }

test('a note a line, without empty ones; what is not stated is not sent', () => {
  expect(toExtraWish({ ...noExtra, notes: ' one \n\n two' })).toEqual({ notes: ['one', 'two'] })
  expect(toExtraWish(noExtra)).toEqual({})
  expect(
    toExtraWish({ notes: '', facts: { affected: '1.0', exploited: 'unknown', mitigation: ' ' } }),
  ).toEqual({
    facts: { affected: '1.0', exploited: 'unknown' },
  })
})

test.each([
  ['one long line', 'x'.repeat(4500)],
  ['thirty lines', Array(30).fill('a').join('\n')],
  ['all that the field takes', `${'x'.repeat(99)}\n`.repeat(mostNoteLetters / 100).trim()],
])('nothing is lost of %s', (_, text) => {
  const notes = toExtraWish({ ...noExtra, notes: text }).notes ?? []
  expect(notes.join('')).toBe(text)
  expect(notes.length).toBeLessThanOrEqual(20)
  expect(notes.every((note) => note.length <= 2000)).toBe(true)
})

test('spaces are nothing', () => {
  expect(isEmpty({ ...noExtra, notes: ' \n ' })).toBe(true)
  expect(isEmpty({ notes: '', facts: { exploited: 'no' } })).toBe(false)
})

test('notes are found again by whoever wrote them, and by nobody else', () => {
  const rest = { source: 'note, Ada', origin: 'own', isUsed: true } as const
  const evidence = [
    { ...rest, id: 'scope', text: 'It is listed.' },
    { ...rest, id: 'note-1', text: 'one' },
    { ...rest, id: 'note-2', text: 'two' },
  ]
  expect(notesOf({ madeBy: 'Ada', evidence }, 'Ada')).toBe('one\ntwo')
  expect(notesOf({ madeBy: 'Ada', evidence }, 'Grace')).toBe('')
})
