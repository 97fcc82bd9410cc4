/** FriendsOfPHP's real advisories: every file is a record, every branch can be read. */
import { expect, test } from 'vitest'
import { describeShared } from '../../../shared.ts'
import { readArchive } from './read-archive.ts'
import { countBy, readFormat, verdictOf } from './read-format.ts'

describeShared('FriendsOfPHP', () => {
  test('all 1,592 files are kept under their own path, and all their ranges can be read', async () => {
    const files = await readArchive('friendsofphp/security-advisories.tar.gz')
    const reading = readFormat('friendsofphp', files)
    expect(reading.strangers).toEqual([])
    expect(reading.dropped).toEqual({})
    expect(reading.unreadable).toEqual([])
    expect(countBy(reading.claims, ({ ecosystem }) => ecosystem)).toEqual({ Packagist: 1592 })
    expect(reading.kept.map(({ id }) => id)).toEqual(files.map(({ path }) => path.replace('.yaml', '')))
    // Advisories of which no branch says when it was repaired.
    expect(reading.kept.filter(({ newest }) => newest === undefined).length).toBe(36)
  })

  test('patch levels and release candidates as bounds (data-pitfalls 23)', async () => {
    const files = await readArchive('friendsofphp/security-advisories.tar.gz')
    const { claims } = readFormat('friendsofphp', files)
    const verdict = (id: string, version: string): string =>
      verdictOf(
        claims.filter(({ record }) => record === id),
        'composer',
        version,
      )
    const http = 'amphp/http-client/CVE-2024-2653'
    expect([verdict(http, '4.0.0-rc9'), verdict(http, '4.0.0-rc10')]).toEqual(['miss', 'hit'])
    const magento = 'magento/product-community-edition/CVE-2019-8108'
    expect([verdict(magento, '2.3.2-p1'), verdict(magento, '2.3.2-p2')]).toEqual(['hit', 'miss'])
  })
})
