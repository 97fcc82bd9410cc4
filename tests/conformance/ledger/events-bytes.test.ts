/** The bytes of sealed events and of their records stay what they were: with a known key and known chance they are known. */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { formatRecord } from '../../../packages/toolkit/src/adapters/ledger/events/record.ts'
import { toTenantKey } from '../../../packages/toolkit/src/adapters/ledger/events/tenant-key.ts'
import { createEvent, type EventDraft, type SealedEvent } from '../../../packages/toolkit/src/ledger/index.ts'
import { seededRandom } from '../../random.ts'
import { idOf, origin, triage } from './event-parts.ts'

/** Made by the first version of this code (2026-11-22); whoever changes them changes what old logs can be compared with. */
const KNOWN = {
  sealed: 'fd365ba5c6a64b1566d8b9e8f6e2d0022f72888bd959a09bc7400cc1e0772634',
  records: 'eb58466708515d7d8871835f9712e17b41f0af6e7670435b184bc3b78b82e39d',
}

const DIGEST = 'ab'.repeat(32)
const agent = { model: 'model 1', modelSha256: DIGEST, promptSha256: DIGEST }
const drafts: readonly EventDraft[] = [
  triage(1),
  triage(2, { time: '2026-09-01T00:00:00.000Z', personal: { member: { name: 'Zoë' }, note: 'to „Eva“' } }),
  triage(3, { caseId: 'C-1', legal: ['CRA:14(2)(a)'], prev: [idOf(1), idOf(2)] }),
  {
    type: 'vuln.triaged',
    actor: { kind: 'agent', who: { name: 'agent 7' }, agent },
    data: { vulnerability: 'CVE-2026-4', decision: 'affected', component: 'a"\\\u0007é😀' },
    subject: [{ name: 'file', uri: 'file:///a', mediaType: 'text/plain', digest: { sha256: DIGEST } }],
    evidence: [{ name: 'proof', digest: { sha256: DIGEST } }],
  },
  // For everybody to read: the entry shows the event itself.
  {
    type: 'key.added',
    actor: { kind: 'service', who: { name: 'occtet' } },
    data: { purpose: 'witness', algorithm: 'ed25519', keyid: DIGEST, spki: 'AAAA' },
  },
  ...Array.from({ length: 60 }, (_, at) => {
    const actor = { kind: 'user', who: { name: 'é'.repeat(1 + at) } } as const
    return triage(100 + at, { actor, product: 'x'.repeat(1 + 7 * at) })
  }),
]

/** Seeded bytes. */
function chance(seed: number): (bytes: number) => Uint8Array {
  const random = seededRandom(seed)
  return (bytes) => Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256))
}

const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
})
const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
const keyid = createHash('sha256').update(spki).digest('hex')
const signers = [{ keyid, sign: (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)) }]

async function sealAll(): Promise<readonly SealedEvent[]> {
  const options = { origin, now: Date.parse('2026-11-22T12:34:56.789Z'), random: chance(1), signers }
  const events: SealedEvent[] = []
  for (const [at, row] of drafts.entries()) {
    // Every second one gets its id when it is sealed.
    const { id, ...rest } = row
    const draft: EventDraft = at % 2 === 0 && id !== undefined ? { ...rest, id } : rest
    const sealed = await createEvent(draft, options)
    if (!sealed.ok) throw new Error(sealed.error.message)
    events.push(sealed.value)
  }
  return events
}

test('sealed events', async () => {
  const hash = createHash('sha256')
  for (const { event, envelope, salt, opening, disclosures, entry } of await sealAll()) {
    const texts = disclosures.map(({ text }) => text)
    for (const bytes of [salt, opening, entry]) hash.update(bytes)
    hash.update(JSON.stringify([event, envelope, texts]))
  }
  expect(hash.digest('hex')).toBe(KNOWN.sealed)
})

test('records of the vault', async () => {
  const tools = { tenant: toTenantKey(Buffer.alloc(32, 9), chance(3)), random: chance(2) }
  const keyOf = (number: number) =>
    ({ id: idHex(number), kind: 'person', name: `${number}`, key: Buffer.alloc(32, number) }) as const
  const hash = createHash('sha256')
  for (const [at, sealed] of (await sealAll()).entries()) {
    const fields = sealed.disclosures.map((_, field) => (field === 0 ? [keyOf(2)] : [keyOf(3), keyOf(4)]))
    const row = { sealed, index: BigInt(at), isPublic: sealed.event.type === 'key.added' }
    hash.update(formatRecord(row, { payload: keyOf(1), fields }, tools).bytes)
  }
  expect(hash.digest('hex')).toBe(KNOWN.records)
})

function idHex(number: number): string {
  return String(number).padStart(32, '0')
}
