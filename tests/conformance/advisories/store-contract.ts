/** What every AdvisoryStore must do, whatever it is made of. */
import { expect, test } from 'vitest'
import type { AdvisoryStore, MemorySource } from '../../../packages/toolkit/src/advisories/index.ts'
import { parsePurl, type Purl } from '../../../packages/toolkit/src/model/index.ts'

export const contractNow = Date.UTC(2026, 0, 31)

/** Two sources, one of them stale at `contractNow`; what the store under test is filled with. */
export const contractSources: readonly MemorySource[] = [
  {
    name: 'fresh',
    ecosystem: 'PyPI',
    asOf: '2026-01-30T00:00:00Z',
    records: [
      record('A-1', 'PyPI', 'Jw.Util', {
        aliases: ['CVE-2020-1', 'CVE-2020-1'],
        withdrawn: '2021-01-01T00:00:00Z',
      }),
      record('A-2', 'PyPI', 'jw_util', { aliases: ['CVE-2020-1'] }),
      record('A-0', 'PyPI', 'other', {}),
      JSON.stringify({ id: 'N-1', modified: '2020-01-01T00:00:00Z', aliases: ['CVE-2020-9'], affected: [] }),
    ],
  },
  {
    name: 'exploited',
    format: 'kev',
    asOf: '2026-01-29T00:00:00Z',
    records: [exploited('CVE-2020-1001', '2021-11-03'), exploited('CVE-2020-1003', '2022-01-01')],
  },
  {
    name: 'old',
    ecosystem: 'npm',
    asOf: '2025-01-01T00:00:00Z',
    records: [
      record('B-1', 'npm', '@Scope/Name', {}),
      record('A-2', 'PyPI', 'jw-util', {}),
      record('D-1', 'npm', 'twice', { summary: 'older' }),
      record('D-1', 'npm', 'twice', { modified: '2021-01-01T00:00:00Z', summary: 'newer' }),
      record('D-1', 'npm', 'only-older', {}),
      record('D-1', 'npm', 'only-older', {}),
      record('D-1', 'Debian:11', 'split', { aliases: ['CVE-2020-2'] }),
      record('D-1', 'Debian:12', 'split', { aliases: ['CVE-2020-2'], modified: '2021-01-01T00:00:00Z' }),
      record('C-1', 'Packagist:https://a.example/8', 'v/n', {}),
    ],
  },
]

function exploited(cveID: string, dateAdded: string): string {
  const vendor = { vendorProject: 'v', product: 'p', vulnerabilityName: 'n' }
  return JSON.stringify({ cveID, ...vendor, dateAdded, knownRansomwareCampaignUse: 'Known' })
}

function record(id: string, ecosystem: string, name: string, rest: object): string {
  const affected = [
    {
      package: { ecosystem, name },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { last_affected: '1' }] }],
      versions: ['1'],
    },
  ]
  return JSON.stringify({ id, modified: '2020-01-01T00:00:00Z', summary: 'übel', affected, ...rest })
}

