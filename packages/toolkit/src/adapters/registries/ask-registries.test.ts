import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { askRegistries, type RegistryReport } from './ask-registries.ts'
import { type ClientSettings, readClientSettings } from './client-settings.ts'
import type { RegistryClient } from './registry-client.ts'

type Reply = (request: IncomingMessage, response: ServerResponse) => void

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

interface Served {
  readonly base: string
  readonly seen: { readonly url: string; readonly headers: IncomingMessage['headers'] }[]
}

/** A registry on loopback; `{base}` in an answer is its own address. */
async function serve(reply: Readonly<Record<string, string | Reply>>): Promise<Served> {
  const seen: Served['seen'] = []
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    seen.push({ url, headers: request.headers })
    const answer = reply[url]
    if (answer === undefined) response.writeHead(404).end()
    else if (typeof answer === 'string') response.end(answer.replaceAll('{base}', base))
    else answer(request, response)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  open.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { base, seen }
}

function clientOf(more: Partial<RegistryClient> = {}): RegistryClient & { readonly waits: number[] } {
  const waits: number[] = []
  return {
    cache: mkdtempSync(join(tmpdir(), 'occtet-registry-')),
    userAgent: 'occtet/test',
    now: () => 0,
    sleep: async (milliseconds) => {
      waits.push(milliseconds)
      return Promise.resolve()
    },
    isOffline: false,
    waits,
    ...more,
  }
}

const settingsOf = (type: string, base: string): ClientSettings => ({
  bases: new Map([[type, base]]),
  scopes: new Map(),
})

const hex = (digit: string, length: number): string => digit.repeat(length)
const integrity = `sha512-${Buffer.from(hex('ab', 64), 'hex').toString('base64')}`
const npmVersion = JSON.stringify({
  name: 'a',
  version: '1.0.0',
  license: 'MIT',
  author: 'Ada <ada@example.org> (https://example.org)',
  repository: { url: 'git+https://example.org/a.git' },
  dist: { integrity, shasum: hex('c', 40), tarball: 'https://example.org/a-1.0.0.tgz' },
})

test('npm: license, hashes, maker and addresses of one version', async () => {
  const { base, seen } = await serve({ '/a/1.0.0': npmVersion })
  const report = await askRegistries(
    ['pkg:npm/a@1.0.0', 'pkg:npm/b@2.0.0'],
    settingsOf('npm', base),
    clientOf(),
  )
  expect(report.facts).toEqual([
    {
      purl: 'pkg:npm/a@1.0.0',
      source: `registry ${new URL(base).host}`,
      hashes: [
        { algorithm: 'SHA-512', value: hex('ab', 64) },
        { algorithm: 'SHA-1', value: hex('c', 40) },
      ],
      licenses: ['MIT'],
      originator: {
        kind: 'unknown',
        name: 'Ada',
        emails: ['ada@example.org'],
        urls: ['https://example.org'],
      },
      references: [
        { type: 'distribution', url: 'https://example.org/a-1.0.0.tgz', hashes: [] },
        { type: 'vcs', url: 'https://example.org/a.git', hashes: [] },
      ],
    },
  ])
  expect([report.asked, report.unknown, report.failed]).toEqual([2, ['pkg:npm/b@2.0.0'], []])
  expect(seen[0]?.headers['user-agent']).toBe('occtet/test')
})

interface Row {
  readonly purl: string
  readonly base?: string
  readonly reply: Readonly<Record<string, string>>
  readonly expected: Partial<RegistryReport['facts'][number]>
}

