/** CVSS scores of 2.0 to 4.0, against vectors on which independent implementations agree and the suite of a vendor. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scoreCvss } from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface Row {
  readonly vector: string
  /** Base, temporal, environmental; of 4.0 the one score. Undefined: the group is not in the vector. */
  readonly expected: readonly (number | undefined)[]
}

/** A group that the vector lacks leaves the score before it unchanged. */
function scoresOf(vector: string): readonly number[] | string {
  const scored = scoreCvss(vector)
  if (!scored.ok) return scored.error.code
  const { version, base, temporal = base, environmental = temporal, score } = scored.value
  return version === '4.0' ? [score] : [base, temporal, environmental]
}

function mismatches(rows: readonly Row[]): readonly unknown[] {
  return rows
    .map(({ vector, expected }) => ({ vector, expected, found: scoresOf(vector) }))
    .filter(({ expected, found }) =>
      expected.some((score, index) => score !== undefined && score !== found[index]),
    )
}

function readAgreed(): readonly Row[] {
  const rows = JSON.parse(readFileSync(sharedPath('vectors/cvss/agreed/vectors.json'), 'utf8')) as readonly {
    readonly vector: string
    readonly base?: number
    readonly temporal?: number
    readonly environmental?: number
    readonly score?: number
  }[]
  return rows.map(({ vector, base, temporal, environmental, score }) => ({
    vector,
    expected: score === undefined ? [base, temporal, environmental] : [score],
  }))
}

/** Lines such as `AV:… - (5, 3.5, None)` and `CVSS:4.0/… - 7.3`; a line of another form fails. */
function readVendor(name: string): readonly Row[] {
  const lines = readFileSync(sharedPath(`vectors/cvss/redhat/${name}`), 'utf8').split('\n')
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [vector = '', scores] = line.split(' - ')
      const numbers = scores?.match(/None|[0-9.]+/g) ?? []
      if (numbers.length === 0) throw new Error(`${name}: no scores in ${line}`)
      return { vector, expected: numbers.map((text) => (text === 'None' ? undefined : Number(text))) }
    })
}

/** FIRST's JSON schemas, each with the pattern that a vector of its version has. */
function readPatterns(): ReadonlyMap<string, RegExp> {
  const folder = sharedPath('vectors/cvss/schema')
  return new Map(
    readdirSync(folder).map((name) => {
      const schema = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as {
        readonly properties: { readonly vectorString: { readonly pattern: string } }
      }
      return [/v(\d\.\d)\.json$/.exec(name)?.[1] ?? name, new RegExp(schema.properties.vectorString.pattern)]
    }),
  )
}

describeShared('CVSS', () => {
  test('vectors on which independent implementations agree', () => {
    const rows = readAgreed()
    expect(rows.length).toBeGreaterThan(1700)
    expect(mismatches(rows)).toEqual([])
  })

  test('every file of a vendor', () => {
    const names = readdirSync(sharedPath('vectors/cvss/redhat'))
    const counts = names.map((name) => {
      const rows = readVendor(name)
      expect([name, mismatches(rows)]).toEqual([name, []])
      return `${name} ${rows.length}`
    })
    expect(names.length).toBeGreaterThan(9)
    console.log(`CVSS, vectors met by file: agreed ${readAgreed().length}, ${counts.join(', ')}`)
  })

  test('every vector that is read has the form that the schema of its version asks for', () => {
    const patterns = readPatterns()
    expect([...patterns.keys()].sort()).toEqual(['2.0', '3.0', '3.1', '4.0'])
    let met = 0
    for (const { vector } of readAgreed()) {
      const scored = scoreCvss(vector)
      if (!scored.ok) throw new Error(vector)
      expect(vector).toMatch(patterns.get(scored.value.version) ?? /^$/)
      met++
    }
    expect(met).toBeGreaterThan(1700)
  })
})
