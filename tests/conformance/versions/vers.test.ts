/** VERS parsing, validation and containment as the specification's own tests state them. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  formatVers,
  normalizeVers,
  parseVers,
  satisfiesVers,
} from '../../../packages/toolkit/src/versions/index.ts'
import { describeShared } from '../../shared.ts'
import { listVectors, readVectors } from './read-vectors.ts'

const versFile = z.object({
  tests: z
    .array(
      z.discriminatedUnion('test_type', [
        z.object({
          test_type: z.literal('parse'),
          input: z.string(),
          expected_failure: z.boolean().optional(),
          expected_output: z.unknown().optional(),
        }),
        z.object({ test_type: z.literal('validate'), input: z.string(), expected_output: z.string() }),
        z.object({
          test_type: z.literal('containment'),
          input: z.object({ vers: z.string(), version: z.string() }),
          expected_output: z.boolean(),
        }),
      ]),
    )
    .min(1),
})

type Case = z.infer<typeof versFile>['tests'][number]

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
  test.each(listVectors('vers-spec', /containment|validate|parse/u))('%s', (file) => {
    const { tests } = readVectors(file, versFile)
    const found = tests.map((row) => ({ input: row.input, output: run(row) }))
    expect(found).toEqual(tests.map((row) => ({ input: row.input, output: row.expected_output })))
  })
})
