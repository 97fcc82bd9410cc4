/** Table of data: findings in what ships and what does not, feeds, and VEX statements. */
import type { Finding, FindingDecision, Purl, VexStatus } from '../../model/index.ts'
import type { VexProduct } from '../../vex/index.ts'
import type { VexReading, VexStatement } from '../vex-statements.ts'
import type { Fixture } from './fixture.ts'
import { asOf, component, feeds, finding, inventoryOf, report } from './given.ts'

const lock = { 'package-lock.json': '{}', 'vex.json': '{}' }
const inventory = inventoryOf([
  component('pkg:npm/a@1.0.0'),
  component('pkg:npm/dev@1.0.0', { scope: 'development' }),
])
const log4shell = 'CVE-2021-44228'
const fix = { kind: 'upgrade', nearest: '1.0.1' } as const
const grave = finding('pkg:npm/a@1.0.0', 'GHSA-aaaa', {
  aliases: ['CVE-2025-0001', 'GHSA-aaaa'],
  level: 'critical',
  published: '2025-06-01T00:00:00Z',
  fix,
})
const fresh = finding('pkg:npm/a@1.0.0', 'GHSA-bbbb', { level: 'low', published: '2026-05-20T00:00:00Z' })
const tool = finding('pkg:npm/dev@1.0.0', 'GHSA-cccc', { level: 'critical', scope: 'development', fix })

const decision: FindingDecision = {
  id: 'd-1',
  status: 'not_affected',
  justification: 'vulnerable_code_not_present',
  standing: 'in-force',
  staleReasons: [],
  scope: 'component',
  reason: 'The parser is not built.',
  by: 'Curator',
  at: '2026-05-01T00:00:00Z',
  isReused: false,
}

function decided(more: Partial<FindingDecision> = {}): Finding {
  return { ...grave, decision: { ...decision, ...more } }
}

interface Row {
  readonly id?: string
  readonly status?: VexStatus
  /** Purls, the outer product first; the product itself where it is absent. */
  readonly product?: readonly string[]
  readonly isJustified?: boolean
}

function vex(...rows: readonly Row[]): VexReading {
  const document = { format: 'openvex', formatVersion: '0.2.0', id: 'vex', author: 'M' } as const
  return {
    documents: ['vex.json'],
    unread: [],
    statements: rows.map(({ id = 'CVE-2025-0001', status = 'not_affected', ...row }): VexStatement => {
      const products = [productOf(row.product ?? ['pkg:generic/sample'])]
      const stated = { vulnerability: { id, aliases: [] }, products, status, responses: [] }
      return { path: 'vex.json', line: 1, document, stated, status, isJustified: row.isJustified ?? true }
    }),
  }
}

function productOf([outer = '', ...inner]: readonly string[]): VexProduct {
  return { purl: outer as Purl, ids: [], subcomponents: inner.length === 0 ? [] : [productOf(inner)] }
}

const other = 'pkg:generic/other@1.0.0'

