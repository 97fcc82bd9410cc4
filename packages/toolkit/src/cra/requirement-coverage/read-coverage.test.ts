import { expect, test } from 'vitest'
import { catalogue } from '../catalogue/catalogue.ts'
import { questionnaire } from '../questionnaire/questionnaire.ts'
import data from './generated/coverage.json' with { type: 'json' }
import { parseCoverage, readCoverage, remoteEvidence, summariseCoverage } from './read-coverage.ts'

test('what is shipped names records of this release only, and is of its catalogue', () => {
  const { requirements, catalogue: of } = readCoverage()
  expect(of).toEqual({ version: catalogue.meta.version, asOf: catalogue.meta.asOf })
  expect(requirements.map(({ id }) => id)).toEqual(catalogue.requirements.map(({ id }) => id))
  for (const { questions, actions, signals } of requirements) {
    expect(questions.filter((id) => !questionnaire.questions.has(id))).toEqual([])
    expect(actions.filter((id) => !questionnaire.actions.has(id))).toEqual([])
    expect(signals.linked.filter((id) => !catalogue.signals.has(id))).toEqual([])
  }
})

type Loose = Record<string, unknown>

test.each<[string, (file: Loose) => void, RegExp]>([
  ['no list', (file) => (file['requirements'] = 1), /requirements: expected a list/],
  ['another verdict', (file) => ((file['requirements'] as Loose[])[0]!['verdict'] = 'met'), /verdict/],
  [
    'a part that nobody counts',
    (file) => ((file['requirements'] as Loose[])[0]!['missing'] = ['luck']),
    /missing/,
  ],
  [
    'a lost member',
    (file) => delete (file['requirements'] as Loose[])[3]!['sections'],
    /requirements\[3\].sections/,
  ],
  ['a member too many', (file) => (file['extra'] = 1), /extra/],
])('a file with %s is our own mistake, and stops', (_, change, message) => {
  const copy = structuredClone(data) as unknown as Loose
  change(copy)
  expect(() => parseCoverage(copy)).toThrow(message)
})

test('counts: by verdict, and full only where nothing is missing', () => {
  const [one] = readCoverage().requirements
  const rows = [
    { ...one!, verdict: 'automatic' as const, missing: [] },
    { ...one!, verdict: 'assisted' as const, missing: ['contradiction' as const] },
    { ...one!, verdict: 'manual' as const, missing: ['evidence-for' as const] },
  ]
  const expected = { requirements: 3, automatic: 1, assisted: 1, manual: 1, full: 1, partly: 2 }
  expect(summariseCoverage(rows)).toEqual(expected)
})

test('evidence that needs more than a tree says what it needs, and what a tree holds is not among it', () => {
  const needs = new Map(remoteEvidence().map((one) => [one.signal, one]))
  expect(needs.get('SIG-PLAT-MFA')).toMatchObject({ needs: 'token', isCollected: true })
  expect(needs.get('SIG-RT-TLS')).toMatchObject({ needs: 'runtime', isCollected: false })
  expect(needs.get('SIG-BIN-HARDENING')?.needs).toBe('artefact')
  expect(needs.get('SIG-REL-HTTPS')).toMatchObject({ needs: 'network', requirements: ['ECR-II-7'] })
  expect(needs.has('SIG-REPO-SECURITY-MD')).toBe(false)
})
