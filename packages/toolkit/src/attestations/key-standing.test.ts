/** When a key's signature counts: every state of a key at every time, against an oracle that was written from the rules in words. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../../../tests/property-seed.ts'
import type { KeyRecord } from '../ledger/index.ts'
import { findKeyFault, type KeyFault } from './key-standing.ts'

const base: KeyRecord = {
  keyid: 'k',
  purpose: 'attestation',
  algorithm: 'ed25519',
  spki: '',
  addedAt: { index: 0n, time: '' },
}

/** Day of January 2026. */
const day = (number: number): string => `2026-01-${String(number).padStart(2, '0')}T00:00:00.000Z`
const at = (number: number): number => Date.parse(day(number))

interface State {
  readonly added: number
  readonly ends: number | undefined
  readonly retired: number | undefined
  readonly revoked:
    | { readonly on: number; readonly since: number | undefined; readonly reason: string }
    | undefined
}

function toRecord({ added, ends, retired, revoked }: State): KeyRecord {
  const since = revoked?.since === undefined ? {} : { compromisedSince: day(revoked.since) }
  return {
    ...base,
    addedAt: { index: 0n, time: day(added) },
    ...(ends === undefined ? {} : { notAfter: day(ends) }),
    ...(retired === undefined ? {} : { retiredAt: { index: 1n, time: day(retired) } }),
    ...(revoked === undefined
      ? {}
      : { revoked: { index: 2n, time: day(revoked.on), reason: revoked.reason, ...since } }),
  }
}

/** By days, one rule a line, in no order: the set of everything that speaks against the signature. */
function oracle(
  { added, ends, retired, revoked }: State,
  now: number,
  trusted: number | undefined,
): Set<KeyFault> {
  const against = new Set<KeyFault>()
  const latest = trusted === undefined ? now : trusted
  if (latest < added) against.add('KEY_NOT_YET_VALID')
  if (ends !== undefined && latest > ends) against.add('KEY_EXPIRED')
  if (retired !== undefined) {
    const isProvenEarly = trusted !== undefined && trusted <= retired
    if (!isProvenEarly) against.add('KEY_RETIRED')
  }
  if (revoked !== undefined) {
    const isSinceUnknown = revoked.since === undefined && revoked.reason === 'compromised'
    const isBeforeRevocation = trusted !== undefined && trusted < revoked.on
    const isBeforeTheft = trusted !== undefined && (revoked.since === undefined || trusted < revoked.since)
    if (isSinceUnknown || !isBeforeRevocation || !isBeforeTheft) against.add('KEY_REVOKED')
  }
  return against
}

/** Days around each other, so that every order and every equality occurs. */
const days = [10, 11, 12, 13, 14]
const maybe = [undefined, 11, 12, 13]
const revocations: readonly State['revoked'][] = [
  undefined,
  ...[11, 12, 13].flatMap((on) =>
    [undefined, 10, 11, 12, 13, 14].flatMap((since) =>
      ['superseded', 'compromised'].map((reason) => ({ on, since, reason })),
    ),
  ),
]

/** All states, and with each all moments at which one can ask. */
const states: readonly State[] = [10, 12].flatMap((added) =>
  maybe.flatMap((ends) =>
    maybe.flatMap((retired) => revocations.map((revoked) => ({ added, ends, retired, revoked }))),
  ),
)
const moments = days.flatMap((now) =>
  [undefined, ...days.filter((known) => known <= now)].map((trusted) => ({ now, trusted })),
)

test('every window, retirement and revocation, at every time, with and without a trusted time', () => {
  const wrong: unknown[] = []
  let count = 0
  for (const state of states) {
    for (const { now, trusted } of moments) {
      const against = oracle(state, now, trusted)
      const time = { at: at(now), trusted: trusted === undefined ? undefined : at(trusted) }
      const fault = findKeyFault([toRecord(state)], time)
      const isRight = fault === undefined ? against.size === 0 : against.has(fault)
      if (!isRight) wrong.push({ state, now, trusted, fault, against })
      count++
    }
  }
  expect(wrong).toEqual([])
  expect(count).toBe(2 * 4 * 4 * 37 * 20)
})

const dayOf = fc.integer({ min: 1, max: 28 })
const state = fc.record({
  added: dayOf,
  ends: fc.option(dayOf, { nil: undefined }),
  retired: fc.option(dayOf, { nil: undefined }),
  revoked: fc.option(
    fc.record({
      on: dayOf,
      since: fc.option(dayOf, { nil: undefined }),
      reason: fc.constantFrom('superseded', 'compromised', 'Key compromise'),
    }),
    { nil: undefined },
  ),
})

test('a further record of the same key never makes a signature good', () => {
  fc.assert(
    fc.property(state, state, dayOf, fc.option(dayOf, { nil: undefined }), (one, two, now, trusted) => {
      const time = { at: at(now), trusted: trusted === undefined ? undefined : at(trusted) }
      const records = [one, two].map(toRecord)
      const alone = records.map((record) => findKeyFault([record], time))
      const together = findKeyFault(records, time)
      expect(together === undefined).toBe(alone.every((fault) => fault === undefined))
    }),
  )
})

