/** Events as data: the shared vectors, sealing and verifying, the table of types, sentences, schemas. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import '../../property-seed.ts'
import { createVerify, toEventKey } from '../../../packages/toolkit/src/adapters/ledger/events/event-key.ts'
import {
  createEvent,
  type Envelope,
  eventDataSchema,
  type EventDraft,
  type EventProof,
  type Field,
  findEventType,
  formatUlid,
  isUlid,
  type KeyRecord,
  listEventTypes,
  type Members,
  readPublicEvent,
  retentionEnd,
  sayEvent,
  type SealedEvent,
  validateEventData,
  verifyEvent,
} from '../../../packages/toolkit/src/ledger/index.ts'
import { namesIn } from '../../../packages/toolkit/src/ledger/events/say.ts'
import { describeShared } from '../../shared.ts'
import { fromBase64, readVectors } from '../translog/signatures.ts'
import { eva, origin, triage } from './event-parts.ts'

interface Vectors {
  readonly origin: string
  readonly orgKeys: readonly { readonly keyid: string; readonly spki: string }[]
  readonly cases: readonly {
    readonly id: string
    readonly event: { readonly type: string; readonly data: unknown }
    readonly payload: string
    readonly envelope: Envelope
    readonly opening: string
    readonly salt: string
    readonly entry: string
    readonly disclosures: readonly string[]
    readonly expect: string
  }[]
}

const signer = toEventKey(generateKeyPairSync('ed25519').privateKey)
const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes))
const options = { origin, now: Date.parse('2026-09-12T07:12:00.000Z'), random, signers: [signer] }
const keys = [keyOf(signer)]
const trust = { origin, keys, verify: createVerify() }

function keyOf({ keyid, spki }: { keyid: string; spki: string }): KeyRecord {
  const addedAt = { index: 0n, time: '2026-01-01T00:00:00.000Z' }
  return { keyid, spki, purpose: 'event', algorithm: 'ed25519', addedAt }
}

async function seal(draft: EventDraft): Promise<SealedEvent> {
  const sealed = await createEvent(draft, options)
  if (!sealed.ok) throw new Error(sealed.error.message)
  return sealed.value
}

function toProof({ envelope, salt, opening, disclosures, entry }: SealedEvent): EventProof {
  return { envelope, salt, opening, disclosures: disclosures.map(({ text }) => text), entry }
}

describeShared('the shared events', () => {
  const vectors = readVectors<Vectors>('ledger-event')
  const codes: Readonly<Record<string, string>> = {
    'sbom.generated-wrong-salt': 'COMMITMENT_MISMATCH',
    'sbom.generated-short-salt': 'SALT_LENGTH_WRONG',
    'sbom.generated-opening-reordered': 'OPENING_MISMATCH',
    'sbom.generated-disclosure-changed': 'DISCLOSURE_UNKNOWN',
    'sbom.generated-unknown-signer': 'SIGNER_UNKNOWN',
    'sbom.generated-other-origin': 'ORIGIN_MISMATCH',
    'sbom.generated-payload-not-canonical': 'PAYLOAD_NOT_CANONICAL',
  }

  test.each(vectors.cases.map((row) => [row.id, row] as const))('%s', async (id, row) => {
    // Where the payload was changed, the envelope in the vectors still holds the signed one.
    const envelope = { ...row.envelope, payload: Buffer.from(row.payload).toString('base64') }
    const proof = {
      envelope,
      salt: fromBase64(row.salt),
      opening: Buffer.from(row.opening),
      disclosures: row.disclosures,
      entry: Buffer.from(row.entry),
    }
    const verified = await verifyEvent(proof, {
      origin: vectors.origin,
      keys: vectors.orgKeys.map(keyOf),
      verify: createVerify(),
    })
    expect(verified.ok ? 'accept' : 'reject').toBe(row.expect)
    if (!verified.ok && codes[id] !== undefined) expect(verified.error.code).toBe(codes[id])
    if (verified.ok) expect(verified.value.event).toEqual(row.event)
    if (row.expect === 'accept') expect(validateEventData(row.event.type, row.event.data).ok).toBe(true)
  })

  test('there are twelve, four of them to be accepted', () => {
    expect(vectors.cases.length).toBe(12)
    expect(vectors.cases.filter(({ expect: expected }) => expected === 'accept').length).toBe(4)
  })
})

test('what was sealed verifies, also without the person, and nothing of the person stands in the payload', async () => {
  const sealed = await seal(triage(1, { personal: { member: { name: 'Max', email: 'max@example.org' } } }))
  const proof = toProof(sealed)
  expect((await verifyEvent(proof, trust)).ok).toBe(true)
  expect((await verifyEvent({ ...proof, disclosures: [] }, trust)).ok).toBe(true)
  expect(sealed.entry.length).toBe(70)
  const payload = Buffer.from(sealed.envelope.payload, 'base64').toString()
  expect(payload).not.toMatch(/Eva|eva@|Max|max@/)
  expect(sealed.disclosures.map(({ name }) => name)).toEqual(['actor', 'member'])
})

test('a changed byte anywhere is refused', async () => {
  const sealed = toProof(await seal(triage(2)))
  const flip = (bytes: Uint8Array, at: number, by: number): Uint8Array => {
    const changed = Uint8Array.from(bytes)
    changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ by
    return changed
  }
  const payload = Buffer.from(sealed.envelope.payload, 'base64')
  const [signature] = sealed.envelope.signatures
  const changes: readonly ((at: number, by: number) => EventProof)[] = [
    (at, by) => ({ ...sealed, salt: flip(sealed.salt, at, by) }),
    (at, by) => ({ ...sealed, opening: flip(sealed.opening, at, by) }),
    (at, by) => ({ ...sealed, entry: flip(sealed.entry, at, by) }),
    (at, by) => ({
      ...sealed,
      disclosures: [Buffer.from(flip(Buffer.from(sealed.disclosures[0] ?? ''), at, by)).toString('latin1')],
    }),
    (at, by) => ({
      ...sealed,
      envelope: { ...sealed.envelope, payload: Buffer.from(flip(payload, at, by)).toString('base64') },
    }),
    (at, by) => ({
      ...sealed,
      envelope: {
        ...sealed.envelope,
        signatures: [
          {
            keyid: signer.keyid,
            sig: Buffer.from(flip(Buffer.from(signature?.sig ?? '', 'base64'), at, by)).toString('base64'),
          },
        ],
      },
    }),
    (at) => ({
      ...sealed,
      envelope: {
        ...sealed.envelope,
        signatures: [{ keyid: `${signer.keyid}${at}`, sig: signature?.sig ?? '' }],
      },
    }),
    (at) => ({ ...sealed, envelope: { ...sealed.envelope, payloadType: `text/${at}` } }),
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.nat(changes.length - 1),
      fc.nat(5000),
      fc.integer({ min: 1, max: 255 }),
      async (which, at, by) => {
        const changed = changes[which]?.(at, by)
        expect(changed !== undefined && (await verifyEvent(changed, trust)).ok).toBe(false)
      },
    ),
    { numRuns: 400 },
  )
})

test('a disclosure of one event does not pass for another’s, nor for who did it', async () => {
  const member = { name: 'Max' }
  const one = await seal(triage(3, { personal: { member } }))
  const other = await seal(triage(4))
  const foreign = { ...toProof(one), disclosures: other.disclosures.map(({ text }) => text) }
  expect(await verifyEvent(foreign, trust)).toMatchObject({ error: { code: 'DISCLOSURE_UNKNOWN' } })
  const twice = { ...toProof(one), disclosures: [...toProof(one).disclosures, ...toProof(one).disclosures] }
  expect(await verifyEvent(twice, trust)).toMatchObject({ error: { code: 'DISCLOSURE_UNKNOWN' } })
})

test.each<[string, EventDraft, string, string]>([
  ['an unknown type', triage(1, { type: 'vuln.invented' }), 'TYPE_UNKNOWN', 'vuln.invented'],
  [
    'a member that the type has not',
    triage(1, { data: { ...triage(1).data, cvss: 9 } }),
    'DATA_INVALID',
    'data.cvss',
  ],
  ['a missing member', triage(1, { data: { vulnerability: 'X' } }), 'DATA_INVALID', 'data.decision'],
  [
    'a value of another kind',
    triage(1, { data: { ...triage(1).data, decision: 'safe' } }),
    'DATA_INVALID',
    'data.decision',
  ],
  [
    'a fraction',
    triage(1, { data: { ...triage(1).data, component: 0.5 as never } }),
    'EVENT_MALFORMED',
    'data.component',
  ],
  ['an unsafe number', triage(1, { data: { n: 2 ** 53 } }), 'EVENT_MALFORMED', 'data.n'],
  ['negative zero', triage(1, { data: { n: -0 } }), 'EVENT_MALFORMED', 'data.n'],
  ['text that is not in NFC', triage(1, { product: 'Mu\u0308ller' }), 'EVENT_MALFORMED', 'product'],
  ['half a surrogate pair', triage(1, { product: '\ud800' }), 'EVENT_MALFORMED', 'product'],
  ['a time without milliseconds', triage(1, { time: '2026-09-12T07:12:00Z' }), 'EVENT_MALFORMED', 'time'],
  ['a day that is none', triage(1, { time: '2026-02-30T07:12:00.000Z' }), 'EVENT_MALFORMED', 'time'],
  ['an id that is no ULID', triage(1, { id: 'x' }), 'EVENT_MALFORMED', 'id'],
  [
    'a personal field named actor',
    triage(1, { personal: { actor: 'x' } }),
    'EVENT_MALFORMED',
    'personal.actor',
  ],
  [
    'a nameless actor',
    triage(1, { actor: { kind: 'user', who: { name: '' } } }),
    'EVENT_MALFORMED',
    'actor.who',
  ],
  [
    'an agent without its model',
    triage(1, { actor: { kind: 'agent', who: { name: 'x' } } }),
    'EVENT_MALFORMED',
    'actor.agent',
  ],
  ['a provision of no form', triage(1, { legal: ['Article 14'] }), 'EVENT_MALFORMED', 'legal'],
  ['a member of no draft', { ...triage(1), note: 'x' } as EventDraft, 'EVENT_MALFORMED', 'note'],
  [
    'a case in a leaf for all',
    { type: 'log.closed', actor: eva, caseId: 'C', data: { origin, size: 1, root: 'AAAA', reason: 'x' } },
    'NOT_PUBLIC',
    'log.closed',
  ],
  ['too much', triage(1, { personal: { note: 'x' }, evidence: hugeEvidence() }), 'EVENT_TOO_LONG', '65536'],
])('refused: %s', async (_, draft, code, path) => {
  const sealed = await createEvent(draft, options)
  expect(sealed).toMatchObject({ ok: false, error: { code } })
  expect(!sealed.ok && sealed.error.message).toContain(path)
})

function hugeEvidence(): NonNullable<EventDraft['evidence']> {
  return Array.from({ length: 500 }, (_, at) => ({
    name: `${at}`.padEnd(200, 'x'),
    digest: { sha256: 'a'.repeat(64) },
  }))
}

test('an agent is sealed with what it worked with, and a person is refused the same', async () => {
  const agent = { model: 'm 1', modelSha256: 'a'.repeat(64), promptSha256: 'b'.repeat(64) }
  const sealed = await seal(triage(1, { actor: { kind: 'agent', who: { name: 'm' }, agent } }))
  expect(sealed.event.actor.agent).toEqual(agent)
  expect((await verifyEvent(toProof(sealed), trust)).ok).toBe(true)
  const person = await createEvent(triage(1, { actor: { ...eva, agent } }), options)
  expect(person).toMatchObject({ ok: false, error: { code: 'EVENT_MALFORMED' } })
})

test('a public leaf is read from its bytes alone, and from no other key', async () => {
  const data = { purpose: 'tsa', algorithm: 'ed25519', keyid: signer.keyid, spki: signer.spki }
  const sealed = await seal({ type: 'key.added', actor: eva, data })
  const read = await readPublicEvent(sealed.entry, trust)
  expect(read.ok && read.value?.event.data).toEqual(data)
  expect((await verifyEvent(toProof(sealed), trust)).ok).toBe(true)
  expect(Buffer.from(sealed.entry).toString()).not.toContain('eva@')
  const stranger = toEventKey(generateKeyPairSync('ed25519').privateKey)
  const unknown = await readPublicEvent(sealed.entry, { ...trust, keys: [keyOf(stranger)] })
  expect(unknown).toMatchObject({ error: { code: 'SIGNER_UNKNOWN' } })
  const commitment = await readPublicEvent((await seal(triage(1))).entry, trust)
  expect(commitment).toEqual({ ok: true, value: undefined })
})

test.each<[string, Partial<KeyRecord>, { index: bigint; loggedAt?: string } | undefined, string | undefined]>(
  [
    ['in use', {}, { index: 5n }, undefined],
    ['added later', { addedAt: { index: 6n, time: '' } }, { index: 5n }, 'KEY_NOT_VALID'],
    ['replaced before', { retiredAt: { index: 4n, time: '' } }, { index: 5n }, 'KEY_NOT_VALID'],
    ['replaced later', { retiredAt: { index: 6n, time: '' } }, { index: 5n }, undefined],
    ['run out', { notAfter: '2026-09-12T07:11:59.999Z' }, { index: 5n }, 'KEY_NOT_VALID'],
    ['revoked before', { revoked: { index: 4n, time: '', reason: 'x' } }, { index: 5n }, 'KEY_REVOKED'],
    ['revoked later', { revoked: { index: 6n, time: '', reason: 'x' } }, { index: 5n }, undefined],
    ['revoked, place unknown', { revoked: { index: 6n, time: '', reason: 'x' } }, undefined, 'KEY_REVOKED'],
    ['stolen, logged before', stolen(), { index: 5n, loggedAt: '2026-09-12T07:59:59.999Z' }, undefined],
    ['stolen, logged after', stolen(), { index: 5n, loggedAt: '2026-09-12T08:00:00.000Z' }, 'KEY_REVOKED'],
    ['stolen, time of logging unknown', stolen(), { index: 5n }, 'KEY_REVOKED'],
    ['of another purpose', { purpose: 'log' }, { index: 5n }, 'SIGNER_UNKNOWN'],
  ],
)('a key %s', async (_, more, place, code) => {
  const records = [{ ...keyOf(signer), ...more }]
  const verified = await verifyEvent(toProof(await seal(triage(1))), {
    ...trust,
    keys: records,
    ...(place === undefined ? {} : { place }),
  })
  expect(verified.ok ? undefined : verified.error.code).toBe(code)
})

function stolen(): Partial<KeyRecord> {
  return {
    revoked: { index: 9n, time: '', reason: 'stolen', compromisedSince: '2026-09-12T08:00:00.000Z' },
  }
}

test('every type has a name, known members in its sentences, and a schema', () => {
  expect(listEventTypes().length).toBe(78)
  expect(new Set(listEventTypes()).size).toBe(78)
  const wrong = listEventTypes().filter((name) => {
    const type = findEventType(name)
    const members = type?.data ?? {}
    const known = (path: string): boolean =>
      ['actor', 'product', 'subject'].includes(path) || hasMember(members, path.split('.'))
    return (
      !/^[a-z]+(?:\.[a-z]+)+$/.test(name) ||
      type === undefined ||
      ![type.say.en, type.say.de].every((say) => namesIn(say).every(known)) ||
      type.say.en === type.say.de ||
      eventDataSchema(name) === undefined
    )
  })
  expect(wrong).toEqual([])
  const publicOnes = listEventTypes().filter((name) => findEventType(name)?.isPublic === true)
  expect(publicOnes.every((name) => /^(?:org\.registered|log\.|key\.)/.test(name))).toBe(true)
  const urgent = listEventTypes().filter((name) => findEventType(name)?.flush === 'urgent')
  expect(urgent).toEqual(expect.arrayContaining(['alarm.raised', 'backup.restored', 'incident.aware']))
})

function hasMember(members: Members, [name = '', ...rest]: readonly string[]): boolean {
  const field = members[name]?.field
  if (field === undefined) return false
  return rest.length === 0 || (field.kind === 'object' && hasMember(field.members, rest))
}

const ajv = new Ajv2020({ strict: false, allErrors: false })
const schemas = new Map(
  listEventTypes().map((name) => [name, ajv.compile(eventDataSchema(name) ?? {})] as const),
)

test.each(listEventTypes())('%s: the check and an independent validator of its schema agree', (name) => {
  const members = findEventType(name)?.data ?? {}
  const isValid = schemas.get(name)
  let accepted = 0
  fc.assert(
    fc.property(dataOf(members), fc.nat(30), fc.jsonValue(), (data, where, junk) => {
      expect(validateEventData(name, data)).toMatchObject({ ok: true })
      const broken = breakMember(data, where, junk)
      const own = validateEventData(name, broken).ok
      if (own) accepted++
      // Only calendars and the last bits of base64 are beyond the schema, so that it may accept more.
      if (own || !usesCalendar(members)) expect(isValid?.(broken)).toBe(own)
      expect(isValid?.(data)).toBe(true)
    }),
    { numRuns: 25 },
  )
  expect(accepted).toBeLessThan(25)
})

function dataOf(members: Members): fc.Arbitrary<Record<string, unknown>> {
  const required = Object.entries(members).filter(([, { isRequired }]) => isRequired)
  const shape = Object.fromEntries(Object.entries(members).map(([name, { field }]) => [name, valueOf(field)]))
  return fc.record(shape, { requiredKeys: required.map(([name]) => name), noNullPrototype: true })
}

function valueOf(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'text':
      return fc.string({ minLength: 1, maxLength: Math.min(field.max, 20) })
    case 'choice':
      return fc.constantFrom(...field.values)
    case 'count':
      return fc.nat(Math.min(field.max, 1_000_000))
    case 'flag':
      return fc.boolean()
    case 'sha256':
      return fc.constant('0123456789abcdef'.repeat(4))
    case 'time':
      return fc
        .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
        .map((day) => day.toISOString())
    case 'day':
      return fc
        .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10))
    case 'event':
      return fc.nat(1000).map((number) => `01J${String(number).padStart(23, '0')}`)
    case 'base64':
      return fc
        .uint8Array({ minLength: 1, maxLength: 30 })
        .map((bytes) => Buffer.from(bytes).toString('base64'))
    case 'list':
      return fc.array(valueOf(field.of), { maxLength: 4 })
    case 'object':
      return dataOf(field.members)
    default:
      return field satisfies never
  }
}

/** One member is replaced, left out, or comes as a surprise. */
function breakMember(data: Record<string, unknown>, where: number, junk: unknown): Record<string, unknown> {
  const names = Object.keys(data)
  const name = names[where % (names.length + 1)] ?? 'surprise'
  const broken: Record<string, unknown> = { ...data, [name]: junk }
  if (where % 3 === 0) delete broken[name]
  return broken
}

