import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { importSources } from './feddb/import.ts'
import { openExportSource } from './feddb/iterate.ts'
import { record, zip } from './feddb/testing/feeds.ts'
import { listPackageClaims } from './feddb-packages.ts'

const clock = () => Date.parse('2026-11-22T00:00:00Z')

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'occtet-packages-'))
})

afterEach(() => rmSync(dir, { recursive: true, force: true }))

async function importRecords(source: string, records: readonly string[]): Promise<void> {
  const path = join(dir, `${source}.zip`)
  writeFileSync(path, zip(records.map((data, at) => ({ name: `${at}.json`, data }))))
  await importSources([path], { dir: join(dir, 'feddb'), clock, source })
}

function listed(): readonly unknown[] {
  return [...listPackageClaims(join(dir, 'feddb'))].map(({ key, claims }) => [key, claims])
}

test('each package once over all sources, as an export sees them; what a delta takes back is gone', async () => {
  const records = Array.from({ length: 300 }, (_, at) => record(`T-${at}`, `package-${at % 250}`))
  await importRecords('one', records)
  await importRecords('two', [record('U-1', 'package-7'), record('U-2', 'other')])
  await importRecords(
    'one',
    records.filter((_, at) => at !== 260 && at !== 10),
  )
  const exported: unknown[] = []
  const source = openExportSource(join(dir, 'feddb'))
  source.forEachPackage((key, claims) => exported.push([key, claims]))
  source.close()
  expect(listed()).toEqual(exported)
  expect(exported).toHaveLength(250)
  expect(JSON.stringify(exported)).not.toContain('T-260')
})

test('an empty store has none; a list that is left early closes its files', async () => {
  expect(listed()).toEqual([])
  await importRecords('one', [record('T-1', 'a'), record('T-2', 'b')])
  const list = listPackageClaims(join(dir, 'feddb'))
  expect(list.next().done).toBe(false)
  expect(list.return()).toEqual({ done: true, value: undefined })
  expect(list.next().done).toBe(true)
})
