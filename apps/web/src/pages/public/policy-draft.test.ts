import { expect, test } from 'vitest'
import { addSection, factsFrom } from './policy-draft.ts'

const wishes = { contacts: ['mailto:a@example.org', 'tel:+491'], acknowledgeDays: 1 }
const contact = 'mailto:a@example.org, tel:+491'

test('what the form states becomes facts in the language of the text, as far as the section needs them', () => {
  expect(factsFrom(wishes, 'disclosure', 'en')).toEqual({ contact, acknowledge: 'within 1 day' })
  expect(factsFrom(wishes, 'contact', 'en')).toEqual({ contact })
  expect(factsFrom(wishes, 'remediation', 'en')).toEqual({})
  expect(factsFrom({ contacts: [], acknowledgeDays: 5 }, 'disclosure', 'de')).toEqual({
    acknowledge: 'innerhalb von 5 Tagen',
  })
})

test('a section stands below what is there, a paragraph a line', () => {
  expect(addSection(' ', 'Title\nOne.')).toBe('Title\n\nOne.')
  expect(addSection('Title\n\nOne.\n\nMine.', 'Title\nOne.')).toBe('Title\n\nOne.\n\nMine.')
  expect(addSection('Mine.\n', 'Title\nOne.')).toBe('Mine.\n\nTitle\n\nOne.')
})
