/** The real feeds in the store: look-ups against a plain reading, and each known oddity of the data as a case. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type ImportReport,
  importSources,
  openFeddb,
  verifyFeddb,
} from '../../../packages/toolkit/src/adapters/feddb/index.ts'
import type { AdvisoryStore } from '../../../packages/toolkit/src/advisories/index.ts'
import {
  type AdvisoryClaim,
  buildPurl,
  parsePurl,
  type Purl,
  type RangeEvent,
} from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'
import { type PlainRecord, readPlain, seededRandom } from './plain-reader.ts'

const now = Date.UTC(2026, 10, 22)
const workerUrl = new URL('../../../packages/toolkit/src/adapters/feddb/import-worker.ts', import.meta.url)

function purl(text: string): Purl {
  const parsed = parsePurl(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`)
  return parsed.value
}

describeShared('the real feeds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-real-'))
  const dir = join(folder, 'threads')
  let report: ImportReport
  let store: AdvisoryStore
  const plain: PlainRecord[] = []

  beforeAll(async () => {
    report = await importSources([sharedPath('data/osv')], { dir, clock: () => now, workerUrl })
    store = openFeddb(dir, () => now)
    plain.push(...readPlain(sharedPath('data/osv')))
  }, 300_000)

  afterAll(() => {
    store.close()
    rmSync(folder, { recursive: true })
  })

  const claims = (text: string, source?: string): readonly AdvisoryClaim[] =>
    store.claimsFor(purl(text)).filter((claim) => source === undefined || claim.source === source)
  const claim = (text: string, record: string): AdvisoryClaim => {
    const found = claims(text).find((one) => one.record === record)
    if (found === undefined) throw new Error(`no claim of ${record} about ${text}`)
    return found
  }
  const feed = (layer: string): ImportReport['feeds'][number] => {
    const found = report.feeds.find((one) => one.layer === layer)
    if (found === undefined) throw new Error(`no feed ${layer}`)
    return found
  }

  test('every record of every archive is kept or counted as dropped', () => {
    const perFeed = new Map<string, number>()
    for (const { source, folder: ecosystem } of plain) {
      const layer = `${source}/${ecosystem}`
      perFeed.set(layer, (perFeed.get(layer) ?? 0) + 1)
    }
    const counted = report.feeds.map(({ layer, records, kept, dropped }) => {
      const lost = dropped.reduce((sum, { count }) => sum + count, 0)
      return [layer, records, kept + lost]
    })
    expect(counted).toEqual([...perFeed].sort().map(([layer, count]) => [layer, count, count]))
    // The samples' own list of where they come from is none of their records, and is named as what it is.
    expect(report.issues.map(({ level, message }) => [level, message.split(':')[0]])).toEqual([
      ['note', 'osv-api-samples/provenance.csv'],
      ['note', 'README.md'],
    ])
    expect(store.snapshot.size).toBe(report.feeds.reduce((sum, { kept }) => sum + kept, 0))
  })

  test('one thread and several give the same bytes; so does the other order of import', async () => {
    const alone = join(folder, 'alone')
    const sources = ['psf', 'rustsec', 'haskell', 'drupal']
    const paths = sources.map((source) => sharedPath(`data/osv/${source}`))
    const first = await importSources(paths, { dir: alone, clock: () => now, workerUrl })
    const apart = join(folder, 'apart')
    for (const path of [...paths].reverse())
      await importSources([path], { dir: apart, clock: () => now + 1000 })
    expect(openFeddb(apart, () => now).snapshot).toEqual({ root: first.root, size: first.size })
    const again = await importSources(paths, { dir: alone, clock: () => now + 2000 })
    expect(again.root).toBe(first.root)
    expect((await verifyFeddb(alone)).problems).toEqual([])
    expect((await verifyFeddb(apart)).problems).toEqual([])
  })

  test('look-ups of 2,000 packages agree with a plain reading of the archives', () => {
    const byPackage = new Map<string, Set<string>>()
    for (const { source, value } of plain) {
      for (const { package: named } of value.affected ?? []) {
        if (named === undefined || toPurl(named.ecosystem, named.name) === undefined) continue
        const key = `${named.ecosystem}\0${named.name}`
        byPackage.set(key, (byPackage.get(key) ?? new Set()).add(`${source} ${value.id}`))
      }
    }
    const keys = [...byPackage.keys()].sort()
    const random = seededRandom(20261122)
    const mismatches: string[] = []
    for (let round = 0; round < 2000; round++) {
      const key = keys[Math.floor(random() * keys.length)] ?? ''
      const [ecosystem = '', name = ''] = key.split('\0')
      const asked = toPurl(ecosystem, name)
      if (asked === undefined) continue
      const found = new Set(
        store
          .claimsFor(asked)
          .filter((one) => one.ecosystem === ecosystem && one.name === name)
          .map((one) => `${one.source} ${one.record}`),
      )
      const expected = byPackage.get(key) ?? new Set()
      const isSame = found.size === expected.size && [...expected].every((one) => found.has(one))
      if (!isSame)
        mismatches.push(`${asked}: expected ${[...expected].join(', ')}; found ${[...found].join(', ')}`)
    }
    expect(mismatches).toEqual([])
  })

  test('the records come back byte for byte, by id and by alias', () => {
    const random = seededRandom(7)
    const mismatches: string[] = []
    for (let round = 0; round < 300; round++) {
      const record = plain[Math.floor(random() * plain.length)]
      if (record === undefined) continue
      const found = store.recordsOf(record.value.id)
      const isThere = found.some(({ source, text }) => source === record.source && text === record.text)
      if (!isThere) mismatches.push(`${record.source} ${record.value.id}`)
    }
    expect(mismatches).toEqual([])
    expect(store.recordsOf('CVE-2020-36066').length).toBeGreaterThan(0)
    expect(store.recordsOf('NO-SUCH-ID')).toEqual([])
  })

  test('pitfall 1: placeholder dates of all Go records are not taken for freshness', () => {
    const go = plain.filter((record) => record.source === 'golang-vulndb')
    expect(go.every(({ value }) => value.modified?.startsWith('0001-01-01'))).toBe(true)
    expect(feed('golang-vulndb/Go')).toMatchObject({ records: 4291, kept: 4291 })
    const newest = feed('golang-vulndb/Go').newestRecord ?? ''
    expect(newest > '2020' && newest < '2026-11-22').toBe(true)
  })

  test('pitfall 2: a date in the future sets no high-water mark', () => {
    const future = plain.filter(({ value }) => value.id === 'PYSEC-2025-19' || value.id === 'PYSEC-2024-115')
    expect(future.some(({ value }) => value.modified?.startsWith('2027'))).toBe(true)
    expect((feed('pypa/PyPI').newestRecord ?? '9') <= '2026-11-22').toBe(true)
    expect(store.recordsOf('PYSEC-2025-19')).toHaveLength(1)
  })

  test('pitfall 3: published after modified is kept as written', () => {
    const [record] = plain.filter(({ value }) => value.id === 'ALBA-2019:0973')
    expect((record?.value.published ?? '') > (record?.value.modified ?? '')).toBe(true)
    expect(store.recordsOf('ALBA-2019:0973')[0]?.text).toBe(record?.text)
  })

  test('pitfall 4: withdrawn records are kept and flagged', () => {
    expect(feed('pypa/PyPI').withdrawn).toBe(269)
    expect(feed('golang-vulndb/Go').withdrawn).toBe(17)
    const withdrawn = [
      'PYSEC-2006-10',
      'GO-2022-0617',
      'RUSTSEC-2020-0053',
      'MAL-2024-2659',
      'JLSEC-2025-181',
    ]
    const unflagged = withdrawn.filter((id) => {
      const record = plain.find(({ value }) => value.id === id)
      const named = record?.value.affected?.find((entry) => entry.package !== undefined)?.package
      const asked = named === undefined ? undefined : toPurl(named.ecosystem, named.name)
      if (asked === undefined) return store.recordsOf(id).length !== 1
      return store.claimsFor(asked).every((one) => one.record !== id || one.withdrawn === undefined)
    })
    expect(unflagged).toEqual([])
  })

  test('pitfall 5: a record that is gone upstream is gone after the next import', async () => {
    const own = join(folder, 'earlier')
    await importSources([sharedPath('data/osv-earlier/drupal')], { dir: own, clock: () => now })
    const before = openFeddb(own, () => now)
    await importSources([sharedPath('data/osv/drupal')], { dir: own, clock: () => now })
    const after = openFeddb(own, () => now)
    expect(before.recordsOf('DRUPAL-CONTRIB-2024-076')).toHaveLength(1)
    expect(after.recordsOf('DRUPAL-CONTRIB-2024-076')).toHaveLength(0)
    expect(after.snapshot.size).toBe(591)
  })

  test('pitfall 6: the same id in two feeds stays two records with two digests', () => {
    const found = store.recordsOf('ALSA-2020:1636').filter(({ id }) => id === 'ALSA-2020:1636')
    expect(found.map(({ source }) => source)).toEqual(['almalinux', 'osv-api-samples'])
    expect(found[0]?.text).not.toBe(found[1]?.text)
  })

  test('pitfall 7: alias cycles and crowds end, and nothing is merged', () => {
    const ids = store.recordsOf('CVE-2023-44487').map(({ id }) => id)
    expect(new Set(ids).size).toBeGreaterThan(10)
    expect(store.recordsOf('GO-2022-0621').some(({ id }) => id === 'GO-2022-0621')).toBe(true)
    expect(claims('pkg:cargo/smallvec').every((one) => !one.aliases.includes(one.record))).toBe(true)
    expect(store.recordsOf('RUSTSEC-2020-0014')[0]?.id).toBe('RUSTSEC-2020-0014')
  })

  test('pitfall 8: records without schema_version are read like the others', () => {
    const without = plain.filter(
      ({ value, folder: own }) => value.schema_version === undefined && own !== 'GIT',
    )
    expect(without.length).toBeGreaterThan(5000)
    for (const layer of ['pypa/PyPI', 'rustsec/crates.io', 'almalinux/AlmaLinux', 'r-consortium/CRAN']) {
      expect(feed(layer).kept).toBe(feed(layer).records)
    }
  })

  test('pitfall 9: the largest record and ids with a colon', () => {
    const [largest] = store.recordsOf('UBUNTU-CVE-2025-71115')
    expect(Buffer.byteLength(largest?.text ?? '')).toBeGreaterThan(800_000)
    expect(store.recordsOf('ALSA-2025:10073')[0]?.id).toBe('ALSA-2025:10073')
  })

  test('pitfall 10: records with commit ranges alone are kept, found by id, and counted', () => {
    expect(feed('psf/GIT')).toMatchObject({ records: 132, kept: 132, unkeyed: 132, claims: 0, dropped: [] })
    expect(store.sources.find(({ name }) => name === 'psf')).toMatchObject({ covers: [], records: 132 })
    const one = plain.find(({ source }) => source === 'psf')
    expect(store.recordsOf(one?.value.id ?? '').map(({ text }) => text)).toContain(one?.text)
  })

  test('pitfalls 11 and 12: events and versions stay as written, out of order and contradicting', () => {
    const branches = plain.find(({ value }) => value.id === 'PYSEC-2021-114')?.value.affected?.[0]
    const entry = firstClaimOf('PYSEC-2021-114')
    expect(entry.versions).toEqual(branches?.versions)
    const events = (branches?.ranges ?? [])
      .filter(({ type }) => type !== 'GIT')
      .flatMap((range) => range.events)
    expect(eventsOf(entry)).toEqual(events.map(renamed))
  })

  test('pitfalls 13 and 14: several last_affected, and none fixed', () => {
    const several = eventsOf(firstClaimOf('PYSEC-2009-15'))
    expect(several.filter((event) => 'lastAffected' in event).length).toBeGreaterThan(1)
    const lodash = eventsOf(claim('pkg:npm/lodash.template@4.5.0', 'GHSA-35jh-r3h4-6jhm'))
    expect(lodash).toContainEqual({ lastAffected: '4.5.0' })
  })

  test('pitfall 15: ranges without an end stay without one', () => {
    const open = eventsOf(firstClaimOf('GO-2023-2385'))
    expect(open).toEqual([{ introduced: '0' }])
  })

  test('pitfall 16: versions without a range, ranges with a list, and neither', () => {
    const versionsOnly = firstClaimOf('PYSEC-2022-43134')
    expect([versionsOnly.ranges.length, versionsOnly.versions.length > 0]).toEqual([0, true])
    const both = firstClaimOf('MAL-2024-8751')
    expect([both.ranges.length > 0, both.versions.length > 0]).toEqual([true, true])
    const neither = firstClaimOf('PYSEC-2010-33')
    expect([neither.ranges, neither.versions]).toEqual([[], []])
  })

  test('pitfalls 17 to 20: texts that are no versions fail no feed and are kept as written', () => {
    expect(feed('pypa/PyPI').dropped).toEqual([])
    const said = (id: string): readonly string[] => [...firstClaimOf(id).versions, ...boundsOf(id)]
    expect(said('PYSEC-2018-155')).toContain('0.2.0-alpha\\.33')
    expect(said('PYSEC-2024-303')).toContain('139076a')
    expect(boundsOf('BIT-mastodon-2026-47777')).toContain('nightly.2026-03-10.0')
    expect(boundsOf('GO-2024-2687')).toContain('1.22.0-0')
  })

  test('pitfall 21: Go names keep their case', () => {
    const upper = claims('pkg:golang/github.com/RobotsAndPencils/go-saml')
    expect(upper.map(({ record }) => record)).toContain('GO-2020-0047')
    expect(claims('pkg:golang/stdlib').length).toBeGreaterThan(100)
    expect(claims('pkg:golang/toolchain').length).toBeGreaterThan(0)
  })

  test('pitfall 22: one record, two Maven packages, each with its own statement', () => {
    const record = plain.find(({ value }) => value.id === 'GHSA-gwrp-pvrq-jmwv')
    const names = (record?.value.affected ?? []).flatMap(({ package: named }) => named?.name ?? [])
    expect(names.length).toBeGreaterThan(1)
    for (const name of names) {
      const [group = '', artifact = ''] = name.split(':')
      expect(claim(`pkg:maven/${group}/${artifact}`, 'GHSA-gwrp-pvrq-jmwv').name).toBe(name)
    }
  })

  test('pitfall 26: a derived source proves no absence', () => {
    expect(store.sources.find(({ name }) => name === 'derived-openrewrite-ghsa')?.covers).toEqual([])
    expect(store.covering(purl('pkg:npm/lodash'))).toEqual([])
    expect(store.covering(purl('pkg:pypi/django')).map(({ name }) => name)).toEqual(['pypa'])
  })

  test('pitfall 27: suffixes are kept, and select', () => {
    const drupal = 'pkg:composer/drupal/webform'
    expect(claims(drupal)).toEqual([])
    const own = claims(`${drupal}?repository_url=https://packages.drupal.org/8`)
    expect(own.length).toBeGreaterThan(0)
    expect(store.covering(purl(drupal))).toEqual([])
    expect(store.covering(purl(`${drupal}?repository_url=https://packages.drupal.org/8`))).toHaveLength(1)
    const releases = new Set(claims('pkg:rpm/almalinux/firefox').map(({ ecosystem }) => ecosystem))
    expect([...releases].sort()).toEqual(['AlmaLinux:10', 'AlmaLinux:8', 'AlmaLinux:9'])
    const nine = claims('pkg:rpm/almalinux/firefox?distro=almalinux-9.4').map(({ ecosystem }) => ecosystem)
    expect([...new Set(nine)]).toEqual(['AlmaLinux:9'])
    expect(claims('pkg:rpm/redhat/PackageKit').length).toBeGreaterThan(0)
    expect(claims('pkg:pypi/rootio-requests').map(({ ecosystem }) => ecosystem)).toEqual(['Root:PyPI'])
  })

  test('pitfall 28: PyPI names meet in one spelling, npm names keep their case', () => {
    expect(claims('pkg:pypi/costrar').map(({ record }) => record)).toContain('MAL-2024-1545')
    expect(claims('pkg:pypi/jw-util').map(({ record }) => record)).toContain('PYSEC-2020-341')
    expect(claims('pkg:pypi/jw.util')).toEqual(claims('pkg:pypi/jw-util'))
    expect(claims('pkg:npm/Haraka').map(({ record }) => record)).toContain('CVE-2016-1000282')
    expect(claims('pkg:npm/haraka').map(({ record }) => record)).not.toContain('CVE-2016-1000282')
    expect(claims('pkg:nuget/LOG4NET')).toEqual(claims('pkg:nuget/log4net'))
  })

  test('pitfall 29: informational entries say so', () => {
    expect(claim('pkg:cargo/libusb', 'RUSTSEC-2016-0004').informational).toBe('unmaintained')
    expect(claim('pkg:pypi/costrar', 'MAL-2024-1545').isMalicious).toBe(true)
  })

  test('pitfall 30: severity absent, per entry, and of three kinds', () => {
    expect(firstClaimOf('MAL-2024-1545').severity).toEqual([])
    const own = firstClaimOf('BIT-mastodon-2026-47777').severity
    expect(own).toEqual([{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N' }])
    const names = plain
      .filter(({ source }) => source === 'julia')
      .map(({ value }) => value.affected?.[0]?.package?.name)
    const julia = [...new Set(names)].flatMap((name) => {
      const asked = name === undefined ? undefined : toPurl('Julia', name)
      return asked === undefined
        ? []
        : store.claimsFor(asked).flatMap(({ severity }) => severity.map(({ type }) => type))
    })
    expect([...new Set(julia)].filter((type) => type.startsWith('CVSS_')).sort()).toEqual([
      'CVSS_V2',
      'CVSS_V3',
      'CVSS_V4',
    ])
  })

  test('CURRENT names the root, and all digests hold', async () => {
    expect(readFileSync(join(dir, 'CURRENT'), 'utf8').startsWith(store.snapshot.root)).toBe(true)
    expect((await verifyFeddb(dir)).problems).toEqual([])
  })

  function firstClaimOf(id: string): AdvisoryClaim {
    const record = plain.find(({ value }) => value.id === id)
    for (const { package: named } of record?.value.affected ?? []) {
      const asked = named === undefined ? undefined : toPurl(named.ecosystem, named.name)
      const found = asked === undefined ? undefined : store.claimsFor(asked).find((one) => one.record === id)
      if (found !== undefined) return found
    }
    throw new Error(`no claim of ${id}`)
  }

  function boundsOf(id: string): readonly string[] {
    return eventsOf(firstClaimOf(id)).flatMap((event) => Object.values<string>(event))
  }
})

function eventsOf(one: AdvisoryClaim): readonly RangeEvent[] {
  return one.ranges.flatMap((range) => ('events' in range ? range.events : []))
}

function renamed(event: Record<string, string>): Record<string, string> {
  const { last_affected: lastAffected, ...rest } = event
  return lastAffected === undefined ? rest : { ...rest, lastAffected }
}

const types: Readonly<Record<string, string>> = {
  npm: 'npm',
  PyPI: 'pypi',
  Go: 'golang',
  'crates.io': 'cargo',
  RubyGems: 'gem',
  NuGet: 'nuget',
  Packagist: 'composer',
  Bitnami: 'bitnami',
  Hackage: 'hackage',
  CRAN: 'cran',
  Hex: 'hex',
}
const distributions: Readonly<Record<string, readonly [string, string]>> = {
  AlmaLinux: ['rpm', 'almalinux'],
  Debian: ['deb', 'debian'],
  Ubuntu: ['deb', 'ubuntu'],
  Alpine: ['apk', 'alpine'],
  'Rocky Linux': ['rpm', 'rocky-linux'],
  'Red Hat': ['rpm', 'redhat'],
}

/** The purl of a package as the purl types say it, for the ecosystems of the sample; undefined for the others. */
function toPurl(ecosystem: string, name: string): Purl | undefined {
  const [family = '', ...rest] = ecosystem.split(':')
  const suffix = rest.join(':')
  const repository = family === 'Packagist' && suffix !== '' ? { qualifiers: { repository_url: suffix } } : {}
  const distribution = distributions[family]
  if (distribution !== undefined) return built({ type: distribution[0], namespace: distribution[1], name })
  if (family === 'Maven')
    return built({ type: 'maven', namespace: name.split(':')[0] ?? '', name: name.split(':')[1] ?? '' })
  if (family === 'Julia')
    return built({ type: 'julia', name, qualifiers: { uuid: '00000000-0000-0000-0000-000000000000' } })
  const type = types[family]
  if (type === undefined) return undefined
  const slash = ['npm', 'golang', 'composer'].includes(type) ? name.lastIndexOf('/') : -1
  if (slash < 0) return built({ type, name, ...repository })
  return built({ type, namespace: name.slice(0, slash), name: name.slice(slash + 1), ...repository })
}

function built(parts: Parameters<typeof buildPurl>[0]): Purl | undefined {
  const made = buildPurl(parts)
  return made.ok ? made.value : undefined
}