export const vulnFixtures: readonly Fixture[] = [
  {
    name: 'nothing was matched',
    files: {},
    expect: {
      'VULN-OPEN': {
        state: 'unknown',
        facts: { critical: null, items: null },
        reason: 'no advisories were matched',
      },
      'VULN-KEV': { state: 'unknown' },
      'VULN-EPSS': { state: 'unknown' },
      'VULN-FIXAVAIL': { state: 'unknown' },
      'VULN-VEX': { state: 'unknown' },
      'VULN-UNREVIEWED': { state: 'unknown' },
      'VULN-AGE': { state: 'unknown', reason: 'no date' },
      'VULN-REACH': { state: 'unknown', reason: 'not analysed' },
    },
  },
  {
    name: 'findings in development tools only, fresh data',
    files: lock,
    given: { asOf, inventory, findings: report([tool]), feeds: feeds([log4shell]), vex: vex() },
    expect: {
      'VULN-OPEN': { state: 'absent', facts: { critical: 0, high: 0, items: [] } },
      'VULN-KEV': { state: 'absent', facts: { items: [] } },
      'VULN-EPSS': { state: 'absent', facts: { items: [] } },
      'VULN-FIXAVAIL': { state: 'absent', facts: { items: [] } },
      'VULN-VEX': { state: 'unknown', reason: 'no open finding' },
      'VULN-UNREVIEWED': { state: 'absent', facts: { count: 0 } },
      'VULN-AGE': { state: 'absent', facts: { max_days: null, median_days: null } },
      'SBOM-EOL': {
        state: 'unknown',
        reason: 'dates are known for 0 shipped products and none is past its end',
      },
    },
  },
  {
    name: 'no finding, but a shipped component that no source covers',
    files: lock,
    given: {
      asOf,
      inventory,
      findings: report([], { unknown: [{ purl: 'pkg:npm/a@1.0.0' as Purl, reason: 'NO_SOURCE_FOR_TYPE' }] }),
      feeds: feeds([log4shell]),
      vex: vex(),
    },
    expect: {
      'VULN-OPEN': { state: 'unknown', facts: { critical: null }, reason: 'no advisories are loaded' },
      'VULN-KEV': { state: 'unknown' },
      'VULN-FIXAVAIL': { state: 'unknown' },
      'VULN-UNREVIEWED': { state: 'unknown' },
    },
  },
  {
    name: 'no finding, and no component at all',
    files: lock,
    given: { asOf, findings: report([]), feeds: feeds([log4shell]), vex: vex() },
    expect: { 'VULN-OPEN': { state: 'unknown', reason: 'no shipped component' } },
  },
  {
    name: 'an old critical finding with a fix, exploited somewhere, and a fresh one without',
    files: lock,
    given: {
      asOf,
      inventory,
      findings: report([grave, fresh, tool]),
      feeds: feeds(['CVE-2025-0001', log4shell], { 'CVE-2025-0001': 0.62, 'GHSA-bbbb': 0.001 }),
      vex: vex(),
    },
    expect: {
      'VULN-OPEN': {
        state: 'contrary',
        facts: { critical: 1, high: 0, low: 1 },
        statement: '2 known vulnerabilities in shipped components (1 critical, 1 low).',
        at: 'package-lock.json:1',
      },
      'VULN-KEV': { state: 'contrary' },
      'VULN-EPSS': { state: 'contrary' },
      'VULN-FIXAVAIL': {
        state: 'contrary',
        facts: { items: [{ id: 'GHSA-aaaa', purl: 'pkg:npm/a@1.0.0', level: 'critical', fixed: '1.0.1' }] },
      },
      'VULN-VEX': { state: 'absent', facts: { covered_share: 0, without_justification: [] } },
      'VULN-UNREVIEWED': { state: 'contrary', facts: { count: 1 } },
      'VULN-AGE': { state: 'contrary', facts: { max_days: 365, median_days: 365 } },
    },
  },
  {
    name: 'a finding in what only tests bring along, and one whose source knows no date',
    files: { ...lock, 'pkg/testdata/package-lock.json': '{}' },
    given: {
      asOf,
      inventory: inventoryOf([
        component('pkg:npm/a@1.0.0', { evidence: [{ path: 'pkg/testdata/package-lock.json', line: 1 }] }),
        component('pkg:npm/b@1.0.0'),
      ]),
      findings: report([
        grave,
        finding('pkg:npm/b@1.0.0', 'GHSA-dddd', { level: 'low', published: '0001-01-01T00:00:00Z', fix }),
      ]),
      feeds: feeds([log4shell]),
      vex: vex(),
    },
    expect: {
      'VULN-OPEN': { state: 'contrary', facts: { critical: 0, low: 1 } },
      'VULN-AGE': { state: 'unknown', facts: { max_days: null }, reason: 'without a date' },
    },
  },
  {
    name: 'a finding, no catalogue of exploited ones, no EPSS',
    files: lock,
    given: { asOf, inventory, findings: report([fresh]), feeds: feeds([]), vex: vex() },
    expect: {
      'VULN-KEV': { state: 'unknown', reason: 'no catalogue' },
      'VULN-EPSS': { state: 'unknown', reason: 'no EPSS is loaded for 1 finding' },
    },
  },
  {
    name: 'a catalogue that is too old, and a low EPSS',
    files: lock,
    given: {
      asOf,
      inventory,
      findings: report([fresh]),
      feeds: feeds([log4shell], { 'GHSA-bbbb': 0.001 }, true),
    },
    expect: {
      'VULN-KEV': { state: 'unknown', reason: 'is of 2026-05-01' },
      'VULN-EPSS': { state: 'absent' },
    },
  },
  {
    name: 'a statement with a reason for one of two findings',
    files: lock,
    given: { asOf, inventory, findings: report([grave, fresh]), vex: vex({ product: ['pkg:npm/a@1.0.0'] }) },
    expect: {
      'VULN-VEX': { state: 'present', strength: 'weak', facts: { covered_share: 0.5 }, at: 'vex.json:1' },
      'VULN-UNREVIEWED': { state: 'absent', facts: { count: 0 } },
    },
  },
  {
    name: 'statements about the product as a whole answer everything',
    files: lock,
    given: {
      asOf,
      inventory,
      findings: report([grave, fresh]),
      vex: vex(
        { product: ['pkg:generic/sample'] },
        { id: 'https://openvex.test/GHSA-bbbb', status: 'affected' },
      ),
    },
    expect: { 'VULN-VEX': { state: 'present', strength: 'strong', facts: { covered_share: 1 } } },
  },
  {
    name: 'not affected without a reason, under investigation, another version, another flaw: no answers',
    files: lock,
    given: {
      asOf,
      inventory,
      findings: report([grave]),
      vex: vex(
        { isJustified: false },
        { status: 'under_investigation' },
        { product: ['pkg:npm/a@2.0.0'] },
        { id: 'CVE-2025-0002' },
      ),
    },
    expect: {
      'VULN-VEX': { state: 'absent', facts: { covered_share: 0 } },
      'VULN-UNREVIEWED': { state: 'contrary' },
    },
  },
  {
    name: 'not affected without a reason is told by name',
    files: lock,
    given: { asOf, inventory, findings: report([grave]), vex: vex({ isJustified: false }) },
    expect: {
      'VULN-VEX': { state: 'absent', facts: { covered_share: 0, without_justification: ['GHSA-aaaa'] } },
    },
  },
  {
    name: 'needs row 3: the same flaw in another product, alone or with our component in it, is no answer',
    files: lock,
    given: {
      asOf,
      inventory,
      findings: report([grave]),
      vex: vex(
        { product: [other] },
        { product: [other, 'pkg:npm/a@1.0.0'] },
        { product: ['pkg:generic/sample', 'pkg:npm/lodash@1.0.0'], isJustified: false },
      ),
    },
    expect: {
      'VULN-VEX': {
        state: 'absent',
        facts: { covered_share: 0, without_justification: [] },
        at: 'nowhere',
      },
      'VULN-UNREVIEWED': { state: 'contrary', facts: { count: 1 } },
    },
  },
  {
    name: 'needs row 3: the component within the product that the profile names is an answer',
    files: {
      ...lock,
      '.occtet/product.yaml': `schema: occtet.product/1\nid: o\nproduct:\n  name: Other\n  purl: ${other}\n`,
    },
    given: {
      asOf,
      inventory,
      findings: report([grave]),
      vex: vex({ product: [other, 'pkg:npm/a@1.0.0'] }),
    },
    expect: {
      'VULN-VEX': { state: 'present', strength: 'strong', facts: { covered_share: 1 }, at: 'vex.json:1' },
      'VULN-UNREVIEWED': { state: 'absent', facts: { count: 0 } },
    },
  },
  {
    name: 'needs row 3: a product that is a package itself is known by its own name, and in its own version only',
    files: lock,
    given: {
      asOf,
      inventory: inventoryOf(
        [component('pkg:npm/a@1.0.0'), component('pkg:npm/sample@3.0.0', { isFirstParty: true })],
        { version: '3.0.0' },
      ),
      findings: report([grave, fresh]),
      vex: vex(
        { product: ['pkg:npm/sample@3.0.0', 'pkg:npm/a@1.0.0'] },
        { id: 'GHSA-bbbb', product: ['pkg:npm/sample@2.0.0'] },
      ),
    },
    expect: { 'VULN-VEX': { state: 'present', strength: 'weak', facts: { covered_share: 0.5 } } },
  },
  {
    name: 'a decision in force answers a finding without any VEX file, and is found in the tree',
    files: { ...lock, '.occtet/decisions/d-1.yaml': 'schema: x' },
    given: { asOf, inventory, findings: report([decided(), fresh]), vex: vex() },
    expect: {
      'VULN-VEX': {
        state: 'present',
        strength: 'weak',
        facts: { covered_share: 0.5, without_justification: [] },
        statement:
          'VEX statements or decisions answer 1 of 2 (50 %) open findings in shipped components; 1 by decisions in force.',
        at: '.occtet/decisions/d-1.yaml:1',
      },
      'VULN-UNREVIEWED': { state: 'absent', facts: { count: 0 } },
      'VULN-OPEN': { state: 'contrary', facts: { critical: 1 } },
    },
  },
  {
    name: 'decisions on every finding answer them, whether VEX files were looked for or not',
    files: lock,
    given: { asOf, inventory, findings: report([decided({ status: 'affected', action: 'Update it.' })]) },
    expect: {
      'VULN-VEX': { state: 'present', strength: 'strong', facts: { covered_share: 1 } },
      'VULN-UNREVIEWED': { state: 'absent', facts: { count: 0 } },
    },
  },
  {
    name: 'decisions on one finding say nothing of the others where VEX files were not looked for',
    files: lock,
    given: { asOf, inventory, findings: report([decided(), { ...grave, key: 'other', group: 'GHSA-eeee' }]) },
    expect: {
      'VULN-VEX': { state: 'unknown', reason: 'VEX files were not looked for' },
      'VULN-UNREVIEWED': { state: 'unknown', reason: 'VEX files were not looked for' },
    },
  },
  ...(
    [
      ['waits', { standing: 'waiting' }],
      ['went stale', { standing: 'stale', staleReasons: ['RANGE_CHANGED'] }],
      ['expired', { standing: 'expired' }],
      ['was taken back', { standing: 'revoked' }],
      ['looks into it', { status: 'under_investigation' }],
    ] as const
  ).map(([what, more]) => ({
    name: `a decision that ${what} answers nothing`,
    files: lock,
    given: { asOf, inventory, findings: report([decided(more)]), vex: vex() },
    expect: {
      'VULN-VEX': { state: 'absent', facts: { covered_share: 0, without_justification: [] } },
      'VULN-UNREVIEWED': { state: 'contrary', facts: { count: 1 } },
    } as const,
  })),
]
