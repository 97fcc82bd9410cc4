/** `occtet triage suggest` as a user runs it: proposals with evidence, none applied, and gone once a person has decided. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { schemas } from '../../packages/contract/src/index.ts'
import { occtet, scratch } from '../cli.ts'

const home = scratch('suggest-home')
const tree = scratch('suggest-tree')
const feed = scratch('suggest-feed')
const at = { env: { OCCTET_HOME: home, OCCTET_BY: 'Ada Example', SOURCE_DATE_EPOCH: '1795305600' } }

function put(folder: string, path: string, content: string | object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
}

function flaw(ecosystem: string, name: string, id: string, more: object = {}): void {
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '9.0.0' }] }]
  put(feed, `${ecosystem}/${id}.json`, {
    id,
    modified: '2026-01-01T00:00:00Z',
    affected: [{ package: { ecosystem, name }, ranges, ...more }],
  })
}

const manifest = {
  name: 'shop',
  dependencies: { widget: '2.0.0' },
  devDependencies: { eslint: '7.32.0' },
}

beforeAll(() => {
  put(tree, 'package.json', manifest)
  put(tree, 'package-lock.json', {
    name: 'shop',
    lockfileVersion: 3,
    packages: {
      '': manifest,
      'node_modules/widget': { version: '2.0.0', dependencies: { lodash: '4.17.20' } },
      'node_modules/lodash': { version: '4.17.20' },
      'node_modules/eslint': { version: '7.32.0', dev: true, dependencies: { 'word-wrap': '1.2.3' } },
      'node_modules/word-wrap': { version: '1.2.3', dev: true },
    },
  })
  put(tree, 'index.js', "import 'widget'\n")
  put(tree, 'go.mod', 'module example.com/shop\n\ngo 1.22\n\nrequire golang.org/x/net v0.30.0\n')
  put(tree, 'main.go', 'package main\n\nimport _ "golang.org/x/net/http2"\n\nfunc main() {}\n')
  put(tree, 'vendor/modules.txt', '# golang.org/x/net v0.30.0\n## explicit\ngolang.org/x/net/http2\n')
  flaw('npm', 'word-wrap', 'GHSA-dev')
  flaw('npm', 'lodash', 'GHSA-lodash')
  flaw('Go', 'golang.org/x/net', 'GO-2026-1', {
    ecosystem_specific: { imports: [{ path: 'golang.org/x/net/html', symbols: ['Parse'] }] },
  })
  flaw('Go', 'golang.org/x/net', 'GO-2026-2', {
    ecosystem_specific: { imports: [{ path: 'golang.org/x/net/http2', symbols: ['Serve'] }] },
  })
  expect(occtet(['db', 'import', feed], at).code).toBe(0)
})

interface Row {
  readonly finding: string
  readonly proposals: readonly {
    readonly kind: string
    readonly status: string
    readonly confidence: string
  }[]
}

function suggest(): ReadonlyMap<string, Row['proposals']> {
  const ran = occtet(['triage', 'suggest', tree, '--json'], at)
  expect([ran.code, ran.stderr]).toEqual([0, ''])
  const report = schemas['triage-suggestions'].safeParse(JSON.parse(ran.stdout))
  if (!report.success) throw new Error(JSON.stringify(report.error.issues))
  return new Map(report.data.suggestions.map(({ finding, proposals }) => [finding, proposals]))
}

const kinds = (rows: ReadonlyMap<string, Row['proposals']>, part: string): readonly string[] =>
  [...rows].flatMap(([key, proposals]) => (key.includes(part) ? proposals.map(({ kind }) => kind) : []))

test('proposals rest on scope, sources and the vendor folder, and the bad twin of each gets none', () => {
  const rows = suggest()
  expect(kinds(rows, 'GHSA-dev')).toEqual(['dev-only'])
  expect(kinds(rows, 'GO-2026-1')).toEqual(['file-absent'])
  expect(kinds(rows, 'GO-2026-2')).toEqual([])
  expect(kinds(rows, 'GHSA-lodash')).toEqual([])
  expect(existsSync(join(tree, '.occtet'))).toBe(false)
})

test('a received document proposes by the trust that the user set, and show tells it too', () => {
  const document = join(scratch('suggest-vex'), 'widget.json')
  put(dirname(document), 'widget.json', {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://example.org/vex/1',
    author: 'Widget Makers',
    timestamp: '2026-10-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: 'GHSA-lodash' },
        products: [{ '@id': 'pkg:npm/widget@2.0.0', subcomponents: [{ '@id': 'pkg:npm/lodash@4.17.20' }] }],
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
      },
    ],
  })
  const imported = occtet(['vex', 'import', document, '--product', tree, '--trust', 'supplier'], at)
  expect(imported.code).toBe(0)
  expect([...suggest()].flatMap(([, own]) => own.filter(({ kind }) => kind === 'upstream-vex'))).toEqual([
    expect.objectContaining({ status: 'not_affected', confidence: 'high' }),
  ])
  const shown = occtet(['triage', 'show', 'GHSA-lodash', tree], at)
  expect(shown.stdout).toMatch(/high: not_affected \(vulnerable_code_not_in_execute_path\),\s+upstream-vex/)
})

test('the command that is shown accepts it, and the finding is no longer suggested', () => {
  const text = occtet(['triage', 'suggest', tree], at).stdout.replace(/\s+/g, ' ')
  const impact = 'The package is used for development only and is not contained in the product.'
  expect(text).toContain(`--justification component_not_present --impact '${impact}' --proposal dev-only`)
  const status = ['--status', 'not_affected', '--justification', 'component_not_present', '--impact', impact]
  const why = ['--proposal', 'dev-only', '--reason', 'looked at the lock file']
  const decided = occtet(['triage', 'decide', 'GHSA-dev', '--product', tree, ...status, ...why], at)
  expect([decided.code, decided.stderr]).toEqual([0, expect.any(String)])
  expect(kinds(suggest(), 'GHSA-dev')).toEqual([])
  expect(kinds(suggest(), 'GHSA-lodash')).toEqual(['upstream-vex'])
})

test('a document that was changed since it was received is told, and proposes nothing', () => {
  const folder = join(tree, '.occtet', 'received')
  const [name = ''] = readdirSync(folder)
  writeFileSync(join(folder, name), '{}')
  const ran = occtet(['triage', 'suggest', tree, '--json'], at)
  expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('was changed since it was received')])
  expect(ran.stdout).not.toContain('upstream-vex')
})
