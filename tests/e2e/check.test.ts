/** `occtet check` as a user runs it: files, schemas, determinism, gates, first run with and without data. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SchemaName, schemas } from '../../packages/contract/src/index.ts'
import { validateSbom } from '../../packages/toolkit/src/sbom/index.ts'
import { cliFolder, occtet, projectRoot, scratch } from '../cli.ts'
import { describeShared, sharedPath } from '../shared.ts'

const webshop = join(projectRoot, 'examples/webshop-api')
const examples = ['webshop-api', 'telemetry-hub']

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function expectSchema(name: SchemaName, value: unknown): void {
  const result = schemas[name].safeParse(value)
  expect(result.success ? [] : result.error.issues).toEqual([])
}

test.each(examples)(
  'every file of %s is there, fits its schema, and says that only the starter set was used',
  async (name) => {
    const out = join(scratch('report'), 'out')
    const ran = occtet(['check', join(projectRoot, 'examples', name), '--offline', '--out', out])
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.stdout.split('\n')[0]).toContain('starter set')
    expect(ran.stdout.split('\n').length).toBeLessThanOrEqual(25)
    expect(readdirSync(out).sort()).toEqual([
      'cra.json',
      'findings.json',
      'findings.sarif',
      'lifecycle.json',
      'report.html',
      'sbom.cdx.json',
      'sbom.spdx.json',
      'summary.json',
    ])
    expectSchema('findings', readJson(join(out, 'findings.json')))
    expectSchema('cra-status', readJson(join(out, 'cra.json')))
    expectSchema('lifecycle', readJson(join(out, 'lifecycle.json')))
    const summary = readJson(join(out, 'summary.json')) as {
      findings: { total: number }
      data: { kind: string }
    }
    expectSchema('summary', summary)
    expect(summary.data.kind).toBe('starter-set')
    expect(summary.findings.total).toBeGreaterThan(0)
    for (const sbom of ['sbom.cdx.json', 'sbom.spdx.json']) {
      expect((await validateSbom(readFileSync(join(out, sbom), 'utf8'))).violations).toEqual([])
    }
    const sarif = readJson(join(out, 'findings.sarif')) as {
      version: string
      runs: { results: { locations: unknown[] }[] }[]
    }
    expect(sarif.version).toBe('2.1.0')
    expect(sarif.runs[0]?.results.every((result) => result.locations.length > 0)).toBe(true)
  },
)

test('same input, same bytes: two runs, two places', () => {
  // Two copies: the example itself lies in a repository, whose history is input too.
  const copies = ['one', 'two'].map((name) => {
    const copy = join(scratch(name), 'webshop-api')
    cpSync(webshop, copy, { recursive: true })
    return copy
  })
  const outs = copies.map((dir) => {
    const out = scratch('same')
    expect(occtet(['check', dir, '--offline', '--out', out]).code).toBe(0)
    return out
  })
  for (const name of readdirSync(outs[0] ?? '')) {
    const [one, two] = outs.map((out) => readFileSync(join(out, name), 'utf8'))
    expect(one === two, name).toBe(true)
  }
})

test('the tree is only read', () => {
  const copy = join(scratch('tree'), 'product')
  cpSync(webshop, copy, { recursive: true })
  const before = readdirSync(copy, { recursive: true }).sort()
  occtet(['check', copy, '--offline', '--out', scratch('out')])
  expect(readdirSync(copy, { recursive: true }).sort()).toEqual(before)
})

test('gates: --fail-on fails with 1, a baseline forgives what was known, --strict says what is thin', () => {
  const out = scratch('gates')
  const args = (...extra: string[]): string[] => ['check', webshop, '--offline', '--out', out, ...extra]
  expect(occtet(args('--fail-on', 'critical')).code).toBe(1)
  const baseline = join(scratch('baseline'), 'findings.json')
  cpSync(join(out, 'findings.json'), baseline)
  expect(occtet(args('--fail-on', 'new', '--baseline', baseline)).code).toBe(0)
  expect(occtet(args('--fail-on', 'new')).code).toBe(1)
  expect(occtet(args('--strict')).code).toBe(4)
  writeFileSync(baseline, '{"findings": 7}')
  expect(occtet(args('--fail-on', 'new', '--baseline', baseline)).code).toBe(3)
})

test('no list of exploited vulnerabilities: --fail-on kev fails, and says that nobody knows', () => {
  const ran = occtet(['check', webshop, '--offline', '--fail-on', 'kev', '--out', scratch('kev')])
  expect(ran.code).toBe(1)
  expect(ran.stderr).toContain('no fresh list of exploited vulnerabilities is loaded')
  const scan = occtet(['scan', webshop, '--fail-on', 'kev'])
  expect([scan.code, scan.stderr.includes('GATE FAILED: kev')]).toEqual([1, true])
})

test('findings stand in the order of the queue, each with the reason', () => {
  const out = scratch('queue')
  occtet(['check', webshop, '--offline', '--out', out])
  const { findings } = JSON.parse(readFileSync(join(out, 'findings.json'), 'utf8')) as {
    findings: { priority: { rank: number; because: string } }[]
  }
  expect(findings.length).toBeGreaterThan(3)
  expect(findings.map(({ priority }) => priority.rank)).toEqual(findings.map((_, at) => at + 1))
  for (const { priority } of findings) expect(priority.because).toMatch(/^\S.+\.$/)
})

test('--json gives the summary as one value, and nothing else on standard output', () => {
  const ran = occtet(['check', webshop, '--offline', '--json', '--out', scratch('json')])
  expectSchema('summary', JSON.parse(ran.stdout))
})

test('without network permission nothing is fetched, and the way out is named', () => {
  const ran = occtet(['check', webshop, '--out', scratch('hint')])
  expect(ran.stderr).toContain('occtet check --download')
  expect(occtet(['check', webshop, '--offline', '--download']).code).toBe(2)
})

test('inventory and scan print what their schemas say', () => {
  expectSchema('inventory', JSON.parse(occtet(['inventory', webshop, '--json']).stdout))
  const scanned = occtet(['scan', webshop, '--json'])
  expectSchema('findings', JSON.parse(scanned.stdout))
  expect(occtet(['scan', webshop]).stdout).toContain('starter set')
})

test('scan takes an SBOM and finds the same', () => {
  const file = join(scratch('sbom'), 'bom.json')
  writeFileSync(file, occtet(['inventory', webshop, '--format', 'cyclonedx-json']).stdout)
  const keys = (text: string): string[] =>
    (JSON.parse(text) as { findings: { key: string }[] }).findings.map(({ key }) => key).sort()
  expect(keys(occtet(['scan', file, '--json']).stdout)).toEqual(
    keys(occtet(['scan', webshop, '--json']).stdout),
  )
  expect(occtet(['sbom', 'validate', file]).code).toBe(0)
})

describeShared('first run with a download', () => {
  let server: Server
  let base = ''
  const asked: string[] = []

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      const file = sharedPath(`data/osv/osv-api-samples${decodeURIComponent(request.url ?? '')}`)
      if (existsSync(file)) response.writeHead(200, { etag: '"1"' }).end(readFileSync(file))
      else response.writeHead(404).end()
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const address = server.address()
    base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  })

  afterAll(() => void server.close())

  /** The server answers from this process, so the program must run beside it. */
  async function run(
    args: readonly string[],
    home: string,
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = spawn(process.execPath, [`${cliFolder}occtet.mjs`, ...args], {
      env: { PATH: process.env['PATH'], OCCTET_HOME: home },
    })
    const texts = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()))
    const code = await new Promise<number | null>((end) => child.on('close', end))
    return { code, ...texts }
  }

  test('only the ecosystems of the product are fetched, then the FedDB answers', async () => {
    const home = scratch('home')
    const out = scratch('download')
    const ran = await run(['check', webshop, '--download', '--mirror', base, '--out', out], home)
    expect(ran.code, ran.stderr).toBe(0)
    expect(asked).toEqual(['/npm/all.zip'])
    expect(readJson(join(out, 'summary.json'))).toMatchObject({ data: { kind: 'feddb' } })
    expectSchema('db-status', JSON.parse((await run(['db', 'status', '--json'], home)).stdout))
    const query = await run(['db', 'query', 'pkg:npm/no-such-package@1.0.0', '--json'], home)
    expect(JSON.parse(query.stdout)).toMatchObject({ status: 'no_known_vulnerability', basis: 'no-record' })
  })

  test('a server that has nothing: exit 6, the old state stays', async () => {
    const home = scratch('home')
    mkdirSync(home, { recursive: true })
    const ran = await run(['db', 'sync', `${base}/nothing`, '--ecosystem', 'npm'], home)
    expect(ran.code).toBe(6)
    expect(ran.stderr).toContain('404')
    expect(ran.stderr).not.toMatch(/\n\s+at /)
  })
})