export function checkStoreContract(title: string, open: () => Promise<AdvisoryStore>): void {
  const ask = async (text: string): Promise<readonly string[]> => {
    const store = await open()
    return store.claimsFor(purl(text)).map(({ source, record: id }) => `${source} ${id}`)
  }

  test(`${title}: claims of all spellings, withdrawn ones too, by source and record`, async () => {
    expect(await ask('pkg:pypi/jw-util@1')).toEqual(['fresh A-1', 'fresh A-2', 'old A-2'])
    expect(await ask('pkg:pypi/jw.util')).toEqual(['fresh A-1', 'fresh A-2', 'old A-2'])
    expect(await ask('pkg:npm/%40Scope/Name')).toEqual(['old B-1'])
    expect(await ask('pkg:npm/%40scope/name')).toEqual([])
    expect(await ask('pkg:composer/v/n')).toEqual([])
    expect(await ask('pkg:composer/v/n?repository_url=https://a.example/8')).toEqual(['old C-1'])
    expect(await ask('pkg:made-up/x@1')).toEqual([])
  })

  test(`${title}: a claim carries what the record says`, async () => {
    const [claim] = (await open()).claimsFor(purl('pkg:pypi/jw-util'))
    expect(claim).toMatchObject({
      record: 'A-1',
      source: 'fresh',
      ecosystem: 'PyPI',
      name: 'Jw.Util',
      aliases: ['CVE-2020-1'],
      withdrawn: '2021-01-01T00:00:00Z',
      summary: 'übel',
      isMalicious: false,
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { lastAffected: '1' }] }],
      versions: ['1'],
      severity: [],
    })
    expect(claim?.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(Object.values(claim ?? {})).not.toContain(undefined)
  })

  test(`${title}: records by id and alias, byte for byte`, async () => {
    const store = await open()
    const found = (id: string): string[] =>
      store.recordsOf(id).map(({ source, id: own }) => `${source} ${own}`)
    expect(found('A-2')).toEqual(['fresh A-2', 'old A-2'])
    expect(found('CVE-2020-1')).toEqual(['fresh A-1', 'fresh A-2'])
    expect(found('__proto__')).toEqual([])
    expect(store.recordsOf('B-1')[0]?.text).toBe(
      contractSources.find(({ name }) => name === 'old')?.records[0],
    )
  })

  test(`${title}: records that name no package are found by id and alias`, async () => {
    const store = await open()
    expect(store.recordsOf('N-1').map(({ format }) => format)).toEqual(['osv'])
    expect(store.recordsOf('CVE-2020-9').map(({ id }) => id)).toEqual(['N-1'])
  })

  test(`${title}: signals by exactly their id`, async () => {
    const store = await open()
    expect(store.signalsOf('CVE-2020-1001')).toMatchObject([
      { kind: 'kev', id: 'CVE-2020-1001', source: 'exploited', added: '2021-11-03', ransomware: 'known' },
    ])
    expect(['CVE-2020', 'A-1', '__proto__', ''].flatMap((id) => store.signalsOf(id))).toEqual([])
    expect(store.recordsOf('CVE-2020-1003').map(({ source, format }) => [source, format])).toEqual([
      ['exploited', 'kev'],
    ])
  })

  test(`${title}: an id with several contents loses no package and no record`, async () => {
    const store = await open()
    const said = (text: string): readonly string[] =>
      store.claimsFor(purl(text)).map((claim) => `${claim.record} ${claim.ecosystem} ${claim.summary}`)
    expect(said('pkg:npm/twice')).toEqual(['D-1 npm newer'])
    expect(said('pkg:npm/only-older')).toEqual(['D-1 npm übel'])
    expect([...said('pkg:deb/debian/split')].sort()).toEqual(['D-1 Debian:11 übel', 'D-1 Debian:12 übel'])
    expect(said('pkg:deb/debian/split?distro=debian-11')).toEqual(['D-1 Debian:11 übel'])
    expect(store.recordsOf('D-1')).toHaveLength(5)
    expect(store.recordsOf('CVE-2020-2').map(({ id }) => id)).toEqual(Array<string>(5).fill('D-1'))
  })

  test(`${title}: sources say how fresh they are and what they cover`, async () => {
    const store = await open()
    expect(store.snapshot.size).toBe(14)
    expect(store.snapshot.root).toMatch(/^[0-9a-f]{64}$/)
    expect(Date.parse(store.asOf)).toBe(Date.parse('2026-01-30T00:00:00Z'))
    expect(
      store.sources.map(({ name, isStale, covers, records }) => [name, isStale, covers, records]),
    ).toEqual([
      ['exploited', false, [], 2],
      ['fresh', false, ['PyPI'], 4],
      ['old', true, ['npm'], 8],
    ])
    expect(store.covering(purl('pkg:pypi/anything')).map(({ name }) => name)).toEqual(['fresh'])
    expect(store.covering(purl('pkg:cargo/anything'))).toEqual([])
  })
}

function purl(text: string): Purl {
  const parsed = parsePurl(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`)
  return parsed.value
}
