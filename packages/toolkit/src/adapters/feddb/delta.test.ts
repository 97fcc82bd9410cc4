/** Changes laid over a layer give what a fresh import of the same feed gives, and cost what changed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { type Layer, parseManifest } from '../../advisories/index.ts'
import { buildPurl, type Purl } from '../../model/index.ts'
import { type ImportReport, importSources, openFeddb, verifyFeddb } from './index.ts'
import { put, record, type ZipItem, zip } from './testing/feeds.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-delta-'))
afterAll(() => rmSync(folder, { recursive: true }))

const now = Date.UTC(2026, 0, 1)
let made = 0
const newFolder = (): string => join(folder, String(made++))

function layerOf(dir: string): Layer {
  const name = readFileSync(join(dir, 'CURRENT'), 'utf8').trim()
  const manifest = parseManifest(readFileSync(join(dir, 'manifests', name), 'utf8'), name)
  const [layer] = manifest.ok ? manifest.value.layers : []
  if (layer === undefined) throw new Error('no layer')
  return layer
}

async function load(dir: string, items: readonly ZipItem[]): Promise<ImportReport> {
  const path = put(join(newFolder(), 'mine', 'npm', 'all.zip'), zip(items))
  return importSources([path], { dir, clock: () => now, asOf: '2025-12-31T00:00:00Z' })
}

const packages = ['a', 'b', 'c', 'Über']
const aliases = ['CVE-1', 'CVE-2', '\ud800 half']

/** Everything that a store answers about the small world of these tests. */
function answersOf(dir: string, ids: readonly string[]): unknown {
  const store = openFeddb(dir, () => now)
  try {
    return {
      claims: packages.map((name) => store.claimsFor(npm(name))),
      records: [...ids, ...aliases, 'NONE'].map((id) => store.recordsOf(id)),
      signals: [...ids, ...aliases].map((id) => store.signalsOf(id)),
      sources: store.sources,
    }
  } finally {
    store.close()
  }
}

function npm(name: string): Purl {
  const built = buildPurl({ type: 'npm', name })
  if (!built.ok) throw new Error(built.error.message)
  return built.value
}

interface Version {
  readonly id: number
  readonly names: readonly string[]
  readonly aliases: readonly string[]
  readonly summary: string
  readonly withdrawn: boolean
  readonly level: number
  readonly isMisnamed: boolean
}

/** Ids that come again and again, so that versions meet; the many others only make the layer large. */
const version: fc.Arbitrary<Version> = fc.record({
  id: fc.nat(7),
  names: fc.array(fc.constantFrom(...packages), { maxLength: 3 }),
  aliases: fc.subarray(aliases),
  summary: fc.constantFrom('one', 'two', 'drei ü'),
  withdrawn: fc.boolean(),
  // The same text packed otherwise is the same record.
  level: fc.constantFrom(1, 9),
  isMisnamed: fc.boolean(),
})

function toItem(one: Version, at: number): ZipItem {
  const affected = one.names.map((name) => ({ package: { ecosystem: 'npm', name }, versions: ['1', '2'] }))
  const data = record(`ID-${one.id}`, 'unused', {
    affected,
    aliases: one.aliases,
    summary: one.summary,
    modified: one.summary === 'two' ? '2021-01-01T00:00:00Z' : '2020-06-01T00:00:00Z',
    ...(one.withdrawn ? { withdrawn: '2021-01-01T00:00:00Z' } : {}),
  })
  return { name: one.isMisnamed ? `other-${at}.json` : `ID-${one.id}.json`, data, level: one.level }
}

const filler: readonly ZipItem[] = Array.from({ length: 120 }, (_, at) => ({
  name: `FILL-${at}.json`,
  data: record(`FILL-${at}`, at % 3 === 0 ? 'a' : `fill-${at}`, {
    modified: '2022-01-01T00:00:00Z',
    aliases: at % 5 === 0 ? ['CVE-1'] : [],
  }),
}))

