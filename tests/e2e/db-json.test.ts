/** Every `--json` value of the bundled program fits its published schema; and no text of others steers a terminal. */
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { type SchemaName, schemas } from '../../packages/contract/src/index.ts'
import { cliFolder, occtet, projectRoot, type Ran, scratch } from '../cli.ts'
import { describeShared, sharedPath } from '../shared.ts'

const published = join(projectRoot, 'packages/contract/schemas')
const work = scratch('db-json')
const home = join(work, 'home')
const site = join(work, 'site')
const checked = new Map<SchemaName, ValidateFunction>()

function expectSchema(name: SchemaName, value: unknown): void {
  const validate =
    checked.get(name) ??
    new Ajv2020({ strict: false }).compile(
      JSON.parse(readFileSync(join(published, `${name}.json`), 'utf8')) as object,
    )
  checked.set(name, validate)
  expect([name, validate(value) ? [] : validate.errors]).toEqual([name, []])
}

/** The members that these tests look at. */
interface Value {
  readonly id: string
  readonly key: string
  readonly keys: readonly string[]
  readonly peers: readonly { readonly origin: string; readonly seen?: { readonly size: string } }[]
  readonly published: { readonly origin: string; readonly isCurrent: boolean } | null
  readonly statements: readonly unknown[]
  readonly claims: readonly unknown[]
  readonly feeds: readonly unknown[]
  readonly losses: readonly unknown[]
  readonly providers: readonly unknown[]
  readonly merged: readonly unknown[]
  readonly status: string
}

function ask(name: SchemaName, args: readonly string[], { at = home, code = 0 } = {}): Value {
  const ran = occtet([...args, '--json'], { env: { OCCTET_HOME: at } })
  expect([args, ran.code, ran.stderr]).toEqual([args, code, expect.anything()])
  const value: unknown = JSON.parse(ran.stdout)
  expectSchema(name, value)
  return value as Value
}

function write(path: string, content: unknown): string {
  const file = join(work, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

function record(id: string, extra: object = {}): object {
  return {
    id,
    modified: '2026-10-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'left-hand' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
        versions: ['1.0.0'],
      },
    ],
    ...extra,
  }
}

const gemText = [
  'gem: left-foot',
  'cve: 2026-1000',
  'title: A foot too many',
  'date: 2026-01-02',
  'description: One foot is enough.',
  'patched_versions:',
  '  - ">= 3.1.0"',
  '',
].join('\n')

test('filling and asking', () => {
  ask('db-status', ['db', 'status'])
  ask('error', ['db', 'query', 'pkg:npm/left-hand@1.0.0'], { code: 4 })
  const feed = dirname(write('feed/npm/TEST-1.json', record('TEST-1', { aliases: ['CVE-2026-1'] })))
  write('feed/npm/TEST-2.json', record('TEST-2', { withdrawn: '2026-10-02T00:00:00Z' }))
  write('feed/npm/broken.json', '{"id": "TEST-3", "modified"')
  const other = write('feed/what.bin', 'of no form at all')
  expect(ask('db-import', ['db', 'import', feed, other]).feeds).toHaveLength(1)
  const gems = write('gems/gems/left-foot/CVE-2026-1000.yml', gemText)
  ask('db-import', ['db', 'import', join(work, 'gems'), '--format', 'rubysec', '--name', 'rubysec'])
  expect(gems).toContain('left-foot')
  ask('db-import', ['db', 'import', other], { code: 3 })
  ask('db-status', ['db', 'status'])

  expect(ask('query-answer', ['db', 'query', 'pkg:npm/left-hand@1.7.0']).status).toBe('affected')
  const several = [
    'pkg:npm/left-hand@9.0.0',
    'pkg:npm/left-hand',
    'pkg:npm/left-hand@no',
    'x',
    'pkg:gem/left-foot@1.0',
  ]
  ask('query-answer', ['db', 'query', ...several])
  const lines = occtet(['db', 'query', '-'], {
    env: { OCCTET_HOME: home },
    input: `pkg:npm/left-hand@1.0.0\nnonsense\n${'x'.repeat(70_000)}\n`,
  })
  const answers = lines.stdout.trimEnd().split('\n')
  expect(answers).toHaveLength(3)
  for (const line of answers) expectSchema('query-answer', JSON.parse(line))

  expect(ask('db-show', ['db', 'show', 'CVE-2026-1']).merged).toHaveLength(1)
  ask('db-show', ['db', 'show', 'TEST-2'])
  ask('db-show', ['db', 'show', 'CVE-2026-1000'])
  ask('db-show-raw', ['db', 'show', 'CVE-2026-1000', '--raw'])
  ask('db-explain', ['db', 'explain', 'pkg:npm/left-hand@1.7.0', 'TEST-1'])
  ask('db-explain', ['db', 'explain', 'pkg:npm/left-hand', 'TEST-2'])
  ask('db-explain', ['db', 'explain', 'pkg:gem/left-foot@3.1.0', 'CVE-2026-1000'])
  ask('db-verify', ['db', 'verify'])
})

