/** Laws that hold for any finding and any decision: made on itself, named, dated, stated. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import {
  buildPurl,
  decisionScopes,
  type Finding,
  parsePurl,
  type Purl,
  splitPurl,
} from '../../model/index.ts'
import type { DecisionRecord, Verdict } from '../model.ts'
import { applyDecisions } from './apply.ts'
import { decideAll } from './bulk.ts'
import { addDays, isDay } from './days.ts'
import { type DecideOptions, decide } from './decide.ts'
import { formatDecision, parseDecision } from './file.ts'
import { isDecisionId, newDecisionId, packageOf } from './identity.ts'
import { standingOf } from './standing.ts'
import { stateOf } from './state.ts'
import { toStatements } from './statements.ts'
import {
  accepted,
  affected,
  decided,
  findingOf,
  fixed,
  fourEyes,
  investigating,
  listedAsExploited,
  matchOf,
  notAffected,
  optionsOf,
  purlOf,
  reachabilityOf,
  view,
} from './testing/sample.ts'

const anyPurl: fc.Arbitrary<Purl> = fc
  .record({
    type: fc.constantFrom('npm', 'pypi', 'deb', 'maven', 'golang', 'generic', 'cargo'),
    namespace: fc.constantFrom('a', 'org.example', 'github.com/x'),
    name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    version: fc.string({ minLength: 1, maxLength: 10 }),
  })
  .map((parts) => buildPurl(parts))
  .filter((purl) => purl.ok)
  .map((purl) => purl.value)
  // A name of dots alone, or an odd version, may not survive its own spelling; that is the purl module's to tell.
  .filter((purl) => parsePurl(purl).ok)

const states = ['imported', 'development-only', 'not-seen', 'unknown'] as const

const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    purl: anyPurl,
    ids: fc.uniqueArray(fc.constantFrom('GHSA-1', 'CVE-1', 'PYSEC-1', 'X/../1', 'a b'), { minLength: 1 }),
    scope: fc.constantFrom(
      'runtime' as const,
      'development' as const,
      'unknown' as const,
      'optional' as const,
    ),
    state: fc.option(fc.constantFrom(...states), { nil: undefined }),
    kev: fc.constantFrom(undefined, {}, { kev: [] }, listedAsExploited),
    paths: fc.option(fc.uniqueArray(fc.constantFrom('a', 'b/c')), { nil: undefined }),
    isMalicious: fc.boolean(),
  })
  .map(({ purl, ids, scope, state, kev, paths, isMalicious }) => {
    const {
      reachability: _,
      exploitation: __,
      ...bare
    } = findingOf({ purl, group: ids[0] ?? 'x', aliases: ids, records: ids })
    return {
      ...bare,
      matched: ids.map((id) => matchOf(id)),
      scope,
      isMalicious,
      ...(state === undefined ? {} : { reachability: reachabilityOf(state) }),
      ...(kev === undefined ? {} : { exploitation: kev }),
      ...(paths === undefined ? {} : { affectedPaths: paths }),
    }
  })

const anyVerdict = fc.constantFrom<Verdict>(notAffected, affected, accepted, investigating, fixed)

const anyOptions: fc.Arbitrary<DecideOptions> = fc
  .record({
    scope: fc.constantFrom(...decisionScopes),
    expires: fc.constantFrom(undefined, '2026-12-01', 'next-release'),
    policy: fc.constantFrom(fourEyes, { ...fourEyes, fourEyes: false }),
    embargoUntil: fc.constantFrom(undefined, '2026-11-23', '2027-01-01'),
  })
  .map(({ scope, expires, policy, embargoUntil }) =>
    optionsOf({
      scope,
      policy,
      reason: 'internal words',
      ...(scope === 'release-range' ? { releases: 'vers:semver/>=2.0.0' } : {}),
      ...(expires === undefined || (expires === 'next-release' && scope === 'organisation')
        ? {}
        : { expires }),
      ...(embargoUntil === undefined ? {} : { embargoUntil }),
    }),
  )

function made(finding: Finding, verdict: Verdict, options: DecideOptions): DecisionRecord {
  const record = decide(finding, verdict, options)
  if (!record.ok) throw new Error(`${record.error.code}: ${record.error.message}`)
  return record.value
}

describe('any decision', () => {
  test('holds on the finding that it was made on, in every scope', () => {
    fc.assert(
      fc.property(anyFinding, anyVerdict, anyOptions, (finding, verdict, options) => {
        const record = made(finding, verdict, options)
        const { findings, applied, unused } = applyDecisions([finding], [record], view)
        const expected = stateOf(record.entries).phase === 'waiting' ? 'waiting' : 'in-force'
        expect(findings[0]?.decision).toMatchObject({ id: record.id, standing: expected, isReused: false })
        expect(applied[0]?.staleFacts).toEqual([])
        expect(unused).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('comes back from its file, under an id that names a file', () => {
    fc.assert(
      fc.property(anyFinding, anyVerdict, anyOptions, (finding, verdict, options) => {
        const record = made(finding, verdict, options)
        expect(isDecisionId(record.id)).toBe(true)
        expect(parseDecision(formatDecision(record))).toEqual({ ok: true, value: record })
      }),
      { numRuns: 300 },
    )
  })

  test('ends, and not before it began', () => {
    fc.assert(
      fc.property(anyFinding, anyVerdict, anyOptions, (finding, verdict, options) => {
        const record = made(finding, verdict, options)
        const { expires } = stateOf(record.entries).decision
        expect(isDay(expires)).toBe(true)
        expect(expires >= '2026-11-22' && expires <= addDays('2026-11-22', options.policy.mostDays)).toBe(
          true,
        )
        expect(standingOf(record, finding, { ...view, today: addDays(expires, 1) }).standing).toBe('expired')
      }),
      { numRuns: 300 },
    )
  })
})

describe('names', () => {
  test('a package has no version, and is its own package', () => {
    fc.assert(
      fc.property(anyPurl, (purl) => {
        const core = packageOf(purl)
        expect(splitPurl(core).version).toBeUndefined()
        expect(packageOf(core)).toBe(core)
        expect(parsePurl(core)).toEqual({ ok: true, value: core })
      }),
    )
  })

  test('many decisions of one name get as many ids, in any case of letters', () => {
    const taken = new Set<string>()
    const { id: _, ...record } = decided()
    for (let count = 0; count < 200; count++) taken.add(newDecisionId(record, taken))
    expect(new Set([...taken].map((id) => id.toLowerCase())).size).toBe(200)
    expect([...taken].filter((id) => !isDecisionId(id))).toEqual([])
  })
})

describe('a bulk decision', () => {
  const several = fc.uniqueArray(anyFinding, { maxLength: 8, selector: ({ key }) => key })

  test('answers for every finding once, and never calls an exploited one not affected', () => {
    let barred = 0
    fc.assert(
      fc.property(several, anyVerdict, anyOptions, (findings, verdict, options) => {
        const bulk = decideAll(findings, verdict, options)
        if (!bulk.ok) throw new Error(bulk.error.code)
        const { records, covered, takenOut } = bulk.value
        expect(records.length + covered.length + takenOut.length).toBe(findings.length)
        expect(new Set(records.map(({ id }) => id)).size).toBe(records.length)
        if (verdict.status !== 'not_affected') return
        barred += takenOut.length
        const exploited = findings.filter(({ exploitation }) => (exploitation?.kev ?? []).length > 0)
        const out = new Set(takenOut.map(({ key }) => key))
        expect(exploited.filter(({ key }) => !out.has(key))).toEqual([])
      }),
      { numRuns: 300 },
    )
    expect(barred).toBeGreaterThan(20)
  })
})

describe('statements', () => {
  const subject = {
    id: 'gateway',
    name: 'Gateway',
    version: '2.0.0',
    purl: purlOf('pkg:generic/gateway@2.0.0'),
  }
  const day = fc
    .uniqueArray(fc.tuple(anyFinding, anyVerdict, anyOptions, fc.boolean()), {
      maxLength: 6,
      selector: ([finding]) => finding.key,
    })
    .map((rows) => {
      const records = rows.flatMap(([finding, verdict, options, isDecided], index) =>
        isDecided ? [{ ...made(finding, verdict, options), id: `d-${index}` }] : [],
      )
      return applyDecisions(
        rows.map(([finding]) => finding),
        records,
        view,
      )
    })
  const open = fc.constantFrom('none' as const, 'under_investigation' as const, 'affected' as const)

  test('each finding is stated or held back, and never both', () => {
    fc.assert(
      fc.property(day, open, (applied, what) => {
        const { statements, withheld } = toStatements(applied, subject, { today: view.today, open: what })
        const parts = statements.flatMap(({ products }) =>
          products.flatMap(({ subcomponents }) => subcomponents),
        )
        expect(parts.length + withheld.length).toBe(applied.findings.length)
        if (what !== 'none') expect(withheld.every(({ reason }) => reason === 'EMBARGO')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('say what their status needs, and no word that was meant for colleagues', () => {
    fc.assert(
      fc.property(day, open, (applied, what) => {
        const { statements } = toStatements(applied, subject, { today: view.today, open: what })
        for (const { status, justification, impact, action, products } of statements) {
          expect(products.length).toBeGreaterThan(0)
          if (status === 'not_affected') expect(justification ?? impact).toBeDefined()
          else expect([justification, impact]).toEqual([undefined, undefined])
          if (status === 'affected') expect(action).toBeDefined()
        }
        expect(JSON.stringify(statements)).not.toMatch(/internal words|developer/)
      }),
      { numRuns: 300 },
    )
  })

  test('nothing under embargo is in them', () => {
    let held = 0
    fc.assert(
      fc.property(day, open, (applied, what) => {
        const { statements } = toStatements(applied, subject, { today: view.today, open: what })
        const text = JSON.stringify(statements)
        for (const { record, role, finding } of applied.applied) {
          if (role === 'beside' || record.embargoUntil === undefined || record.embargoUntil < view.today)
            continue
          held++
          const purl = applied.findings.find(({ key }) => key === finding)?.purl ?? ''
          const isAlone = applied.findings.filter((one) => one.purl === purl).length === 1
          if (isAlone) expect(text).not.toContain(JSON.stringify(purl))
        }
      }),
      { numRuns: 300 },
    )
    expect(held).toBeGreaterThan(50)
  })
})
