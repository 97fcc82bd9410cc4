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

/** Lines such as `AV:… - (5, 3.5, None)` and `CVSS:4.0/… - 7.3`. */
function readVendor(): readonly Row[] {
  const folder = sharedPath('vectors/cvss/redhat')
  const lines = readdirSync(folder).flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').split('\n'))
  return lines.flatMap((line) => {
    const [vector = '', scores] = line.split(' - ')
    if (scores === undefined) return []
    const numbers = scores.match(/None|[0-9.]+/g) ?? []
    return [{ vector, expected: numbers.map((text) => (text === 'None' ? undefined : Number(text))) }]
  })
}

describeShared('CVSS', () => {
  test('vectors on which independent implementations agree', () => {
    const rows = readAgreed()
    expect(rows.length).toBeGreaterThan(1700)
    expect(mismatches(rows)).toEqual([])
  })

  test('vectors of a vendor', () => {
    const rows = readVendor()
    expect(rows.length).toBeGreaterThan(4500)
    expect(mismatches(rows)).toEqual([])
  })
})