test('publishing, following, proving', () => {
  ask('error', ['db', 'publish'], { code: 2 })
  const [key = ''] = ask('db-publish', ['db', 'publish', '--origin', 'a.example/feddb', '--to', site]).keys
  ask('db-publish', ['db', 'publish'])
  expect(ask('db-status', ['db', 'status']).published).toMatchObject({
    origin: 'a.example/feddb',
    isCurrent: true,
  })
  const follower = { at: join(work, 'follower') }
  ask('error', ['db', 'sync', site], { ...follower, code: 3 })
  ask('error', ['db', 'sync'], { ...follower, code: 2 })
  ask('db-sync', ['db', 'sync', site, '--key', key, '--type', 'npm', '--until', '2027-01-01'], follower)
  ask('db-sync', ['db', 'sync'], follower)
  expect(ask('db-status', ['db', 'status'], follower).peers).toMatchObject([
    { origin: 'a.example/feddb', seen: { size: '1' }, types: ['npm'] },
  ])
  const words = occtet(['db', 'status'], { env: { OCCTET_HOME: follower.at } }).stdout
  expect(words).toContain('a.example/feddb, number 1 seen last, only npm, trusted until 2027-01-01')
  ask('db-verify', ['db', 'verify', site, '--key', key])
  const proof = occtet(['db', 'prove', 'pkg:npm/left-hand@1.7.0'], { env: { OCCTET_HOME: home } })
  expectSchema('db-proof', JSON.parse(proof.stdout))
  const file = write('proof.json', proof.stdout)
  expect(ask('db-verify', ['db', 'verify', '--proof', file, '--key', key]).claims).toHaveLength(2)
  ask('error', ['db', 'verify', '--proof', file, '--key', `${key}x`], { code: 3 })
})

test('exports, and syncing from what was exported', async () => {
  const osv = join(work, 'osv')
  ask('db-export', ['db', 'export', '--layout', 'osv', osv])
  const { losses } = ask('db-export', ['db', 'export', '--layout', 'aboutcode', join(work, 'aboutcode')])
  expect(losses).toMatchObject([{ code: 'WITHDRAWN', record: 'TEST-2' }])
  ask('error', ['db', 'export', '--layout', 'osv', osv], { code: 2 })
  const script =
    'require("http").createServer((q,r)=>{try{r.end(require("fs").readFileSync(process.argv[1]+q.url))}' +
    'catch{r.writeHead(404).end()}}).listen(0,"127.0.0.1",function(){console.log("http://127.0.0.1:"+this.address().port)})'
  const child = spawn(process.execPath, ['-e', script, osv], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const url = await firstLine(child.stdout)
    const at = join(work, 'osv-home')
    expect(ask('db-sync', ['db', 'sync', `${url}/feed`, '--ecosystem', 'npm'], { at }).feeds).toHaveLength(1)
  } finally {
    child.kill()
  }
})

