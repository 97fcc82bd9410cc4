/** Federated AboutCode trees: the files by version are left out exactly where advisories say the same. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assessPurl } from '../../matching/index.ts'
import { parsePurl } from '../../model/index.ts'
import { exportFeddb } from './export-files.ts'
import { type ImportReport, importSources } from './import.ts'
import { openFeddb } from './open.ts'
import { put, zip } from './testing/feeds.ts'
import { createToldTwice } from './told-twice.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-twice-'))
const tree = join(folder, 'tree')
const clock = (): number => Date.UTC(2026, 10, 22)
let made = 0

afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  const dir = join(folder, 'db')
  const ids = ['EX-1', 'EX-2', 'EX-3']
  const records = ids.map((id, at) => ({
    id,
    modified: '2026-01-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'made-up' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: `${at + 1}.0.0` }] }],
        versions: ['0.5.0', `${at}.9.0`],
      },
    ],
  }))
  for (const record of records) put(join(folder, 'feed', `${record.id}.json`), JSON.stringify(record))
  await importSources([join(folder, 'feed')], { dir, clock, source: 'made' })
  exportFeddb(dir, tree, { layout: 'aboutcode', options: {} })
})

function filesOf(root: string): readonly string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')).sort()
}

interface Taken {
  readonly report: ImportReport
  /** Which advisories affect each version. */
  readonly answers: readonly string[]
}

async function take(path: string): Promise<Taken> {
  const dir = join(folder, `taken-${made++}`)
  const report = await importSources([path], { dir, clock, source: 'tree' })
  const store = openFeddb(dir, clock)
  const answers = versions.map((version) => {
    const purl = parsePurl(`pkg:npm/made-up@${version}`)
    if (!purl.ok) throw new Error(purl.error.message)
    const ids = assessPurl(store, purl.value).hits.map(({ claim }) => claim.record.replace(/ pkg:.*$/, ''))
    return `${version}: ${[...new Set(ids)].sort().join(' ')}`
  })
  store.close()
  return { report, answers }
}

const versions = ['0.5.0', '0.9.0', '1.0.0', '1.9.0', '2.9.0', '3.0.0']

const records = ({ report }: Taken): number => report.feeds.reduce((sum, feed) => sum + feed.records, 0)
const notes = ({ report }: Taken): readonly string[] =>
  report.issues.map(({ code, level, message }) => `${level} ${code} ${message.split(' ')[0] ?? ''}`)

test('a tree that has both is read by its advisories, says so, and knows as much', async () => {
  const files = filesOf(tree)
  const byVersion = files.filter((path) => path.startsWith('packages/'))
  expect(byVersion.length).toBeGreaterThan(4)
  const whole = await take(tree)
  expect(notes(whole)).toEqual([`note DUPLICATE_KEY ${byVersion.length}`])
  expect(records(whole)).toBe(3)
  const packed = put(
    join(folder, 'tree.zip'),
    zip(
      // Packages first: the table of an archive is read before its files.
      [...files].reverse().map((path) => ({ name: `repo/${path}`, data: readFileSync(join(tree, path)) })),
    ),
  )
  const fromZip = await take(packed)
  expect([notes(fromZip), records(fromZip)]).toEqual([notes(whole), 3])
  const alone = await take(join(tree, 'packages'))
  expect([alone.report.issues, records(alone) > 3]).toEqual([[], true])
  expect(alone.answers[1]).toBe('0.9.0: made/EX-1 made/EX-2 made/EX-3')
  expect([whole.answers, fromZip.answers]).toEqual([alone.answers, alone.answers])
})

test('what no advisory of the same tree says is read', async () => {
  const copy = join(folder, 'copy')
  cpSync(tree, copy, { recursive: true })
  rmSync(join(copy, 'advisories', 'made', 'EX-3.yml'))
  const taken = await take(copy)
  // Every version is affected or fixed by it, so that no file can be left out.
  expect(notes(taken)).toEqual([])
  expect(taken.answers).toEqual((await take(join(tree, 'packages'))).answers)
})

test('only files written as the exporter writes them are judged', () => {
  const told = createToldTwice()
  for (const path of ['advisories/made/EX-1.yml', 'x/advisories/made/EX-2.yml', 'advisories/made/EX-3.json'])
    told.note(path)
  const list = (...ids: readonly string[]): string =>
    `- purl: pkg:npm/a@1\n  affected_by_advisories:\n${ids.map((id) => `    - ${id}\n`).join('')}  fixing_advisories: []\n`
  const rows: readonly (readonly [path: string, text: string, expected: boolean])[] = [
    ['packages/r/a/1/advisories.yml', list('made/EX-1'), true],
    ['packages/r/a/1/advisories.yml', list("'made/EX-1'"), true],
    ['packages/r/packages/a/1/advisories.yml', list('made/EX-1'), true],
    ['x/packages/r/a/1/advisories.yml', list('made/EX-2'), true],
    ['packages/r/a/1/advisories.yml', list('made/EX-1', 'made/EX-2'), false],
    ['x/packages/r/a/1/advisories.yml', list('made/EX-1'), false],
    ['packages/r/a/1/advisories.yml', list('made/EX-3'), false],
    ['packages/r/a/1/other.yml', list('made/EX-1'), false],
    ['a/1/advisories.yml', list('made/EX-1'), false],
    ['packages/r/a/1/advisories.yml', list(), false],
    ['packages/r/a/1/advisories.yml', `${list('made/EX-1')}  affected_by_advisories: [made/EX-9]\n`, false],
    ['packages/r/a/1/advisories.yml', list('made/EX-1', '&a made/EX-1'), false],
  ]
  expect(rows.filter(([path, text, expected]) => told.isTold({ path, text }) !== expected)).toEqual([])
})
