/** The guides keep their promises: every command in them runs, in their order, on a small product. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { schemas } from '../../packages/contract/src/index.ts'
import { decisionScopes, vexJustifications, vexStatuses } from '../../packages/toolkit/src/model/index.ts'
import { occtet, projectRoot, scratch } from '../cli.ts'

function guide(name: string): string {
  return readFileSync(join(projectRoot, 'docs/guide', name), 'utf8')
}

/** The words of a line, quotes taken away. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '').slice(1)
}

/** Runs each line in turn and gives those that failed, with what they said. */
function runAll(lines: readonly string[]): readonly string[] {
  const dir = scratch('guide')
  writeFileSync(join(dir, 'package.json'), '{"name":"ledger-lite","version":"1.2.0"}')
  cpSync(join(projectRoot, 'tests/golden/cra-flow/manufacturer.yaml'), join(dir, 'answers.yaml'))
  const env = { OCCTET_HOME: scratch('guide-home'), OCCTET_BY: 'assessor' }
  const failed = lines.flatMap((line) => {
    const ran = occtet(wordsOf(line), { cwd: dir, env })
    return ran.code === 0 ? [] : [`${line}: ${ran.code} ${ran.stderr}`]
  })
  return existsSync(join(dir, '.occtet/product.yaml')) ? failed : [...failed, 'no product.yaml']
}

test('every command of the English guide runs in its order', { timeout: 60_000 }, () => {
  const blocks = [...guide('cra.md').matchAll(/```sh\n([^`]*?)\n```/g)].map(([, block]) => block ?? '')
  const lines = blocks.join('\n').split('\n')
  expect(lines.length).toBeGreaterThan(14)
  expect(lines.filter((line) => !line.startsWith('occtet '))).toEqual([])
  expect(runAll(lines)).toEqual([])
})

test('every command of the German guide runs in its order', { timeout: 60_000 }, () => {
  const lines = [...guide('cra.de.md').matchAll(/^\|.*`(occtet [^`]+)` \|/gm)].map(([, line]) => line ?? '')
  expect(lines.length).toBeGreaterThan(9)
  expect(runAll(lines)).toEqual([])
})

/** The sample product beside what a user has downloaded: advisories, the list of CISA, a word of a supplier. */
function triageProduct(): string {
  const dir = join(scratch('guide-triage'), 'product')
  const put = (path: string, value: object): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), JSON.stringify(value))
  }
  cpSync(join(projectRoot, 'examples/webshop-api'), dir, { recursive: true })
  const flaws = [
    ['GHSA-35jh-r3h4-6jhm', 'lodash', '4.17.21'],
    ['GHSA-3h5v-q93c-6h6q', 'ws', '7.5.10'],
    ['GHSA-xvch-5gv4-984h', 'minimist', '0.2.4'],
  ] as const
  for (const [id, name, fixed] of flaws) {
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }]
    const affected = [{ package: { ecosystem: 'npm', name }, ranges }]
    put(`../advisories/npm/${id}.json`, { id, modified: '2026-11-01T00:00:00Z', affected })
  }
  put('../known_exploited_vulnerabilities.json', {
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: '2026.11.20',
    dateReleased: '2026-11-20T00:00:00.000Z',
    count: 0,
    vulnerabilities: [],
  })
  put('../supplier.json', {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://example.org/vex/1',
    author: 'Supplier',
    timestamp: '2026-11-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: 'GHSA-3h5v-q93c-6h6q' },
        products: [{ '@id': 'pkg:npm/ws@7.4.5' }],
        status: 'under_investigation',
      },
    ],
  })
  return dir
}

/** What has to be true of the product after all steps of the guide. */
function triageState(dir: string, env: Readonly<Record<string, string>>): readonly string[] {
  const { stdout } = occtet(['triage', 'decisions', '--json'], { cwd: dir, env })
  const { decisions } = schemas['triage-decisions'].parse(JSON.parse(stdout))
  return decisions.map(({ id, standing }) => `${id} ${standing}`)
}

