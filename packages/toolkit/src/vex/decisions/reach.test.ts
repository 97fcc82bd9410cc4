/** Before saving: bulk decisions, what a scope would touch, what was reused, and the names of files. */
import { describe, expect, test } from 'vitest'
import { decisionScopes, type Finding } from '../../model/index.ts'
import type { DecisionRecord } from '../model.ts'
import { applyDecisions } from './apply.ts'
import { decideAll, mostInBulk } from './bulk.ts'
import { findExisting, isDecisionId, newDecisionId, packageOf } from './identity.ts'
import { previewScope, reuseReport, withScope } from './preview.ts'
import {
  affected,
  decided,
  findingOf,
  fourEyes,
  listedAsExploited,
  matchOf,
  notAffected,
  optionsOf,
  purlOf,
  reachabilityOf,
  view,
} from './testing/sample.ts'

const here = findingOf()
const older = findingOf({ purl: purlOf('pkg:npm/lodash@4.17.19') })
const worse = findingOf({ purl: purlOf('pkg:npm/lodash@4.17.18'), reachability: reachabilityOf('imported') })
const stranger = findingOf({ purl: purlOf('pkg:npm/lodash-es@4.17.20') })
const another = findingOf({
  group: 'GHSA-x',
  aliases: ['GHSA-x'],
  records: ['GHSA-x'],
  matched: [matchOf('GHSA-x')],
})

describe('bulk', () => {
  const options = optionsOf()
  const bulk = (findings: readonly Finding[], verdict = notAffected, more = {}) => {
    const made = decideAll(findings, verdict, { ...options, ...more })
    if (!made.ok) throw new Error(made.error.code)
    return made.value
  }

  test('one record for each, under different ids', () => {
    const made = bulk([here, stranger, another])
    expect(made.records.map(({ id }) => id)).toEqual([
      'GHSA-35jh-r3h4-6jhm.lodash',
      'GHSA-35jh-r3h4-6jhm.lodash-es',
      'GHSA-x.lodash',
    ])
    expect([made.covered, made.takenOut]).toEqual([[], []])
  })

  test('exploited and malicious ones are taken out of not affected, and of nothing else', () => {
    const findings = [
      { ...here, exploitation: listedAsExploited },
      { ...stranger, isMalicious: true },
      { ...another, exploitation: {} },
    ]
    const made = bulk(findings)
    expect(made.records.map(({ vulnerability }) => vulnerability.id)).toEqual(['GHSA-x'])
    expect(made.takenOut.map(({ key, error }) => [key, error.code])).toEqual([
      [here.key, 'EXPLOITED_IN_BULK'],
      [stranger.key, 'MALICIOUS_IN_BULK'],
    ])
    expect(bulk(findings, affected).takenOut).toEqual([])
  })

  test('a version that another one of the bulk covers gets no record of its own', () => {
    const made = bulk([here, older, worse])
    expect(made.records).toHaveLength(2)
    expect(made.covered).toEqual([{ key: older.key, record: 'GHSA-35jh-r3h4-6jhm.lodash' }])
    const apart = bulk([here, older], notAffected, { scope: 'finding' })
    expect(new Set(apart.records.map(({ id }) => id)).size).toBe(2)
  })

  test('what covers nothing is taken out, with the reason', () => {
    const made = bulk([here, stranger], notAffected, { versions: 'vers:npm/>=4.17.20', reason: '' })
    expect(made.takenOut.map(({ error }) => error.code)).toEqual(['REASON_MISSING', 'REASON_MISSING'])
  })

  test('of 200 at most', () => {
    const many = Array.from({ length: mostInBulk + 1 }, (_, index) =>
      findingOf({ purl: purlOf(`pkg:npm/p${index}@1.0.0`) }),
    )
    const made = decideAll(many, notAffected, options)
    expect(made.ok ? 'made' : made.error.code).toBe('BULK_TOO_LARGE')
    expect(bulk(many.slice(1)).records).toHaveLength(mostInBulk)
  })
})

