/** Imports of small and hostile inputs: what is kept, what is counted, what is refused. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pack } from 'tar-stream'
import { afterAll, expect, test } from 'vitest'
import { parsePurl } from '../../model/index.ts'
import { hasFeddb, type ImportReport, importSources, openFeddb, verifyFeddb } from './index.ts'
import { put, record, type ZipItem, zip } from './testing/feeds.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-import-'))
afterAll(() => rmSync(folder, { recursive: true }))

const now = Date.UTC(2026, 0, 1)
let made = 0
const newFolder = (): string => join(folder, String(made++))

async function importZip(
  items: readonly ZipItem[] | Buffer,
): Promise<ImportReport & { readonly dir: string }> {
  const dir = newFolder()
  const bytes = Buffer.isBuffer(items) ? items : zip(items)
  const path = put(join(newFolder(), 'source', 'npm', 'all.zip'), bytes)
  return { ...(await importSources([path], { dir, clock: () => now })), dir }
}

function drops(report: ImportReport): readonly (readonly [string, number])[] {
  return report.feeds.flatMap(({ dropped }) => dropped.map(({ reason, count }) => [reason, count] as const))
}

function recordsFor(dir: string, text: string): readonly string[] {
  const purl = parsePurl(text)
  if (!purl.ok) throw new Error(purl.error.message)
  const store = openFeddb(dir, () => now)
  const found = store.claimsFor(purl.value).map((claim) => claim.record)
  store.close()
  return found
}

test('bad entries are counted by reason and never fail the feed', async () => {
  const report = await importZip([
    { name: 'good.json', data: record('GOOD') },
    { name: 'stored.json', data: record('STORED'), method: 0 },
    { name: '../../../etc/passwd', data: record('TRAVERSAL') },
    { name: 'folder/', data: '', method: 0 },
    { name: 'crc.json', data: record('CRC'), crc: 1 },
    { name: 'encrypted.json', data: record('ENCRYPTED'), flags: 1 },
    { name: 'method.json', data: record('METHOD'), method: 99 },
    { name: 'size.json', data: record('SIZE'), size: 20 },
    { name: 'text.json', data: 'no json' },
    { name: 'cut.json', data: record('CUT').slice(0, -3) },
    { name: 'latin1.json', data: Buffer.from('{"id":"\xe9"}', 'latin1') },
    { name: 'array.json', data: '[1]' },
    { name: 'no-id.json', data: '{"id":7}' },
    { name: 'git.json', data: '{"id":"GIT-1","affected":[{"ranges":[{"type":"GIT","events":[]}]},null,7]}' },
    { name: 'withdrawn.json', data: '{"id":"W-1","withdrawn":"2020-01-01T00:00:00Z"}' },
    { name: 'proto.json', data: '{"__proto__":{"id":"P"},"constructor":1,"affected":{"length":9}}' },
    {
      name: 'bomb.json',
      data: Buffer.concat([Buffer.from('{"id":"'), Buffer.alloc(500_000, 97), Buffer.from('"}')]),
    },
    {
      name: 'twice-a.json',
      data: record('TWICE', 'x', { modified: '2020-01-02T00:00:00Z', summary: 'later' }),
    },
    { name: 'twice-b.json', data: record('TWICE', 'x') },
    { name: 'twice-c.json', data: record('TWICE', 'x') },
  ])
  expect(report.issues).toEqual([])
  expect(drops(report)).toEqual([
    ['BAD_CRC', 1],
    ['BAD_DATA', 1],
    ['DUPLICATE_ID', 1],
    ['ENCRYPTED', 1],
    ['METHOD_UNSUPPORTED', 1],
    ['NOT_A_RECORD', 1],
    ['NOT_JSON', 2],
    ['NOT_UTF8', 1],
    ['NO_ID', 2],
    ['TOO_LARGE', 1],
  ])
  expect(report.feeds[0]).toMatchObject({
    layer: 'source/npm',
    records: 19,
    kept: 7,
    withdrawn: 1,
    unkeyed: 2,
  })
  expect(recordsFor(report.dir, 'pkg:npm/x@1')).toEqual(['GOOD', 'STORED', 'TRAVERSAL', 'TWICE'])
  const versions = openFeddb(report.dir, () => now).recordsOf('TWICE')
  expect(versions.map(({ text }) => text.includes('later')).sort()).toEqual([false, true])
})

const overlapping = zip([
  { name: 'a.json', data: record('A') },
  { name: 'b.json', data: record('B'), offset: 0 },
])
const many = Buffer.from(zip([{ name: 'a.json', data: record('A') }]))
many.writeUInt16LE(60_000, many.length - 12)
const whole = zip([{ name: 'a.json', data: record('A') }])

test.each([
  ['overlapping entries', overlapping, 'ZIP_OVERLAP'],
  ['a count that the directory cannot hold', many, 'ZIP_INVALID'],
  ['cut short', whole.subarray(0, whole.length - 30), 'ZIP_INVALID'],
  ['no zip at all', Buffer.from('hello'), 'ZIP_INVALID'],
  ['empty', Buffer.alloc(0), 'ZIP_INVALID'],
  [
    'a promise of gigabytes',
    zip(Array.from({ length: 40 }, (_, at) => ({ name: `${at}.json`, data: record('A'), size: 2 ** 31 }))),
    'ZIP_TOO_LARGE',
  ],
])('an archive with %s is refused as a whole, and says why', async (_title, bytes, code) => {
  const report = await importZip(bytes)
  expect(report.feeds).toEqual([])
  expect(report.issues[0]?.message).toContain(code)
  expect(report.issues[0]?.hint).toBeDefined()
  expect(hasFeddb(report.dir)).toBe(false)
})

test('cut or changed anywhere, an archive gives issues or counts, never an exception', async () => {
  const bytes = zip([
    { name: 'a.json', data: record('A') },
    { name: 'b.json', data: record('B'), method: 0 },
  ])
  for (let at = 0; at < bytes.length; at += 5) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 0xff
    const report = await importZip(changed)
    expect(
      report.feeds.every((feed) => feed.records === feed.kept + drops(report).reduce((n, [, c]) => n + c, 0)),
    ).toBe(true)
    expect(report.feeds.length + report.issues.length).toBeGreaterThan(0)
  }
})

test('a flood of repeated facts is counted as too large', async () => {
  const aliases = Array.from({ length: 3000 }, (_, at) => `CVE-2020-${at}`)
  const affected = Array.from({ length: 3000 }, (_, at) => ({
    package: { ecosystem: 'npm', name: `p${at}` },
  }))
  const report = await importZip([
    { name: 'flood.json', data: JSON.stringify({ id: 'F', aliases, affected }) },
  ])
  expect(drops(report)).toEqual([['TOO_LARGE', 1]])
})

test('plain files: one record, an array, a folder; text without a compressor in between', async () => {
  const dir = newFolder()
  const base = newFolder()
  put(join(base, 'list', 'deep', 'a.json'), record('A'))
  put(join(base, 'list', 'b.json'), `\uFEFF${record('B')}`)
  put(join(base, 'list', 'c.json'), `[${record('C1')}, ${record('C2')}, 7]`)
  put(join(base, 'list', 'notes.txt'), 'not looked at')
  const one = put(join(base, 'one.json'), record('ONE'))
  const report = await importSources([join(base, 'list'), one], { dir, clock: () => now })
  expect(report.feeds.map(({ layer, records, kept }) => [layer, records, kept])).toEqual([
    ['list/*', 5, 4],
    ['one/*', 1, 1],
  ])
  expect(recordsFor(dir, 'pkg:npm/x')).toEqual(['A', 'B', 'C1', 'C2', 'ONE'])
  expect(openFeddb(dir, () => now).recordsOf('A')[0]?.text).toBe(record('A'))
  expect(openFeddb(dir, () => now).sources.flatMap(({ covers }) => covers)).toEqual([])
})

test('a re-import replaces its own layer, deletions included, and removes what nobody needs', async () => {
  const dir = newFolder()
  const path = join(newFolder(), 'mine', 'npm', 'all.zip')
  const other = put(
    join(newFolder(), 'other', 'npm', 'all.zip'),
    zip([{ name: 'o.json', data: record('O') }]),
  )
  const write = (ids: readonly string[]): string =>
    put(path, zip(ids.map((id) => ({ name: `${id}.json`, data: record(id) }))))
  const roots: string[] = []
  for (const ids of [['A', 'B'], ['A'], ['A', 'C'], ['A', 'B']]) {
    roots.push((await importSources([write(ids), other], { dir, clock: () => now })).root)
    expect(recordsFor(dir, 'pkg:npm/x')).toEqual([...ids, 'O'])
  }
  expect(roots[3]).toBe(roots[0])
  expect(new Set(roots).size).toBe(3)
  const segments = readdirSync(join(dir, 'segments'), { recursive: true, encoding: 'utf8' })
  // Two snapshots of two layers share the other one's two segments: no record has an alias or a signal.
  expect(segments.filter((name) => name.length > 60)).toHaveLength(6)
  expect(readdirSync(join(dir, 'manifests'))).toHaveLength(2)
  expect(readdirSync(dir).sort()).toEqual(['CURRENT', 'manifests', 'segments', 'tmp'])
})

test('an open store keeps its snapshot while the next one is imported', async () => {
  const dir = newFolder()
  const path = join(newFolder(), 'mine', 'npm', 'all.zip')
  await importSources([put(path, zip([{ name: 'a.json', data: record('A') }]))], { dir, clock: () => now })
  const open = openFeddb(dir, () => now)
  await importSources([put(path, zip([{ name: 'b.json', data: record('B') }]))], { dir, clock: () => now })
  expect(open.recordsOf('A')).toHaveLength(1)
  expect(recordsFor(dir, 'pkg:npm/x')).toEqual(['B'])
})

test('times lie beside the root, never in it', async () => {
  const path = put(join(newFolder(), 'mine', 'npm', 'all.zip'), zip([{ name: 'a.json', data: record('A') }]))
  const read = async (clock: number, asOf?: string): Promise<readonly [string, string]> => {
    const dir = newFolder()
    const { root } = await importSources([path], {
      dir,
      clock: () => clock,
      ...(asOf === undefined ? {} : { asOf }),
    })
    return [root, openFeddb(dir, () => clock).asOf]
  }
  const [early, earlyAsOf] = await read(now)
  const [stated, statedAsOf] = await read(now, '2025-05-05T00:00:00Z')
  expect(early).toBe(stated)
  // The file is younger than the clock that was passed: capped.
  expect(earlyAsOf).toBe(new Date(now).toISOString())
  expect(statedAsOf).toBe('2025-05-05T00:00:00Z')
})

test('one writer at a time; the lock of a dead process is taken over', async () => {
  const dir = newFolder()
  const path = put(join(newFolder(), 'mine', 'npm', 'all.zip'), zip([{ name: 'a.json', data: record('A') }]))
  const both = await Promise.allSettled([1, 2].map(() => importSources([path], { dir, clock: () => now })))
  const refused = both.find((one) => one.status === 'rejected')
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(refused?.reason).toMatchObject({ code: 'LOCKED' })
  for (const stale of ['{"pid":999999999,"host":"HOST","start":""}', 'garbage', '']) {
    writeFileSync(join(dir, 'LOCK'), stale.replace('HOST', hostname()))
    await importSources([path], { dir, clock: () => now })
  }
  expect(readdirSync(dir)).not.toContain('LOCK')
})

/** Another last byte in a file of the same size: the digest differs, and the footer is no footer. */
function damage(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  writeFileSync(path, bytes)
}