test('any changes, laid over one another, give what a fresh import gives', { timeout: 240_000 }, async () => {
  let parts = 0
  const states = fc.array(fc.array(version, { maxLength: 6 }), { minLength: 2, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(states, async (feeds) => {
      const dir = newFolder()
      for (const feed of feeds) {
        const items = [...filler, ...feed.map(toItem)]
        const report = await load(dir, items)
        const fresh = newFolder()
        const expected = await load(fresh, items)
        const ids = feeds.flat().map(({ id }) => `ID-${id}`)
        expect(report.root).toBe(expected.root)
        expect(report.feeds).toEqual(expected.feeds)
        expect(answersOf(dir, ids)).toEqual(answersOf(fresh, ids))
        expect((await verifyFeddb(dir)).problems).toEqual([])
        parts = Math.max(parts, layerOf(dir).parts.length)
        rmSync(fresh, { recursive: true })
      }
      rmSync(dir, { recursive: true })
    }),
    { numRuns: 25 },
  )
  // Otherwise nothing was laid over anything.
  expect(parts).toBeGreaterThan(2)
})

test('the same feed again writes no segment; another time only another manifest', async () => {
  const dir = newFolder()
  const path = put(join(newFolder(), 'mine', 'npm', 'all.zip'), zip(filler))
  const read = async (asOf: string): Promise<readonly [string, readonly string[]]> => {
    const { root } = await importSources([path], { dir, clock: () => now, asOf })
    return [root, readdirSync(join(dir, 'segments'), { recursive: true, encoding: 'utf8' })]
  }
  const first = await read('2025-01-01T00:00:00Z')
  expect(await read('2025-01-01T00:00:00Z')).toEqual(first)
  expect(await read('2025-02-02T00:00:00Z')).toEqual(first)
  expect(layerOf(dir)).toMatchObject({ asOf: '2025-02-02T00:00:00Z', parts: [expect.anything()] })
})

test('a changed record costs its own keys; many changes, or many parts, make a new base', async () => {
  const dir = newFolder()
  const sizes = (): readonly number[] =>
    layerOf(dir).parts.map((part) => Object.values(part).reduce((sum, { size }) => sum + size, 0))
  const changed = (count: number, mark: string): readonly ZipItem[] =>
    filler.map((item, at) =>
      at < count ? { ...item, data: item.data.toString().replace('2022-01', `2022-${mark}`) } : item,
    )
  await load(dir, filler)
  const [base = 0] = sizes()
  await load(dir, changed(1, '02'))
  expect(sizes()).toHaveLength(2)
  expect(sizes()[1]).toBeLessThan(base / 5)
  const counts: number[] = []
  for (let round = 3; round < 12; round++) {
    await load(dir, changed(1, String(round).padStart(2, '0')))
    counts.push(sizes().length)
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(8)
  expect(counts).toContain(1)
  await load(dir, changed(60, '02'))
  expect(sizes()).toHaveLength(1)
})

test('a feed that the store cannot lay over what it has is written whole', async () => {
  const dir = newFolder()
  const before = await load(dir, filler)
  const [part] = layerOf(dir).parts
  const digest = part?.records?.digest ?? ''
  rmSync(join(dir, 'segments', digest.slice(0, 2), digest))
  const after = await load(dir, filler)
  expect(after.root).toBe(before.root)
  expect((await verifyFeddb(dir)).problems).toEqual([])
})

test('records whose form needs the path of their file follow it when it moves', async () => {
  const dir = newFolder()
  const base = newFolder()
  const advisory = (gem: string): string =>
    `---\ngem: ${gem}\ntitle: t\nurl: https://a.example/\ndescription: d\npatched_versions:\n  - ">= 2"\n`
  for (let at = 0; at < 40; at++) put(join(base, 'gems', `g${at}`, `OSVDB-${at}.yml`), advisory(`g${at}`))
  const first = await importSources([base], { dir, clock: () => now, format: 'rubysec' })
  put(join(base, 'gems', 'g1', 'OSVDB-1000.yml'), advisory('g1'))
  rmSync(join(base, 'gems', 'g1', 'OSVDB-1.yml'))
  const second = await importSources([base], { dir, clock: () => now, format: 'rubysec' })
  const fresh = newFolder()
  const expected = await importSources([base], { dir: fresh, clock: () => now, format: 'rubysec' })
  expect(first.feeds[0]?.kept).toBe(40)
  expect(second.root).toBe(expected.root)
  expect(second.root).not.toBe(first.root)
  expect(layerOf(dir).parts).toHaveLength(2)
  expect((await verifyFeddb(dir)).problems).toEqual([])
})

test('an id that is no Unicode text is dropped; an alias that is none is found by what was stored', async () => {
  const dir = newFolder()
  const bad = { name: 'bad.json', data: '{"id":"BAD-\\ud800","affected":[]}' }
  const good = { name: 'GOOD.json', data: record('GOOD', 'x', { aliases: ['A-\udfff'] }) }
  const report = await load(dir, [bad, good])
  expect(report.feeds[0]?.dropped.map(({ reason }) => reason)).toEqual(['NOT_UTF8'])
  const store = openFeddb(dir, () => now)
  expect(store.recordsOf('A-\udfff').map(({ id }) => id)).toEqual(['GOOD'])
  store.close()
  expect((await verifyFeddb(dir)).problems).toEqual([])
})

test('signals that change are patched, and the counts follow', async () => {
  const dir = newFolder()
  const write = (days: readonly string[]): string => {
    const vulnerabilities = days.map((dateAdded, at) => ({
      cveID: `CVE-2020-${1000 + at}`,
      vendorProject: 'v',
      product: 'p',
      vulnerabilityName: 'n',
      dateAdded,
      knownRansomwareCampaignUse: 'Known',
    }))
    return put(join(folder, 'kev.json'), JSON.stringify({ vulnerabilities }))
  }
  const days = Array.from({ length: 100 }, () => '2021-01-01')
  const read = async (into: string, all: readonly string[]): Promise<ImportReport> =>
    importSources([write(all)], { dir: into, clock: () => now, asOf: '2025-12-31T00:00:00Z', format: 'kev' })
  await read(dir, days)
  const next = [...days.with(7, '2021-02-02'), '2021-03-03'].slice(1)
  const report = await read(dir, next)
  const fresh = newFolder()
  expect(report.root).toBe((await read(fresh, next)).root)
  expect(layerOf(dir)).toMatchObject({ signals: 100, parts: [{}, {}] })
  expect((await verifyFeddb(dir)).problems).toEqual([])
})
