/** The purl-spec suite: parse, build and roundtrip of every type. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildPurl, parsePurl, type PurlParts, splitPurl } from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

type LooseParts = { readonly [K in keyof PurlParts]: PurlParts[K] | null }

interface Row {
  readonly test_type: 'parse' | 'build' | 'validate'
  readonly input: string | LooseParts
  readonly expected_output?: string | LooseParts | null
  readonly expected_failure: boolean
}

/** Rows that contradict other rows of the suite or the specification; the list may only shrink. */
const EXCEPTIONS = new Map([
  [
    'parse pkg:gem/jruby-launcher@1.1.2?Platform=java',
    'Wants an error for an uppercase qualifier key, while parse of maven `repositorY_url`, and validate of this very purl, want it lowercased (purl-spec, "qualifiers": keys are case insensitive).',
  ],
])

function readRows(): Row[] {
  const folder = sharedPath('vectors/purl')
  const files = readdirSync(`${folder}/types`).filter((name) => name.endsWith('-test.json'))
  const paths = [...files.map((name) => `${folder}/types/${name}`), `${folder}/spec/specification-test.json`]
  return paths.flatMap((path) => (JSON.parse(readFileSync(path, 'utf8')) as { tests: Row[] }).tests)
}

/** null and absent are the same to the suite; our own parts never hold null. */
function tidy(parts: LooseParts): PurlParts {
  const entries = Object.entries(parts).filter(([, value]) => value !== null)
  return { type: '', name: '', ...Object.fromEntries(entries) }
}

function answer(row: Row): unknown {
  const result = typeof row.input === 'string' ? parsePurl(row.input) : buildPurl(tidy(row.input))
  if (!result.ok) return { failure: result.error.code }
  return row.test_type === 'parse' ? splitPurl(result.value) : result.value
}

function mismatch(
  row: Row,
): { readonly row: string; readonly expected: unknown; readonly found: unknown } | undefined {
  const found = answer(row)
  const wanted = row.expected_output
  const expected = typeof wanted === 'object' && wanted !== null ? tidy(wanted) : wanted
  const failed = typeof found === 'object' && found !== null && 'failure' in found
  if (row.expected_failure ? failed : same(expected, found)) return undefined
  const name = `${row.test_type} ${typeof row.input === 'string' ? row.input : JSON.stringify(row.input)}`
  return { row: name, expected: row.expected_failure ? 'a failure' : expected, found }
}

function same(a: unknown, b: unknown): boolean {
  try {
    expect(b).toEqual(a)
    return true
  } catch {
    return false
  }
}

describeShared('purl-spec suite', () => {
  test('every row, apart from the named exceptions', () => {
    const rows = readRows()
    expect(rows.length).toBeGreaterThan(300)
    const mismatches = rows.map(mismatch).filter((found) => found !== undefined)
    expect(mismatches.filter(({ row }) => !EXCEPTIONS.has(row))).toEqual([])
    expect(mismatches.map(({ row }) => row)).toEqual([...EXCEPTIONS.keys()])
  })
})
