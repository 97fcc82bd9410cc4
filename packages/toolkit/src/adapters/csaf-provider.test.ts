/** A provider on a loopback server, honest and hostile. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type CsafFetchReport, fetchCsaf } from './csaf-provider.ts'
import { openWebSite } from './csaf-provider-site.ts'
import { NetworkFailure } from './download.ts'

let server: Server | undefined

afterEach(() => void server?.close())

type Answer = string | { readonly status: number; readonly location: string }

/** Answers by path; what is not in the table is 404. Returns the address, and the paths that were asked for. */
async function serve(files: (base: string) => ReadonlyMap<string, Answer>): Promise<{
  readonly base: string
  readonly asked: string[]
}> {
  const asked: string[] = []
  let table: ReadonlyMap<string, Answer> = new Map()
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const answer = table.get(request.url ?? '')
    if (answer === undefined) response.writeHead(404).end()
    else if (typeof answer === 'string') response.end(answer)
    else response.writeHead(answer.status, { location: answer.location }).end()
  })
  await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  table = files(base)
  return { base, asked }
}

const target = (): string => mkdtempSync(join(tmpdir(), 'occtet-csaf-'))

function csaf(id: string, label?: string): string {
  const distribution = label === undefined ? {} : { distribution: { tlp: { label } } }
  return JSON.stringify({ document: { csaf_version: '2.0', tracking: { id }, title: id, ...distribution } })
}

const metadata = (distributions: readonly object[]): string =>
  JSON.stringify({ publisher: { name: 'Pots' }, distributions })

const digestOf = (algorithm: string, text: string): string =>
  `${createHash(algorithm).update(text).digest('hex')}  some-file.json\n`

const failedOf = ({ failed }: CsafFetchReport): readonly unknown[] =>
  failed.map(({ problem, count }) => [problem, count])

test('a directory: newest first, digests checked, restricted ones left out, and nothing twice', async () => {
  const { base, asked } = await serve(
    (home) =>
      new Map([
        ['/meta.json', metadata([{ directory_url: `${home}/d` }])],
        [
          '/d/changes.csv',
          '"2024/a.json","2024-01-01T00:00:00Z"\r\n2024/b.json,2024-03-01T00:00:00Z\n2023/c.json,2023-01-01T00:00:00Z\n2023/red.json,2023-01-02T00:00:00Z\n2023/gone.json,2023-01-03T00:00:00Z\n2023/no.json,2023-01-04T00:00:00Z\n2023/bad.json,2023-01-05T00:00:00Z\n../up.json,2023-01-06T00:00:00Z\nhttps://elsewhere.example/x.json,2023-01-06T00:00:00Z\n',
        ],
        ['/d/2024/a.json', csaf('A')],
        ['/d/2024/a.json.sha256', digestOf('sha256', csaf('A'))],
        ['/d/2024/a.json.sha512', digestOf('sha512', csaf('A'))],
        ['/d/2024/b.json', csaf('B', 'CLEAR')],
        ['/d/2023/c.json', csaf('C')],
        ['/d/2023/c.json.sha512', digestOf('sha512', csaf('changed'))],
        ['/d/2023/red.json', csaf('R', 'RED')],
        ['/d/2023/no.json', '{"document":{}}'],
        ['/d/2023/bad.json', csaf('E')],
        ['/d/2023/bad.json.sha256', 'nothing useful'],
      ]),
  )
  const to = target()
  const report = await fetchCsaf({ from: `${base}/meta.json`, toFolder: () => to })
  expect(report).toMatchObject({
    publisher: 'Pots',
    listed: 7,
    fetched: 2,
    unchanged: 0,
    restricted: 1,
    left: 0,
    digestRight: 1,
    digestAbsent: 1,
    signatures: 'NOT_VERIFIED',
  })
  expect(failedOf(report)).toEqual([
    ['DIGEST_WRONG', 2],
    ['MISSING', 1],
    ['NOT_CSAF', 1],
  ])
  expect(report.problems.length).toBe(2)
  expect(asked.indexOf('/d/2024/b.json')).toBeLessThan(asked.indexOf('/d/2023/c.json'))
  const host = base.slice('http://'.length).replace(':', '_')
  expect(readFileSync(join(to, host, 'd/2024/a.json'), 'utf8')).toBe(csaf('A'))
  expect(
    ['red', 'bad', 'c', 'no'].filter((name) => existsSync(join(to, host, `d/2023/${name}.json`))),
  ).toEqual([])
  asked.length = 0
  const again = await fetchCsaf({ from: `${base}/meta.json`, toFolder: () => to })
  expect([again.fetched, again.unchanged]).toEqual([0, 2])
  expect(asked.filter((path) => path.startsWith('/d/2024/'))).toEqual([])
})

test('feeds: what they name is checked, restricted feeds are not read, a broken one hides nothing', async () => {
  const entry = (name: string, updated: string): object => ({
    id: name,
    updated,
    link: [{ rel: 'hash', href: `/f/${name}.sha512` }],
    content: { src: `/f/${name}` },
  })
  let updated = '2024-01-01T00:00:00Z'
  let text = csaf('A')
  const files = new Map<string, string>()
  const { base } = await serve((home) => {
    const feeds = [
      { url: `${home}/none.json` },
      { url: `${home}/red.json`, tlp_label: 'RED' },
      { url: `${home}/feed.json`, tlp_label: 'WHITE' },
    ]
    files.set('/.well-known/csaf/provider-metadata.json', metadata([{ rolie: { feeds } }]))
    return files
  })
  const fill = (): void => {
    files.set('/feed.json', JSON.stringify({ feed: { entry: [entry('a.json', updated), { id: 'empty' }] } }))
    files.set('/f/a.json', text)
    files.set('/f/a.json.sha512', digestOf('sha512', text))
  }
  const to = target()
  fill()
  const first = await fetchCsaf({ from: base, toFolder: () => to })
  expect([first.listed, first.fetched, first.restricted, first.problems.length]).toEqual([1, 1, 1, 2])
  // Older than what is there: not taken back.
  updated = '2023-01-01T00:00:00Z'
  text = csaf('OLD')
  fill()
  expect((await fetchCsaf({ from: base, toFolder: () => to })).unchanged).toBe(1)
  updated = '2024-02-01T00:00:00Z'
  text = csaf('NEW')
  fill()
  expect((await fetchCsaf({ from: base, toFolder: () => to })).fetched).toBe(1)
})

