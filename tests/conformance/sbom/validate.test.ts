/** The compiled validators against the published conformance documents, and both writers against the schemas. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  decodeSbom,
  readSbom,
  toByteSource,
  validateSbom,
  validateSbomStream,
} from '../../../packages/toolkit/src/sbom/index.ts'
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

function readText(path: string): string {
  const decoded = decodeSbom(readFileSync(sharedPath(path)))
  if (!decoded.ok) throw new Error(`${path} is neither UTF-8 nor UTF-16`)
  return decoded.value
}

/**
 * Documents that the suite wants read although the official schema refuses them. The first writes PACKAGE_MANAGER, the
 * spelling of 2.2, in a 2.3 document: the 2.3 schema lists PACKAGE-MANAGER only (clause 7.21, "referenceCategory").
 */
const refusedBySchemaOnly: ReadonlySet<string> = new Set([
  'tools-python/data/circleConversionTestInitialDocument.json',
])

async function findMismatches(
  suite: string,
  rows: readonly Row[],
): Promise<readonly { file: string; schema: string | undefined; violations: readonly object[] }[]> {
  const results = await Promise.all(
    rows.map(async (row) => {
      const { isValid, schema, violations } = await validateSbom(readText(`vectors/${suite}/${row.file}`))
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

  test('read piece by piece, every JSON document is judged as it is when read whole', async () => {
    let judged = 0
    for (const suite of ['cyclonedx', 'spdx']) {
      for (const { file } of readRows(suite).filter((row) => row.file.endsWith('.json'))) {
        const text = readText(`vectors/${suite}/${file}`)
        const found = await validateSbomStream(toByteSource(new TextEncoder().encode(text), 4096))
        if (found === undefined) continue
        const whole = await validateSbom(text)
        const isBroken = whole.violations[0]?.code === 'SYNTAX_INVALID'
        expect(isBroken ? found.violations[0]?.code : found, file).toEqual(
          isBroken ? 'SYNTAX_INVALID' : whole,
        )
        judged++
      }
    }
    expect(judged).toBeGreaterThan(220)
  })

  test('CycloneDX XML 1.4 to 1.7: valid documents are valid, invalid ones are not', async () => {
    const rows = readRows('cyclonedx').filter(({ format, spec }) => format === 'xml' && spec >= '1.4')
    expect(rows.length).toBe(169)
    expect(await findMismatches('cyclonedx', rows)).toEqual([])
  })

  test('CycloneDX XML below 1.4: there is no official schema, and the answer says so', async () => {
    const rows = readRows('cyclonedx').filter(({ format, spec }) => format === 'xml' && spec < '1.4')
    expect(rows.length).toBe(80)
    for (const { file } of rows.filter(({ valid }) => valid)) {
      const { isValid, schema, violations } = await validateSbom(readText(`vectors/cyclonedx/${file}`))
      expect([file, isValid, schema]).toEqual([file, false, undefined])
      expect(violations.map(({ code }) => code)).toEqual(['FORMAT_VERSION_UNSUPPORTED'])
    }
  })

  test('SPDX JSON 2.2 and 2.3', async () => {
    const rows = readRows('spdx').filter(({ file, spec }) => file.endsWith('.json') && spec.startsWith('2.'))
    expect(rows.length).toBeGreaterThan(10)
    const mismatches = await findMismatches('spdx', rows)
    expect(mismatches.map(({ file }) => file)).toEqual([...refusedBySchemaOnly])
    const unread = rows
      .filter(({ valid }) => valid)
      .flatMap(({ file }) => readSbom(readText(`vectors/spdx/${file}`), file).issues)
      .filter(({ level }) => level === 'error')
    expect(unread).toEqual([])
  })
})
