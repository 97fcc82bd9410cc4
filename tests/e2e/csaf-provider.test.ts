/** `occtet db import` of a CSAF provider: CISA's real documents from a loopback server, and from a folder. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { cliFolder, occtet, type Ran, scratch } from '../cli.ts'
import { readArchive } from '../conformance/advisories/sources/read-archive.ts'
import { describeShared } from '../shared.ts'

const ARCHIVE = 'csaf/cisa-csaf-white-2023-2024.tar.gz'
const FOLDER = 'csaf_files/IT/white/'
const metadata = (directory: string): string =>
  JSON.stringify({ publisher: { name: 'CISA (test)' }, distributions: [{ directory_url: directory }] })

let server: Server | undefined

afterEach(() => void server?.close())

async function serve(files: ReadonlyMap<string, string>): Promise<string> {
  server = createServer((request, response) => {
    const text = files.get(request.url ?? '')
    response.writeHead(text === undefined ? 404 : 200).end(text)
  })
  await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

/** Beside the server in this process, which must go on answering. */
async function run(home: string, args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [`${cliFolder}occtet.mjs`, ...args], {
    env: { PATH: process.env['PATH'], OCCTET_HOME: home, SOURCE_DATE_EPOCH: '1795305600' },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => (stdout += String(chunk)))
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  const code = await new Promise<number | null>((ended) => child.once('close', ended))
  return { code, stdout, stderr }
}

interface Told {
  readonly root?: string
  readonly feeds?: readonly { readonly source: string }[]
  readonly providers?: readonly unknown[]
  readonly error?: { readonly code: string }
}

function told({ stdout }: Ran): Told {
  return JSON.parse(stdout) as Told
}

/** The four IT documents of the archive with their real digests; one is damaged, one is made private. */
async function documents(): Promise<Map<string, string>> {
  const files = (await readArchive(ARCHIVE)).filter(({ path }) => path.startsWith(FOLDER))
  const byPath = new Map(files.map(({ path, text }) => [`/${path}`, text]))
  // The archive's listing counts its paths from the root of the repository, not from its own folder.
  const listing = `/${FOLDER}changes.csv`
  byPath.set(listing, (byPath.get(listing) ?? '').replaceAll(FOLDER, ''))
  const damaged = `/${FOLDER}2024/va-24-254-01.json`
  byPath.set(damaged, `${byPath.get(damaged) ?? ''} `)
  const secret = `/${FOLDER}2024/va-24-254-02.json`
  byPath.set(secret, (byPath.get(secret) ?? '').replace(/"label": "WHITE"/, '"label": "RED"'))
  byPath.delete(`${secret}.sha512`)
  return byPath
}

describeShared('a CSAF provider', () => {
  test('is fetched and imported under its own name; what is not taken in is said', async () => {
    const files = await documents()
    const base = await serve(files)
    files.set('/provider-metadata.json', metadata(`${base}/${FOLDER}`))
    const home = scratch('csaf')
    const url = `${base}/provider-metadata.json`
    const ran = await run(home, ['db', 'import', url, '--json'])
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('imported as csaf-cisa-test')])
    expect(ran.stderr).toContain('4 documents listed, 2 fetched')
    expect(ran.stderr).toContain('2 with the right digest, 0 without any')
    expect(ran.stderr).toContain('1 documents or feeds left out: not for everybody (TLP)')
    expect(ran.stderr).toMatch(/1 DIGEST_WRONG, such as \S+va-24-254-01\.json/)
    expect(ran.stderr).toContain('Signatures were not verified')
    const report = told(ran)
    expect(report.feeds).toMatchObject([
      { source: 'csaf-cisa-test', records: 2, kept: 2, asOf: '2026-11-22T00:00:00Z' },
    ])
    expect(report.providers).toMatchObject([{ from: url, report: { publisher: 'CISA (test)', fetched: 2 } }])
    const folder = join(home, 'feddb', 'downloads', 'csaf', 'csaf-cisa-test')
    expect(readFileSync(join(folder, 'provider.txt'), 'utf8')).toBe(`${base.slice('http://'.length)}\n`)
    const shown = await run(home, ['db', 'show', 'VA-24-201-01', '--json'])
    expect([shown.code, shown.stdout.includes('csaf-cisa-test')]).toEqual([0, true])
    const again = await run(home, ['db', 'import', url, '--json'])
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('0 fetched, 2 here already')])
    expect(told(again).root).toBe(report.root)
  })

  test('another one cannot speak in its name, offline there is none, and a folder needs no network', async () => {
    const files = await documents()
    const folder = scratch('csaf-mirror')
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const place = join(folder, '.well-known', 'csaf', 'provider-metadata.json')
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, metadata(`https://example.org/${FOLDER}`))
    const home = scratch('csaf')
    const env = { OCCTET_HOME: home }
    const local = occtet(['db', 'import', folder, '--offline', '--json'], { env })
    expect([local.code, local.stderr]).toEqual([0, expect.stringContaining('2 fetched')])
    for (const from of [place, 'https://example.org/provider-metadata.json']) {
      const offline = occtet(['db', 'import', from, '--offline'], { env })
      expect([offline.code, offline.stderr]).toEqual([2, expect.stringContaining('--offline forbids it')])
    }
    const base = await serve(files)
    files.set('/provider-metadata.json', metadata(`${base}/${FOLDER}`))
    const other = await run(home, ['db', 'import', `${base}/provider-metadata.json`, '--json'])
    expect([other.code, told(other).error?.code]).toEqual([2, 'PROVIDER_OTHER'])
    const named = await run(home, [
      'db',
      'import',
      `${base}/provider-metadata.json`,
      '--name',
      'mine',
      '--json',
    ])
    expect([named.code, told(named).feeds?.[0]?.source]).toEqual([0, 'mine'])
  })
})

test('other web addresses are not guessed at, and a provider that is not there is a failed network', async () => {
  const file = occtet(['db', 'import', 'https://example.org/all.zip'])
  expect([file.code, file.stderr]).toEqual([
    2,
    expect.stringContaining('no provider-metadata.json of a CSAF provider'),
  ])
  const base = await serve(new Map())
  const none = await run(scratch('csaf'), ['db', 'import', `${base}/provider-metadata.json`])
  expect(none.code).toBe(3)
  server?.close()
  server?.closeAllConnections()
  const gone = await run(scratch('csaf'), ['db', 'import', `${base}/provider-metadata.json`])
  expect([gone.code, gone.stderr]).toEqual([6, expect.stringContaining('cannot be reached')])
})
