/** Exports of a small FedDB on disk: the same files as without a disk, readable again, never over others. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createExportSource, exportAboutcode, type StoredRecord } from '../../advisories/index.ts'
import { sha256Hex } from '../../base/index.ts'
import { type Purl, parsePurl } from '../../model/index.ts'
import { exportFeddb } from './export-files.ts'
import { importSources } from './import.ts'
import { openFeddb } from './open.ts'

const clock = (): number => Date.UTC(2026, 10, 22)
const folder = mkdtempSync(join(tmpdir(), 'occtet-export-'))
const dir = join(folder, 'db')

function affects(ecosystem: string, name: string, fixed: string): object {
  return {
    package: { ecosystem, name },
    ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
  }
}

const values = [
  { id: 'EX-1', modified: '2026-01-01T00:00:00Z', affected: [affects('npm', '@made/up', '1.2.3')] },
  {
    id: 'EX-2',
    modified: '2026-01-01T00:00:00Z',
    affected: [affects('PyPI', 'made-up', '1.0'), affects('Debian:12', 'made', '1-1')],
  },
  {
    id: '../EX-3',
    modified: '2026-01-01T00:00:00Z',
    affected: [affects('npm', 'con', '2.0.0'), affects('npm', 'Con', '2.0.0')],
  },
  {
    id: 'EX-4',
    modified: '2026-01-01T00:00:00Z',
    withdrawn: '2026-02-01T00:00:00Z',
    affected: [affects('npm', 'gone', '1.0.0')],
  },
]
const texts = values.map((value) => JSON.stringify(value))

beforeAll(async () => {
  const feed = join(folder, 'made')
  mkdirSync(feed)
  for (const [at, text] of texts.entries()) writeFileSync(join(feed, `${at}.json`), text)
  await importSources([feed], { dir, clock, source: 'made' })
})

afterAll(() => rmSync(folder, { recursive: true }))

function filesBelow(root: string): readonly string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort()
}

test('the tree on disk is the export of the same records in memory', () => {
  const out = join(folder, 'tree')
  const report = exportFeddb(dir, out, { layout: 'aboutcode', options: {} })
  const stored = values.map(({ id }, at): StoredRecord => {
    const text = texts[at] ?? ''
    return { source: 'made', id, format: 'osv', digest: sha256Hex(text), text }
  })
  const expected = new Map<string, string>()
  exportAboutcode(createExportSource(stored), {}, ({ path, text }) => expected.set(join(out, path), text))
  const found = new Map(filesBelow(out).map((path) => [path, readFileSync(path, 'utf8')]))
  expect([...found].sort()).toEqual([...expected].sort())
  if (!report.ok) throw new Error(report.error.message)
  expect(report.value.files).toBe(found.size)
  expect(report.value.losses).toMatchObject([{ code: 'WITHDRAWN', record: 'EX-4' }])
  // `../EX-3` is named by its digest; `con` is a device elsewhere.
  const codes = new Set(report.value.issues.map(({ code }) => code))
  expect([...codes]).toContain('PATH_NOT_PORTABLE')
  expect(filesBelow(folder).filter((path) => path.includes('EX-3'))).toEqual([])
})

test('archives come back with the texts of upstream', async () => {
  const out = join(folder, 'osv')
  expect(exportFeddb(dir, out, { layout: 'osv', options: {} })).toMatchObject({
    ok: true,
    value: { records: 4 },
  })
  expect(readdirSync(out).sort()).toEqual(['Debian', 'PyPI', 'npm'])
  const back = join(folder, 'back')
  await importSources([out], { dir: back, clock, source: 'made' })
  const store = openFeddb(back, clock)
  const found = values.map(({ id }) => store.recordsOf(id).map(({ text }) => text)[0])
  const named = parsePurl('pkg:deb/debian/made')
  const purl: Purl | undefined = named.ok ? named.value : undefined
  const claims = purl === undefined ? [] : store.claimsFor(purl)
  store.close()
  expect(found).toEqual(texts)
  expect(claims.map(({ record }) => record)).toEqual(['EX-2'])
})

test('files that are there stay; a configuration without a place is refused', () => {
  const out = join(folder, 'full')
  mkdirSync(out)
  writeFileSync(join(out, 'mine.txt'), 'mine')
  expect(exportFeddb(dir, out, { layout: 'osv', options: {} })).toMatchObject({
    error: { code: 'EXPORT_NOT_EMPTY' },
  })
  const config = { name: 'made', data_clusters: [] }
  const refused = exportFeddb(dir, join(folder, 'none'), { layout: 'aboutcode', options: { config } })
  expect(refused).toMatchObject({ error: { code: 'KIND_UNKNOWN' } })
})

test('a record whose id lies in its path is exported, and read again for a group', async () => {
  const feed = join(folder, 'paths', 'acme', 'spoon')
  mkdirSync(feed, { recursive: true })
  // Neither a CVE nor a date: nothing in the text could stand for the name of the file.
  const text = [
    'title: Spoon bends',
    'cve: ~',
    'branches:',
    '  1.x:',
    "    versions: ['<1.10']",
    'reference: composer://acme/spoon',
    '',
  ].join('\n')
  writeFileSync(join(feed, '2031-05-01.yaml'), text)
  const store = join(folder, 'paths-db')
  const { feeds } = await importSources([join(folder, 'paths')], { dir: store, clock })
  expect(feeds.map(({ layer, kept }) => [layer, kept])).toEqual([['friendsofphp/friendsofphp', 1]])
  const open = openFeddb(store, clock)
  const [stored, ...others] = open.recordsOf('acme/spoon/2031-05-01')
  open.close()
  expect([stored?.path, stored?.text, others]).toEqual(['acme/spoon/2031-05-01.yaml', text, []])
  const report = exportFeddb(store, join(folder, 'paths-osv'), { layout: 'osv', options: {} })
  expect(report).toMatchObject({ ok: true, value: { records: 1, losses: [] } })
})
