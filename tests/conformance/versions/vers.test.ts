/** VERS parsing, validation and containment as the specification's own tests state them. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  formatVers,
  normalizeVers,
  parseVers,
  satisfiesVers,
} from '../../../packages/toolkit/src/versions/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

type Case =
  | {
      readonly test_type: 'parse'
      readonly input: string
      readonly expected_failure?: true
      readonly expected_output?: { readonly scheme: string; readonly version_constraints: readonly unknown[] }
    }
  | { readonly test_type: 'validate'; readonly input: string; readonly expected_output: string }
  | {
      readonly test_type: 'containment'
      readonly input: { readonly vers: string; readonly version: string }
      readonly expected_output: boolean
    }

function run(row: Case): unknown {
  switch (row.test_type) {
    case 'parse': {
      const vers = parseVers(row.input)
      if (!vers.ok) return undefined
      if (vers.value.kind === 'all') return { scheme: vers.value.scheme, version_constraints: [['*', '']] }
      const pairs = vers.value.constraints.map(({ comparator, version }) => [comparator, version])
      return { scheme: vers.value.scheme, version_constraints: pairs }
    }
    case 'validate': {
      const vers = normalizeVers(row.input)
      return vers.ok ? formatVers(vers.value) : vers.error
    }
    case 'containment': {
      const answer = satisfiesVers(row.input.vers, row.input.version)
      return answer.ok ? answer.value : answer.error
    }
    default:
      return row satisfies never
  }
}

describeShared('VERS', () => {
  const folder = sharedPath('vectors/vers/vers-spec')
  const files = readdirSync(folder).filter((file) => /containment|validate|parse/u.test(file))
  test.each(files.toSorted())('%s', (file) => {
    const { tests }: { tests: Case[] } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
    expect(tests.length).toBeGreaterThan(0)
    const found = tests.map((row) => ({ input: row.input, output: run(row) }))
    expect(found).toEqual(tests.map((row) => ({ input: row.input, output: row.expected_output })))
    console.log(`${file}: ${tests.length} cases`)
  })
})
