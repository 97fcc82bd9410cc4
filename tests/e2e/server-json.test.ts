/** `occtet serve`, `server backup` and `server restore` as programs: what they print, how they end, how they refuse. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { ask, readAnswer } from '../ask.ts'
import { cliFolder, occtet, scratch } from '../cli.ts'

const started: ChildProcess[] = []

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

interface Running {
  readonly url: string
  readonly child: ChildProcess
}

async function start(home: string, args: readonly string[] = []): Promise<Running> {
  const command = [`${cliFolder}occtet.mjs`, 'serve', '--port', '0', '--no-sample', '--json', ...args]
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env['PATH'], OCCTET_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  for await (const line of createInterface({ input: child.stdout })) {
    return { url: readAnswer('serve', line).url, child }
  }
  throw new Error('the server said nothing')
}

/** The line after the one that says where to enter it. */
async function readCode({ child }: Running): Promise<string> {
  let isNext = false
  if (child.stderr !== null) {
    for await (const line of createInterface({ input: child.stderr })) {
      if (isNext) return line.trim()
      isNext = line.includes('/set-up')
    }
  }
  throw new Error('no code was printed')
}

async function stop({ child }: Running): Promise<number | null> {
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

async function listProducts({ url }: Running): Promise<unknown> {
  const answer = await fetch(`${url}/api/orgs/my-organisation/products`)
  return ((await answer.json()) as { rows: { slug: string }[] }).rows.map(({ slug }) => slug)
}

test('a product made in the served API survives stop, backup and restore', async () => {
  const home = scratch('serve')
  const first = await start(home)
  const made = await fetch(`${first.url}/api/orgs/my-organisation/products`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Kettle' }),
  })
  expect(made.status).toBe(201)
  const file = join(scratch('backup'), 'all.occtet')
  const env = { OCCTET_HOME: home }
  // While it runs.
  const backup = ask('server-backup', ['server', 'backup', file], { env })
  expect(backup).toMatchObject({ file })
  expect(await stop(first)).toBe(0)

  const again = await start(home)
  expect(await listProducts(again)).toEqual(['kettle'])
  expect(await stop(again)).toBe(0)

  const other = scratch('restored')
  const restored = ask('server-restore', ['server', 'restore', file], { env: { OCCTET_HOME: other } })
  expect(restored).toMatchObject({ rows: backup.rows, files: backup.files })
  const moved = await start(other)
  expect(await listProducts(moved)).toEqual(['kettle'])
  expect(await stop(moved)).toBe(0)

  const nothing = { secondFactors: 0, webhooks: 0, openpgpKeys: 0, modelKeys: 0 }
  const forget = ['server', 'forget-secrets', '--yes']
  const given = ask('server-forget-secrets', forget, { env: { OCCTET_HOME: other } })
  expect(given).toEqual(nothing)
  expect([backup.key, backup.sealed]).toEqual(['included', nothing])

  const refused = occtet(['server', 'restore', file], { env: { OCCTET_HOME: other } })
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('empty data folder')])
})

test('with accounts nothing opens without the code from the terminal', async () => {
  const server = await start(scratch('serve-accounts'), ['--accounts'])
  const code = await readCode(server)
  const answer = await fetch(`${server.url}/api/orgs/my-organisation/products`)
  expect(answer.status).toBe(401)
  const setUp = async (tried: string): Promise<number> => {
    const body = JSON.stringify({
      name: 'Owner',
      email: 'owner@example.org',
      password: 'a long enough secret',
      organisation: { slug: 'acme', name: 'Acme' },
      code: tried,
    })
    const headers = { 'content-type': 'application/json', origin: server.url }
    return (await fetch(`${server.url}/api/set-up`, { method: 'POST', headers, body })).status
  }
  expect(await setUp('AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).toBe(403)
  expect(await setUp(code)).toBe(201)
  expect(await stop(server)).toBe(0)
})

test('wrong settings, a broken file and a taken port end with one clear error', async () => {
  const home = scratch('serve-wrong')
  const env = { OCCTET_HOME: home }
  const wrong = occtet(['serve', '--public-url', 'example.org'], { env })
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('publicUrl')])
  const config = join(home, 'server.yaml')
  writeFileSync(config, 'prot: 1\n')
  const unknown = occtet(['serve', '--config', config], { env })
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining(config)])
  const missing = occtet(['serve', '--config', join(home, 'none.yaml')], { env })
  expect(missing.code).toBe(3)
  const server = await start(scratch('serve-port'))
  const taken = occtet(['serve', '--port', new URL(server.url).port], { env })
  expect([taken.code, taken.stderr]).toEqual([6, expect.stringContaining('--port 0')])
  expect(occtet(['server', 'backup', join(home, 'x'), '--data', join(home, 'none')]).code).toBe(3)
  expect(existsSync(join(home, 'x'))).toBe(false)
})

test('a port that the system chose stands in what people are handed', async () => {
  const server = await start(scratch('serve-link'))
  const headers = { 'content-type': 'application/json' }
  const post = async (path: string, body: unknown): Promise<Response> =>
    fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const invited = await post('/api/orgs/my-organisation/invitations', {
    email: 'reader@example.org',
    role: 'curator',
  })
  expect([invited.status, await invited.text()]).toEqual([
    201,
    expect.stringContaining(`${server.url}/invitation#`),
  ])
  expect(await stop(server)).toBe(0)
})
