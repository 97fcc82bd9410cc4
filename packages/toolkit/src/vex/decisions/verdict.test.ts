/** What each status needs, and when a decision ends. */
import { describe, expect, test } from 'vitest'
import { analysisJustifications, vexJustifications } from '../../model/index.ts'
import type { DecisionEntry, Verdict } from '../model.ts'
import { compatibleJustifications } from './analysis.ts'
import { addDays, dayOf, isDay, isMoment } from './days.ts'
import { type DecideOptions, decide, renew } from './decide.ts'
import { isAcceptedRisk, needsConfirmation } from './policy.ts'
import {
  accepted,
  affected,
  decided,
  findingOf,
  fixed,
  fourEyes,
  investigating,
  notAffected,
  optionsOf,
  purlOf,
} from './testing/sample.ts'
import { checkVerdict } from './verdict.ts'

const day = '2026-11-22'

function codeOf(verdict: Verdict): string {
  const checked = checkVerdict(verdict, day)
  return checked.ok ? 'ok' : checked.error.code
}

describe('a verdict', () => {
  const { justification: _, ...bare } = notAffected
  const { action: __, ...idle } = affected
  const { deadline: ___, ...endless } = investigating
  const rows: [string, Verdict, string][] = [
    ['not affected, with its justification', notAffected, 'ok'],
    [
      'not affected, with an impact statement alone',
      { ...bare, impact: 'The module is never loaded.' },
      'ok',
    ],
    ['not affected without any', bare, 'JUSTIFICATION_MISSING'],
    [
      'an analysis alone justifies nothing',
      { ...bare, analysis: 'code_not_reachable' },
      'JUSTIFICATION_MISSING',
    ],
    ['both, and they agree', { ...notAffected, analysis: 'code_not_reachable' }, 'ok'],
    ['both, and they do not', { ...notAffected, analysis: 'protected_at_runtime' }, 'ANALYSIS_CONTRADICTS'],
    ['affected with an action', affected, 'ok'],
    ['affected without one', idle, 'ACTION_MISSING'],
    ['affected with an empty one', { ...affected, action: '' }, 'TEXT_INVALID'],
    ['affected with a padded one', { ...affected, action: ' wait' }, 'TEXT_INVALID'],
    ['an accepted risk with what users do', accepted, 'ok'],
    [
      'affected with a justification',
      { ...affected, justification: 'component_not_present' },
      'JUSTIFICATION_NOT_ALLOWED',
    ],
    ['fixed with an analysis', { ...fixed, analysis: 'code_not_present' }, 'ANALYSIS_NOT_ALLOWED'],
    ['fixed with an impact', { ...fixed, impact: 'none' }, 'IMPACT_NOT_ALLOWED'],
    ['fixed', fixed, 'ok'],
    ['looked into, until a day', investigating, 'ok'],
    ['looked into for ever', endless, 'DEADLINE_MISSING'],
    ['a deadline today', { ...affected, deadline: day }, 'ok'],
    ['a deadline yesterday', { ...affected, deadline: '2026-11-21' }, 'DEADLINE_PAST'],
    ['a deadline that is no day', { ...affected, deadline: '2026-02-30' }, 'DEADLINE_INVALID'],
  ]
  test.each(rows)('%s', (_title, verdict, code) => {
    expect(codeOf(verdict)).toBe(code)
  })

  test('every pair of justifications is either in the table or refused', () => {
    const wrong = analysisJustifications.flatMap((analysis) =>
      vexJustifications.filter((justification) => {
        const isListed = compatibleJustifications[analysis].includes(justification)
        return (
          codeOf({ ...notAffected, justification, analysis }) !== (isListed ? 'ok' : 'ANALYSIS_CONTRADICTS')
        )
      }),
    )
    expect(wrong).toEqual([])
  })

  test('each of the five and each of the nine has a partner', () => {
    const reached = new Set(Object.values(compatibleJustifications).flat())
    expect([...reached].sort()).toEqual([...vexJustifications].sort())
    expect(analysisJustifications.filter((one) => compatibleJustifications[one].length === 0)).toEqual([])
  })
})