function usesCalendar(members: Members): boolean {
  return Object.values(members).some(({ field }) => usesCalendarField(field))
}

function usesCalendarField(field: Field): boolean {
  if (field.kind === 'list') return usesCalendarField(field.of)
  if (field.kind === 'object') return usesCalendar(field.members)
  return field.kind === 'time' || field.kind === 'day' || field.kind === 'base64'
}

test('sentences from facts, in two languages, with what was erased left open', async () => {
  const { event, disclosures } = await seal(triage(1))
  expect(sayEvent(event, disclosures, 'en')).toBe('Eva decided ‘not affected’ for CVE-2026-1 in braces')
  expect(sayEvent(event, disclosures, 'de')).toBe(
    'Eva hat über CVE-2026-1 in braces entschieden: „nicht betroffen“',
  )
  expect(sayEvent(event, [], 'en')).toBe('Somebody (erased) decided ‘not affected’ for CVE-2026-1 in braces')
  const bare = { ...event, data: { vulnerability: 'CVE-2026-1', decision: 'affected' } }
  expect(sayEvent(bare, disclosures, 'en')).toBe('Eva decided ‘affected’ for CVE-2026-1')
  const other = sayEvent({ ...event, type: 'vuln.from.later' }, disclosures, 'de')
  expect(other).toContain('vuln.from.later')
  const rude = { ...event, data: { ...event.data, component: 'a\u001b[31m\nb\u202e{actor}[x]' } }
  expect(sayEvent(rude, disclosures, 'en')).toBe(
    'Eva decided ‘not affected’ for CVE-2026-1 in a [31m b {actor}[x]',
  )
})

