/** What leaves the house, what stays, and what is taken back. */
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../model/index.ts'
import type { DecisionRecord, VexStatement, VexSubject } from '../model.ts'
import { applyDecisions } from './apply.ts'
import { fixedCandidates, type StatementOptions, toStatements } from './statements.ts'
import {
  accepted,
  affected,
  decided,
  findingOf,
  fixed,
  fourEyes,
  investigating,
  matchOf,
  notAffected,
  purlOf,
  reachabilityOf,
  view,
} from './testing/sample.ts'
import { addEntry } from './transitions.ts'

const subject: VexSubject = {
  id: 'gateway',
  name: 'Gateway',
  version: '2.0.0',
  purl: purlOf('pkg:generic/gateway@2.0.0'),
  supplier: 'Example GmbH',
}

const here = findingOf()
const older = findingOf({ purl: purlOf('pkg:npm/lodash@4.17.19') })
const open = findingOf({
  purl: purlOf('pkg:npm/minimist@1.2.0'),
  group: 'GHSA-x',
  aliases: ['CVE-2', 'GHSA-x'],
  records: ['GHSA-x'],
  matched: [matchOf('GHSA-x')],
  fix: { nearest: '1.2.6', kind: 'upgrade' },
})

function state(
  findings: readonly Finding[],
  records: readonly DecisionRecord[],
  more: Partial<StatementOptions> = {},
) {
  return toStatements(applyDecisions(findings, records, view), subject, { today: view.today, ...more })
}