test('without dates the digest tells what changed; the limit leaves the rest', async () => {
  const { base } = await serve(
    (home) =>
      new Map([
        ['/m.json', metadata([{ directory_url: `${home}/` }])],
        ['/index.txt', 'a.json\nb.json\nc.json\n'],
        ...['a', 'b', 'c'].flatMap((name): [string, string][] => [
          [`/${name}.json`, csaf(name)],
          [`/${name}.json.sha256`, digestOf('sha256', csaf(name))],
        ]),
      ]),
  )
  const to = target()
  const first = await fetchCsaf({ from: `${base}/m.json`, toFolder: () => to, limit: 2 })
  expect([first.listed, first.fetched, first.left]).toEqual([3, 2, 1])
  const second = await fetchCsaf({ from: `${base}/m.json`, toFolder: () => to })
  expect([second.fetched, second.unchanged, second.digestRight]).toEqual([1, 2, 1])
})

test('a provider cannot send us into our own network', async () => {
  const { base } = await serve(
    () =>
      new Map<string, Answer>([
        ['/to-other-port', { status: 302, location: 'http://127.0.0.1:1/x' }],
        ['/to-https-inside', { status: 302, location: 'https://127.0.0.1:1/x' }],
        ['/to-file', { status: 302, location: 'file:///etc/hostname' }],
        ['/round', { status: 302, location: '/round' }],
        ['/fine', { status: 301, location: '/end' }],
        ['/end', 'end'],
      ]),
  )
  const site = openWebSite(base)
  const outcome = async (url: string): Promise<string> => {
    try {
      return Buffer.from((await site.read(url, 100)) ?? '').toString()
    } catch (cause) {
      return cause instanceof NetworkFailure ? cause.code : String(cause)
    }
  }
  const urls = [
    `${base}/to-other-port`,
    `${base}/to-https-inside`,
    `${base}/to-file`,
    `${base}/round`,
    'http://10.0.0.1/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00::1]/',
    'https://localhost/',
    'https://user:word@example.org/',
    'ftp://example.org/',
    'no address',
  ]
  expect(await Promise.all(urls.map(outcome))).toEqual(urls.map(() => 'REFUSED'))
  expect(await outcome(`${base}/fine`)).toBe('end')
})

test('more bytes than allowed are cut off', async () => {
  const { base } = await serve(() => new Map([['/big', 'x'.repeat(1000)]]))
  await expect(openWebSite(base).read(`${base}/big`, 999)).rejects.toMatchObject({ code: 'TOO_LARGE' })
})

test('a folder is a provider too, and is not left', async () => {
  const from = target()
  mkdirSync(join(from, 'white/2024'), { recursive: true })
  writeFileSync(join(from, 'white/index.txt'), 'deep/white/2024/a.json\n%2e%2e/%2e%2e/etc/hostname\n')
  writeFileSync(join(from, 'white/changes.csv'), '2024/a.json,2024-01-01T00:00:00Z\n')
  writeFileSync(join(from, 'white/2024/a.json'), csaf('A'))
  writeFileSync(join(from, 'white/2024/a.json.sha256'), digestOf('sha256', csaf('A')))
  const to = target()
  const report = await fetchCsaf({ from, toFolder: () => to })
  expect([report.listed, report.fetched, report.digestRight]).toEqual([1, 1, 1])
  expect(report.problems.length).toBe(1)
  expect(existsSync(join(to, 'white/2024/a.json'))).toBe(true)
  await expect(fetchCsaf({ from: target(), toFolder: () => to })).rejects.toMatchObject({ code: 'REFUSED' })
  await expect(fetchCsaf({ from: join(from, 'nothing'), toFolder: () => to })).rejects.toMatchObject({
    code: 'REFUSED',
  })
})

test('a disk that fails is one class of error, and stops the other workers', async () => {
  const names = Array.from({ length: 40 }, (_, at) => `${at}.json`)
  const { base, asked } = await serve(
    (home) =>
      new Map<string, Answer>([
        ['/m.json', metadata([{ directory_url: `${home}/` }])],
        ['/index.txt', names.join('\n')],
        ...names.map((name): [string, string] => [`/${name}`, csaf(name)]),
      ]),
  )
  const to = target()
  // A file stands where the folder of the host is to be.
  writeFileSync(join(to, base.slice('http://'.length).replace(':', '_')), '')
  const failure = { name: 'FeddbError', code: 'DISK_FAILED' }
  await expect(fetchCsaf({ from: `${base}/m.json`, toFolder: () => to })).rejects.toMatchObject(failure)
  expect(asked.filter((path) => /^\/\d+\.json$/.test(path)).length).toBeLessThan(10)
  const inFile = join(to, 'file')
  writeFileSync(inFile, '')
  await expect(
    fetchCsaf({ from: `${base}/m.json`, toFolder: () => join(inFile, 'x') }),
  ).rejects.toMatchObject(failure)
})