test('moments, days and kinds of entries are said in plain local form, never raw', async () => {
  const { event, disclosures } = await seal(triage(1))
  const say = (type: string, data: EventDraft['data'], language: 'en' | 'de'): string =>
    sayEvent({ ...event, type, data }, disclosures, language)
  const sent = {
    caseId: 'C-1',
    stage: 'early-warning',
    submittedAt: '2026-11-13T16:15:37.000Z',
    dueAt: '2026-11-13T22:15:37.000Z',
  }
  expect(say('notification.submitted', sent, 'en')).toBe(
    'Eva submitted for case C-1: early warning, on 13 Nov 2026, 16:15 UTC; it was due 13 Nov 2026, 22:15 UTC',
  )
  expect(say('notification.submitted', sent, 'de')).toBe(
    'Eva hat für den Fall C-1 eingereicht: Frühwarnung, am 13.11.2026, 16:15 UTC; fällig am 13.11.2026, 22:15 UTC',
  )
  const noted = { caseId: 'C-1', entry: 2, kind: 'signal-arrived' }
  expect(say('case.noted', noted, 'en')).toBe('Eva wrote entry 2 of case C-1: a signal came')
  expect(say('support.period.set', { until: '2033-03-01' }, 'de')).toContain('01.03.2033')
  const measure = { caseId: 'C-1', outcome: 'no moment: 2026-13-01T00:00:00Z' }
  expect(say('case.closed', measure, 'en')).toContain('2026-13-01T00:00:00Z')
})

