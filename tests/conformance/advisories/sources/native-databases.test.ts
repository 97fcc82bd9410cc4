/** Native RustSec and Go reports against the OSV export of the same databases: same ids, same words, same verdicts. */
import { beforeAll, expect, test } from 'vitest'
import type { SourceRecord } from '../../../../packages/toolkit/src/advisories/index.ts'
import type { AdvisoryClaim } from '../../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../../shared.ts'
import { readPlain } from '../plain-reader.ts'
import { readArchive } from './read-archive.ts'
import { readFormat, verdictOf } from './read-format.ts'

/** The exported records of both databases by id: their ids differ. */
function readExports(): ReadonlyMap<string, SourceRecord> {
  const files = [...readPlain(sharedPath('data/osv'))]
    .filter(({ source }) => source === 'golang-vulndb' || source === 'rustsec')
    .map(({ value, text }) => ({ path: `${value.id}.json`, text }))
  return new Map(readFormat('osv', files).kept.map((record) => [record.id, record]))
}

/** Bounds of both readings, their neighbours and their pre-releases. */
function versionsBeside(claims: readonly AdvisoryClaim[]): readonly string[] {
  const bounds = claims.flatMap(
    ({ ranges }) => JSON.stringify(ranges).match(/\d+(?:\.\d+){2}[\w.+-]*/g) ?? [],
  )
  const beside = bounds.flatMap((bound) => [
    bound,
    bound.replace(/[-+].*$/, ''),
    bound.replace(/\d+$/, (last) => String(Number(last) + 1)),
    bound.replace(/\d+$/, (last) => String(Math.max(0, Number(last) - 1))),
    bound.includes('-') ? bound : `${bound}-alpha.1`,
  ])
  return [...new Set(['0.0.1', '1.0.0', '99.0.0', ...beside])]
}

interface Comparison {
  versions: number
  readonly differences: string[]
}

function compare(
  native: readonly SourceRecord[],
  exported: ReadonlyMap<string, SourceRecord>,
  purlType: string,
): Comparison {
  const comparison: Comparison = { versions: 0, differences: [] }
  for (const record of native) {
    const other = exported.get(record.id)
    if (other === undefined) comparison.differences.push(`${record.id} is not exported`)
    else compareRecords(comparison, [record, other], purlType)
  }
  return comparison
}

function compareRecords(
  comparison: Comparison,
  [record, other]: readonly [SourceRecord, SourceRecord],
  purlType: string,
): void {
  const { differences } = comparison
  if (wordsOf(record) !== wordsOf(other))
    differences.push(`${record.id}: ${wordsOf(record)} ${wordsOf(other)}`)
  for (const name of new Set(record.claims.map((claim) => claim.name))) {
    const own = record.claims.filter((claim) => claim.name === name)
    const theirs = other.claims.filter((claim) => claim.name === name)
    for (const version of versionsBeside([...own, ...theirs])) {
      comparison.versions++
      const [ours, osv] = [verdictOf(own, purlType, version), verdictOf(theirs, purlType, version)]
      if (ours !== osv) differences.push(`${record.id} ${version}: ${ours}, exported ${osv}`)
    }
  }
}

/** What both forms must agree on beside ranges. */
function wordsOf(record: SourceRecord): string {
  const { title } = record.facts()
  const names = record.claims.map(({ ecosystem, name }) => `${ecosystem} ${name}`)
  const informational = record.claims.map((claim) => claim.informational)
  const aliases = [...record.aliases].sort()
  // Neither form cares for blanks in titles.
  const words = title?.trim().replace(/\s+/g, ' ')
  return JSON.stringify([aliases, record.isWithdrawn, words, [...names].sort(), informational])
}

/**
 * Where the export says something else than the advisory: a range of it begins and ends at one version
 * (`introduced 0.10.0, fixed 0.10.0`), so that the product calls it unclear; the native requirements are clear.
 */
const exceptions = ['RUSTSEC-2022-0012', 'RUSTSEC-2023-0039', 'RUSTSEC-2024-0399', 'RUSTSEC-2026-0149']

describeShared('native databases', () => {
  let exported: ReadonlyMap<string, SourceRecord> = new Map()
  beforeAll(() => {
    exported = readExports()
  }, 60_000)

  test('Go: 2,542 reports say what their OSV records say', async () => {
    const reading = readFormat('go-vulndb', await readArchive('golang-native/reports-2025-2026.tar.gz'))
    expect([reading.strangers, reading.dropped, reading.kept.length]).toEqual([[], {}, 2542])
    const { versions, differences } = compare(reading.kept, exported, 'golang')
    expect(versions).toBeGreaterThan(20_000)
    expect(differences.slice(0, 20)).toEqual([])
  })

  test('RustSec: 1,205 advisories say what their OSV records say', async () => {
    const reading = readFormat('rustsec', await readArchive('rustsec-native/advisory-db.tar.gz'))
    expect([reading.strangers, reading.dropped, reading.kept.length]).toEqual([[], {}, 1205])
    expect(reading.unreadable).toEqual([])
    const { versions, differences } = compare(reading.kept, exported, 'cargo')
    expect(versions).toBeGreaterThan(10_000)
    const odd = [...new Set(differences.map((difference) => difference.split(' ')[0]))]
    expect(odd.sort().slice(0, 20)).toEqual(exceptions)
    expect(differences.filter((difference) => !difference.endsWith(' exported unclear'))).toEqual([])
  })
})
