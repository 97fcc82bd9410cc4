/** Native ranges to VERS: the specification's tests, and GitLab's ranges as AboutCode's univers wrote them. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { formatNativeAsVers, parseNativeRange } from '../../../packages/toolkit/src/versions/index.ts'
import { describeShared } from '../../shared.ts'
import { listVectors, readVectors } from './read-vectors.ts'

const rangeFile = z.object({
  tests: z
    .array(
      z.object({
        input: z.object({ native_range: z.string(), scheme: z.string() }),
        expected_output: z.string(),
      }),
    )
    .min(1),
})

type Case = z.infer<typeof rangeFile>['tests'][number]

function convert({ input }: Case): string {
  const range = parseNativeRange(input.scheme, input.native_range)
  if (!range.ok) return range.error.message
  const vers = formatNativeAsVers(range.value)
  return vers.ok ? vers.value : vers.error.message
}

describeShared('native ranges', () => {
  const files = ['vers-spec', 'univers'].flatMap((folder) => listVectors(folder, /from_native/u))
  test.each(files)('%s', (file) => {
    const { tests } = readVectors(file, rangeFile)
    const wrong = tests.flatMap((row) => {
      const output = convert(row)
      if (output === row.expected_output) return []
      return [{ range: row.input.native_range, output, expected: row.expected_output }]
    })
    expect(wrong).toEqual([])
  })
})
