/** Bundles, ledger events, the CycloneDX export, and the sentences: what leaves the module beside envelopes. */
import { describe, expect, test } from 'vitest'
import { readSbom, validateSbom } from '../sbom/index.ts'
import { formatBundle, parseBundle } from './bundle.ts'
import { checkIds } from './checks.ts'
import { toCycloneDxAttestations } from './cyclonedx-attestations.ts'
import { digestOfEnvelope } from './dsse.ts'
import { issueAttestation } from './issue.ts'
import {
  draftAttestationIssued,
  draftAttestationRevoked,
  draftKeyAdded,
  draftKeyRevoked,
  draftKeyRotated,
} from './key-events.ts'
import { sayCheck } from './say.ts'
import { createTestSigner, testCheck } from './testing/signers.ts'
import { artefactSha256, assessment, must, statements, subject } from './testing/statements.ts'
import { de } from './texts/de.ts'
import { en } from './texts/en.ts'
import { fromAssessment } from './build/from-assessment.ts'

const signer = createTestSigner('ed25519')
const issued = Object.values(statements).map((statement) =>
  must(issueAttestation(statement, [signer], testCheck)),
)
const envelopes = issued.map(({ envelope }) => envelope)
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('bundles', () => {
  test('hold each envelope once, on a line of its own', () => {
    const text = formatBundle([...envelopes, ...envelopes])
    expect(text.split('\n')).toHaveLength(envelopes.length + 1)
    const lines = must(parseBundle(bytesOf(text)))
    expect(lines.map(({ line }) => line)).toEqual(envelopes.map((_, index) => index + 1))
    expect(lines.map(({ envelope }) => must(envelope))).toEqual(envelopes)
    expect(formatBundle([])).toBe('')
  })

  test('lose nothing to a broken line', () => {
    const [first = ''] = formatBundle(envelopes).split('\n')
    const lines = must(parseBundle(bytesOf(`\n${first}\r\n{}\n\n${first}`)))
    expect(lines.map(({ line, envelope }) => [line, envelope.ok])).toEqual([
      [2, true],
      [3, false],
      [5, true],
    ])
  })

  test('are bounded, and text', () => {
    expect(parseBundle(Uint8Array.of(0xff))).toMatchObject({ error: { code: 'BUNDLE_NOT_UTF8' } })
    expect(parseBundle(bytesOf('x\n'.repeat(10_001)))).toMatchObject({ error: { code: 'BUNDLE_TOO_LARGE' } })
    expect(must(parseBundle(bytesOf('')))).toEqual([])
  })
})

describe('events', () => {
  const actor = { kind: 'service', who: { name: 'occtet' } } as const
  const other = createTestSigner('ecdsa-p256')

  test('of keys, for attestations alone', () => {
    const { keyid, spki } = signer.publicKey
    const added = must(draftKeyAdded({ publicKey: signer.publicKey, notAfter: '2027-01-01' }, actor))
    expect(added).toEqual({
      type: 'key.added',
      actor,
      data: {
        purpose: 'attestation',
        algorithm: 'ed25519',
        keyid,
        spki,
        notAfter: '2027-01-01T23:59:59.999Z',
      },
    })
    const rotated = must(
      draftKeyRotated({ publicKey: other.publicKey, replaces: signer.publicKey, reason: 'yearly' }, actor),
    )
    expect(rotated.data).toMatchObject({
      keyid: other.publicKey.keyid,
      replaces: keyid,
      reason: 'yearly',
      algorithm: 'ecdsa-p256',
    })
    expect(draftKeyRotated({ publicKey: signer.publicKey, replaces: signer.publicKey }, actor)).toMatchObject(
      { error: { code: 'KEY_UNCHANGED' } },
    )
    expect(draftKeyAdded({ publicKey: signer.publicKey, notAfter: 'never' }, actor)).toMatchObject({
      error: { code: 'TIME_INVALID' },
    })
  })

  test('of revocation: a compromised key needs its date, and the earlier reading of a day', () => {
    const { keyid } = signer.publicKey
    const revoke = (more: object) => draftKeyRevoked({ keyid, reason: 'compromised', ...more }, actor)
    expect(revoke({})).toMatchObject({ error: { code: 'COMPROMISE_DATE_MISSING' } })
    expect(revoke({ compromisedSince: 'spring' })).toMatchObject({ error: { code: 'TIME_INVALID' } })
    expect(must(revoke({ compromisedSince: '2026-09-01', detail: 'stolen laptop' })).data).toEqual({
      purpose: 'attestation',
      keyid,
      reason: 'compromised: stolen laptop',
      compromisedSince: '2026-09-01T00:00:00.000Z',
    })
    expect(must(revoke({ reason: 'ceased' })).data).toEqual({
      purpose: 'attestation',
      keyid,
      reason: 'ceased',
    })
  })

  test('of attestations name the envelope by its digest', () => {
    for (const attestation of issued) {
      const envelopeSha256 = digestOfEnvelope(attestation.envelope)
      const { data } = draftAttestationIssued(attestation, actor)
      expect(data).toMatchObject({ envelopeSha256, predicateType: attestation.statement.predicateType })
      expect(data['subjects']).toContain(artefactSha256)
      const { kind } = attestation.statement.predicate
      expect('validUntil' in data).toBe(kind === 'cra-assessment' || kind === 'foss-security')
      expect(draftAttestationRevoked(attestation, 'wrong', actor).data).toMatchObject({
        envelopeSha256,
        reason: 'wrong',
      })
    }
  })
})

