/** RubySec's real advisories: every file is a record, every requirement means what RubyGems means by it. */
import { expect, test } from 'vitest'
import { describeShared } from '../../../shared.ts'
import { countBy, readFormat, verdictOf } from './read-format.ts'
import { readArchive } from './read-archive.ts'

/** Asked of RubyGems itself (ruby 3.1.2): `Gem::Requirement.new(requirement).satisfied_by?(Gem::Version.new(version))`. */
const rows: readonly (readonly [requirement: string, version: string, accepted: boolean])[] = [
  ['~> 3.1.0.rc5', '3.1.0.rc4', false],
  ['~> 3.1.0.rc5', '3.1.0.rc5', true],
  ['~> 3.1.0.rc5', '3.1.9', true],
  ['~> 3.1.0.rc5', '3.2.0.a', false],
  ['~> 3.1.21', '3.1.21.pre', false],
  ['~> 3.1.21', '3.1.22.pre', true],
  ['~> 3.1.21', '3.2.0.rc1', false],
  ['~> 3.1.21', '3.2.A', false],
  ['~> 1.0.0.rc1.1', '1.0.0.rc2', true],
  ['~> 1.0.0.rc1.1', '1.1', false],
  ['~> 3.2.0-rc', '3.2.0', true],
  ['~> 2', '2.9', true],
  ['~> 2', '3.0.a', false],
  ['~> 2.a', '3', false],
  ['~> 1.8.5.p115', '1.8.9', true],
  ['~> 1.8.5-p2', '1.8.5-p1', false],
  ['~> 1.2.b.3', '1.9', true],
  ['~> 1.2.b.3', '2', false],
]

describeShared('RubySec', () => {
  test('all 1,381 files are kept, and all their ranges can be read', async () => {
    const reading = readFormat('rubysec', await readArchive('rubysec/ruby-advisory-db.tar.gz'))
    expect(reading.strangers).toEqual([])
    expect(reading.dropped).toEqual({})
    expect(reading.unreadable).toEqual([])
    expect(countBy(reading.claims, ({ ecosystem }) => ecosystem)).toEqual({ Ruby: 147, RubyGems: 1234 })
    expect(countBy(reading.kept, ({ id }) => id.split('-')[0] ?? '')).toEqual({
      CVE: 1246,
      GHSA: 76,
      OSVDB: 59,
    })
    expect(reading.kept.filter(({ newest }) => newest === undefined)).toEqual([])
    // Where a list names no first version (`> 4.2.3`), no version is named as fixed.
    expect(reading.claims.filter(({ patched }) => patched === undefined).length).toBe(101)
  })

  test('an id that two gems share is two records, one of each gem', async () => {
    const { kept } = readFormat('rubysec', await readArchive('rubysec/ruby-advisory-db.tar.gz'))
    const shared = kept.filter(({ id }) => id === 'OSVDB-62067')
    expect(shared.flatMap(({ claims }) => claims.map(({ name }) => name)).sort()).toEqual([
      'bcrypt',
      'bcrypt-ruby',
    ])
  })

  test('requirements mean what RubyGems means', () => {
    const wrong = rows.filter(([requirement, version, accepted]) => {
      const text = `gem: lamp\ntitle: x\ncve: 2031-1\npatched_versions: ["${requirement}"]\n`
      const { claims } = readFormat('rubysec', [{ path: 'gems/lamp/CVE-2031-1.yml', text }])
      return verdictOf(claims, 'gem', version) !== (accepted ? 'miss' : 'hit')
    })
    expect(wrong).toEqual([])
  })
})
