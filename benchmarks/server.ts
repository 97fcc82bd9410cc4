/**
 * How fast the server answers reads: 200 requests a second, p99, on both databases; and the most that it can.
 *
 *     npx tsx --conditions=@occtet/source benchmarks/server.ts [PRODUCTS] [COMPONENTS] [SECONDS]
 *
 * PRODUCTS (1,000) of COMPONENTS (1,000) each are the analysed sample under other names. The floor is the same server's
 * `/health/live`, which reads nothing. Server, database and client share the machine. Reach (design section 9): p99 ≤ 50 ms.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { StorePlace } from '../apps/server/src/db/open.ts'
import { findPostgres, startPostgres } from '../tests/postgres.ts'
import { root } from './inputs.ts'
import { printMachine } from './measure.ts'
import { seedLoad } from './server-seed.ts'

const [products = 1000, components = 1000, seconds = 15] = process.argv.slice(2).map(Number)
const node = [process.execPath, '--conditions=@occtet/source', '--import', 'tsx'] as const

printMachine()
const folder = mkdtempSync(join(root, 'node_modules', '.cache-server-'))
const postgres = findPostgres() === undefined ? undefined : await startPostgres()
try {
  await measure('sqlite', { dataDir: join(folder, 'sqlite'), database: undefined })
  if (postgres === undefined) console.log('PostgreSQL is not installed: not measured')
  else {
    postgres.createDatabase('load')
    await measure('postgres', { dataDir: join(folder, 'postgres'), database: postgres.url('load') })
  }
} finally {
  postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measure(name: string, place: StorePlace): Promise<void> {
  const began = performance.now()
  const settings = {
    mode: 'local' as const,
    publicUrl: 'http://127.0.0.1:1',
    feddbDir: join(folder, 'feddb'),
    maxAgeDays: 3650,
    isOffline: true,
    ...place,
  }
  const seeded = await seedLoad(place, settings, { products, components })
  console.log(
    `\n${name}: ${JSON.stringify(seeded)}, seeded in ${Math.round((performance.now() - began) / 1000)} s`,
  )
  const { server, url } = await start(place)
  try {
    for (const [what, paths] of kinds()) {
      ask(url, paths, { rate: '200', for: 3 })
      const at200 = ask(url, paths, { rate: '200', for: seconds })
      const most = ask(url, paths, { rate: 'most', for: Math.min(seconds, 8) })
      console.log(`${what.padEnd(22)} 200/s: ${at200}   most: ${most}`)
    }
  } finally {
    server.kill('SIGTERM')
  }
}

function kinds(): readonly (readonly [string, readonly string[]])[] {
  const some = Array.from({ length: 50 }, (_, at) => `p${String((at * 37) % products).padStart(4, '0')}`)
  const org = '/api/orgs/load'
  const each = (path: string): readonly string[] =>
    some.map((id) => `${org}/products/${id}/${path}`.replace('RELEASE', 'releases/1.0.0'))
  const reads: readonly (readonly [string, readonly string[]])[] = [
    ['home', [`${org}/home`]],
    ['frame', [`${org}/frame`]],
    ['products, 50 rows', [`${org}/products?limit=50`]],
    ['one product', some.map((id) => `${org}/products/${id}`)],
    ['components, 100 rows', each('RELEASE/components?limit=100')],
    ['tree, 100 rows', each('RELEASE/tree?limit=100')],
    ['queue, 50 rows', [`${org}/triage/queue?limit=50`]],
    ['findings of a product', some.map((id) => `${org}/triage/queue?limit=50&product=${id}`)],
    ['requirements', each('RELEASE/requirements')],
    ['questions', each('questions')],
    ['documents', each('RELEASE/documents')],
    ['licences', each('RELEASE/licenses')],
    ['ledger', ['/api/orgs/sample/ledger', '/api/orgs/sample/ledger/events']],
  ]
  return [
    ['floor (health/live)', ['/health/live']],
    ...reads,
    [
      'all of them in turn',
      reads.flatMap(([, paths]) => Array.from({ length: 10 }, (_, at) => paths[at % paths.length] ?? '')),
    ],
  ]
}

async function start({ dataDir, database }: StorePlace): Promise<{ server: ChildProcess; url: string }> {
  const [command, ...args] = node
  const script = join(root, 'benchmarks', 'server-process.ts')
  const server = spawn(command, [...args, script, dataDir, ...(database === undefined ? [] : [database])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: server.stdout })) return { server, url: line }
  throw new Error('the server did not start')
}

function ask(
  url: string,
  paths: readonly string[],
  how: { readonly rate: string; readonly for: number },
): string {
  const [command, ...args] = node
  const script = join(root, 'benchmarks', 'server-client.ts')
  const run = spawnSync(command, [...args, script, url, how.rate, String(how.for), ...paths], {
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(run.stderr)
  const { p50, p99, max, perSecond, bad } = JSON.parse(run.stdout) as Record<string, number>
  // At "most" these are requests above the limit of one address (429).
  const fault = bad === 0 ? '' : ` not answered ${bad}`
  return `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms, ${Math.round(perSecond ?? 0)}/s${fault}`
}