test('a signing device that signs something else is found before anybody sees it', () => {
  const [statement] = Object.values(statements)
  if (statement === undefined) throw new Error('there are statements')
  const faulty = { publicKey: signer.publicKey, sign: () => new Uint8Array(64) }
  expect(issueAttestation(statement, [faulty], testCheck)).toMatchObject({
    error: { code: 'SIGNING_FAILED' },
  })
  const mixed = { publicKey: createTestSigner('ed25519').publicKey, sign: signer.sign }
  expect(issueAttestation(statement, [signer, mixed], testCheck)).toMatchObject({
    error: { code: 'SIGNING_FAILED' },
  })
})

describe('CycloneDX attestations', () => {
  const { predicate } = must(fromAssessment(assessment))
  const exported = (specVersion: '1.6' | '1.7', of = predicate) =>
    toCycloneDxAttestations({
      specVersion,
      predicate: of,
      subject,
      serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
      titles: { 'CRA:AnnexI.I.1': 'Appropriate level of cybersecurity' },
    })

  test.each(['1.6', '1.7'] as const)(
    '%s: valid under the official schema, and a broken one is not',
    async (version) => {
      const text = exported(version)
      expect(await validateSbom(text)).toMatchObject({ isValid: true, violations: [] })
      expect((await validateSbom(text.replace('"score":0.5', '"score":5'))).isValid).toBe(false)
      expect(readSbom(text, 'a.json').issues.filter(({ level }) => level === 'error')).toEqual([])
    },
  )

  test('addresses that are none are left out, so that the document stays valid', async () => {
    const file = { name: 'notes', downloadLocation: 'not an address <>', digest: { sha256: 'b'.repeat(64) } }
    const results = predicate.results.map((result) => ({ ...result, evidence: [file] }))
    expect(await validateSbom(exported('1.6', { ...predicate, results }))).toMatchObject({ isValid: true })
  })

  test('every requirement is there; what was not assessed has no score and no claim', () => {
    type Entry = {
      readonly requirement: string
      readonly claims?: unknown
      readonly counterClaims?: unknown
      readonly conformance: { readonly score?: number; readonly rationale: string }
    }
    const { declarations } = JSON.parse(exported('1.6')) as {
      declarations: { attestations: { map: Entry[]; summary: string }[]; claims: unknown[] }
    }
    const [attestation] = declarations.attestations
    const map = attestation?.map ?? []
    expect(map).toHaveLength(22)
    expect(
      map
        .slice(0, 5)
        .map(({ conformance, ...rest }) => [conformance.score, Object.keys(rest).toSorted().join()]),
    ).toEqual([
      [1, 'claims,requirement'],
      [0.5, 'claims,requirement'],
      [0, 'counterClaims,requirement'],
      [undefined, 'claims,requirement'],
      [undefined, 'requirement'],
    ])
    expect(declarations.claims).toHaveLength(4)
    expect(attestation?.summary).toMatch(/no EU declaration of conformity/)
    expect(exported('1.6')).toBe(exported('1.6'))
  })
})

describe('sentences', () => {
  const codes = Object.keys(en.codes) as (keyof typeof en.codes)[]

  test('both languages fill the same values, and end as sentences do', () => {
    const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted()
    for (const code of codes) {
      expect(holes(de.codes[code]), code).toEqual(holes(en.codes[code]))
      for (const { codes: texts } of [en, de]) expect(texts[code], code).toMatch(/(\.|\{reason\})$/)
    }
    expect(Object.keys(de.headings)).toEqual([...checkIds])
  })

  test('never promise what nobody can keep', () => {
    const all = [en, de].flatMap(({ codes: texts, verdicts }) => [
      ...Object.values(texts),
      ...Object.values(verdicts),
    ])
    for (const text of all)
      expect(text).not.toMatch(
        /immutable|tamper-proof|certified|fälschungssicher|unveränderbar|zertifiziert/i,
      )
  })

  test('tame what comes from the statement', () => {
    const check = {
      id: 'subject',
      outcome: 'passed',
      code: 'SUBJECT_RIGHT',
      values: { name: 'a\u202e\nb\0c' },
    } as const
    expect(sayCheck(check, 'en').sentence).toBe('It is about the very file in your hands: a b c.')
    const long = { ...check, values: { name: 'x'.repeat(600) } }
    expect(sayCheck(long, 'de').sentence.length).toBeLessThan(600)
  })
})