test('ids are ULIDs: known bytes, known text', () => {
  expect(formatUlid(0, new Uint8Array(10))).toBe('00000000000000000000000000')
  // The example of the ULID specification: 1469918176385 is 01ARYZ6S41.
  expect(formatUlid(1_469_918_176_385, new Uint8Array(10)).slice(0, 10)).toBe('01ARYZ6S41')
  expect(formatUlid(2 ** 48 - 1, new Uint8Array(10).fill(255))).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ')
  expect(['8ZZZZZZZZZZZZZZZZZZZZZZZZZ', '0000000000000000000000000I', 'x'].some(isUlid)).toBe(false)
})

test.each([
  [{ time: '2026-03-01T00:00:00.000Z', releases: [], supportUntil: [] }, '2036-03-01'],
  [{ time: '2028-02-29T00:00:00.000Z', releases: [], supportUntil: [] }, '2038-03-01'],
  [
    { time: '2026-03-01T00:00:00.000Z', releases: ['2027-05-06T00:00:00.000Z'], supportUntil: [] },
    '2037-05-06',
  ],
  [
    { time: '2026-03-01T00:00:00.000Z', releases: [], supportUntil: ['2031-01-01', '2041-01-01'] },
    '2041-01-01',
  ],
])('kept for ten years or the support period (Art. 13(13)): %j', (facts, end) => {
  expect(retentionEnd(facts)).toBe(end)
})