describe('four eyes', () => {
  test('for not affected and accepted risk only, and only where it is on', () => {
    const verdicts = [
      notAffected,
      accepted,
      { ...accepted, responses: ['can_not_fix' as const] },
      affected,
      fixed,
      investigating,
    ]
    expect(verdicts.map((verdict) => needsConfirmation(verdict, fourEyes))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    expect(verdicts.some((verdict) => needsConfirmation(verdict, { ...fourEyes, fourEyes: false }))).toBe(
      false,
    )
  })

  test('for other kinds where the policy names them', () => {
    const policy = { ...fourEyes, confirm: ['fixed' as const] }
    expect(needsConfirmation(fixed, policy)).toBe(true)
    expect(needsConfirmation(notAffected, policy)).toBe(false)
  })

  test('an accepted risk is affected, not fixed', () => {
    expect(isAcceptedRisk(accepted)).toBe(true)
    expect(isAcceptedRisk({ ...notAffected, responses: ['will_not_fix'] })).toBe(false)
  })
})

function expiryOf(more: Partial<DecideOptions>, verdict: Verdict = notAffected): string {
  const made = decide(findingOf(), verdict, optionsOf(more))
  if (!made.ok) return made.error.code
  const entry = made.value.entries[0] as Extract<DecisionEntry, { kind: 'decide' | 'import' }>
  return `${entry.expires}${entry.untilNextRelease === true ? ' or next release' : ''}`
}

describe('the last day', () => {
  const rows: [string, Partial<DecideOptions>, Verdict, string][] = [
    ['90 days where nobody says otherwise', {}, notAffected, '2027-02-20'],
    ['as asked', { expires: '2026-12-24' }, notAffected, '2026-12-24'],
    ['the day itself', { expires: day }, notAffected, day],
    ['the day before', { expires: '2026-11-21' }, notAffected, 'EXPIRES_PAST'],
    ['a year', { expires: '2027-11-23' }, notAffected, '2027-11-23'],
    ['longer than a year', { expires: '2027-11-24' }, notAffected, 'EXPIRES_TOO_LATE'],
    ['for ever', { expires: '9999-12-31' }, notAffected, 'EXPIRES_TOO_LATE'],
    ['never', { expires: 'never' }, notAffected, 'EXPIRES_INVALID'],
    ['no day of the calendar', { expires: '2027-02-29' }, notAffected, 'EXPIRES_INVALID'],
    ['the next release', { expires: 'next-release' }, notAffected, '2027-11-23 or next release'],
    [
      'the next release for an organisation',
      { expires: 'next-release', scope: 'organisation' },
      notAffected,
      'EXPIRES_INVALID',
    ],
    ['an investigation ends with its deadline', {}, investigating, '2026-12-01'],
    ['and not later', { expires: '2026-12-02' }, investigating, 'EXPIRES_TOO_LATE'],
    ['nor with a release', { expires: 'next-release' }, investigating, '2026-12-01 or next release'],
    ['an action may take longer than the decision', { expires: '2026-12-01' }, affected, '2026-12-01'],
    ['the day is that of UTC', { at: '2026-11-22T23:30:00-05:00' }, notAffected, '2027-02-21'],
    ['a shorter policy', { policy: { ...fourEyes, days: 30, mostDays: 60 } }, notAffected, '2026-12-22'],
    [
      'a policy that contradicts itself',
      { policy: { ...fourEyes, days: 300, mostDays: 60 } },
      notAffected,
      '2027-01-21',
    ],
  ]
  test.each(rows)('%s', (_title, more, verdict, expected) => {
    expect(expiryOf(more, verdict)).toBe(expected)
  })

  test('the next release of a product without version cannot be told', () => {
    const { release: _, ...options } = optionsOf({ expires: 'next-release' })
    const made = decide(findingOf(), notAffected, options)
    expect(made.ok ? 'made' : made.error.code).toBe('RELEASE_UNKNOWN')
  })
})

describe('where it holds', () => {
  const rows: [string, Partial<DecideOptions>, string][] = [
    ['a range of releases', { scope: 'release-range', releases: 'vers:semver/>=2.0.0|<3.0.0' }, 'ok'],
    ['none given', { scope: 'release-range' }, 'RELEASES_MISSING'],
    ['no range', { scope: 'release-range', releases: '2.x' }, 'RELEASES_INVALID'],
    [
      'a range without this release',
      { scope: 'release-range', releases: 'vers:semver/>=3.0.0' },
      'RELEASES_NOT_HERE',
    ],
    ['releases for another scope', { releases: 'vers:semver/>=2.0.0' }, 'RELEASES_INVALID'],
    ['versions', { versions: 'vers:npm/>=4.17.0|<4.17.21' }, 'ok'],
    ['versions without this one', { versions: 'vers:npm/<4.17.0' }, 'VERSIONS_NOT_HERE'],
    ['versions that are none', { versions: '<4.17.0' }, 'VERSIONS_INVALID'],
    ['an embargo', { embargoUntil: '2026-12-01' }, 'ok'],
    ['an embargo until no day', { embargoUntil: 'soon' }, 'EMBARGO_INVALID'],
    ['nobody', { by: '' }, 'BY_MISSING'],
    ['no reason', { reason: ' ' }, 'REASON_MISSING'],
    ['no time', { at: 'now' }, 'AT_INVALID'],
    ['a name with an escape', { by: 'x\u001b[2J' }, 'TEXT_INVALID'],
  ]
  test.each(rows)('%s', (_title, more, code) => {
    const made = decide(findingOf(), notAffected, optionsOf(more))
    expect(made.ok ? 'ok' : made.error.code).toBe(code)
  })

  test('a release range needs a release', () => {
    const { release: _, ...options } = optionsOf({ scope: 'release-range', releases: 'vers:semver/*' })
    const made = decide(findingOf(), notAffected, options)
    expect(made.ok ? 'made' : made.error.code).toBe('RELEASE_UNKNOWN')
  })
})

describe('a record', () => {
  test('keeps what it was made on', () => {
    expect(decided()).toMatchObject({
      schema: 'occtet.decision/1',
      id: 'GHSA-35jh-r3h4-6jhm.lodash',
      vulnerability: { id: 'GHSA-35jh-r3h4-6jhm', aliases: ['CVE-2021-23337'] },
      component: 'pkg:npm/lodash',
      holds: { scope: 'component', product: 'gateway' },
      entries: [
        {
          kind: 'decide',
          needsConfirmation: false,
          basis: {
            purl: 'pkg:npm/lodash@4.17.20',
            product: 'gateway',
            release: '2.0.0',
            scope: 'runtime',
            exploited: false,
            reachability: 'not-seen',
            records: [{ record: 'GHSA-35jh-r3h4-6jhm', range: '>= 0, < 4.17.21' }],
          },
        },
      ],
    })
  })

  test('unknown stays absent: no catalogue, no search, no release', () => {
    const { exploitation: _, reachability: __, ...finding } = findingOf()
    const { release: ___, ...options } = optionsOf()
    const made = decide(finding, notAffected, options)
    const basis = made.ok ? made.value.entries[0] : undefined
    expect(Object.keys((basis as { basis: object }).basis)).toEqual([
      'purl',
      'product',
      'records',
      'severity',
      'scope',
    ])
  })

  test('of an organisation names no product; an import names its document', () => {
    const document = { id: 'https://example.org/vex/1', author: 'supplier', digest: '3'.repeat(64) }
    const record = decided({ scope: 'organisation', document })
    expect(record.holds).toEqual({ scope: 'organisation' })
    expect(record.entries[0]).toMatchObject({ kind: 'import', document })
  })

  test('is renewed for the same package and flaw only', () => {
    const rows: [Parameters<typeof renew>[1], Partial<DecideOptions>, string][] = [
      [findingOf(), {}, 'ok'],
      [findingOf({ group: 'CVE-2021-23337' }), {}, 'ok'],
      [findingOf({ purl: purlOf('pkg:npm/lodash-es@4.17.20') }), {}, 'OTHER_FINDING'],
      [findingOf({ group: 'GHSA-x', aliases: ['GHSA-x'], records: ['GHSA-x'] }), {}, 'OTHER_FINDING'],
      [findingOf(), { product: 'app' }, 'OTHER_PRODUCT'],
      [findingOf(), { reason: '' }, 'REASON_MISSING'],
    ]
    const found = rows.map(([finding, more]) => {
      const next = renew(decided(), finding, { ...optionsOf(more), verdict: notAffected })
      return next.ok ? 'ok' : next.error.code
    })
    expect(found).toEqual(rows.map(([, , code]) => code))
  })

  test('learns new names of the flaw and keeps its own', () => {
    const finding = findingOf({
      group: 'CVE-2021-23337',
      aliases: ['CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm', 'SNYK-1'],
    })
    const next = renew(decided(), finding, { ...optionsOf(), verdict: fixed })
    if (!next.ok) throw new Error(next.error.code)
    expect(next.value.vulnerability).toEqual({
      id: 'GHSA-35jh-r3h4-6jhm',
      aliases: ['CVE-2021-23337', 'SNYK-1'],
    })
    expect(next.value.entries).toHaveLength(2)
  })
})

test('days and moments', () => {
  const days: [string, boolean][] = [
    ['2026-11-22', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['', false],
  ]
  expect(days.map(([text]) => isDay(text))).toEqual(days.map(([, is]) => is))
  const moments: [string, boolean][] = [
    ['2026-11-22T13:00:00Z', true],
    ['2026-11-22T13:00:00.123456Z', true],
    ['2026-11-22T13:00:00+05:30', true],
    ['2026-11-22T24:00:00Z', false],
    ['2026-11-22T13:00:60Z', false],
    ['2026-11-22T13:00:00', false],
    ['2026-11-22 13:00:00Z', false],
    ['2026-02-30T13:00:00Z', false],
  ]
  expect(moments.map(([text]) => isMoment(text))).toEqual(moments.map(([, is]) => is))
  expect(dayOf('2026-11-22T23:30:00-05:00')).toBe('2026-11-23')
  expect(dayOf('yesterday')).toBeUndefined()
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})
