/** The working group's real files: packages, Node.js itself, and the indexes that repeat them. */
import { expect, test } from 'vitest'
import { describeShared } from '../../../shared.ts'
import { readArchive } from './read-archive.ts'
import { countBy, readFormat, verdictOf } from './read-format.ts'

describeShared('Node.js security working group', () => {
  test('644 of 647 files are records; the other three are indexes', async () => {
    const reading = readFormat('npm-security-wg', await readArchive('nodejs-security-wg/vuln.tar.gz'))
    expect(reading.strangers).toEqual([])
    expect(reading.dropped).toEqual({ NOT_A_RECORD: 3 })
    expect(reading.unreadable).toEqual([])
    expect(countBy(reading.claims, ({ ecosystem }) => ecosystem)).toEqual({ 'Node.js': 171, npm: 467 })
    expect(countBy(reading.kept, ({ id }) => id.slice(0, 8))).toEqual({
      'NSWG-COR': 171,
      'NSWG-DEP': 6,
      'NSWG-ECO': 467,
    })
    expect(new Set(reading.kept.map(({ id }) => id)).size).toBe(644)
  })

  test('patched never, patched in pre-releases, and blanks that join (data-pitfalls 25)', async () => {
    const { claims } = readFormat('npm-security-wg', await readArchive('nodejs-security-wg/vuln.tar.gz'))
    expect(claims.filter(({ record }) => record === 'NSWG-ECO-116').map(({ patched }) => patched)).toEqual([
      undefined,
    ])
    const some = claims.filter(({ record }) => record === 'NSWG-ECO-137')
    expect(
      ['2.1.0-M1', '2.1.0-M2', '2.1.0-M3', '2.1.0'].map((version) => verdictOf(some, 'npm', version)),
    ).toEqual(['hit', 'hit', 'miss', 'miss'])
    const odd = claims.filter(({ record }) => record === 'NSWG-ECO-305')
    expect(['0.1.9', '0.2.0', '0.9.6', '0.9.7'].map((version) => verdictOf(odd, 'npm', version))).toEqual([
      'miss',
      'hit',
      'hit',
      'miss',
    ])
  })
})