test('every command of the English triage guide runs in its order', { timeout: 120_000 }, () => {
  const dir = triageProduct()
  const env = { OCCTET_HOME: scratch('guide-home'), OCCTET_BY: 'developer' }
  const run = (line: string, codes: readonly number[]): readonly string[] => {
    const ran = occtet(wordsOf(line), { cwd: dir, env })
    return codes.includes(ran.code ?? -1) ? [] : [`${line}: ${ran.code} ${ran.stderr}`]
  }
  const counts = { sh: 0, ci: 0, policy: 0 }
  const failed = [...guide('triage.md').matchAll(/```(sh|yaml)\n([^`]*?)\n```/g)].flatMap(
    ([, kind, block = '']) => {
      const policy = join(dir, '.occtet/policy.yaml')
      if (kind === 'yaml' && block.startsWith('decisions:')) {
        counts.policy++
        const before = readFileSync(policy, 'utf8')
        writeFileSync(policy, before.replace('decisions:\n  expireAfterDays: 90', block))
        expect(readFileSync(policy, 'utf8')).not.toBe(before)
        return []
      }
      if (kind === 'yaml') {
        const report = join(dir, 'occtet-report/findings.json')
        cpSync(report, join(dir, '.occtet/baseline.json'))
        const lines = [...block.matchAll(/(?:run:|-) (occtet .+)$/gm)].map(([, line]) => line ?? '')
        counts.ci += lines.length
        // A gate that is broken is no fault of the snippet.
        return lines.flatMap((line) => run(line, [0, 1]))
      }
      const lines = block.split('\n')
      counts.sh += lines.length
      return lines.flatMap((line) => (line.startsWith('occtet ') ? run(line, [0]) : [line]))
    },
  )
  expect(failed).toEqual([])
  expect(counts).toEqual({ sh: 22, ci: 5, policy: 1 })
  expect(triageState(dir, env)).toEqual([
    'GHSA-35jh-r3h4-6jhm.lodash revoked',
    'GHSA-3h5v-q93c-6h6q.ws in-force',
    'GHSA-xvch-5gv4-984h.minimist in-force',
  ])
})

test('every command of the German triage guide runs in its order', { timeout: 120_000 }, () => {
  const lines = [...guide('triage.de.md').matchAll(/^\|.*`(occtet [^`]+)` \|/gm)].map(
    ([, line]) => line ?? '',
  )
  expect(lines).toHaveLength(15)
  const dir = triageProduct()
  const env = { OCCTET_HOME: scratch('guide-home'), OCCTET_BY: 'developer' }
  const failed = lines.flatMap((line) => {
    const ran = occtet(wordsOf(line), { cwd: dir, env })
    return ran.code === 0 ? [] : [`${line}: ${ran.code} ${ran.stderr}`]
  })
  expect(failed).toEqual([])
})

test('the triage guides name each status, justification and scope', () => {
  for (const name of ['triage.md', 'triage.de.md'])
    for (const word of [...vexStatuses, ...vexJustifications, ...decisionScopes])
      expect([name, word, guide(name).includes(`\`${word}\``)]).toEqual([name, word, true])
})

test.each(['cra.md', 'cra.de.md', 'triage.md', 'triage.de.md'])(
  'every link of %s leads somewhere',
  (name) => {
    const links = [...guide(name).matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '')
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter((link) => !existsSync(join(projectRoot, 'docs/guide', link)))).toEqual([])
  },
)

/** A small product, and the file that the guide names. */
function runLedgerGuide(lines: readonly string[]): readonly string[] {
  const dir = scratch('guide-ledger')
  writeFileSync(join(dir, 'package.json'), '{"name":"shop","version":"1.2.0"}')
  writeFileSync(join(dir, 'release.json'), '{"version":"1.2.0"}')
  const env = { OCCTET_HOME: scratch('guide-home'), OCCTET_BY: 'release manager' }
  return lines.flatMap((line) => {
    const ran = occtet(wordsOf(line), { cwd: dir, env })
    return ran.code === 0 ? [] : [`${line}: ${ran.code} ${ran.stderr}`]
  })
}

test('every command of the guide to the ledger runs in its order', { timeout: 120_000 }, () => {
  const blocks = [...guide('ledger.md').matchAll(/```sh\n([^`]*?)\n```/g)].map(([, block]) => block ?? '')
  const lines = blocks.join('\n').split('\n')
  expect(lines.length).toBeGreaterThan(10)
  expect(runLedgerGuide(lines)).toEqual([])
})

test('every command of the German guide to the ledger runs in its order', { timeout: 120_000 }, () => {
  const lines = [...guide('ledger.de.md').matchAll(/^\|.*`(occtet [^`]+)` \|$/gm)].map(
    ([, line]) => line ?? '',
  )
  expect(lines.length).toBeGreaterThan(8)
  expect(runLedgerGuide(lines)).toEqual([])
})
