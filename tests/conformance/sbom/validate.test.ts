/** The compiled validators against the published conformance documents, and both writers against the schemas. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { validateSbom } from '../../../packages/toolkit/src/sbom/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface Row {
  readonly file: string
  readonly spec: string
  readonly format?: string
  readonly valid: boolean
}

function readRows(suite: string): readonly Row[] {
  return JSON.parse(readFileSync(sharedPath(`vectors/${suite}/index.json`), 'utf8')) as Row[]
}

async function findMismatches(suite: string, rows: readonly Row[]): Promise<readonly object[]> {
  const results = await Promise.all(
    rows.map(async (row) => {
      const text = readFileSync(sharedPath(`vectors/${suite}/${row.file}`), 'utf8')
      const { isValid, schema, violations } = await validateSbom(text)
      return isValid === row.valid ? [] : [{ file: row.file, schema, violations: violations.slice(0, 3) }]
    }),
  )
  return results.flat()
}

describeShared('official schemas', () => {
  test('CycloneDX JSON 1.2 to 1.7: valid documents are valid, invalid ones are not', async () => {
    const rows = readRows('cyclonedx').filter(({ format }) => format === 'json')
    expect(rows.length).toBe(213)
    expect(await findMismatches('cyclonedx', rows)).toEqual([])
  })

  test('SPDX JSON 2.2 and 2.3', async () => {
    const rows = readRows('spdx').filter(({ file, spec }) => file.endsWith('.json') && spec.startsWith('2.'))
    expect(rows.length).toBeGreaterThan(10)
    expect(await findMismatches('spdx', rows)).toEqual([])
  })
})
