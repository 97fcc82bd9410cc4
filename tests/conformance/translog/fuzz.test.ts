/** Each parser for its share of twenty seconds, seeded; `npm run soak` gives each ten minutes. */
import { expect, test } from 'vitest'
import { formatReport, fuzz, fuzzSeed } from './fuzz/run.ts'
import { accepted, type FuzzTarget, refused } from './fuzz/target.ts'
import { targets } from './fuzz/targets.ts'

const TOTAL_MS = 20_000
const ms = TOTAL_MS / targets.length

test('each target has a name of its own', () => {
  expect(new Set(targets.map(({ name }) => name)).size).toBe(targets.length)
})

test.each(targets.map((target) => [target.name, target] as const))('%s', (_, target) => {
  const report = fuzz(target, { seed: fuzzSeed, ms })
  console.log(formatReport(report))
  expect(report.problems).toEqual([])
  // A fuzzer whose mutants are all refused, or all accepted, tests next to nothing.
  expect(report.accepted).toBeGreaterThan(10)
  expect(report.rounds - report.accepted).toBeGreaterThan(10)
})

test('the fuzzer finds a throw, a lenient parser, a slow one, and repeats itself', () => {
  const strict: FuzzTarget = {
    name: 'digits',
    samples: [Buffer.from('123')],
    check: (input) => {
      const text = Buffer.from(input).toString('latin1')
      return /^[0-9]+$/.test(text) ? accepted(text, text) : refused
    },
  }
  const throwing: FuzzTarget = {
    ...strict,
    check: (input) => {
      if (input.length === 0) throw new Error('nothing there')
      return strict.check(input)
    },
  }
  const lenient: FuzzTarget = {
    ...strict,
    check: (input) => {
      const text = Buffer.from(input).toString('latin1')
      return /^[0-9]+$/.test(text) ? accepted(text, String(Number(text))) : refused
    },
  }
  const slow: FuzzTarget = {
    ...strict,
    check: (input) => {
      const start = process.cpuUsage()
      const isBusy = (): boolean => input.length === 2 && process.cpuUsage(start).user < 1_700_000
      while (isBusy()) 'x'.repeat(1_000_000).split('')
      return strict.check(input)
    },
  }
  const problemsOf = (target: FuzzTarget): string => fuzz(target, { seed: 1, ms: 400 }).problems.join('\n')
  expect(problemsOf(strict)).toBe('')
  expect(problemsOf(throwing)).toContain('nothing there')
  expect(problemsOf(lenient)).toContain('not written as it was read')
  expect(problemsOf(slow)).toMatch(/took [0-9]{4,} ms/)
  expect(problemsOf(throwing).split('\n')[0]).toBe(problemsOf(throwing).split('\n')[0])
})
