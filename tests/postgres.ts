/** Suites that run on both databases: the embedded one, and a throw-away PostgreSQL that lives as long as its suite. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest'
import { openStore, type Store, type StorePlace } from '../apps/server/src/db/open.ts'

export interface StoreMaker {
  readonly engine: 'sqlite' | 'postgres'
  /** A database of its own, empty and migrated; closed after the test. */
  readonly open: () => Promise<Store>
  /** Where a database of its own can be, not opened yet. */
  readonly place: () => Promise<StorePlace>
}

/**
 * Runs the suite once for each database. Without PostgreSQL its half is skipped where everybody sees it, and fails where
 * OCCTET_REQUIRE_POSTGRES=1.
 */
export function describeStores(name: string, suite: (stores: StoreMaker) => void): void {
  describe(`${name} (sqlite)`, () => {
    suite(
      withCleanup(
        'sqlite',
        async () => await Promise.resolve({ dataDir: makeFolder(), database: undefined }),
      ),
    )
  })
  if (findPostgres() === undefined) {
    if (process.env['OCCTET_REQUIRE_POSTGRES'] === '1') {
      test(`${name} (postgres)`, () => {
        throw new Error(
          'PostgreSQL is required here (OCCTET_REQUIRE_POSTGRES=1): install the package postgresql',
        )
      })
    } else test.skip(`${name} (postgres: no initdb on this machine)`, () => undefined)
    return
  }
  describe(`${name} (postgres)`, () => {
    let server: PostgresServer | undefined
    let count = 0
    beforeAll(async () => {
      server = await startPostgres()
    })
    afterAll(() => server?.stop())
    const place = async (): Promise<StorePlace> => {
      if (server === undefined) throw new Error('PostgreSQL is not running')
      const database = `d${++count}`
      server.createDatabase(database)
      return await Promise.resolve({ dataDir: makeFolder(), database: server.url(database) })
    }
    suite(withCleanup('postgres', place))
  })
}

const folders: string[] = []

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-store-'))
  folders.push(folder)
  return folder
}

function withCleanup(engine: 'sqlite' | 'postgres', place: () => Promise<StorePlace>): StoreMaker {
  const opened: Store[] = []
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })
  const open = async (): Promise<Store> => {
    const store = await openStore(await place())
    opened.push(store)
    return store
  }
  return { engine, open, place }
}

export interface PostgresServer {
  readonly url: (database: string) => string
  readonly createDatabase: (name: string) => void
  readonly stop: () => void
}

/** Undefined where PostgreSQL is not installed; the newest one where there are several. */
export function findPostgres(): string | undefined {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const paths = (process.env['PATH'] ?? '').split(':')
  return [...versions.map((version) => join(root, version, 'bin')), ...paths].find((folder) =>
    existsSync(join(folder, 'initdb')),
  )
}

/** On a free port of this machine, in a folder of its own, without a password; `fsync` off, for its data is thrown away. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('PostgreSQL is not installed')
  const folder = mkdtempSync(join(tmpdir(), 'occtet-pg-'))
  const port = await findPort()
  const run = (program: string, args: readonly string[]): void => runAsPostgres(join(bin, program), args)
  if (isRoot()) execFileSync('chown', ['postgres', folder])
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  run('initdb', ['-D', data, '-U', 'occtet', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-instructions'])
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=80 -c shared_buffers=16MB`
  run('pg_ctl', ['-D', data, '-w', '-t', '60', '-l', join(folder, 'log'), '-o', options, 'start'])
  const url = (database: string): string => `postgresql://occtet@127.0.0.1:${port}/${database}`
  return {
    url,
    createDatabase: (name) => run('createdb', ['-h', '127.0.0.1', '-p', String(port), '-U', 'occtet', name]),
    stop: () => {
      run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** PostgreSQL refuses to run as root. */
function runAsPostgres(program: string, args: readonly string[]): void {
  const [command, all]: [string, readonly string[]] = isRoot()
    ? ['setpriv', ['--reuid', 'postgres', '--regid', 'postgres', '--clear-groups', program, ...args]]
    : [program, args]
  const { status, stderr, error } = spawnSync(command, all, {
    cwd: tmpdir(),
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 90_000,
  })
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`)
}

async function findPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