test('a provider, a server, reviews', async () => {
  write('provider/provider-metadata.json', {
    publisher: { name: 'Test' },
    distributions: [{ directory_url: 'https://csaf.example/white/' }],
  })
  const at = join(work, 'provider-home')
  const imported = occtet(['db', 'import', join(work, 'provider'), '--json'], { env: { OCCTET_HOME: at } })
  const value = JSON.parse(imported.stdout) as Value
  expectSchema('db-import', value)
  expect(value.providers).toHaveLength(1)

  const args = [`${cliFolder}occtet.mjs`, 'db', 'serve', '--port', '0', '--json', '--quiet']
  const child = spawn(process.execPath, args, {
    env: { OCCTET_HOME: home },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    expectSchema('db-serve', JSON.parse(await firstLine(child.stdout)))
  } finally {
    child.kill()
  }

  const review = ['db', 'review']
  ask('error', [...review, 'key'], { code: 2 })
  const { key } = ask('db-review-key', [...review, 'key', '--as', 'ada.example'])
  ask('db-review-trust', [...review, 'trust', key, '--approvals', '1'])
  const about = ['--purl', 'pkg:npm/left-hand', '--record', 'TEST-1', '--reason', 'seen it']
  const { id } = ask('db-review-statement', [...review, 'add', 'dispute', ...about])
  ask('db-review-statement', [...review, 'add', 'correct', ...about, '--vers', 'vers:npm/<1.5.0'])
  ask('db-review-statement', [...review, 'add', 'remediate', ...about, '--fixed', '1.9.0'])
  const report = ['--purl', 'pkg:npm/x', '--record', 'MY-1', '--vers', 'vers:npm/*', '--reason', 'bad']
  const secret = ask('db-review-statement', [...review, 'add', 'report', ...report, '--embargo'])
  ask('db-review-statement', [...review, 'reject', id, '--reason', 'on second thought'])
  ask('db-review-release', [...review, 'release', secret.id])
  ask('error', [...review, 'release', secret.id], { code: 3 })
  expect(ask('db-review-list', [...review, 'list']).statements).toHaveLength(4)
  ask('query-answer', ['db', 'query', 'pkg:npm/left-hand@1.7.0'])
})

test('purl, version, SBOM', () => {
  ask('purl-answer', ['purl', 'parse', 'pkg:npm/%40a/b@1.0?x=y#z'])
  ask('purl-answer', ['purl', 'parse', 'pkg:npm/a', 'nonsense'])
  ask('locate-answer', ['purl', 'locate', 'pkg:npm/a', 'nonsense'])
  ask('version-answer', ['version', 'compare', 'npm', '1.0.0', '2.0.0'])
  ask('version-answer', ['version', 'satisfies', 'vers:npm/>1', '2.0.0'])
  ask('version-answer', ['version', 'compare', 'nope', '1', '2'], { code: 3 })
  const long = occtet(['version', 'compare', '-'], { input: `${'x'.repeat(70_000)}\n{}\n` }).stdout
  for (const line of long.trimEnd().split('\n')) expectSchema('version-answer', JSON.parse(line))
  const sbom = occtet(['inventory', join(projectRoot, 'examples/webshop-api'), '--format', 'cyclonedx-json'])
  const good = write('good.json', sbom.stdout)
  ask('sbom-validation', ['sbom', 'validate', good])
  const bad = write('bad.json', { bomFormat: 'CycloneDX', specVersion: '1.6', components: 7 })
  ask('sbom-validation', ['sbom', 'validate', good, bad, join(work, 'none.json')], { code: 1 })
  ask('error', ['db', 'explain', 'nonsense', 'CVE-1'], { code: 3 })
  ask('error', ['db', 'show', 'CVE-1-1'], { code: 3 })
})

test('no schema is left out', () => {
  const all = readdirSync(published).map((file) => file.replace(/\.json$/, ''))
  expect(all.sort()).toEqual(Object.keys(schemas).sort())
  // The other tests of this folder check the rest; each names the schema that it holds real output against.
  const folder = join(projectRoot, 'tests/e2e')
  const others = readdirSync(folder)
    .filter((file) => file.endsWith('.test.ts') && file !== 'db-json.test.ts')
    .map((file) => readFileSync(join(folder, file), 'utf8'))
  const named = (name: string): boolean =>
    others.some((text) => text.includes(`'${name}'`) || text.includes(`schemas/${name}.json`))
  const rest = all.filter((name) => !checked.has(name as SchemaName))
  expect(rest.filter((name) => !named(name))).toEqual([])
})

describeShared('explain and show of real records of several sources', () => {
  const paths = [
    'osv/osv-api-samples',
    'osv/rustsec',
    'other/kev',
    'other/epss',
    'other/cve5',
    'other/rubysec',
  ]
  const questions = [
    ['pkg:gem/nokogiri@1.10.0', 'GHSA-353f-x4gh-cqq8'],
    ['pkg:npm/lodash@4.17.20', 'CVE-2021-23337'],
    ['pkg:cargo/smallvec@1.6.0', 'RUSTSEC-2021-0003'],
    ['pkg:composer/drupal/core@8.7.4', 'CVE-2019-6342'],
  ] as const

  test('each fits its schema, and no line of it is wider than 80 columns', () => {
    const at = join(work, 'real')
    const folders = [...paths, 'other/friendsofphp'].map((path) => sharedPath(`data/${path}`))
    expect(ask('db-import', ['db', 'import', ...folders], { at }).feeds.length).toBeGreaterThan(30)
    ask('db-status', ['db', 'status'], { at })
    ask('db-show', ['db', 'show', 'CVE-2021-44228'], { at })
    const purls = questions.map(([purl]) => purl)
    ask('query-answer', ['db', 'query', ...purls], { at })
    const commands = questions.flatMap(([purl, id]) => {
      ask('db-explain', ['db', 'explain', purl, id], { at })
      ask('db-show', ['db', 'show', id], { at })
      return [
        ['explain', purl, id],
        ['show', id],
      ]
    })
    const wide = [['status'], ['query', ...purls], ...commands].flatMap((args) =>
      occtet(['db', ...args], { env: { OCCTET_HOME: at } })
        .stdout.split('\n')
        .filter((line) => line.length > 80 || /\s$/.test(line)),
    )
    expect(wide).toEqual([])
  })
})

test('hostile records, names and files cannot steer a terminal', () => {
  const evil = 'a\u001b[2J\u001b]0;gotcha\u0007\u009b31m\u202edcba\r\u2066x\u0000'
  const at = join(work, 'hostile')
  const feed = join(work, 'evil\u001b[31m\u202e', 'npm')
  mkdirSync(feed, { recursive: true })
  const affected = [
    {
      package: { ecosystem: 'npm', name: 'left-hand' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: `2.0.0${evil}` }] }],
      versions: ['1.0.0', evil],
    },
    { package: { ecosystem: 'npm', name: evil }, versions: ['1.0.0'] },
  ]
  const texts = { summary: evil, details: `${evil}\nPublished as number 9 of trusted.example`, affected }
  const record_ = record(`EVIL-1${evil}`, {
    ...texts,
    aliases: ['CVE-2026-1', `CVE-${evil}`],
    severity: [{ type: 'CVSS_V3', score: evil }],
    references: [{ type: 'WEB', url: `https://x.example/${evil}` }],
    database_specific: { cwe_ids: [evil], license: evil },
  })
  writeFileSync(join(feed, 'EVIL-1.json'), JSON.stringify(record_))
  writeFileSync(join(feed, 'EVIL-2.json'), JSON.stringify(record('EVIL-2', texts)))
  writeFileSync(join(feed, 'no\u001b[2J\u202ejson.json'), '{')
  const strange = join(work, 'what\u001b[2J\u009b.bin')
  writeFileSync(strange, 'of no form')
  const gems = join(work, 'evil-gems')
  mkdirSync(join(gems, 'gems/left-foot'), { recursive: true })
  writeFileSync(
    join(gems, 'gems/left-foot/CVE-2026-1000.yml'),
    gemText.replace('A foot', 'A\u202e\u2066foot'),
  )
  const env = { OCCTET_HOME: at }
  const said: string[] = []
  const run = (...args: readonly string[]): Ran => {
    const ran = occtet(args, { env })
    said.push(
      ...[ran.stdout, ran.stderr].map(
        (text) =>
          `${args
            .slice(0, 3)
            .join(' ')
            .replace(/[^ -~]/g, '?')}: ${text}`,
      ),
    )
    return ran
  }
  run('db', 'import', feed, strange, '--name', `bad\u001b[31m\u202esource`)
  run('db', 'import', gems, '--format', 'rubysec', '--name', 'rubysec\u009b')
  run('db', 'status')
  const hit = run('db', 'query', 'pkg:npm/left-hand@1.0.0').stdout
  const shown = ['CVE-2026-1', 'EVIL-2', 'CVE-2026-1000'].map((id) => run('db', 'show', id).stdout)
  for (const id of ['CVE-2026-1', 'EVIL-2', 'CVE-2026-1000']) {
    expect(run('db', 'show', id, '--raw').stdout.length).toBeGreaterThan(100)
    run('db', 'explain', 'pkg:npm/left-hand@1.0.0', id)
  }
  run('db', 'verify')
  run('db', 'export', '--layout', 'osv', join(work, 'evil-out'))
  run(
    'db',
    'review',
    'trust',
    ask('db-review-key', ['db', 'review', 'key', '--as', 'ada.example'], { at }).key,
  )
  const about = ['--purl', 'pkg:npm/left-hand', '--record', 'EVIL-2', '--reason', evil.replace('\u0000', '')]
  run('db', 'review', 'add', 'dispute', ...about)
  expect(run('db', 'review', 'list').stdout).toContain('[U+001B]')
  run('db', 'publish', '--origin', 'a.example/feddb', '--to', join(work, 'to\u001b[2J'))
  run('db', 'sync', join(work, 'to\u001b[2J'))
  run('db', 'show', evil.replace('\u0000', ''))
  run('sbom', 'validate', strange)
  run('purl', 'parse', 'pkg:npm/a\u001b[2J')
  expect([hit, ...shown].filter((text) => text.length < 20)).toEqual([])
  expect(shown[1]).toContain('[U+202E]')
  expect(shown[1]).not.toMatch(/^Published as number 9/m)
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  expect(said.filter((text) => /[^\P{Cc}\n\t]|\p{Cf}/u.test(text))).toEqual([])
})

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line
  throw new Error('nothing was said')
}
