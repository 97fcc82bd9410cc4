/** Entries, journal, recovery table and identity: what is given back, and what is refused. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkNewEntry,
  createCommitment,
  formatJournalHeader,
  formatJournalRecord,
  formatLedgerEntry,
  formatLedgerIdentity,
  type FoundState,
  type JournalEntry,
  type LedgerEntry,
  parseJournal,
  parseLedgerEntry,
  parseLedgerIdentity,
  planRecovery,
  type TreeState,
} from './index.ts'
import { createVerifierKey } from '../translog/index.ts'
import { sha256 } from '../base/index.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const signature = { keyid: 'k', sig: 'c2ln' }
const publicEntry: LedgerEntry = {
  kind: 'public',
  envelope: { payload: 'e30=', payloadType: 'application/json', signatures: [signature] },
}

test('an entry is given back, and has 70 bytes when it is an event', () => {
  const event: LedgerEntry = { kind: 'event', commitment: new Uint8Array(32).fill(3) }
  for (const entry of [event, publicEntry]) {
    const bytes = formatLedgerEntry(entry)
    expect(bytes.ok && parseLedgerEntry(bytes.value)).toEqual({ ok: true, value: entry })
  }
  const bytes = formatLedgerEntry(event)
  expect(bytes.ok && bytes.value.length).toBe(70)
})

const zero = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
const refused: readonly (readonly [string, string])[] = [
  ['white space', `{"c": "${zero}","k":"event","v":1}`],
  ['another order', `{"k":"event","c":"${zero}","v":1}`],
  ['a member more', `{"a":1,"c":"${zero}","k":"event","v":1}`],
  ['a member twice', `{"c":"${zero}","c":"${zero}","k":"event","v":1}`],
  ['a byte-order mark', `\ufeff{"c":"${zero}","k":"event","v":1}`],
  ['another version', `{"c":"${zero}","k":"event","v":2}`],
  ['another kind', `{"c":"${zero}","k":"other","v":1}`],
  ['a short commitment', '{"c":"AAAA","k":"event","v":1}'],
  ['base64 that is not canonical', `{"c":"${zero.replace('A=', 'B=')}","k":"event","v":1}`],
  [
    'an envelope without signatures',
    '{"envelope":{"payload":"e30=","payloadType":"a","signatures":[]},"k":"public","v":1}',
  ],
  [
    'an envelope with a member more',
    '{"envelope":{"payload":"e30=","payloadType":"a","signatures":[{"keyid":"k","sig":"c2ln","x":1}]},"k":"public","v":1}',
  ],
  ['no object', '[]'],
  ['no JSON', '{'],
]

test.each(refused)('an entry with %s is refused', (_, text) => {
  const parsed = parseLedgerEntry(bytesOf(text))
  expect(parsed.ok ? 'ok' : parsed.error.code).toBe('ENTRY_MALFORMED')
})

test('an entry above 16 KiB and a salt of another length are refused', () => {
  const long = formatLedgerEntry({
    ...publicEntry,
    envelope: { ...publicEntry.envelope, payload: 'AAAA'.repeat(5000) },
  })
  expect(long.ok ? 'ok' : long.error.code).toBe('ENTRY_TOO_LONG')
  expect(createCommitment(new Uint8Array(31), bytesOf('{}')).ok).toBe(false)
})

test('a new entry is accepted exactly when it can be parsed, whichever byte of it is changed', () => {
  const made = formatLedgerEntry({ kind: 'event', commitment: new Uint8Array(32).fill(200) })
  const whole = made.ok ? made.value : new Uint8Array()
  const differing: string[] = []
  for (let at = 0; at < whole.length; at++) {
    for (let byte = 0; byte < 256; byte++) {
      const entry = Uint8Array.from(whole)
      entry[at] = byte
      if (checkNewEntry({ id: 'x', entry }).ok !== parseLedgerEntry(entry).ok) differing.push(`${at} ${byte}`)
    }
  }
  expect(checkNewEntry({ id: 'x', entry: whole }).ok).toBe(true)
  expect(differing).toEqual([])
})

const nonce = new Uint8Array(16).fill(9)
const header = { nonce, size: 5n, root: new Uint8Array(32).fill(1) }
const entriesOf = (count: number, from = 0): readonly JournalEntry[] =>
  Array.from({ length: count }, (_, at) => ({
    idHash: new Uint8Array(16).fill(from + at),
    entry: bytesOf(`entry ${from + at}`),
  }))
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))
const head = formatJournalHeader(header)
const first = formatJournalRecord(nonce, 5n, entriesOf(2))
const second = formatJournalRecord(nonce, 7n, entriesOf(3, 2))

test('a journal is given back, cut off anywhere it has the whole records and says that it is torn', () => {
  const whole = joined(head, first, second)
  expect(parseJournal(whole)).toEqual({
    ok: true,
    value: { ...header, entries: entriesOf(5), tail: 'whole' },
  })
  const ends = [head.length, head.length + first.length, whole.length]
  for (let length = head.length; length < whole.length; length++) {
    const parsed = parseJournal(whole.subarray(0, length))
    const count = length < head.length + first.length ? 0 : 2
    expect(parsed.ok && [parsed.value.entries.length, parsed.value.tail]).toEqual([
      count,
      ends.includes(length) ? 'whole' : 'torn',
    ])
  }
})

test('a garbled record is torn at the end, damage before others; a record of another journal is none', () => {
  const garble = (bytes: Uint8Array, at: number): Uint8Array => {
    const copy = Uint8Array.from(bytes)
    copy[at] = (copy[at] ?? 0) ^ 1
    return copy
  }
  for (let at = 0; at < first.length; at++) {
    const before = parseJournal(joined(head, garble(first, at), second))
    expect(before.ok ? 'ok' : before.error.code).toBe('JOURNAL_DAMAGED')
    const last = parseJournal(joined(head, garble(first, at)))
    expect(last.ok && [last.value.entries.length, last.value.tail]).toEqual([0, 'torn'])
  }
  const gap = parseJournal(joined(head, second))
  expect(gap.ok ? 'ok' : gap.error.code).toBe('JOURNAL_DAMAGED')
  // An entry that looks like a record, in a torn one.
  const fake = formatJournalRecord(new Uint8Array(16), 5n, entriesOf(1))
  const outer = formatJournalRecord(nonce, 5n, [{ idHash: new Uint8Array(16), entry: fake }])
  const parsed = parseJournal(joined(head, outer.subarray(0, outer.length - 1)))
  expect(parsed.ok && parsed.value.tail).toBe('torn')
})

test('a record with the right digest whose entries do not fill it is damage, wherever it stands', () => {
  // Magic and length as they should be, the digest over what the body says, and the count or a length wrong.
  const spoil = (at: number, value: number): Uint8Array => {
    const record = Uint8Array.from(first)
    record[at] = value
    record.set(sha256(joined(nonce, record.subarray(40))), 8)
    return record
  }
  // The count of entries, below and above the true one; the length of the first entry.
  const spoiled = [spoil(49, 1), spoil(49, 3), spoil(48, 255), spoil(66, 255), spoil(67, 0)]
  const codes = spoiled.flatMap((record) =>
    [joined(head, record), joined(head, record, second)].map((bytes) => {
      const parsed = parseJournal(bytes)
      return parsed.ok ? parsed.value.tail : parsed.error.code
    }),
  )
  expect(codes).toEqual(Array.from({ length: 10 }, () => 'JOURNAL_DAMAGED'))
})

test('no bytes make the journal parser throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, withHead) => {
      const parsed = parseJournal(withHead ? joined(head, first, bytes) : bytes)
      expect(withHead ? parsed.ok && parsed.value.entries.length : parsed.ok).toBe(withHead ? 2 : false)
    }),
  )
})

const tree = (size: number, fill = size): TreeState => ({
  size: BigInt(size),
  root: new Uint8Array(32).fill(fill),
})
const state = ([start, published, seen, signed, end, pending]: readonly number[]): FoundState => ({
  signed: tree(signed ?? 0),
  published: tree(published ?? 0),
  seen: tree(seen ?? 0),
  pending: pending === undefined ? undefined : tree(pending),
  journal: { start: tree(start ?? 0), end: BigInt(end ?? 0) },
})

/** Sizes of start, published, seen, signed, end; then of the pending checkpoint, if there is one. */
const table: readonly (readonly [string, readonly number[], string])[] = [
  ['nothing open', [4, 4, 4, 4, 4], 'ready'],
  ['sequenced', [4, 4, 4, 4, 9], 'replay sign 9'],
  ['signed', [4, 4, 4, 9, 9], 'replay reuse 9'],
  ['seen', [4, 4, 9, 9, 9], 'replay reuse 9'],
  ['a new journal', [9, 4, 9, 9, 9], 'publish'],
  ['witnesses asked', [9, 4, 9, 9, 9, 9], 'publish'],
  ['a quorum missed, then more sequenced', [9, 4, 9, 9, 12, 9], 'replay sign 12'],
  ['a quorum missed, then more signed', [9, 4, 9, 12, 12, 9], 'replay reuse 12'],
  ['published', [9, 9, 9, 9, 9], 'ready'],
  ['cosignatures renewed', [9, 9, 9, 9, 9, 9], 'ready'],
  ['the memory lost', [4, 4, 0, 4, 4], 'ready'],
  ['an old folder', [4, 4, 9, 4, 4], 'ROLLED_BACK'],
  ['published ahead', [4, 9, 4, 4, 9], 'PUBLISHED_AHEAD'],
  ['witnesses ahead', [4, 4, 4, 4, 9, 9], 'PUBLISHED_AHEAD'],
  ['a journal of later', [9, 4, 4, 4, 9], 'ENTRIES_MISSING'],
  ['a shorter journal', [4, 4, 9, 9, 7], 'ENTRIES_MISSING'],
]

