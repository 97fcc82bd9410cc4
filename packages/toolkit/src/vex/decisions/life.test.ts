/** One record from its proposal to its end: what is shown, what is stated, and the file that is left. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Finding } from '../../model/index.ts'
import type { DecisionEntry, DecisionRecord, Verdict, VexStatement } from '../model.ts'
import { applyDecisions } from './apply.ts'
import type { DecideOptions } from './decide.ts'
import { decide, renew } from './decide.ts'
import { formatDecision, parseDecision } from './file.ts'
import { fixedCandidates, toStatements } from './statements.ts'
import { affected, findingOf, fourEyes, matchOf, notAffected, optionsOf, purlOf } from './testing/sample.ts'
import { addEntry } from './transitions.ts'

const lodash = 'pkg:npm/lodash@4.17.20'
const id = 'GHSA-35jh-r3h4-6jhm'

/** The product on one day. */
interface Day {
  readonly today: string
  readonly release: string
  readonly finding?: Finding
  readonly components?: readonly string[]
}

const published: VexStatement[] = []

/** What people see and what leaves the house on that day. */
function look(record: DecisionRecord, { today, release, finding, components = [lodash] }: Day): string {
  // Between two days the record lies on the disk.
  const again = parseDecision(formatDecision(record))
  if (!again.ok) throw new Error(again.error.message)
  const view = { product: 'gateway', release, today, components: components.map(purlOf) }
  const result = applyDecisions(finding === undefined ? [] : [finding], [again.value], view)
  const subject = {
    id: 'gateway',
    name: 'Gateway',
    version: release,
    purl: purlOf(`pkg:generic/gateway@${release}`),
  }
  const fixed = fixedCandidates([again.value], result.unused, today)
  const { statements, withheld } = toStatements(result, subject, { today, published, fixed })
  published.push(...statements)
  const decision = result.findings[0]?.decision
  const shown = [
    decision?.standing,
    ...(decision?.staleReasons ?? []),
    decision?.isReused ? 'reused' : undefined,
  ]
  const said = statements.flatMap(({ status, products }) =>
    products.map(({ purl }) => `says ${status} of ${purl?.slice(20)}`),
  )
  const held = withheld.map(({ reason }) => `holds back ${reason}`)
  const unused = result.unused.map(({ reason }) => `unused ${reason}`)
  return [...shown, ...unused, ...said, ...held].filter((word) => word !== undefined).join(', ')
}

function must<T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: { readonly code: string } },
): T {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

const step = (record: DecisionRecord, entry: DecisionEntry) => must(addEntry(record, entry))
const again = (
  record: DecisionRecord,
  finding: Finding,
  more: Partial<DecideOptions> & { verdict: Verdict },
) => must(renew(record, finding, { ...optionsOf(more), verdict: more.verdict }))

test('a record lives', () => {
  const first = findingOf()
  let record = must(decide(first, notAffected, optionsOf({ policy: fourEyes, proposal: 'NOT_IMPORTED' })))
  const day = { release: '2.0.0', finding: first }
  expect(look(record, { ...day, today: '2026-11-22' })).toBe('waiting, holds back NOT_IN_FORCE')

  const own = addEntry(record, { kind: 'confirm', at: '2026-11-23T08:00:00Z', by: 'DEVELOPER ' })
  expect(own.ok ? 'added' : own.error.code).toBe('SAME_PERSON')
  record = step(record, { kind: 'confirm', at: '2026-11-23T09:00:00Z', by: 'security lead' })
  expect(look(record, { ...day, today: '2026-11-23' })).toBe('in-force, says not_affected of 2.0.0')

  // A new release with an older version of the component, which the same record covers.
  const reused = findingOf({ purl: purlOf('pkg:npm/lodash@4.17.19') })
  expect(look(record, { today: '2026-12-01', release: '2.1.0', finding: reused })).toBe(
    'in-force, reused, says not_affected of 2.1.0',
  )

  // The feed writes its record anew; then it changes the range.
  const rewritten = findingOf({ matched: [matchOf(id, { digest: '2'.repeat(64) })] })
  expect(look(record, { ...day, today: '2026-12-02', finding: rewritten })).toBe(
    'in-force, says not_affected of 2.0.0',
  )
  const wider = findingOf({ matched: [matchOf(id, { digest: '3'.repeat(64), range: '>= 0, < 4.17.22' })] })
  // Readers were told not_affected of both releases: it is taken back.
  expect(look(record, { ...day, today: '2026-12-03', finding: wider })).toBe(
    'stale, RANGE_CHANGED, says under_investigation of 2.0.0, says under_investigation of 2.1.0',
  )

  record = step(record, {
    kind: 'note',
    at: '2026-12-03T10:00:00Z',
    by: 'developer',
    reason: 'The new range is right.',
  })
  record = again(record, wider, {
    policy: fourEyes,
    at: '2026-12-04T09:00:00Z',
    reason: 'The admin page takes templates\nsince release 2.1.0.',
    verdict: affected,
    expires: '2026-12-31',
  })
  expect(look(record, { ...day, today: '2026-12-04', finding: wider })).toBe(
    'in-force, says affected of 2.0.0',
  )

  // Release 2.2.0 has another version: nothing is found, and what we said can be called fixed.
  const after = { release: '2.2.0', components: ['pkg:npm/lodash@4.17.22'] }
  expect(look(record, { ...after, today: '2026-12-10' })).toBe(
    'unused VERSION_NOT_COVERED, says fixed of 2.2.0',
  )

  // Release 2.2.1 goes back to the old one, in the next year.
  const back = { release: '2.2.1', finding: wider }
  expect(look(record, { ...back, today: '2026-12-31' })).toBe('in-force, reused, says affected of 2.2.1')
  expect(look(record, { ...back, today: '2027-01-01' })).toBe('expired, reused, holds back NOT_IN_FORCE')

  record = step(record, {
    kind: 'revoke',
    at: '2027-01-02T09:00:00Z',
    by: 'security lead',
    reason: 'Decided in the plan for 2.3.',
  })
  expect(look(record, { ...back, today: '2027-01-02' })).toBe('revoked, reused, holds back NOT_IN_FORCE')
  const late = addEntry(record, {
    kind: 'revoke',
    at: '2027-01-03T09:00:00Z',
    by: 'security lead',
    reason: 'again',
  })
  expect(late.ok ? 'added' : late.error.code).toBe('ALREADY_REVOKED')

  const file = new URL('./testdata/life.yaml', import.meta.url)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(new URL('.', file), { recursive: true })
    writeFileSync(file, formatDecision(record))
  }
  expect(formatDecision(record)).toBe(readFileSync(file, 'utf8'))
})
