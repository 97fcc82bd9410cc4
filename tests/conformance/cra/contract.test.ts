/** What cra hands out is what the contract of `cra.json` describes, for every fixture. */
import { expect, test } from 'vitest'
import { craStatus } from '../../../packages/contract/src/check.ts'
import { assessEvidence, collectSignals, memoryRepoFiles } from '../../../packages/toolkit/src/cra/index.ts'
import { fixtures } from '../../../packages/toolkit/src/cra/testing/fixtures.ts'

const inventory = { name: 'sample', components: [], roots: [], files: [], issues: [] }

test('the status of each fixture passes the contract', () => {
  const refused = fixtures.filter(({ files }) => {
    const status = assessEvidence(collectSignals(memoryRepoFiles(new Map(Object.entries(files))), inventory))
    return !craStatus.safeParse(JSON.parse(JSON.stringify(status))).success
  })
  expect(refused.map((fixture) => fixture.name)).toEqual([])
  expect(craStatus.safeParse({}).success).toBe(false)
})