test.each(table)('after a crash with %s', (_, sizes, expected) => {
  const plan = planRecovery(state(sizes))
  const said =
    plan.kind === 'refuse'
      ? plan.code
      : plan.kind === 'replay'
        ? `replay ${plan.note} ${plan.size}`
        : plan.kind
  expect(said).toBe(expected)
})

test.each(['signed', 'published', 'seen', 'pending'] as const)(
  'two roots for one size are a fork: %s',
  (name) => {
    const plan = planRecovery({ ...state([4, 4, 4, 4, 9]), [name]: tree(4, 77) })
    expect(plan.kind === 'refuse' && plan.code).toBe('FORKED')
  },
)

test('an identity is given back; another origin, format or text is none', () => {
  const key = createVerifierKey(sha256, {
    name: 'example.org/log',
    type: 'ed25519',
    publicKey: new Uint8Array(32),
  })
  if (!key.ok) throw new Error(key.error.message)
  const text = formatLedgerIdentity(key.value)
  expect(parseLedgerIdentity(text)).toEqual(key)
  for (const other of [
    text.replace('org/log"}', 'org/two"}'),
    text.replace('ger/1', 'ger/2'),
    '{}',
    '[]',
    '',
  ]) {
    expect(parseLedgerIdentity(other).ok).toBe(false)
  }
})
