/** `occtet db serve` as a process of its own: address on the first line, new data without a restart, a clean end. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { afterEach, expect, test } from 'vitest'
import { cliFolder, occtet, projectRoot, scratch } from '../cli.ts'

const started: ChildProcess[] = []

interface Served {
  readonly child: ChildProcess
  readonly line: string
  readonly stderr: () => string
}

async function serve(db: string, args: readonly string[] = []): Promise<Served> {
  const child = spawn(
    process.execPath,
    [`${cliFolder}occtet.mjs`, 'db', 'serve', '--port', '0', '--db', db, ...args],
    {
      cwd: projectRoot,
      env: { PATH: process.env['PATH'], OCCTET_HOME: scratch('home'), SOURCE_DATE_EPOCH: '1795305600' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  started.push(child)
  let stderr = ''
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  for await (const line of createInterface({ input: child.stdout }))
    return { child, line, stderr: () => stderr }
  throw new Error(`no address: ${stderr}`)
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

function importRecord(db: string, id: string): void {
  const folder = scratch('records')
  const record = {
    id,
    modified: '2026-03-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'left-behind' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
      },
    ],
  }
  writeFileSync(join(folder, `${id}.json`), JSON.stringify(record))
  const ran = occtet(['db', 'import', join(folder, `${id}.json`), '--name', id.toLowerCase(), '--db', db])
  expect(ran.stderr).toBe('')
}

async function idsAt(url: string): Promise<readonly string[]> {
  const query = { version: '1.0.0', package: { name: 'left-behind', ecosystem: 'npm' } }
  const response = await fetch(`${url}/v1/query`, { method: 'POST', body: JSON.stringify(query) })
  const body = (await response.json()) as { vulns?: { id: string }[] }
  return (body.vulns ?? []).map(({ id }) => id)
}

test('serves, takes up what is imported meanwhile, and ends cleanly on SIGTERM', async () => {
  const db = join(scratch('serve'), 'feddb')
  importRecord(db, 'ONE-1')
  const { child, line, stderr } = await serve(db)
  expect(line).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(await idsAt(line)).toEqual(['ONE-1'])
  importRecord(db, 'TWO-2')
  expect(await idsAt(line)).toEqual(['ONE-1', 'TWO-2'])
  const current = await (await fetch(`${line}/feddb/CURRENT`)).text()
  expect(current).toBe(readFileSync(join(db, 'CURRENT'), 'utf8'))
  const manifest = await fetch(`${line}/feddb/manifests/${current.trim()}`)
  expect(await manifest.text()).toBe(readFileSync(join(db, 'manifests', current.trim()), 'utf8'))
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  const logged = stderr()
    .trimEnd()
    .split('\n')
    .map((entry) => JSON.parse(entry) as object)
  expect(logged[0]).toMatchObject({ method: 'POST', route: '/v1/query', status: 200, types: ['npm'] })
  expect(stderr()).not.toContain('left-behind')
})

test('--json gives the address as JSON; SIGINT ends it; --quiet says nothing', async () => {
  const db = join(scratch('serve'), 'feddb')
  importRecord(db, 'ONE-1')
  const { child, line, stderr } = await serve(db, ['--json', '--quiet'])
  const { url } = JSON.parse(line) as { url: string }
  expect(await idsAt(url)).toEqual(['ONE-1'])
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(stderr()).toBe('')
})

test('a host that others can reach is warned about', async () => {
  const db = join(scratch('serve'), 'feddb')
  importRecord(db, 'ONE-1')
  const { stderr } = await serve(db, ['--host', '0.0.0.0'])
  expect(stderr()).toContain('no access control')
})

test('another node follows a served one', async () => {
  const db = join(scratch('serve'), 'feddb')
  const home = scratch('publisher')
  importRecord(db, 'ONE-1')
  const published = occtet(['db', 'publish', '--origin', 'node.example/feddb', '--db', db, '--json'], {
    env: { OCCTET_HOME: home },
  })
  const { keys } = JSON.parse(published.stdout) as { keys: readonly string[] }
  const { line } = await serve(db)
  const copy = join(scratch('follower'), 'feddb')
  const synced = spawn(
    process.execPath,
    [`${cliFolder}occtet.mjs`, 'db', 'sync', `${line}/feddb`, '--key', keys[0] ?? '', '--db', copy],
    {
      env: { PATH: process.env['PATH'], OCCTET_HOME: scratch('follower'), SOURCE_DATE_EPOCH: '1795305600' },
      stdio: 'ignore',
    },
  )
  expect(await once(synced, 'exit')).toEqual([0, null])
  // The root; what follows it in the name is also about who said it.
  const rootOf = (folder: string): string => readFileSync(join(folder, 'CURRENT'), 'utf8').slice(0, 64)
  expect(rootOf(copy)).toBe(rootOf(db))
})

test('a served answer proves itself to whoever has the key', async () => {
  const db = join(scratch('serve'), 'feddb')
  importRecord(db, 'ONE-1')
  const { line } = await serve(db)
  const url = `${line}/api/feddb/packages/${encodeURIComponent('pkg:npm/left-behind@1.0.0')}?proof=1`
  expect((await fetch(url)).status).toBe(409)
  const published = occtet(['db', 'publish', '--origin', 'node.example/feddb', '--db', db, '--json'], {
    env: { OCCTET_HOME: scratch('publisher') },
  })
  const { keys } = JSON.parse(published.stdout) as { keys: readonly string[] }
  const { proof } = (await (await fetch(url)).json()) as { proof: object }
  const file = join(scratch('proof'), 'proof.json')
  writeFileSync(file, JSON.stringify(proof))
  const verified = occtet(['db', 'verify', '--proof', file, '--key', keys[0] ?? ''])
  expect([verified.code, verified.stderr]).toEqual([0, ''])
})

test('all vulnerable packages are listed, with the newest import', async () => {
  const db = join(scratch('serve'), 'feddb')
  importRecord(db, 'ONE-1')
  const { line } = await serve(db)
  expect(await (await fetch(`${line}/api/packages/all`)).json()).toEqual(['pkg:npm/left-behind'])
})

test('refuses to serve nothing, or on a port that is none', () => {
  expect(occtet(['db', 'serve', '--db', join(scratch('serve'), 'none')]).code).toBe(4)
  expect(occtet(['db', 'serve', '--port', '70000']).code).toBe(2)
})

test('no other command loads the server', () => {
  const seen = new Set<string>()
  const follow = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    const text = readFileSync(file, 'utf8')
    expect([file, text.includes('matchedRoutes')]).toEqual([file, false])
    for (const [, specifier = ''] of text.matchAll(/(?:from|import)"(\.[^"]+)"/g))
      follow(join(file, '..', specifier))
  }
  follow(`${cliFolder}dist/main.js`)
  expect(seen.size).toBeGreaterThan(2)
})
