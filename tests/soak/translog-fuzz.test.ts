/** Each parser of the ledger for ten minutes, or OCCTET_FUZZ_SECONDS; twenty seconds of the same are in tests/conformance/translog/fuzz.test.ts. */
import { expect, test } from 'vitest'
import { formatReport, fuzz, fuzzSeed } from '../conformance/translog/fuzz/run.ts'
import { targets } from '../conformance/translog/fuzz/targets.ts'

const seconds = Number(process.env['OCCTET_FUZZ_SECONDS'] ?? 600)

test.each(targets.map((target) => [target.name, target] as const))(
  `%s, ${seconds} s`,
  { timeout: seconds * 2000 + 60_000 },
  (_, target) => {
    const report = fuzz(target, { seed: fuzzSeed, ms: seconds * 1000 })
    console.log(formatReport(report))
    expect(report.problems).toEqual([])
    expect(report.accepted).toBeGreaterThan(10)
  },
)
