/** Issue 5: import never silently overrides a local decision, and only our own words become decisions. */
import { expect, test } from 'vitest'
import type { VexStatus } from '../../model/index.ts'
import { defaultDecisionPolicy } from '../decisions/policy.ts'
import { affected, decided, findingOf, notAffected, optionsOf } from '../decisions/testing/sample.ts'
import { addEntry } from '../decisions/transitions.ts'
import type { DecisionRecord, VexStatement, VexTrust } from '../model.ts'
import { type ImportPlan, planImport } from './plan-import.ts'
import { documentOf, productOf, sceneOf, statementOf } from './testing/scenes.ts'

const lodash = 'pkg:npm/lodash@4.17.20'
const finding = findingOf()
const scene = {
  ...sceneOf('pkg:generic/gateway@2.0.0', { roots: [lodash], edges: { [lodash]: [] } }),
  subject: {
    ...sceneOf('pkg:generic/gateway@2.0.0', { roots: [], edges: {} }).subject,
    id: 'gateway',
    version: '2.0.0',
  },
}

function plan(
  statements: readonly VexStatement[],
  {
    records = [],
    trust = 'own',
  }: { readonly records?: readonly DecisionRecord[]; readonly trust?: VexTrust } = {},
): ImportPlan {
  return planImport({
    document: documentOf('Example GmbH', statements),
    digest: 'a'.repeat(64),
    trust,
    findings: [finding],
    records,
    scene,
    as: {
      scope: 'finding',
      by: 'developer',
      at: '2026-11-22T13:00:00Z',
      reason: 'Imported.',
      policy: defaultDecisionPolicy,
    },
  })
}

const rowsOf = (made: ImportPlan): readonly number[] => [
  made.adopt.length,
  made.same.length,
  made.conflicts.length,
  made.foreign.length,
]

test('our own statement about an undecided finding becomes an entry that says where it came from', () => {
  const { adopt, ...rest } = plan([statementOf('not_affected', [productOf(lodash)])])
  expect(rest).toEqual({ same: [], conflicts: [], foreign: [] })
  expect(adopt).toMatchObject([
    {
      component: 'pkg:npm/lodash',
      holds: { scope: 'finding', product: 'gateway' },
      entries: [
        {
          kind: 'import',
          verdict: { status: 'not_affected', justification: 'vulnerable_code_not_in_execute_path' },
          document: { id: 'of Example GmbH', author: 'Example GmbH', digest: 'a'.repeat(64) },
          basis: { purl: lodash, release: '2.0.0' },
        },
      ],
    },
  ])
})

test.each(['supplier', 'other'] as const)('a statement of trust %s decides nothing', (trust) => {
  const made = plan([statementOf('not_affected', [productOf(lodash)])], { trust })
  expect(rowsOf(made)).toEqual([0, 0, 0, 1])
  expect(made.foreign[0]).toMatchObject({ finding: finding.key, reason: 'NOT_OWN' })
})

test.each(['own', 'supplier'] as const)('a local decision stands against a document of trust %s', (trust) => {
  const record = decided({}, { verdict: notAffected })
  const other = plan([statementOf('affected', [productOf(lodash)])], { records: [record], trust })
  expect(rowsOf(other)).toEqual([0, 0, 1, 0])
  expect(other.conflicts[0]).toMatchObject({
    record,
    ours: notAffected,
    theirs: { status: 'affected', action: 'Update.' },
  })
  const same = plan([statementOf('not_affected', [productOf(lodash)])], { records: [record], trust })
  expect(rowsOf(same)).toEqual([0, 1, 0, 0])
})

test('a revoked decision is a decision too: a document does not bring it back', () => {
  const revoked = addEntry(decided(), {
    kind: 'revoke',
    at: '2026-11-22T14:00:00Z',
    by: 'developer',
    reason: 'Wrong.',
  })
  if (!revoked.ok) throw new Error(revoked.error.message)
  const made = plan([statementOf('not_affected', [productOf(lodash)])], { records: [revoked.value] })
  expect(rowsOf(made)).toEqual([0, 0, 1, 0])
})

test('a decision of another product is none here', () => {
  const record = decided({ scope: 'product', product: 'another' })
  expect(rowsOf(plan([statementOf('affected', [productOf(lodash)])], { records: [record] }))).toEqual([
    1, 0, 0, 0,
  ])
})

test('what is about other things, older, disputed or says too little stays upstream', () => {
  const at = (time: string): Partial<VexStatement> => ({ at: `2026-0${time}-01T00:00:00Z` })
  const reasonsOf = (statements: readonly VexStatement[]): readonly string[] =>
    plan(statements).foreign.map(({ reason }) => reason)
  const about = (status: VexStatus, more: Partial<VexStatement> = {}): VexStatement =>
    statementOf(status, [productOf(lodash)], more)
  expect(reasonsOf([statementOf('fixed', [productOf('pkg:npm/lodash@4.17.19')])])).toEqual(['NO_FINDING'])
  expect(reasonsOf([about('fixed', { vulnerability: { id: 'CVE-2000-1', aliases: [] } })])).toEqual([
    'NO_FINDING',
  ])
  expect(reasonsOf([about('affected', at('1')), about('fixed', at('2'))])).toEqual(['OLDER'])
  expect(reasonsOf([about('affected', at('1')), about('fixed', at('1'))])).toEqual(['DISPUTED', 'DISPUTED'])
  const { action: _, ...bare } = about('affected')
  expect(plan([bare])).toMatchObject({
    adopt: [],
    foreign: [{ reason: 'REFUSED', message: expect.any(String) as string }],
  })
})

test('what was adopted is the same the next time', () => {
  const statements = [statementOf('affected', [productOf(lodash)])]
  const first = plan(statements)
  expect(rowsOf(plan(statements, { records: first.adopt }))).toEqual([0, 1, 0, 0])
  expect([affected.status, optionsOf().product]).toEqual(['affected', scene.subject.id])
})
