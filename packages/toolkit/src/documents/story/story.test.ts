/** What a report has to say: verdicts, order and next steps. */
import { catalogues, createTranslator } from '@occtet/ui'
import { expect, test } from 'vitest'
import type { ReportInput } from '../input.ts'
import { cleanInput, component, finding, purl, sampleInput } from '../testing/sample.ts'
import { formatAction, formatReason } from './action-text.ts'
import { toActions } from './actions.ts'
import { toGaps } from './gaps.ts'
import { formatHeadline } from './headline.ts'
import { toKnowledge } from './knowledge.ts'
import { rankFindings } from './rank.ts'

const t = createTranslator('en', catalogues.en)

function withFindings(
  fields: Partial<NonNullable<ReportInput['findings']>>,
  base = sampleInput(),
): ReportInput {
  if (base.findings === undefined) throw new Error('the base has no findings')
  return { ...base, findings: { ...base.findings, ...fields } }
}

test('zero from missing data is unknown, never none', () => {
  const clean = cleanInput()
  const stale = clean.findings?.sources.map((source) => ({ ...source, isStale: true })) ?? []
  const everything = clean.inventory.components.map((each) => ({
    purl: each.purl,
    reason: 'NO_SOURCE_FOR_TYPE' as const,
  }))
  const rows: readonly (readonly [string, ReportInput, string, boolean])[] = [
    ['fresh and full data', clean, 'clean', false],
    ['no data', { ...clean, findings: undefined }, 'no-data', false],
    ['starter set only', { ...clean, starterSetOnly: true }, 'unknown', true],
    ['no source', withFindings({ sources: [] }, clean), 'unknown', false],
    ['all sources stale', withFindings({ sources: stale }, clean), 'unknown', true],
    ['nothing covered', withFindings({ unknown: everything }, clean), 'unknown', true],
    ['one not covered', withFindings({ unknown: everything.slice(0, 1) }, clean), 'clean', true],
    [
      'no components',
      { ...clean, inventory: { ...clean.inventory, components: [] } },
      'no-components',
      false,
    ],
    ['findings', sampleInput(), 'found', true],
    ['findings of the starter set', sampleInput({ starterSetOnly: true }), 'found', true],
  ]
  const got = rows.map(([name, input]) => {
    const { verdict, isAtLeast } = toKnowledge(input)
    return [name, verdict, isAtLeast]
  })
  expect(got).toEqual(rows.map(([name, , verdict, isAtLeast]) => [name, verdict, isAtLeast]))
})

test('the headline is an answer with a number', () => {
  const say = (input: ReportInput): string => formatHeadline(input, toKnowledge(input), t)
  const bad = finding('pkg:npm/evil@1.0.0', 'MAL-2024-1', { isMalicious: true })
  const got = [
    sampleInput(),
    cleanInput(),
    sampleInput({ findings: undefined }),
    withFindings({ findings: [bad] }),
  ].map(say)
  expect(got).toEqual([
    'harbour-desk 4.2.0: at least 5 known vulnerabilities in 5 of 10 components. 1 is critical.',
    'harbour-desk 4.2.0: no known vulnerability in 9 checked components.',
    'harbour-desk 4.2.0: unknown. 10 components were found, and there was no vulnerability data to check them against.',
    'harbour-desk 4.2.0: 1 malicious package among 10 components. Remove it first.',
  ])
})

test('malicious comes first, then what ships, then severity, then direct', () => {
  const ordered = [
    finding('pkg:npm/a@1', 'MAL-2024-1', { isMalicious: true, scope: 'development' }),
    finding('pkg:npm/b@1', 'X-critical', { level: 'critical', relation: 'transitive' }),
    finding('pkg:npm/c@1', 'X-high-direct', { level: 'high', score: 7 }),
    finding('pkg:npm/d@1', 'X-high', { level: 'high', score: 8.9, relation: 'transitive' }),
    finding('pkg:npm/e@1', 'X-unknown', { level: 'unknown' }),
    finding('pkg:npm/f@1', 'X-medium', { level: 'medium' }),
    finding('pkg:npm/g@1', 'X-unknown-scope', { level: 'low', scope: 'unknown' }),
    finding('pkg:npm/h@1', 'X-dev', { level: 'critical', scope: 'development' }),
  ]
  expect(rankFindings(ordered.toReversed()).map(({ group }) => group)).toEqual(
    ordered.map(({ group }) => group),
  )
})

test('one step per package to change, with the highest version that its findings ask for', () => {
  const direct = purl('pkg:npm/web@1.0.0')
  const through = { nearest: '1.10.0', direct, kind: 'upgrade-direct' as const }
  const actions = toActions([
    finding('pkg:npm/web@1.0.0', 'A-1', { fix: { nearest: '1.2.0', kind: 'upgrade' }, level: 'low' }),
    finding('pkg:npm/web@1.0.0', 'A-2', {
      fix: { nearest: '1.9.0', direct, kind: 'upgrade-direct' },
      level: 'high',
    }),
    finding('pkg:npm/deep@1.0.0', 'A-3', {
      fix: { ...through, nearest: '1.9.0' },
      relation: 'transitive',
      level: 'critical',
    }),
    finding('pkg:npm/deep@1.0.0', 'A-4', { fix: through, relation: 'transitive', level: 'low' }),
    finding('pkg:npm/stuck@2.0.0', 'A-5', { level: 'medium', scope: 'unknown', relation: 'unknown' }),
    finding('pkg:npm/evil@2.0.0', 'MAL-1', { isMalicious: true }),
  ])
  expect(actions.map((action) => `${formatAction(action, t)} | ${formatReason(action, t)}`)).toEqual([
    'Remove evil 2.0.0 | Known malicious code, in the product, direct. Closes 1 finding.',
    'Update web 1.0.0 to 1.9.0 or later, so that it also brings deep 1.10.0 | Critical, in the product, transitive. Closes 4 findings.',
    'Look into stuck 2.0.0: no fixed version is known | Medium, counted as in the product, relation unknown. 1 finding without a fix.',
  ])
})

test('each gap is said with its size, and none where there is none', () => {
  const gapsOf = (input: ReportInput): readonly string[] =>
    toGaps(input, toKnowledge(input), t).map((gap) => gap.text)
  expect(gapsOf(sampleInput({ starterSetOnly: true }))).toEqual([
    'Flaws beyond the starter set: no full database was used.',
    'Exploited or not is unknown for 5 findings: no fresh list is loaded.',
    '2 of 5 files could not be read completely.',
    '1 component has no exact version.',
    'The data says nothing about 1 component.',
    '1 of 2 data sources is stale.',
    '5 of the 22 requirements were not looked at.',
  ])
  expect(gapsOf(cleanInput())).toEqual(['5 of the 22 requirements were not looked at.'])
})

test('first-party components are not counted as checked', () => {
  const clean = cleanInput()
  const own = component('pkg:npm/own@1.0.0', { isFirstParty: true, isVersionResolved: false })
  const input = {
    ...clean,
    inventory: { ...clean.inventory, components: [...clean.inventory.components, own] },
  }
  expect([toKnowledge(input).checked, toKnowledge(input).unresolved.length]).toEqual([9, 0])
})
