import { expect, test } from 'vitest'
import { startRiskAssessment } from '../../cra/index.ts'
import { buildPaper } from './build.ts'
import { toDiligenceView } from './diligence-view.ts'
import { checkPaper } from './gate.ts'
import { findPaperKind } from './kinds/registry.ts'
import { isGap, statementsOf } from './model.ts'
import { toRiskView } from './risk-view.ts'
import { triagedInput } from '../testing/triaged.ts'
import { fullInput, fullProfile } from './testing/sample.ts'
import { toFindingsSummary } from './views.ts'
import { writePaperMarkdown } from './write-markdown.ts'

const from = { file: 'risk.yaml', language: 'en', today: '2026-11-22' } as const
const draft = startRiskAssessment({ profile: fullProfile, traits: ['networked'], depth: 'full' })

function paperOf(id: string, input = fullInput()): ReturnType<typeof statementsOf> {
  const kind = findPaperKind(id)
  const built = kind === undefined ? undefined : buildPaper(kind, input)
  if (built === undefined || !built.ok) throw new Error(`no paper ${id}`)
  return statementsOf(built.value)
}

test('a risk assessment that was only begun leaves its paper open, point by point', () => {
  const input = fullInput({ risk: toRiskView(draft, from), answers: [] })
  const gaps = paperOf('risk-assessment', input).filter(isGap)
  const items = new Set(gaps.flatMap((gap) => gap.items))
  for (const id of ['DOC-RA-2', 'DOC-RA-5', 'DOC-RA-6', 'DOC-RA-7', 'DOC-RA-10']) expect(items).toContain(id)
  const threats = gaps.find((gap) => gap.items.includes('DOC-RA-5'))
  expect(threats?.basis.where).toMatch(/THREAT_UNDECIDED/)
})

test('a threat is said in the words of the language, with its level after measures', () => {
  const threat = {
    id: 'THR-01',
    applies: true,
    likelihood: 3,
    impact: 4,
    treatment: 'reduce',
    measures: [{ what: 'TLS' }],
    residual: { likelihood: 1, impact: 2 },
  } as const
  const view = toRiskView({ ...draft, threats: [threat] }, { ...from, language: 'de' })
  expect(view.threats[0]).toMatchObject({
    likelihood: 'wahrscheinlich',
    impact: 'schwer',
    treatment: 'verringern; TLS',
    residual: 'niedrig',
  })
  expect(view.treatment?.[0]).toContain('nachher niedrig')
})

test('a requirement of Part II cannot be left out, whatever the file says', () => {
  const requirements = draft.requirements.map((record) => ({
    ...record,
    applies: false,
    reason: 'not for us',
  }))
  const risk = toRiskView({ ...draft, requirements }, from)
  const said = paperOf('technical-documentation', fullInput({ risk, answers: [] }))
  const handling = said.filter((part) => part.article.startsWith('Annex I, Part II'))
  expect(handling.filter((part) => !isGap(part))).toEqual([])
})

test('a decision that went stale is open again, and the paper says why', () => {
  const facts = {
    purl: 'pkg:npm/minimist@1.2.6',
    package: 'pkg:npm/minimist',
    version: '1.2.6',
    relation: 'direct',
    scope: 'runtime',
    licenses: ['MIT'],
    foundAt: 'package-lock.json:12',
    advisories: [],
    advisoriesKnown: false,
    isPinned: true,
    reasons: ['direct'],
  } as const
  const decision = {
    package: facts.package,
    version: '1.2.5',
    decision: 'accepted',
    why: 'small',
    by: 'Assessor',
    at: '2026-11-01',
  } as const
  const view = toDiligenceView(
    {
      rows: [
        {
          facts: { ...facts, purl: facts.purl as never },
          state: { kind: 'stale', decision, changes: ['version'] },
        },
      ],
      components: 41,
      orphans: [],
      upstream: [],
      unreported: [],
    },
    'en',
  )
  expect(view).toMatchObject({ others: 40, entries: [{ stale: 'to be looked at again: other version' }] })
  expect(view.entries[0]).not.toHaveProperty('vulnerabilities')
  const kind = findPaperKind('due-diligence')
  const built = kind && buildPaper(kind, fullInput({ dueDiligence: view }))
  expect(built?.ok && checkPaper(built.value).isComplete).toBe(false)
})

function registerOf(language: 'en' | 'de'): string {
  const { findings: report } = triagedInput()
  const kind = findPaperKind('technical-documentation')
  if (report === undefined || kind === undefined) throw new Error('the sample has findings')
  const built = buildPaper(kind, fullInput({ language, findings: toFindingsSummary(report) }))
  if (!built.ok) throw new Error('no paper')
  return writePaperMarkdown(built.value).replaceAll('\\', '')
}

test('the register holds decisions in force with grounds, person and dates, and counts those that do not hold', () => {
  const english = registerOf('en')
  for (const text of [
    'Decisions: 3 of 11 findings have one in force; 1 waits for a second person, 1 no longer fits, 1 has expired, 5 have none.',
    'the vulnerable code is not run; Only the build calls it, with our own input.',
    'Curator, 1 Nov 2026; holds until 30 Jan 2027',
    'Update express in the next release.; to be done by 15 Dec 2026',
    'Patched in our fork.',
    'decision no longer fits',
  ])
    expect(english).toContain(text)
  const table = english.slice(english.indexOf('Decisions in force on known vulnerabilities'))
  expect(table).toContain('GHSA-grv7-fg5c-xmjg')
  expect(table).not.toContain('GHSA-test-wait-0001')
  expect(table).not.toContain('GHSA-9wv6-86v2-598j')
  const german = registerOf('de')
  for (const text of [
    'Entscheidungen: 3 von 11 Befunden haben eine geltende; 1 wartet auf eine zweite Person, 1 passt nicht mehr',
    'der verwundbare Code wird nicht ausgeführt',
    'gilt bis 30.01.2027',
    'nicht betroffen',
  ])
    expect(german).toContain(text)
})

test('without findings, or without anybody having looked, the register claims no decision', () => {
  const { findings: report } = triagedInput()
  if (report === undefined) throw new Error('the sample has findings')
  const kind = findPaperKind('technical-documentation')
  const { findings: _, ...nobody } = fullInput()
  for (const input of [fullInput({ findings: toFindingsSummary({ ...report, findings: [] }) }), nobody]) {
    const built = kind && buildPaper(kind, input)
    expect(built?.ok === true && JSON.stringify(built.value)).not.toContain('Decisions')
  }
})

test('a decision that was taken back is none', () => {
  const { findings: report } = triagedInput()
  const revoked = report?.findings.flatMap((one) =>
    one.decision === undefined ? [] : { ...one, decision: { ...one.decision, standing: 'revoked' as const } },
  )
  if (report === undefined || revoked === undefined) throw new Error('the sample has decisions')
  const { findings } = toFindingsSummary({ ...report, findings: revoked })
  expect(findings.map(({ decision }) => decision)).toEqual(findings.map(() => undefined))
})
