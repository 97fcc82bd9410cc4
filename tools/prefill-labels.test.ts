import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judgePrefill, labelSets, type Preselections, readLabels } from './prefill-labels.ts'
import { root } from './sources.ts'

/** Written by `npx tsx tools/measure-prefill.ts FOLDER --db FEDDB --write`; the clones are no part of the repository. */
const found = JSON.parse(readFileSync(join(root, 'tests/labels/preselections.json'), 'utf8')) as Preselections

test('at least 95 of 100 pre-selections on real repositories are right', () => {
  const verdicts = labelSets.map((set) => {
    const labels = readLabels(set)
    const own = Object.fromEntries(
      Object.keys(labels.trees).flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]]])),
    )
    return judgePrefill(labels, own)
  })
  const judged = verdicts.reduce((sum, verdict) => sum + verdict.judged, 0)
  const right = verdicts.reduce((sum, verdict) => sum + verdict.right, 0)
  expect(judged).toBeGreaterThanOrEqual(100)
  expect(right / judged).toBeGreaterThanOrEqual(0.95)
})

test('three repositories select a fifth of the questionnaire and show something beside two fifths', () => {
  const good = Object.values(found).filter(
    ({ shown, selected, withPlace }) =>
      Object.keys(selected).length / shown >= 0.2 && withPlace.length / shown >= 0.4,
  )
  expect(good.length).toBeGreaterThanOrEqual(3)
})

test('a wrong value, a trait that does not hold, and a question without a label are told apart', () => {
  const labels = {
    labelled: '2026-11-22',
    by: 'x',
    trees: {
      a: {
        repository: 'a/a',
        commit: 'c',
        rows: {
          F7: { accept: ['partial'], why: '' },
          F9: { accept: ['none'], why: 'no policy' },
          A8: { true: ['networked'], false: ['hardware'], why: '' },
        },
      },
    },
  }
  const one = (selected: Readonly<Record<string, unknown>>) =>
    judgePrefill(labels, { a: { shown: 79, selected, found: [], withPlace: [] } })
  expect(one({ F7: 'partial', A8: ['networked', 'stores-data'], E1: 'no' })).toEqual({
    judged: 2,
    right: 2,
    wrong: [],
    unlabelled: ['a E1'],
  })
  expect(one({ F7: 'yes', F9: 'partial', A8: ['hardware'] })).toMatchObject({ judged: 3, right: 0 })
})
