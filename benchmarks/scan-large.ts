/** A cold `occtet scan` of a real tree against real advisories, and against the same multiplied beyond 250,000 records. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { multiplyArchives } from './feddb-data.ts'
import { makeTree, occtet, requireInputs, work } from './inputs.ts'
import { compare, printMachine, printTable } from './measure.ts'

const feeds = fileURLToPath(new URL('../../shared/data/osv', import.meta.url))

function importInto(name: string, archives: string): string {
  const folder = join(work, name)
  if (!existsSync(folder))
    spawnSync(occtet[0] ?? '', [...occtet.slice(1), 'db', 'import', archives, '--db', folder], {
      stdio: 'ignore',
    })
  return folder
}

function recordsIn(folder: string): number {
  const run = spawnSync(occtet[0] ?? '', [...occtet.slice(1), 'db', 'status', '--json', '--db', folder], {
    encoding: 'utf8',
  })
  return (JSON.parse(run.stdout) as { snapshot: { size: number } }).snapshot.size
}

requireInputs()
printMachine()
const small = importInto('scan-feddb-1', feeds)
const large = importInto('scan-feddb-4', multiplyArchives(feeds, 4))
for (const name of ['prometheus', 'trpc', 'omicron']) {
  const { folder } = makeTree(name)
  const scan = (db: string): readonly string[] => [...occtet, 'scan', folder, '--format', 'json', '--db', db]
  const figures = compare([
    { name: 'bare Node', command: [process.execPath, '-e', '0'] },
    { name: 'occtet inventory', command: [...occtet, 'inventory', folder] },
    { name: `occtet scan, ${recordsIn(small)} records`, command: scan(small) },
    { name: `occtet scan, ${recordsIn(large)} records`, command: scan(large) },
  ])
  const listed = spawnSync(occtet[0] ?? '', [...occtet.slice(1), 'inventory', folder], {
    encoding: 'utf8',
  }).stdout
  printTable(`${name}, ${listed.split('\n').length - 1} components`, figures)
}
