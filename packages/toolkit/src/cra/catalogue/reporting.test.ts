import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../../../tests/shared.ts'
import { stageIds } from '../cases/clock.ts'
import data from './reporting.json' with { type: 'json' }
import { reporting } from './reporting.ts'

test('the stages are those of the clocks, each once', () => {
  const ids = Object.values(stageIds).flatMap((names) => Object.values(names))
  expect(reporting.stages.map((stage) => stage.id)).toEqual(ids)
  for (const { id, track } of reporting.stages) expect(id).toContain(`REP-${track}-`)
})

describeShared('the data is the shared catalogue', () => {
  test('nothing was changed on the way', () => {
    const text = readFileSync(sharedPath('cra/catalogue.json'), 'utf8')
    const shared = JSON.parse(text) as {
      readonly reporting: object
      readonly product_classification: { readonly steward_tiers: unknown }
    }
    const { steward_tiers, ...rest } = data
    expect(rest).toEqual(shared.reporting)
    expect(steward_tiers).toEqual(shared.product_classification.steward_tiers)
  })
})
