/** Native ranges to VERS: the specification's tests, and GitLab's ranges as AboutCode's univers wrote them. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatNativeAsVers, parseNativeRange } from '../../../packages/toolkit/src/versions/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface Case {
  readonly input: { readonly native_range: string; readonly scheme: string }
  readonly expected_output: string
}

/** Ranges that we refuse to write as univers does, with the reason; may only shrink, and holds at most three. */
const exceptions: ReadonlyMap<string, string> = new Map([])

function convert({ input }: Case): string {
  const range = parseNativeRange(input.scheme, input.native_range)
  if (!range.ok) return range.error.message
  const vers = formatNativeAsVers(range.value)
  return vers.ok ? vers.value : vers.error.message
}

describeShared('native ranges', () => {
  const files = ['vers-spec', 'univers'].flatMap((folder) =>
    readdirSync(sharedPath(`vectors/vers/${folder}`))
      .filter((file) => file.includes('from_native'))
      .map((file) => `${folder}/${file}`),
  )
  test.each(files.toSorted())('%s', (file) => {
    const { tests }: { tests: Case[] } = JSON.parse(readFileSync(sharedPath(`vectors/vers/${file}`), 'utf8'))
    expect(tests.length).toBeGreaterThan(0)
    const wrong = tests.flatMap((row) => {
      const output = convert(row)
      if (output === row.expected_output) return []
      return [{ range: row.input.native_range, output, expected: row.expected_output }]
    })
    expect(wrong.filter(({ range }) => !exceptions.has(range))).toEqual([])
    console.log(`${file}: ${tests.length} cases`)
  })

  test('every exception is still one, and they are few', () => {
    expect(exceptions.size).toBeLessThanOrEqual(3)
  })
})
