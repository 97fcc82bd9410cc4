/** Any history: what it may never lead to, whoever takes which step in whatever order. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import type { DecisionEntry, DecisionRecord } from '../model.ts'
import { applyDecisions } from './apply.ts'
import { renew } from './decide.ts'
import { formatDecision, parseDecision } from './file.ts'
import { previewScope } from './preview.ts'
import { isDecideEntry, stateOf } from './state.ts'
import {
  accepted,
  affected,
  decided,
  findingOf,
  fixed,
  fourEyes,
  listedAsExploited,
  notAffected,
  optionsOf,
  purlOf,
  reachabilityOf,
  view,
} from './testing/sample.ts'
import { addEntry, standingAlone } from './transitions.ts'

const people = ['developer', 'Developer ', 'security lead', 'owner']

type Wish =
  | {
      readonly kind: 'decide'
      readonly by: string
      readonly verdict: typeof affected
      readonly isFourEyes: boolean
    }
  | { readonly kind: 'confirm' | 'reject' | 'revoke' | 'note'; readonly by: string }

const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({
    kind: fc.constant('decide' as const),
    by: fc.constantFrom(...people),
    verdict: fc.constantFrom(notAffected, affected, accepted, fixed),
    isFourEyes: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom('confirm' as const, 'reject' as const, 'revoke' as const, 'note' as const),
    by: fc.constantFrom(...people),
  }),
)

/** Takes each step that is allowed; what is refused is left out, as the program does. */
function live(wishes: readonly Wish[]): DecisionRecord {
  let record = decided({ policy: fourEyes })
  for (const [index, one] of wishes.entries()) {
    const at = `2026-11-22T14:${String(index).padStart(2, '0')}:00Z`
    const next =
      one.kind === 'decide'
        ? renew(record, findingOf(), {
            ...optionsOf({ by: one.by, at, policy: { ...fourEyes, fourEyes: one.isFourEyes } }),
            verdict: one.verdict,
          })
        : addEntry(record, { kind: one.kind, by: one.by, at, reason: 'as the test says' })
    if (next.ok) record = next.value
  }
  return record
}

const history = fc.array(wish, { maxLength: 12 }).map(live)

/** Said again, from the end backwards, without the code's stack. */
function standingByLooking(entries: readonly DecisionEntry[]): string {
  let rejected = false
  for (let at = entries.length - 1; at >= 0; at--) {
    const entry = entries[at]
    if (entry === undefined || entry.kind === 'note') continue
    if (entry.kind === 'revoke') return 'revoked'
    if (entry.kind === 'confirm') return 'in-force'
    if (entry.kind === 'reject') {
      rejected = true
      continue
    }
    if (!isDecideEntry(entry) || !entry.needsConfirmation) return 'in-force'
    // A proposal: rejected, or replaced by a later one that was, it leads to what came before.
    if (!rejected) return 'waiting'
  }
  return 'revoked'
}