describe('preview', () => {
  const gateway = {
    product: 'gateway',
    release: '2.0.0',
    findings: [here, older, worse, stranger, another],
    records: [],
  }
  const app = { product: 'app', release: '7.0.0', findings: [older], records: [] }
  const effects = (record: DecisionRecord, products: Parameters<typeof previewScope>[1]) =>
    previewScope(record, products, view.today).map(
      ({ product, purl, effect, instead, differs }) =>
        `${product} ${purl.slice(15)} ${effect}${instead === undefined ? '' : ` ${instead}`}${differs.map(({ reason }) => ` ${reason}`).join('')}`,
    )

  test('the wider the scope, the more it touches; other packages and flaws never', () => {
    const draft = decided({ scope: 'finding' })
    const found = decisionScopes.map((scope) => {
      const wish = {
        scope,
        product: 'gateway',
        ...(scope === 'release-range' ? { releases: 'vers:semver/>=2' } : {}),
      }
      return effects(withScope(draft, wish), [gateway, app])
    })
    const asked = 'gateway 4.17.18 asked-again REACHABILITY_CHANGED'
    const inProduct = [asked, 'gateway 4.17.19 decided', 'gateway 4.17.20 decided']
    expect(found).toEqual([
      [
        'app 4.17.19 not-reached',
        'gateway 4.17.18 not-reached',
        'gateway 4.17.19 not-reached',
        'gateway 4.17.20 decided',
      ],
      ['app 4.17.19 not-reached', ...inProduct],
      ['app 4.17.19 not-reached', ...inProduct],
      ['app 4.17.19 not-reached', ...inProduct],
      ['app 4.17.19 decided', ...inProduct],
    ])
  })

  test('another scope keeps the versions and drops what it does not know', () => {
    const draft = decided({ versions: 'vers:npm/<4.17.21' })
    const wide = withScope(draft, { scope: 'organisation', product: 'gateway' })
    expect(wide.holds).toEqual({ scope: 'organisation', versions: 'vers:npm/<4.17.21' })
    const releases = 'vers:semver/>=2.0.0'
    const range = withScope(decided(), { scope: 'release-range', product: 'gateway', releases })
    expect(range.holds).toEqual({ scope: 'release-range', product: 'gateway', releases })
    expect(withScope(range, { scope: 'component', product: 'gateway' })).toEqual(decided())
  })

  test('says whose place it takes, and who goes on speaking', () => {
    const near = { ...decided({ scope: 'finding' }), id: 'near' }
    const wide = { ...decided({ scope: 'organisation' }), id: 'wide' }
    const products = [{ ...gateway, findings: [here, older], records: [near, wide] }]
    expect(effects(decided(), products)).toEqual([
      'gateway 4.17.19 replaced wide',
      'gateway 4.17.20 kept near',
    ])
  })

  test('is the same for a decision that waits, and leaves out the record that is renewed', () => {
    const waiting = decided({ policy: fourEyes })
    const products = [{ ...gateway, findings: [here], records: [decided()] }]
    expect(effects(waiting, products)).toEqual(['gateway 4.17.20 decided'])
    expect(waiting.entries[0]).toMatchObject({ needsConfirmation: true })
  })

  test('agrees with what happens after saving', () => {
    for (const scope of ['finding', 'component', 'product', 'organisation'] as const) {
      const record = decided({ scope })
      const seen = previewScope(record, [gateway], view.today).filter(({ effect }) => effect === 'decided')
      const { applied } = applyDecisions(gateway.findings, [record], view)
      const spoken = applied.filter(({ role }) => role === 'speaks').map(({ finding }) => finding)
      expect(seen.map(({ finding }) => finding)).toEqual(spoken.sort())
    }
  })
})

test('the report of reuse names where a decision was made', () => {
  const records = [
    decided(),
    { ...decided({ product: 'app', scope: 'organisation' }, { finding: another }), id: 'b' },
  ]
  const { applied } = applyDecisions([here, older, worse, another], records, view)
  expect(reuseReport(applied)).toEqual([
    {
      id: 'GHSA-35jh-r3h4-6jhm.lodash',
      scope: 'component',
      madeOn: { purl: here.purl, product: 'gateway', release: '2.0.0' },
      by: 'developer',
      at: '2026-11-22T13:00:00Z',
      findings: [older.key],
    },
    {
      id: 'b',
      scope: 'organisation',
      madeOn: { purl: here.purl, product: 'app', release: '2.0.0' },
      by: 'developer',
      at: '2026-11-22T13:00:00Z',
      findings: [another.key],
    },
  ])
  expect(reuseReport(applyDecisions([here], [decided()], view).applied)).toEqual([])
})

