/** The coverage table rests on trees that were run: a row that does not hold is found, and nothing counts without a tree. */
import { expect, test } from 'vitest'
import { isAbout, requirementSections } from '../../documents/papers/testing/requirement-sections.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { missingOf, problemsOf, toCoverage, toVerdict } from './coverage.ts'
import { fixtures } from './fixtures.ts'
import { type RequirementFixture, requirementFixtures } from './requirement-fixtures.ts'
import { runFixtures } from './run-fixture.ts'

const runs = runFixtures(fixtures)
const sections = requirementSections()
const table = toCoverage({ runs, rows: requirementFixtures, sections })

test('each of the 22 requirements has one row, in the order of the law', () => {
  const ids = catalogue.requirements.map(({ id }) => id)
  expect(requirementFixtures.map(({ requirement }) => requirement)).toEqual(ids)
  expect(ids.length).toBe(22)
  expect(new Set(fixtures.map(({ name }) => name)).size).toBe(fixtures.length)
})

test.each(requirementFixtures.map((row) => [row.requirement, row] as const))(
  '%s: yes, no and clash hold',
  (_, row) => {
    expect(problemsOf(row, runs)).toEqual([])
  },
)

const [first] = requirementFixtures
const sound = first ?? never()
const wrong: readonly (readonly [string, Partial<RequirementFixture>, string])[] = [
  ['a tree that does not exist', { yes: ['x', 'SIG-REPO-RISK-DOC'] }, 'yes: no fixture'],
  ['a signal of another requirement', { yes: [sound.yes[0], 'SIG-REPO-LICENSE'] }, 'does not speak about it'],
  ['a tree that shows nothing', { yes: [sound.no[0], sound.no[1]] }, 'is absent in'],
  ['a tree that shows it', { no: [sound.yes[0], sound.yes[1]] }, 'is present in'],
  ['a clash in no tree', { clash: ['x', 'D1'] }, 'clash: no fixture'],
  ['a question about something else', { clash: [sound.clash[0], 'E1'] }, 'does not ask about it'],
  ['a question that nothing contradicts', { clash: [sound.yes[0], 'D1'] }, 'contradicts no yes to D1'],
]

test.each(wrong)('a row with %s is found, and makes no table', (_, change, problem) => {
  const row = { ...sound, ...change }
  expect(problemsOf(row, runs)).toEqual([expect.stringContaining(problem)])
  const rows = [row, ...requirementFixtures.slice(1)]
  expect(() => toCoverage({ runs, rows, sections })).toThrow(problem)
})

test('a danger that was not found is no "no"', () => {
  const row = requirementFixtures.find(({ requirement }) => requirement === 'ECR-I-2i') ?? never()
  const clean = { ...row, no: ['code without anything to find', 'SIG-REPO-NET-BEHAVIOUR'] } as const
  expect(problemsOf(clean, runs)).toEqual([expect.stringContaining('is absent in')])
})

test('a requirement without a row makes no table', () => {
  const rows = requirementFixtures.slice(1)
  expect(() => toCoverage({ runs, rows, sections })).toThrow('no row for ECR-I-1')
})

test('each requirement has a question, an action and a section of a paper', () => {
  expect(table.length).toBe(22)
  const bare = table.filter((one) =>
    [one.questions, one.actions, one.sections].some((list) => list.length === 0),
  )
  expect(bare.map(({ id }) => id)).toEqual([])
})

test('lists are parts of each other, and what was only read counts for nothing', () => {
  for (const { signals, questions, shown, selectedFor, selectedAgainst, contradicted } of table) {
    expect(signals.linked).toEqual(expect.arrayContaining([...signals.collected]))
    expect(signals.collected).toEqual(expect.arrayContaining([...signals.yes, ...signals.no]))
    expect(questions).toEqual(expect.arrayContaining([...shown, ...contradicted]))
    expect(shown).toEqual(expect.arrayContaining([...selectedFor, ...selectedAgainst]))
  }
  const of = (id: string): (typeof table)[number] => table.find((one) => one.id === id) ?? never()
  // Nobody collects the ports of a running product; the patterns of relays speak only against.
  expect(of('ECR-I-2i').signals).toEqual({
    linked: ['SIG-REPO-NET-BEHAVIOUR', 'SIG-RT-PORTS', 'SIG-REPO-NET-BACKOFF'],
    collected: ['SIG-REPO-NET-BEHAVIOUR', 'SIG-REPO-NET-BACKOFF'],
    yes: ['SIG-REPO-NET-BACKOFF'],
    no: ['SIG-REPO-NET-BEHAVIOUR', 'SIG-REPO-NET-BACKOFF'],
  })
  // E8 asks about both, but logging is evidence of one only.
  expect([of('ECR-I-2d').contradicted, of('ECR-I-2l').contradicted]).toEqual([['E7'], ['E8']])
})

test('verdicts and missing parts follow from what was seen', () => {
  const full = table.find(({ id }) => id === 'ECR-II-1') ?? never()
  expect([toVerdict(full), missingOf(full)]).toEqual(['automatic', []])
  expect(toVerdict({ ...full, selectedFor: [] })).toBe('assisted')
  expect(toVerdict({ ...full, contradicted: [] })).toBe('assisted')
  expect(toVerdict({ ...full, selectedFor: [], shown: [] })).toBe('manual')
  const bare = { ...full, contradicted: [], actions: [], signals: { ...full.signals, yes: [] } }
  expect(missingOf(bare)).toEqual(['evidence-for', 'contradiction', 'action'])
})

test.each([
  ['Annex I, Part II, point (5)', true],
  ['Annex I Part II(5)-(6); recital 76', true],
  ['Annex I Part II(5)', true],
  ['Annex I Part II(1)-(4)', false],
  ['Annex I Part I(5)', false],
  ['Annex I, Part II, point (6)', false],
  ['Annex VIII, Part I, point 3; Annex I, Part II', false],
])('a statement under %s is about Part II, point (5): %s', (article, expected) => {
  expect(isAbout(article, 'Annex I, Part II, point (5)')).toBe(expected)
})

function never(): never {
  throw new Error('the test names a record that does not exist')
}
