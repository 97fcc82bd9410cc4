/** Keys and attestations through the real ledger's events: drafts, sealed leaves, the history that is read back, the verdict. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { nodeSignatureCheck } from '../../../packages/toolkit/src/adapters/attestations/index.ts'
import {
  type AttestationSigner,
  digestOfEnvelope,
  draftAttestationIssued,
  draftAttestationRevoked,
  draftKeyAdded,
  draftKeyRevoked,
  draftKeyRotated,
  type IssuedAttestation,
  issueAttestation,
  predicateTypes,
  verifyAttestation,
} from '../../../packages/toolkit/src/attestations/index.ts'
import { createTestSigner } from '../../../packages/toolkit/src/attestations/testing/signers.ts'
import {
  artefactSha256,
  must,
  statements,
} from '../../../packages/toolkit/src/attestations/testing/statements.ts'
import {
  createEvent,
  deriveKeyHistory,
  type EventDraft,
  type KeyRecord,
  type PublicLeaf,
  type SealedEvent,
  type VerifySignature,
} from '../../../packages/toolkit/src/ledger/index.ts'

const ORIGIN = 'maker.example/log/a'
const actor = { kind: 'service', who: { name: 'occtet 0.1.0' } } as const
const eventSigner = createTestSigner('ed25519')
const [first, second, third] = [
  createTestSigner('ecdsa-p256'),
  createTestSigner('ed25519'),
  createTestSigner('ecdsa-p256'),
]

/** An hour a leaf, from 1 January 2026. */
const timeOf = (index: number): string => new Date(Date.UTC(2026, 0, 1, index)).toISOString()

async function seal(draft: EventDraft, index: number): Promise<SealedEvent> {
  let count = 0
  const random = (bytes: number) =>
    createHash('shake256', { outputLength: bytes }).update(`${index} ${count++}`).digest()
  const { keyid } = eventSigner.publicKey
  const signers = [{ keyid, sign: eventSigner.sign }]
  return must(
    await createEvent(
      { ...draft, time: timeOf(index) },
      { origin: ORIGIN, now: Date.parse(timeOf(index)), random, signers },
    ),
  )
}

async function historyOf(drafts: readonly EventDraft[]): Promise<readonly KeyRecord[]> {
  const { algorithm, keyid, spki } = eventSigner.publicKey
  const key = { purpose: 'event', algorithm, keyid, spki }
  const created: EventDraft = {
    type: 'log.created',
    actor,
    data: { organisation: 'Maker', origin: ORIGIN, key },
  }
  const leaves: PublicLeaf[] = []
  for (const [index, draft] of [created, ...drafts].entries()) {
    const { envelope } = await seal(draft, index)
    leaves.push({ index: BigInt(index), envelope, loggedAt: timeOf(index) })
  }
  const verify: VerifySignature = (record, message, signature) =>
    nodeSignatureCheck.ed25519(Buffer.from(record.spki, 'base64').subarray(12), message, signature)
  return must(await deriveKeyHistory(leaves, { origin: ORIGIN, verify }))
}

function issue(signer: AttestationSigner): IssuedAttestation {
  const { vex } = statements
  if (vex === undefined) throw new Error('there is a VEX statement')
  return must(issueAttestation(vex, [signer], nodeSignatureCheck))
}

function resultOf({ envelope }: IssuedAttestation, keys: readonly KeyRecord[]): string {
  const at = '2026-06-01T00:00:00Z'
  const question = { envelope, artefactSha256, expectedPredicateType: predicateTypes.vex, at, knownAsOf: at }
  const verdict = verifyAttestation({ ...question, keys, check: nodeSignatureCheck })
  return verdict.state === 'invalid' ? verdict.reason : verdict.state
}

test('a key that the log announced counts; the key that signs events does not', async () => {
  const keys = await historyOf([must(draftKeyAdded({ publicKey: first.publicKey }, actor))])
  expect(keys.map(({ purpose }) => purpose)).toEqual(['event', 'attestation'])
  expect(resultOf(issue(first), keys)).toBe('valid')
  expect(resultOf(issue(second), keys)).toBe('SIGNER_UNKNOWN')
  expect(resultOf(issue(eventSigner), keys)).toBe('KEY_PURPOSE_WRONG')
})

test('added, replaced, revoked: each draft is taken by the ledger, and each key stands as it was told', async () => {
  const keys = await historyOf([
    must(draftKeyAdded({ publicKey: first.publicKey, notAfter: '2026-05-01' }, actor)),
    must(
      draftKeyRotated({ publicKey: second.publicKey, replaces: first.publicKey, reason: 'yearly' }, actor),
    ),
    must(draftKeyAdded({ publicKey: third.publicKey }, actor)),
    must(
      draftKeyRevoked(
        {
          keyid: third.publicKey.keyid,
          reason: 'compromised',
          detail: 'lost laptop',
          compromisedSince: '2026-01-01',
        },
        actor,
      ),
    ),
  ])
  const byId = new Map(keys.map((key) => [key.keyid, key]))
  expect(byId.get(first.publicKey.keyid)).toMatchObject({
    retiredAt: { index: 2n },
    notAfter: '2026-05-01T23:59:59.999Z',
  })
  expect(byId.get(third.publicKey.keyid)?.revoked).toMatchObject({
    compromisedSince: '2026-01-01T00:00:00.000Z',
  })
  expect([first, second, third].map((signer) => resultOf(issue(signer), keys))).toEqual([
    'KEY_EXPIRED',
    'valid',
    'KEY_REVOKED',
  ])
})

test('issued and taken back: the ledger takes both, and both name the envelope', async () => {
  for (const attestation of Object.values(statements).map((statement) =>
    must(issueAttestation(statement, [first], nodeSignatureCheck)),
  )) {
    const envelopeSha256 = digestOfEnvelope(attestation.envelope)
    const drafts = [
      draftAttestationIssued(attestation, actor),
      draftAttestationRevoked(attestation, 'wrong product', actor),
    ]
    for (const [index, draft] of drafts.entries()) {
      const { event } = await seal(draft, index)
      expect(event.data).toMatchObject({ envelopeSha256, predicateType: attestation.statement.predicateType })
    }
  }
})
