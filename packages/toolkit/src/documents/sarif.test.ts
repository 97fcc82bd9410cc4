/** Findings as SARIF: decisions in force suppress, nothing else does, and what is unknown is left out. */
import { expect, test } from 'vitest'
import { sampleInput } from './testing/sample.ts'
import { triagedInput } from './testing/triaged.ts'
import { formatSarif } from './sarif.ts'

interface Log {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string
      readonly level: string
      readonly suppressions?: readonly Readonly<Record<string, string>>[]
      readonly properties: Readonly<Record<string, unknown>>
    }[]
  }[]
}

function resultsOf(input = triagedInput()): Log['runs'][number]['results'] {
  const { findings, inventory, toolVersion } = input
  if (findings === undefined) throw new Error('the sample has findings')
  return (JSON.parse(formatSarif({ findings, inventory, toolVersion })) as Log).runs[0]?.results ?? []
}

test('only not affected and fixed, in force, suppress; one that waits does not', () => {
  const suppressed = resultsOf().flatMap(({ ruleId, suppressions }) =>
    suppressions === undefined ? [] : [[ruleId, suppressions]],
  )
  const external = { kind: 'external', justification: 'Only the build calls it, with our own input.' }
  expect(Object.fromEntries(suppressed)).toEqual({
    'GHSA-grv7-fg5c-xmjg': [{ ...external, status: 'accepted' }],
    'GHSA-test-done-0003': [{ ...external, status: 'accepted', justification: 'Patched in our fork.' }],
  })
})

test('attacks, imports and place stand in the properties; levels do not change with them', () => {
  const found = new Map(resultsOf().map((result) => [result.ruleId, result]))
  expect(found.get('GHSA-3h5v-q93c-6h6q')).toMatchObject({
    level: 'error',
    properties: {
      kev: true,
      epss: { score: 0.9436, percentile: 0.999, date: '2026-11-20' },
      reachability: 'imported',
      rank: 1,
      group: 'exploited',
    },
  })
  expect(found.get('GHSA-rv95-896h-c2vc')?.properties).toMatchObject({ kev: false, reachability: 'unknown' })
  const levels = (input: Parameters<typeof resultsOf>[0]): ReadonlyMap<string, string> =>
    new Map(resultsOf(input).map(({ ruleId, level }) => [ruleId, level]))
  const before = levels(sampleInput())
  expect([...levels(triagedInput())].filter(([id, level]) => (before.get(id) ?? level) !== level)).toEqual([])
})

test('without triage there is nothing to say: no suppression, no property', () => {
  for (const { suppressions, properties } of resultsOf(sampleInput()))
    expect([suppressions, properties]).toEqual([undefined, {}])
})
