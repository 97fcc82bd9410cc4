/**
 * The same rows in FedDB and in SQLite (Python's own, where there is a Python): batches of 1,000 packages, and the size on disk.
 *
 *     npx tsx benchmarks/feddb-sql.ts [TIMES…]
 *
 * Each TIMES multiplies the real records: the cost of a look-up must not grow with the database.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { importSources, openFeddb } from '../packages/toolkit/src/adapters/feddb/index.ts'
import { openExportSource } from '../packages/toolkit/src/adapters/feddb/iterate.ts'
import { packageKeysOf } from '../packages/toolkit/src/advisories/index.ts'
import { sharedPath } from '../tests/shared.ts'
import { multiplyArchives } from './feddb-data.ts'
import { samplePurls } from './feddb-purls.ts'

/** A table with an index on the key, as a team would build it; answers are parsed, as ours are. */
const fill = `
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("pragma journal_mode = off")
db.execute("create table claims (key text primary key, rows text not null) without rowid")
rows = (json.loads(line) for line in sys.stdin)
db.executemany("insert into claims values (?, ?)", ((row["key"], row["rows"]) for row in rows))
db.commit()
`
const ask = `
import json, sqlite3, sys, time
db = sqlite3.connect(sys.argv[1])
keys = json.load(open(sys.argv[2]))
batches = []
for _ in range(15):
    start = time.perf_counter()
    for key in keys:
        found = db.execute("select rows from claims where key = ?", (key,)).fetchone()
        if found: json.loads(found[0])
    batches.append(1000 * (time.perf_counter() - start))
print(json.dumps(batches))
`

const python = spawnSync('python3', ['-c', 'import sqlite3; print(sqlite3.sqlite_version)'], {
  encoding: 'utf8',
})
for (const text of process.argv.length > 2 ? process.argv.slice(2) : ['1', '4']) await compare(Number(text))

async function compare(times: number): Promise<void> {
  const folder = multiplyArchives(sharedPath('data/osv'), times)
  const dir = `${folder}-feddb`
  if (!existsSync(join(dir, 'CURRENT'))) await importSources([folder], { dir, clock: Date.now })
  const store = openFeddb(dir, Date.now)
  const purls = samplePurls(folder, 1000)
  const own = Array.from({ length: 15 }, () => {
    const start = performance.now()
    for (const purl of purls) store.claimsFor(purl)
    return performance.now() - start
  })
  console.log(`${store.snapshot.size} records`)
  console.log(`  FedDB   ${format(own)} ms for 1,000, ${mebibytes(dir)} MiB (records included)`)
  store.close()
  if (python.status !== 0) {
    console.log('  SQLite  not measured: no python3 with sqlite3 on this machine')
    return
  }
  const database = `${folder}.sqlite`
  if (!existsSync(database)) await fillDatabase(dir, database)
  const keys = `${folder}-keys.json`
  writeFileSync(keys, JSON.stringify(purls.map((purl) => packageKeysOf(purl).keys[0])))
  const theirs = JSON.parse(
    execFileSync('python3', ['-c', ask, database, keys], { encoding: 'utf8' }),
  ) as number[]
  const size = Math.round(statSync(database).size / 1048576)
  console.log(
    `  SQLite  ${format(theirs)} ms for 1,000, ${size} MiB (claims only), SQLite ${python.stdout.trim()}`,
  )
  console.log(`  ratio   ${(median(own) / median(theirs)).toFixed(2)} (below 1: FedDB is faster)`)
}

async function fillDatabase(dir: string, database: string): Promise<void> {
  const lines = `${database}.ndjson`
  const out = createWriteStream(lines)
  const source = openExportSource(dir)
  source.forEachPackage(
    (key, claims) => void out.write(`${JSON.stringify({ key, rows: JSON.stringify(claims) })}\n`),
  )
  source.close()
  out.end()
  await finished(out)
  execFileSync('sh', ['-c', `python3 -c "$1" "$2" < "$3"`, 'sh', fill, `${database}.new`, lines])
  execFileSync('mv', [`${database}.new`, database])
  rmSync(lines)
}

function mebibytes(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const bytes = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
  return Math.round(bytes / 1048576)
}

function format(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b)
  return `${median(values).toFixed(1)} (${(sorted[0] ?? 0).toFixed(1)} to ${(sorted.at(-1) ?? 0).toFixed(1)})`
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