const rows: readonly Row[] = [
  {
    purl: 'pkg:pypi/some-lib@1.2',
    base: '/simple',
    reply: {
      '/simple/some-lib/': JSON.stringify({
        files: [
          {
            filename: 'some_lib-1.2-py3-none-any.whl',
            url: '{base}/f/some_lib-1.2-py3-none-any.whl',
            hashes: { sha256: hex('d', 64) },
            'core-metadata': true,
          },
          { filename: 'some_lib-1.20.tar.gz', url: '{base}/f/x', hashes: { sha256: hex('e', 64) } },
        ],
      }),
      '/f/some_lib-1.2-py3-none-any.whl.metadata':
        'Metadata-Version: 2.4\nLicense-Expression: BSD-3-Clause\nAuthor-email: Ada <ada@example.org>\n\nLicense: MIT',
    },
    expected: { hashes: [{ algorithm: 'SHA-256', value: hex('d', 64) }], licenses: ['BSD-3-Clause'] },
  },
  {
    purl: 'pkg:cargo/serde@1.0.1',
    reply: {
      '/se/rd/serde': `${JSON.stringify({ name: 'serde', vers: '1.0.0', cksum: hex('1', 64) })}\n${JSON.stringify({ name: 'serde', vers: '1.0.1', cksum: hex('2', 64) })}\n`,
      '/config.json': '{"dl":"{base}/dl","api":"{base}/web"}',
      '/web/api/v1/crates/serde/1.0.1': '{"version":{"license":"MIT/Apache-2.0"}}',
    },
    expected: { hashes: [{ algorithm: 'SHA-256', value: hex('2', 64) }], licenses: ['MIT OR Apache-2.0'] },
  },
  {
    purl: 'pkg:maven/org.example/core@1.0',
    reply: {
      '/org/example/core/1.0/core-1.0.pom':
        '<project><artifactId>core</artifactId><organization><name>Example</name></organization><licenses><license><name>Apache-2.0</name></license></licenses></project>',
      '/org/example/core/1.0/core-1.0.jar.sha1': `${hex('3', 40)}  core-1.0.jar`,
    },
    expected: { hashes: [{ algorithm: 'SHA-1', value: hex('3', 40) }], licenses: ['Apache-2.0'] },
  },
  {
    purl: 'pkg:nuget/Some.Lib@2.0.0',
    base: '/v3/index.json',
    reply: {
      '/v3/index.json': '{"resources":[{"@type":"PackageBaseAddress/3.0.0","@id":"{base}/flat/"}]}',
      '/flat/some.lib/2.0.0/some.lib.nuspec':
        '<package><metadata><id>Some.Lib</id><authors>Ada</authors><license type="expression">MIT</license></metadata></package>',
    },
    expected: { licenses: ['MIT'], hashes: [] },
  },
  {
    purl: 'pkg:gem/rack@3.0.0',
    reply: {
      '/api/v2/rubygems/rack/versions/3.0.0.json': JSON.stringify({
        name: 'rack',
        sha: hex('4', 64),
        licenses: ['MIT'],
      }),
    },
    expected: { hashes: [{ algorithm: 'SHA-256', value: hex('4', 64) }], licenses: ['MIT'] },
  },
]

test.each(rows)('$purl', async ({ purl, base: path = '', reply, expected }) => {
  const { base } = await serve(reply)
  const [, type = ''] = /^pkg:([^/]+)/.exec(purl) ?? []
  const report = await askRegistries([purl], settingsOf(type, `${base}${path}`), clientOf())
  expect(report).toMatchObject({ facts: [{ purl, ...expected }], failed: [] })
})

const hostile: readonly (readonly [string, string | Reply])[] = [
  ['no JSON', '<html>'],
  ['another package', JSON.stringify({ name: 'b', version: '1.0.0', license: 'MIT' })],
  [
    'wrong shapes',
    JSON.stringify({ name: 'a', version: '1.0.0', license: 7, author: [], dist: 'x', repository: 9 }),
  ],
  ['deep nesting', '['.repeat(100_000)],
  ['endless', (_request, response) => pour(response)],
  [
    'a redirect into the private network',
    (_request, response) => void response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
  ],
  [
    'a redirect to a file',
    (_request, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  ],
  [
    'a redirect to itself',
    (_request, response) => void response.writeHead(302, { location: '/a/1.0.0' }).end(),
  ],
  ['a failure', (_request, response) => void response.writeHead(500).end()],
]

function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(1 << 20, 'x')
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}

test.each(hostile)('a hostile answer takes nothing in: %s', async (_name, answer) => {
  const { base } = await serve({ '/a/1.0.0': answer })
  const { facts, unknown, failed } = await askRegistries(
    ['pkg:npm/a@1.0.0'],
    settingsOf('npm', base),
    clientOf(),
  )
  const filled = facts.flatMap(({ hashes, licenses, references }) => [...hashes, ...licenses, ...references])
  expect(filled).toEqual([])
  expect(facts.length + unknown.length + failed.length).toBe(1)
})

test('an answer is kept for a day, then asked for again with its tag', async () => {
  let isAsked = 0
  const { base, seen } = await serve({
    '/a/1.0.0': (request, response) => {
      isAsked++
      if (request.headers['if-none-match'] === '"t"') response.writeHead(304).end()
      else response.writeHead(200, { etag: '"t"' }).end(npmVersion)
    },
  })
  let clock = 0
  const client = clientOf({ now: () => clock })
  const ask = async (): Promise<number> =>
    (await askRegistries(['pkg:npm/a@1.0.0'], settingsOf('npm', base), client)).facts.length
  expect([await ask(), await ask(), isAsked]).toEqual([1, 1, 1])
  clock = 25 * 3600 * 1000
  expect([await ask(), isAsked, seen[1]?.headers['if-none-match']]).toEqual([1, 2, '"t"'])
  const offline = await askRegistries(['pkg:npm/a@1.0.0', 'pkg:npm/z@1.0.0'], settingsOf('npm', base), {
    ...client,
    isOffline: true,
  })
  expect([offline.facts.length, offline.unknown, isAsked]).toEqual([1, ['pkg:npm/z@1.0.0'], 2])
})

