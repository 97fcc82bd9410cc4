/** The manual is heard where it is nearer than the law, and nowhere else. */
import { describe, expect, test } from 'vitest'
import { unpackData } from '../../base/index.ts'
import { ask } from '../ask.ts'
import { manual } from '../generated/manual.ts'
import { passageEntry } from '../search/entry.ts'
import { prepareEntries } from '../search/prepare.ts'
import { createSearchIndex } from '../search/search-index.ts'
import { lawCorpus } from './law.ts'
import asks from './manual/asks.json' with { type: 'json' }
import { withManual } from './manual.ts'
import { readPrepared } from './prepared-file.ts'

const lawOnly = createSearchIndex(lawCorpus())
const index = withManual(lawOnly)

describe('what is asked about the program is answered from its manual', () => {
  test.each([
    ['how do I verify the ledger offline?', /ledger-verify$/],
    ['which command writes the SBOM?', /occtet-inventory$|sbom\.md/],
    ['How do I connect a language model like vLLM to the assistant?', /assistant\.md#a-model/],
    ['I want to take a decision back, which command is that?', /triage-revoke$/],
    ['Welcher Befehl schreibt die Datei mit den Lizenzhinweisen?', /licenses-notice$/],
    ['Wie erstelle ich eine Sicherung des Servers?', /server-backup$/],
    ['What is meant by exit code 3?', /exit-codes\.md$/],
  ])('%s', (question, place) => {
    const answer = ask(index, question)
    const citation = answer.status === 'answered' ? answer.answer[0]?.citations[0] : undefined
    expect(citation).toMatchObject({ source: 'documentation' })
    expect(citation?.id).toMatch(place)
    expect(citation).not.toHaveProperty('ref')
    expect(answer.passages[0]?.place).toMatch(/^docs\//)
  })
})

describe('the law keeps its answers, to the last of five', () => {
  test.each([
    'Within how many hours is the early warning of an actively exploited vulnerability due?',
    'Do we have to draw up a software bill of materials?',
    'Wie lange muss der Unterstützungszeitraum mindestens sein?',
    'Who may sign the declaration of conformity?',
    'Muss der Importeur die technische Dokumentation aufbewahren?',
  ])('%s', (question) => {
    expect(ask(index, question)).toEqual(ask(lawOnly, question))
  })
})

test('what is asked about other things is as if there were no manual', () => {
  for (const question of [
    'Promise us that we are compliant',
    'Write me a poem about my dog',
    'What is the weather in Vienna?',
    'How do I make a backup of a MySQL database?',
    'How do I merge two branches in git?',
    'When is the snorkelbat ledger checked?',
    'Wie installiere ich Docker?',
  ])
    expect(ask(index, question)).toEqual(ask(lawOnly, question))
})

test('a document of the user that is nearer wins over the manual', () => {
  const own = passageEntry('document/1', [
    {
      id: 'document/1',
      source: 'document',
      also: [],
      title: 'How we verify the ledger offline',
      text: 'How do I verify the ledger offline? On the laptop in room 4.',
      asks: ['how do I verify the ledger offline'],
    },
  ])
  const both = withManual(createSearchIndex(lawCorpus(), prepareEntries([own], lawCorpus().known)))
  const answer = ask(both, 'how do I verify the ledger offline?')
  expect(answer.passages[0]?.id).toBe('document/1')
})

test('each way of asking belongs to a section that is there', () => {
  const { entries } = readPrepared(unpackData(manual), lawCorpus().known)
  const ids = new Set(entries.map(({ id }) => id))
  expect(Object.keys(asks).filter((id) => !ids.has(id))).toEqual([])
})