describe('any history', () => {
  test('stands as a look from its end says', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(history, (record) => {
        const standing = standingAlone(record, '2026-11-23')
        seen.add(standing)
        expect(standing).toBe(standingByLooking(record.entries))
      }),
      { numRuns: 3000 },
    )
    expect([...seen].sort()).toEqual(['in-force', 'revoked', 'waiting'])
  })

  test('never speaks unconfirmed where confirmation was asked for, and never by one person alone', () => {
    fc.assert(
      fc.property(history, (record) => {
        const { decision, phase, confirmedBy } = stateOf(record.entries)
        if (phase !== 'decided' || !decision.needsConfirmation) return
        expect(confirmedBy).toBeDefined()
        expect(confirmedBy?.trim().toLowerCase()).not.toBe(decision.by.trim().toLowerCase())
      }),
      { numRuns: 3000 },
    )
  })

  test('has a look of another person after each proposal, and none without one', () => {
    fc.assert(
      fc.property(history, ({ entries }) => {
        let open: string | undefined
        for (const entry of entries) {
          if (entry.kind === 'decide') open = entry.needsConfirmation ? entry.by : undefined
          if (entry.kind === 'confirm' || entry.kind === 'reject') {
            expect(open).toBeDefined()
            expect(entry.by.trim().toLowerCase()).not.toBe(open?.trim().toLowerCase())
            open = undefined
          }
          if (entry.kind === 'revoke') open = undefined
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('is read from its file as it was, and its beginnings are histories too', () => {
    fc.assert(
      fc.property(history, (record) => {
        expect(parseDecision(formatDecision(record))).toEqual({ ok: true, value: record })
        for (let length = 1; length < record.entries.length; length++) {
          const beginning = { ...record, entries: record.entries.slice(0, length) }
          expect(parseDecision(formatDecision(beginning)).ok).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('with one step taken out is read only where the rest is a history by itself', () => {
    fc.assert(
      fc.property(history, fc.nat(11), (record, at) => {
        const entries = record.entries.filter((_, index) => index !== at % record.entries.length)
        const read = parseDecision(formatDecision({ ...record, entries }))
        if (!read.ok) return
        // What was accepted could have been made step by step.
        const [first, ...rest] = read.value.entries
        let again: DecisionRecord = { ...read.value, entries: first === undefined ? [] : [first] }
        for (const entry of rest) {
          const next = addEntry(again, entry)
          expect(next.ok).toBe(true)
          if (next.ok) again = next.value
        }
        expect(again).toEqual(read.value)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the preview', () => {
  const findings = fc.uniqueArray(
    fc
      .record({
        version: fc.constantFrom('4.17.20', '4.17.19', '4.17.18', '3.0.0'),
        name: fc.constantFrom('lodash', 'lodash-es'),
        isExploited: fc.boolean(),
        state: fc.constantFrom('imported' as const, 'not-seen' as const),
      })
      .map(({ version, name, isExploited, state }) =>
        findingOf({
          purl: purlOf(`pkg:npm/${name}@${version}`),
          exploitation: isExploited ? listedAsExploited : { kev: [] },
          reachability: reachabilityOf(state),
        }),
      ),
    { maxLength: 6, selector: ({ key }) => key },
  )
  const scope = fc.constantFrom(
    'finding' as const,
    'component' as const,
    'product' as const,
    'organisation' as const,
  )
  const others = fc
    .array(fc.tuple(scope, fc.constantFrom(notAffected, affected)), { maxLength: 3 })
    .map((list) =>
      list.map(([wide, verdict], index) => ({
        ...decided({ scope: wide }, { verdict }),
        id: `other-${index}`,
      })),
    )

  test('is what saving then does', () => {
    let replaced = 0
    fc.assert(
      fc.property(findings, scope, others, (found, wide, records) => {
        const draft = {
          ...decided({ scope: wide, at: '2026-11-22T15:00:00Z' }, { verdict: affected }),
          id: 'draft',
        }
        const seen = previewScope(
          draft,
          [{ product: 'gateway', release: '2.0.0', findings: found, records }],
          view.today,
        )
        const speaker = (list: readonly DecisionRecord[]) =>
          new Map(
            applyDecisions(found, list, view)
              .applied.filter(({ role }) => role === 'speaks')
              .map(({ finding, record }) => [finding, record.id]),
          )
        const before = speaker(records)
        const after = speaker([...records, draft])
        for (const { key } of found) {
          const row = seen.find((one) => one.finding === key)
          const isNow = after.get(key) === 'draft'
          const was = before.get(key)
          const expected = isNow ? (was === undefined ? 'decided' : 'replaced') : undefined
          if (expected === 'replaced') {
            replaced++
            expect(row?.instead).toBe(was)
          }
          if (expected === undefined) expect(['decided', 'replaced']).not.toContain(row?.effect)
          else expect(row?.effect).toBe(expected)
        }
      }),
      { numRuns: 1000 },
    )
    expect(replaced).toBeGreaterThan(50)
  })
})