describe('a decision in force', () => {
  test('is one statement about the product, with every component that it speaks for', () => {
    const impact = 'Templates are compiled at build time.'
    const verdict = { ...notAffected, analysis: 'code_not_reachable', impact } as const
    const { statements, withheld } = state([older, here], [decided({}, { verdict })])
    expect(statements).toEqual([
      {
        vulnerability: {
          id: 'GHSA-35jh-r3h4-6jhm',
          aliases: ['CVE-2021-23337'],
          description: 'Command injection in templates',
        },
        products: [
          {
            purl: subject.purl,
            ids: [],
            name: 'Gateway',
            subcomponents: [older, here].map(({ purl }) => ({ purl, ids: [], subcomponents: [] })),
          },
        ],
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        analysis: 'code_not_reachable',
        responses: [],
        impact,
        supplier: 'Example GmbH',
        at: '2026-11-22T13:00:00Z',
      },
    ])
    expect(withheld).toEqual([])
  })

  test('never tells the reason that was given to colleagues', () => {
    const text = JSON.stringify(state([here], [decided({ reason: 'our admin password is weak' })]))
    expect(text).toContain('not_affected')
    expect(text).not.toContain('password')
    expect(text).not.toContain('developer')
  })

  test('of each status says what its status needs', () => {
    const words = [affected, accepted, fixed, investigating].map(
      (verdict) => state([here], [decided({}, { verdict })]).statements[0],
    )
    expect(words).toMatchObject([
      {
        status: 'affected',
        responses: ['update'],
        action: 'Use release 2.1.0.',
        actionAt: '2026-11-22T13:00:00Z',
      },
      { status: 'affected', responses: ['will_not_fix'], action: 'Let only administrators write templates.' },
      { status: 'fixed', responses: [] },
      { status: 'under_investigation', responses: [] },
    ])
    expect(words.map((one) => one?.justification ?? one?.impact)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('counts from its confirmation', () => {
    const confirmed = addEntry(decided({ policy: fourEyes }), {
      kind: 'confirm',
      at: '2026-11-23T08:00:00Z',
      by: 'security lead',
    })
    if (!confirmed.ok) throw new Error(confirmed.error.code)
    expect(state([here], [confirmed.value]).statements[0]?.at).toBe('2026-11-23T08:00:00Z')
  })
})

describe('what is held back', () => {
  const stale = { ...here, matched: [matchOf('GHSA-35jh-r3h4-6jhm'), matchOf('NEW-1')] }
  const rows: [string, Finding, DecisionRecord[], Partial<StatementOptions>, string][] = [
    ['nobody decided', here, [], {}, 'OPEN'],
    ['it waits', here, [decided({ policy: fourEyes })], {}, 'NOT_IN_FORCE'],
    ['it is stale', stale, [decided()], {}, 'NOT_IN_FORCE'],
    ['it has expired', here, [decided({ expires: '2026-11-22' })], {}, 'NOT_IN_FORCE'],
    ['the embargo is not past', here, [decided({ embargoUntil: '2026-11-24' })], {}, 'EMBARGO'],
    ['it is the last day of the embargo', here, [decided({ embargoUntil: '2026-11-23' })], {}, 'EMBARGO'],
    [
      'the embargo holds for open findings too',
      stale,
      [decided({ embargoUntil: '2026-11-24' })],
      { open: 'affected' },
      'EMBARGO',
    ],
  ]
  test.each(rows)('%s', (_title, finding, records, more, reason) => {
    const { statements, withheld } = state([finding], records, more)
    expect(statements).toEqual([])
    expect(withheld.map((one) => [one.finding, one.reason, one.record])).toEqual([
      [here.key, reason, records[0]?.id],
    ])
  })

  test('the day after the embargo it is stated', () => {
    expect(state([here], [decided({ embargoUntil: '2026-11-22' })]).statements).toHaveLength(1)
  })

  test('every finding is either stated or held back', () => {
    const { statements, withheld } = state([here, older, open], [decided({ scope: 'finding' })])
    expect(statements).toHaveLength(1)
    expect(withheld.map(({ finding }) => finding)).toEqual([older.key, open.key])
  })
})

describe('open findings, where they are asked for', () => {
  const now = '2026-11-23T12:00:00Z'
  test('are looked into', () => {
    expect(state([open], [], { open: 'under_investigation', now }).statements).toMatchObject([
      { status: 'under_investigation', responses: [], supplier: 'Example GmbH', at: now },
    ])
  })

  test('are affected by match only where there is an update to name', () => {
    const stuck = { ...here, fix: { kind: 'none-known' as const } }
    expect(state([open, stuck], [], { open: 'affected' }).statements).toMatchObject([
      { vulnerability: { id: 'GHSA-35jh-r3h4-6jhm' }, status: 'under_investigation' },
      { status: 'affected', responses: ['update'], action: 'Use a release with minimist 1.2.6 or later.' },
    ])
  })

  test('are never joined with a decision of the same status', () => {
    const record = decided({ scope: 'finding' }, { verdict: investigating })
    const { statements } = state([here, older], [record], { open: 'under_investigation', now })
    expect(statements.map(({ at }) => at)).toEqual([now, '2026-11-22T13:00:00Z'])
  })
})

describe('what readers have from us', () => {
  const [published] = state([here], [decided()]).statements
  if (published === undefined) throw new Error('nothing was published')
  const stale = { ...here, matched: [...here.matched, matchOf('NEW-1')] }
  const elsewhere = (version: string, more: Partial<VexStatement> = {}): VexStatement => ({
    ...published,
    products: published.products.map((product) => ({
      ...product,
      purl: purlOf(`pkg:generic/gateway${version}`),
    })),
    ...more,
  })
  const back = (
    statements: readonly VexStatement[],
    finding: Finding = stale,
    record = decided(),
    more = {},
  ) =>
    state([finding], [record], { published: statements, ...more }).statements.flatMap(
      ({ status, products }) => products.map(({ purl }) => `${status} ${purl?.slice(19) ?? ''}`),
    )

  test('is taken back when the decision does not stand any more, in its own words', () => {
    expect(state([stale], [decided()], { published: [published], now: '2026-11-24T08:00:00Z' })).toEqual({
      statements: [
        {
          vulnerability: published.vulnerability,
          products: published.products,
          status: 'under_investigation',
          responses: [],
          supplier: 'Example GmbH',
          at: '2026-11-24T08:00:00Z',
        },
      ],
      withheld: [],
    })
    expect(back([{ ...published, status: 'fixed' }])).toEqual(['under_investigation @2.0.0'])
  })

  test('also when the decision is gone altogether', () => {
    const { statements } = state([here], [], { published: [published] })
    expect(statements.map(({ status }) => status)).toEqual(['under_investigation'])
  })

  test('under any name of the flaw, and where every release was meant', () => {
    expect(back([{ ...published, vulnerability: { id: 'cve-2021-23337', aliases: [] } }])).toHaveLength(1)
    expect(back([elsewhere('')])).toEqual(['under_investigation '])
    const whole = published.products.map((product) => ({ ...product, subcomponents: [] }))
    expect(back([{ ...published, products: whole }])).toEqual(['under_investigation @2.0.0'])
  })

  test('for other releases only where the facts changed for them too, or it was revoked', () => {
    const both = [elsewhere('@1.0.0'), published]
    expect(back(both)).toEqual(['under_investigation @1.0.0', 'under_investigation @2.0.0'])
    const imported = { ...here, reachability: reachabilityOf('imported') }
    expect(back(both, imported)).toEqual(['under_investigation @2.0.0'])
    expect(back(both, here, decided({ expires: '2026-11-22' }))).toEqual(['under_investigation @2.0.0'])
    const revoked = addEntry(decided(), {
      kind: 'revoke',
      at: '2026-11-23T08:00:00Z',
      by: 'developer',
      reason: 'wrong',
    })
    expect(revoked.ok && back(both, here, revoked.value)).toEqual([
      'under_investigation @1.0.0',
      'under_investigation @2.0.0',
    ])
    expect(back([elsewhere('@1.0.0', { status: 'fixed' })])).toEqual([])
  })

  test('an older release alone does not stand for this one', () => {
    const { statements, withheld } = state([stale], [decided()], { published: [elsewhere('@1.0.0')] })
    expect(statements).toHaveLength(1)
    expect(withheld.map(({ reason }) => reason)).toEqual(['NOT_IN_FORCE'])
  })

  test('the last word counts', () => {
    const later = { ...published, status: 'under_investigation' } as const
    expect(back([published, later])).toEqual([])
    expect(back([later, published])).toEqual(['under_investigation @2.0.0'])
  })

  test('once, where open findings are stated anyway', () => {
    const both = [elsewhere('@1.0.0'), published]
    expect(back(both, stale, decided(), { open: 'affected' })).toEqual([
      'under_investigation @1.0.0',
      'affected @2.0.0',
    ])
  })

  test('nothing is taken back of what said no good, or of something else', () => {
    const others: VexStatement[] = [
      { ...published, status: 'affected' },
      { ...published, vulnerability: { id: 'CVE-9', aliases: [] } },
      { ...published, products: [{ purl: purlOf('pkg:generic/app@2.0.0'), ids: [], subcomponents: [] }] },
      { ...published, products: [{ ids: ['x'], subcomponents: [] }] },
      {
        ...published,
        products: [
          {
            purl: subject.purl,
            ids: [],
            subcomponents: [{ purl: purlOf('pkg:npm/minimist@1.2.0'), ids: [], subcomponents: [] }],
          },
        ],
      },
    ]
    expect(others.flatMap((statement) => back([statement]))).toEqual([])
  })

  test('only the package in doubt is named', () => {
    const parts = ['pkg:npm/lodash@4.17.20', 'pkg:npm/minimist@1.2.0'].map((purl) => ({
      purl: purlOf(purl),
      ids: [],
      subcomponents: [],
    }))
    const joined = published.products.map((product) => ({ ...product, subcomponents: parts }))
    const { statements } = state([stale], [decided()], { published: [{ ...published, products: joined }] })
    expect(statements[0]?.products[0]?.subcomponents).toEqual(parts.slice(0, 1))
  })

  test('under embargo nothing is said, not even that', () => {
    expect(back([published], stale, decided({ embargoUntil: '2026-12-01' }))).toEqual([])
  })

  test('stays as it is while the decision stands', () => {
    expect(back([published], here)).toEqual(['not_affected @2.0.0'])
  })
})

describe('fixed by a new release', () => {
  const record = decided({}, { verdict: affected })
  const after = (records: readonly DecisionRecord[], components: string[], findings: Finding[] = []) => {
    const known = { ...view, release: '2.1.0', components: components.map(purlOf) }
    const applied = applyDecisions(findings, records, known)
    return fixedCandidates(records, applied.unused, view.today)
  }

  test('is proposed where the version was replaced or the component is gone', () => {
    expect(after([record], ['pkg:npm/lodash@4.17.21'])).toEqual([record])
    expect(after([record], [])).toEqual([record])
  })

  test('and not where the advisory fell silent, the finding stays, or it was something else', () => {
    expect(after([record], ['pkg:npm/lodash@4.17.20'])).toEqual([])
    expect(after([record], ['pkg:npm/lodash@4.17.20'], [here])).toEqual([])
    expect(after([decided()], [])).toEqual([])
    expect(after([decided({ embargoUntil: '2026-12-01' }, { verdict: affected })], [])).toEqual([])
    const waiting = decided({ policy: fourEyes }, { verdict: accepted })
    expect(after([waiting], [])).toEqual([])
    const revoked = addEntry(record, {
      kind: 'revoke',
      at: '2026-11-23T08:00:00Z',
      by: 'developer',
      reason: 'wrong',
    })
    expect(revoked.ok && after([revoked.value], [])).toEqual([])
  })

  test('is stated only when a person says so, and never under embargo', () => {
    expect(state([], [record]).statements).toEqual([])
    expect(state([], [record], { fixed: [record] }).statements).toEqual([
      {
        vulnerability: { id: 'GHSA-35jh-r3h4-6jhm', aliases: ['CVE-2021-23337'] },
        products: [
          {
            purl: subject.purl,
            ids: [],
            name: 'Gateway',
            subcomponents: [{ purl: purlOf('pkg:npm/lodash'), ids: [], subcomponents: [] }],
          },
        ],
        status: 'fixed',
        responses: [],
        supplier: 'Example GmbH',
      },
    ])
    expect(state([], [], { fixed: [{ ...record, embargoUntil: '2026-12-01' }] }).statements).toEqual([])
  })
})

test('the order is that of the statements, not of the findings', () => {
  const records = [decided(), { ...decided({}, { finding: open, verdict: affected }), id: 'a' }]
  const once = state([here, older, open], records)
  expect(state([open, older, here], [...records].reverse()).statements).toEqual(once.statements)
  expect(once.statements.map(({ vulnerability }) => vulnerability.id)).toEqual([
    'GHSA-35jh-r3h4-6jhm',
    'GHSA-x',
  ])
})
