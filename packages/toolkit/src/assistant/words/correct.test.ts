/** Misspelt words are set right by the words of all parts of a corpus. */
import { expect, test } from 'vitest'
import { toVocabulary } from './correct.ts'

const law = new Map([
  ['vulnerability', 90],
  ['vulnerable', 12],
  ['report', 50],
  ['resort', 3],
  ['import', 20],
  ['produkt', 40],
  ['uberwachung', 9],
  ['form', 7],
  ['from', 5],
  ['24', 8],
])
const own = new Map([
  ['resort', 60],
  ['gateway', 2],
])
const words = toVocabulary([law, own])

test.each([
  ['vulnerability', 'vulnerability', 'known, so left alone'],
  ['gateway', 'gateway', 'known to the second part alone'],
  ['vulnerabilty', 'vulnerability', 'a letter left out'],
  ['vulnrabilty', 'vulnerability', 'two edits in a long word'],
  ['gatway', 'gateway', 'set right by the second part'],
  ['ueberwachung', 'uberwachung', 'ue for ü'],
  ['prodkut', 'produkt', 'two letters changed about'],
  ['repotr', 'report', 'the same in a short word'],
  ['repxxt', 'repxxt', 'two edits in a short word'],
  ['reqort', 'resort', 'of two that are as near, the one used more in all parts together'],
  ['mimport', 'mimport', 'the first letter stands'],
  ['vul', 'vul', 'too short'],
  ['2024', '2024', 'a figure'],
  ['snorkelbat', 'snorkelbat', 'near to nothing'],
  ['日本語版', '日本語版', 'begins as no word does'],
])('%s is %s: %s', (word, nearest) => {
  expect(words.nearest(word)).toBe(nearest)
})