test('a server that asks to wait is waited for, and not for ever', async () => {
  let turn = 0
  const { base } = await serve({
    '/a/1.0.0': (_request, response) => {
      turn++
      if (turn < 3) response.writeHead(429, { 'retry-after': '7' }).end()
      else response.end(npmVersion)
    },
    '/b/1.0.0': (_request, response) => void response.writeHead(503, { 'retry-after': '86400' }).end(),
  })
  const client = clientOf()
  const report = await askRegistries(['pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0'], settingsOf('npm', base), client)
  expect([report.facts.length, report.failed.map(({ purl }) => purl)]).toEqual([1, ['pkg:npm/b@1.0.0']])
  expect(client.waits).toEqual([7000, 7000])
})

test('at most two questions at a time; one that fails again and again is left alone', async () => {
  let now = 0
  let most = 0
  const purls = Array.from({ length: 20 }, (_, at) => `pkg:npm/p${String(at).padStart(2, '0')}@1.0.0`)
  const slow: Reply = (_request, response) => {
    now++
    most = Math.max(most, now)
    setTimeout(() => {
      now--
      response.writeHead(500).end()
    }, 5)
  }
  const { base, seen } = await serve(
    Object.fromEntries(purls.map((purl) => [`/${purl.slice(8).replace('@', '/')}`, slow])),
  )
  const report = await askRegistries(purls, settingsOf('npm', base), clientOf())
  expect([report.failed.length, most]).toEqual([20, 2])
  expect(seen.length).toBeLessThan(8)
})

test('only what the settings name is asked; credentials in an address are refused', async () => {
  const none = await askRegistries(
    ['pkg:npm/a@1', 'pkg:pypi/b@1', 'pkg:deb/debian/c@1'],
    settingsOf('gem', ''),
    clientOf(),
  )
  expect([none.asked, none.notAsked.map(({ type }) => type)]).toEqual([0, ['deb', 'npm', 'pypi']])
  const { base, seen } = await serve({ '/a/1.0.0': npmVersion })
  const secret = await askRegistries(
    ['pkg:npm/a@1.0.0'],
    settingsOf('npm', base.replace('http://', 'http://me:secret@')),
    clientOf(),
  )
  expect([secret.facts, seen]).toEqual([[], []])
})

test('settings come from the home folder and the environment', () => {
  const home = mkdtempSync(join(tmpdir(), 'occtet-home-'))
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text)
  }
  put(
    '.npmrc',
    'registry=https://npm.example.org/\n@own:registry=https://own.example.org/\n//x/:_authToken=1\n',
  )
  put('.config/pip/pip.conf', '[global]\nindex-url = https://pip.example.org/simple\n')
  put(
    '.cargo/config.toml',
    '[source.crates-io]\nreplace-with = "m"\n[source.m]\nregistry = "sparse+https://cargo.example.org/index/"\n',
  )
  put(
    '.m2/settings.xml',
    '<settings><mirrors><mirror><id>m</id><url>https://mvn.example.org/</url><mirrorOf>central</mirrorOf></mirror></mirrors></settings>',
  )
  put(
    '.nuget/NuGet/NuGet.Config',
    '<configuration><packageSources><add key="l" value="/folder"/><add key="n" value="https://nuget.example.org/v3/index.json"/></packageSources></configuration>',
  )
  put('.bundle/config', '---\nBUNDLE_MIRROR__ALL: "https://gems.example.org/"\n')
  const { bases, scopes } = readClientSettings({ env: {}, home })
  expect(Object.fromEntries(bases)).toEqual({
    npm: 'https://npm.example.org/',
    pypi: 'https://pip.example.org/simple',
    cargo: 'sparse+https://cargo.example.org/index/',
    maven: 'https://mvn.example.org/',
    nuget: 'https://nuget.example.org/v3/index.json',
    gem: 'https://gems.example.org/',
  })
  expect([...scopes]).toEqual([['@own', 'https://own.example.org/']])
  const env = { npm_config_registry: 'https://env.example.org/', PIP_INDEX_URL: 'no address' }
  const named = readClientSettings({ env, home: join(home, 'nobody') }).bases
  expect(Object.fromEntries(named)).toEqual({ npm: 'https://env.example.org/' })
})
