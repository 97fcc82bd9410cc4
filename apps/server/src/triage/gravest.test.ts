import { expect, test } from 'vitest'
import { gravestOf } from './gravest.ts'

test.each([
  ['none', [], undefined],
  ['one', ['speaks in-force'], 'speaks in-force'],
  ['the stale one of two that speak', ['speaks in-force', 'shown stale'], 'shown stale'],
  ['not what only looks stale beside another', ['beside stale', 'speaks in-force'], 'speaks in-force'],
  ['what waits, beside its twin', ['shown waiting', 'beside stale'], 'shown waiting'],
  ['stale where it is beside others everywhere', ['beside in-force', 'beside stale'], 'beside stale'],
])('%s', (_, given, wanted) => {
  expect(gravestOf(given.map(parse))).toEqual(wanted === undefined ? undefined : parse(wanted))
})

function parse(text: string) {
  const [role, standing] = text.split(' ') as [
    'speaks' | 'shown' | 'beside',
    'in-force' | 'stale' | 'waiting',
  ]
  return { role, standing }
}