test('damage is found by verify and by reading, and an import mends it', async () => {
  const dir = newFolder()
  const path = put(join(newFolder(), 'mine', 'npm', 'all.zip'), zip([{ name: 'a.json', data: record('A') }]))
  await importSources([path], { dir, clock: () => now })
  const segments = readdirSync(join(dir, 'segments'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.length > 60,
  )
  for (const name of segments) damage(join(dir, 'segments', name))
  expect((await verifyFeddb(dir)).problems).toHaveLength(2)
  expect(() => recordsFor(dir, 'pkg:npm/x')).toThrow(expect.objectContaining({ code: 'CORRUPT' }))
  await importSources([path], { dir, clock: () => now })
  expect((await verifyFeddb(dir)).problems).toEqual([])
  const manifest = join(dir, 'manifests', readFileSync(join(dir, 'CURRENT'), 'utf8').trim())
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"covers":["npm"]', '"covers":["PyPI"]'))
  expect(() => openFeddb(dir, () => now)).toThrow(expect.objectContaining({ code: 'CORRUPT' }))
})

test('paths that hold nothing are issues; a store that is not there is empty', async () => {
  const dir = newFolder()
  const empty = newFolder()
  mkdirSync(empty)
  const report = await importSources([empty, join(empty, 'missing')], { dir, clock: () => now })
  expect(report.issues.map(({ code }) => code)).toEqual(['FORMAT_UNSUPPORTED', 'FILE_UNREADABLE'])
  expect(hasFeddb(dir)).toBe(false)
  const store = openFeddb(dir, () => now)
  expect([store.snapshot.size, store.sources, recordsFor(dir, 'pkg:npm/x')]).toEqual([0, [], []])
  writeFileSync(join(dir, 'CURRENT'), 'something else')
  expect(() => openFeddb(dir, () => now)).toThrow(expect.objectContaining({ code: 'NOT_A_FEDDB' }))
})

test('rows that outgrow the memory give the same bytes from disk', { timeout: 120_000 }, async () => {
  const dir = newFolder()
  // 3,000 records with 30 kB of versions each: more than stays in memory.
  const versions = Array.from({ length: 3000 }, (_, at) => `1.${at}.${at * 7}`)
  const items = Array.from({ length: 3000 }, (_, at) => ({
    name: `${at}.json`,
    data: JSON.stringify({
      id: `R-${at}`,
      affected: [{ package: { ecosystem: 'npm', name: `p${at % 700}` }, versions }],
    }),
  }))
  const path = put(join(newFolder(), 'big', 'npm', 'all.zip'), zip(items))
  const report = await importSources([path], { dir, clock: () => now })
  expect(report.feeds[0]).toMatchObject({ kept: 3000, packages: 700, claims: 3000 })
  const found = recordsFor(dir, 'pkg:npm/p0@1.0.0')
  expect(found).toEqual(['R-0', 'R-1400', 'R-2100', 'R-2800', 'R-700'])
  expect(statSync(path).size).toBeLessThan(64 * 1024 * 1024)
})

test('of an archive that ends too early nothing is taken, and what the store has stays', async () => {
  const dir = newFolder()
  const path = put(join(newFolder(), 'advisories.tar'), await tar(['a', 'b', 'c']))
  const before = await importSources([path], { dir, clock: () => now })
  expect(before.size).toBe(3)
  put(path, (await tar(['a', 'd', 'e'])).subarray(0, 1600))
  const after = await importSources([path], { dir, clock: () => now })
  expect([after.root, after.issues.map(({ code }) => code)]).toEqual([before.root, ['FORMAT_UNSUPPORTED']])
})

test('two archives of one feed, one of them damaged: the other alone would take records back', async () => {
  const dir = newFolder()
  const whole = put(join(newFolder(), 'one', 'npm', 'all.zip'), zip([{ name: 'a.json', data: record('a') }]))
  const other = put(join(newFolder(), 'one', 'npm', 'all.zip'), zip([{ name: 'b.json', data: record('b') }]))
  const before = await importSources([whole, other], { dir, clock: () => now })
  put(other, 'damaged')
  const after = await importSources([whole, other], { dir, clock: () => now })
  expect([after.root, after.size, after.feeds]).toEqual([before.root, 2, []])
})

async function tar(names: readonly string[]): Promise<Buffer> {
  const archive = pack()
  for (const name of names) archive.entry({ name: `${name}.json` }, record(name))
  archive.finalize()
  const parts: Buffer[] = []
  for await (const part of archive) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

test('a catalogue is as old as its newest entry, however new the file is; what a person states comes first', async () => {
  const source = put(
    join(newFolder(), 'kev.json'),
    JSON.stringify({
      vulnerabilities: ['2025-08-25', '2024-01-01'].map((dateAdded, at) => ({
        cveID: `CVE-2020-${1000 + at}`,
        vendorProject: 'x',
        dateAdded,
      })),
    }),
  )
  const at = new Date('2025-12-31T00:00:00Z')
  utimesSync(source, at, at)
  const stateOf = async (asOf?: string) => {
    const dir = newFolder()
    await importSources([source], { dir, clock: () => now, ...(asOf === undefined ? {} : { asOf }) })
    const store = openFeddb(dir, () => now)
    const [state] = store.sources
    store.close()
    return [state?.asOf, state?.isStale, state?.catalogues]
  }
  expect(await stateOf()).toEqual(['2025-08-25T00:00:00.000Z', true, ['kev']])
  expect(await stateOf('2025-12-30T00:00:00Z')).toEqual(['2025-12-30T00:00:00Z', false, ['kev']])
})