test('a signature that is proven earlier, and after the key was added, is never worse off', () => {
  fc.assert(
    fc.property(state, dayOf, dayOf, (one, a, b) => {
      const [early, late] = [Math.min(a, b), Math.max(a, b)]
      fc.pre(early >= one.added)
      const judge = (trusted: number) => findKeyFault([toRecord(one)], { at: at(28), trusted: at(trusted) })
      if (judge(late) === undefined) expect(judge(early)).toBeUndefined()
    }),
  )
})

test('a key of another purpose is refused, also beside a record of the right one', () => {
  const good = toRecord({ added: 1, ends: undefined, retired: undefined, revoked: undefined })
  const time = { at: at(5), trusted: undefined }
  expect(findKeyFault([good], time)).toBeUndefined()
  for (const purpose of ['log', 'event', 'witness', 'tsa'] as const) {
    expect(findKeyFault([{ ...good, purpose }], time)).toBe('KEY_PURPOSE_WRONG')
    expect(findKeyFault([good, { ...good, purpose }], time)).toBe('KEY_PURPOSE_WRONG')
  }
})

test('what cannot be read counts for nothing', () => {
  const good = toRecord({ added: 1, ends: 20, retired: undefined, revoked: undefined })
  const time = { at: at(5), trusted: at(5) }
  expect(findKeyFault([good], time)).toBeUndefined()
  expect(findKeyFault([], time)).toBe('KEY_RECORD_UNREADABLE')
  const broken: readonly KeyRecord[] = [
    { ...good, addedAt: { index: 0n, time: 'yesterday' } },
    { ...good, addedAt: { index: 0n, time: '2026-02-30T00:00:00Z' } },
    { ...good, notAfter: '2026-01-20' },
    { ...good, retiredAt: { index: 0n, time: '' } },
    { ...good, revoked: { index: 0n, time: 'never', reason: 'superseded' } },
    { ...good, revoked: { index: 0n, time: day(20), reason: 'compromised', compromisedSince: '12:00' } },
  ]
  for (const record of broken) expect(findKeyFault([record], time)).toBe('KEY_RECORD_UNREADABLE')
})

describe('the order of entries in the log that told the keys', () => {
  const place = (index: bigint, number: number) => ({ index, time: day(number) })
  const key = { ...base, addedAt: place(4n, 10) }
  test.each([
    ['added before, by a checkpoint that is known only later', key, 9, 5n, undefined],
    ['added after', key, 9, 3n, 'KEY_NOT_YET_VALID'],
    ['added at a place of no log', { ...base, addedAt: place(0n, 10) }, 9, 5n, 'KEY_NOT_YET_VALID'],
    ['replaced after, dated by a later checkpoint', { ...key, retiredAt: place(9n, 12) }, 14, 8n, undefined],
    [
      'replaced after, without a trusted time',
      { ...key, retiredAt: place(9n, 12) },
      undefined,
      8n,
      undefined,
    ],
    ['replaced before', { ...key, retiredAt: place(9n, 12) }, 14, 10n, 'KEY_RETIRED'],
    ['replaced at the same place', { ...key, retiredAt: place(9n, 12) }, undefined, 9n, 'KEY_RETIRED'],
    ['replaced at a place of no log', { ...key, retiredAt: place(0n, 12) }, 14, 8n, 'KEY_RETIRED'],
    ['revoked after', { ...key, revoked: { ...place(9n, 12), reason: 'ceased' } }, undefined, 8n, undefined],
    [
      'revoked before',
      { ...key, revoked: { ...place(9n, 12), reason: 'ceased' } },
      undefined,
      10n,
      'KEY_REVOKED',
    ],
    [
      'stolen: only the time counts',
      { ...key, revoked: { ...place(9n, 12), reason: 'compromised', compromisedSince: day(11) } },
      11,
      8n,
      'KEY_REVOKED',
    ],
    [
      'stolen, and signed before',
      { ...key, revoked: { ...place(9n, 12), reason: 'compromised', compromisedSince: day(11) } },
      10,
      8n,
      undefined,
    ],
    [
      'stolen, nobody knows when',
      { ...key, revoked: { ...place(9n, 12), reason: 'compromised' } },
      10,
      8n,
      'KEY_REVOKED',
    ],
    ['ended: places do not help', { ...key, notAfter: day(12) }, 13, 5n, 'KEY_EXPIRED'],
  ] as const)('%s', (_, record, trusted, index, expected) => {
    const time = { at: at(20), trusted: trusted === undefined ? undefined : at(trusted) }
    expect(findKeyFault([record], { ...time, index })).toBe(expected)
  })

  test('a place only ever excuses', () => {
    const places = fc.bigInt({ min: 0n, max: 6n })
    fc.assert(
      fc.property(
        state,
        places,
        places,
        places,
        dayOf,
        fc.option(dayOf, { nil: undefined }),
        places,
        (one, a, b, c, now, trusted, index) => {
          const record = toRecord(one)
          const placed: KeyRecord = {
            ...record,
            addedAt: { ...record.addedAt, index: a },
            ...(record.retiredAt === undefined ? {} : { retiredAt: { ...record.retiredAt, index: b } }),
            ...(record.revoked === undefined ? {} : { revoked: { ...record.revoked, index: c } }),
          }
          const time = { at: at(now), trusted: trusted === undefined ? undefined : at(trusted) }
          if (findKeyFault([placed], time) === undefined)
            expect(findKeyFault([placed], { ...time, index })).toBeUndefined()
        },
      ),
    )
  })
})