describe('the record to renew', () => {
  const records = [
    { ...decided({ scope: 'finding' }), id: 'f' },
    { ...decided(), id: 'c' },
    { ...decided({ versions: 'vers:npm/<5' }), id: 'v' },
    { ...decided({ scope: 'organisation' }), id: 'o' },
  ]
  const found = (finding: Finding, wish: Parameters<typeof findExisting>[2]) =>
    findExisting(records, finding, wish)?.id

  test('is that of the same scope', () => {
    expect(found(here, { scope: 'finding', product: 'gateway' })).toBe('f')
    expect(found(older, { scope: 'finding', product: 'gateway' })).toBeUndefined()
    expect(found(older, { scope: 'component', product: 'gateway' })).toBe('c')
    expect(found(older, { scope: 'component', product: 'gateway', versions: 'vers:npm/<5' })).toBe('v')
    expect(found(here, { scope: 'component', product: 'app' })).toBeUndefined()
    expect(found(here, { scope: 'organisation', product: 'app' })).toBe('o')
    expect(found(stranger, { scope: 'component', product: 'gateway' })).toBeUndefined()
  })

  test('is not one that only shares an alias', () => {
    const twin = findingOf({
      group: 'GHSA-y',
      aliases: ['CVE-2021-23337', 'GHSA-y'],
      records: ['GHSA-y'],
      matched: [matchOf('GHSA-y')],
    })
    expect(found(twin, { scope: 'component', product: 'gateway' })).toBeUndefined()
  })
})

describe('ids', () => {
  const idOf = (purl: string, group: string, taken: string[] = []) => {
    const { id: _, ...record } = decided({}, { finding: findingOf({ purl: purlOf(purl), group }) })
    return newDecisionId(record, new Set(taken))
  }

  test('are read by people and safe as names of files', () => {
    const rows: [string, string, string][] = [
      ['pkg:npm/lodash@1.0.0', 'GHSA-1', 'GHSA-1.lodash'],
      ['pkg:npm/%40angular/core@1.0.0', 'GHSA-1', 'GHSA-1.angular.core'],
      ['pkg:maven/org.apache/log4j@1.0', 'CVE-1', 'CVE-1.org.apache.log4j'],
      ['pkg:golang/github.com/a/b@v1.0.0', 'GO-1', 'GO-1.github.com.a.b'],
      ['pkg:generic/..%2F..%2Fetc%2Fpasswd@1', '../../x', 'x.etc.passwd'],
      ['pkg:generic/%E2%80%AE@1', '…', 'x.x'],
      ['pkg:npm/a@1.0.0', 'con', 'd-con.a'],
      ['pkg:npm/a@1.0.0', 'x'.repeat(500), `${'x'.repeat(60)}.a`],
    ]
    expect(rows.map(([purl, group]) => idOf(purl, group))).toEqual(rows.map(([, , id]) => id))
    expect(rows.filter(([, , id]) => !isDecisionId(id))).toEqual([])
  })

  test('that are taken, in any case, get a digest; the same on every machine', () => {
    const once = idOf('pkg:npm/lodash@1.0.0', 'GHSA-1', ['ghsa-1.LODASH'])
    expect(once).toMatch(/^GHSA-1\.lodash-[0-9a-f]{8}$/)
    expect(idOf('pkg:npm/lodash@1.0.0', 'GHSA-1', ['ghsa-1.LODASH'])).toBe(once)
    expect(idOf('pkg:npm/lodash@1.0.0', 'GHSA-1', ['ghsa-1.LODASH', once])).not.toBe(once)
  })

  test('that lead elsewhere are none', () => {
    const bad = [
      '',
      '.',
      '..',
      '../x',
      'a/b',
      'a\\b',
      'a..b',
      'a.',
      '-a',
      '.a',
      'nul',
      'com1.x',
      'a b',
      'ä',
      'a\0',
      'x'.repeat(151),
    ]
    expect(bad.filter(isDecisionId)).toEqual([])
  })
})

test('a package is its core; where the type cannot do without, with qualifiers', () => {
  const rows: [string, string][] = [
    ['pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie', 'pkg:deb/debian/curl'],
    ['pkg:npm/%40a/b@1.0.0#lib', 'pkg:npm/%40a/b'],
    [
      'pkg:julia/Dates@1.9.0?uuid=ade2ca70-3891-5945-98fb-dc099432e06a',
      'pkg:julia/Dates?uuid=ade2ca70-3891-5945-98fb-dc099432e06a',
    ],
  ]
  expect(rows.map(([purl]) => String(packageOf(purlOf(purl))))).toEqual(rows.map(([, core]) => core))
})
