/** Every signal on every fixture that says something about it. */
import { expect, test } from 'vitest'
import { collectSignals } from './assess.ts'
import { memoryRepoFiles } from './repo-files.ts'
import { signals } from './signals/registry.ts'
import type { Expectation } from './testing/fixture.ts'
import { fixtures } from './testing/fixtures.ts'
import type { SignalResult } from './status.ts'

const inventory = { name: 'sample', components: [], roots: [], files: [], issues: [] }

test('signals say of each fixture what its row expects', () => {
  const mismatches: string[] = []
  const covered = new Map<string, Set<string>>()
  for (const { name, files, given, expect: rows } of fixtures) {
    const tree = memoryRepoFiles(new Map(Object.entries(files)))
    const results = collectSignals(tree, given?.inventory ?? inventory, given)
    for (const [short, row] of Object.entries(rows)) {
      const result = results.find((item) => item.id === `SIG-REPO-${short}` || item.id === `SIG-${short}`)
      if (result === undefined) mismatches.push(`${name}: no signal ${short}`)
      else mismatches.push(...compare(result, row).map((text) => `${name}: ${short}: ${text}`))
      covered.set(short, (covered.get(short) ?? new Set()).add(row.state))
    }
  }
  expect(mismatches).toEqual([])
  // Each signal is seen both ways at least; what nobody looks for yet has one answer.
  const oneWay = [...covered].filter(([, states]) => states.size < 2)
  expect(oneWay.map(([short]) => short)).toEqual(['VULN-REACH'])
  expect(covered.size).toBe(signals.length)
})

function compare(result: SignalResult, row: Expectation): string[] {
  const problems: string[] = []
  if (result.state !== row.state)
    problems.push(`${result.state}, not ${row.state} (${result.reason ?? result.statement})`)
  if (row.strength !== undefined && result.strength !== row.strength)
    problems.push(`strength ${result.strength}`)
  for (const [field, wanted] of Object.entries(row.facts ?? {})) {
    const found = JSON.stringify(result.facts[field])
    if (found !== JSON.stringify(wanted)) problems.push(`${field} is ${found}`)
  }
  const first = result.evidence[0]
  const at = first === undefined ? 'nowhere' : `${first.path}:${first.line}`
  if (row.at !== undefined && at !== row.at) problems.push(`at ${at}, not ${row.at}`)
  if (row.statement !== undefined && result.statement !== row.statement)
    problems.push(`says ${result.statement}`)
  if (row.reason !== undefined && !(result.reason ?? '').includes(row.reason))
    problems.push(`reason ${result.reason ?? 'missing'}`)
  return problems
}

test('a CI file is read once for all signals', () => {
  const path = '.github/workflows/ci.yml'
  const tree = memoryRepoFiles(
    new Map([[path, 'on: push\njobs:\n  a:\n    steps:\n      - run: npm test\n']]),
  )
  let reads = 0
  const read = (name: string): string | undefined => {
    if (name === path) reads++
    return tree.read(name)
  }
  collectSignals({ ...tree, read }, inventory)
  expect(reads).toBe(1)
})
