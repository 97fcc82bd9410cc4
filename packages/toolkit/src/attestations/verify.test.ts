/** The verdict: one of three, with every check behind it, and nothing said that was not looked at. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../../../tests/property-seed.ts'
import type { KeyRecord } from '../ledger/index.ts'
import { checkIds } from './checks.ts'
import { createEnvelope, digestOfEnvelope, formatEnvelope, parseEnvelope, readEnvelope } from './dsse.ts'
import { issueAttestation } from './issue.ts'
import { openLogEvidence } from './log-evidence.ts'
import { predicateTypes } from './predicate-types.ts'
import type { AttestationQuestion, VerifiedAttestation } from './question.ts'
import { sayVerdict } from './say.ts'
import { STATEMENT_PAYLOAD_TYPE, STATEMENT_TYPE, type NewStatement } from './statement.ts'
import { entryOf, eventOf, proofOf, trustIn } from './testing/log.ts'
import { createTestSigner, recordOf, testCheck } from './testing/signers.ts'
import { artefactSha256, assessment, must, scan, statements } from './testing/statements.ts'
import { toTimestampTime } from './trusted-time.ts'
import { verifyAttestation } from './verify.ts'
import { fromAssessment } from './build/from-assessment.ts'
import { fromFindings } from './build/from-findings.ts'
import { fromOpenVex } from './build/from-openvex.ts'
import { openVex, subject } from './testing/statements.ts'

const ecdsa = createTestSigner('ecdsa-p256')
const ed25519 = createTestSigner('ed25519')
const AT = '2026-10-01T00:00:00Z'

function issue(
  statement: NewStatement | undefined,
  signers: Parameters<typeof issueAttestation>[1] = [ecdsa],
) {
  if (statement === undefined) throw new Error('no such statement')
  return must(issueAttestation(statement, signers, testCheck)).envelope
}

function ask(envelope: AttestationQuestion['envelope'], more: Partial<AttestationQuestion> = {}) {
  return verifyAttestation({
    envelope,
    artefactSha256,
    expectedPredicateType: predicateTypes.vex,
    at: AT,
    keys: [recordOf(ecdsa)],
    knownAsOf: AT,
    check: testCheck,
    ...more,
  })
}

function resultOf(...input: Parameters<typeof ask>): string {
  const verdict = ask(...input)
  if (verdict.state === 'valid') return 'valid'
  return verdict.state === 'invalid' ? verdict.reason : `stale ${verdict.reasons.join(' ')}`
}

const vex = issue(statements['vex'])

describe('every statement that we write', () => {
  test.each(Object.entries(statements))(
    '%s is valid for its artefact and its type, and for nothing else',
    (_, statement) => {
      for (const signer of [ecdsa, ed25519]) {
        const envelope = formatEnvelope(issue(statement, [signer]))
        const question = { keys: [recordOf(signer)], expectedPredicateType: predicateTypes[statement.kind] }
        expect(resultOf(envelope, question)).toBe('valid')
        expect(resultOf(envelope, { ...question, artefactSha256: 'e'.repeat(64) })).toBe('SUBJECT_MISMATCH')
        expect(resultOf(envelope, { ...question, expectedPredicateType: predicateTypes.provenance })).toBe(
          'PREDICATE_TYPE_WRONG',
        )
      }
    },
  )
})

describe('the answer', () => {
  test('has one line for each check, in order, whatever happened', () => {
    const verdicts = [ask('{'), ask(vex), ask(vex, { keys: [] }), ask(vex, { artefactSha256: '' })]
    for (const { checks } of verdicts) expect(checks.map(({ id }) => id)).toEqual(checkIds)
    expect(verdicts.map(({ state }) => state)).toEqual(['invalid', 'valid', 'invalid', 'invalid'])
  })

  test('fails no check where it is valid, and the first failed one is the reason where it is not', () => {
    const { checks } = ask(vex)
    expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    const bad = ask(vex, {
      artefactSha256: 'e'.repeat(64),
      expectedPredicateType: 'x',
      keys: [recordOf(ecdsa, { notAfter: '2026-09-01T00:00:00Z' })],
    })
    const failed = bad.checks.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code)
    expect(failed).toEqual(['KEY_EXPIRED', 'PREDICATE_TYPE_WRONG', 'SUBJECT_MISMATCH'])
    expect(bad).toMatchObject({ reason: 'KEY_EXPIRED' })
  })

  test('reads nothing that nobody known signed', () => {
    const { checks } = ask(vex, { keys: [recordOf(ed25519)] })
    const later = checks.filter(({ id }) => ['statement', 'predicate', 'subject', 'validity'].includes(id))
    expect(later.map(({ code }) => code)).toEqual(Array(4).fill('NOT_REACHED'))
  })

  test('needs a time to answer for', () => expect(() => ask(vex, { at: 'today' })).toThrow('RFC 3339'))

  test('does not depend on the order of keys, or on what records call them', () => {
    const keys = [recordOf(ed25519), recordOf(ecdsa)]
    expect(resultOf(vex, { keys })).toBe('valid')
    expect(resultOf(vex, { keys: keys.toReversed() })).toBe('valid')
    const renamed = keys.map((key) => ({ ...key, keyid: 'x' }))
    expect(resultOf(vex, { keys: renamed })).toBe('valid')
    const retold: KeyRecord[] = [
      { ...recordOf(ecdsa), keyid: recordOf(ed25519).keyid, spki: recordOf(ed25519).spki },
    ]
    expect(resultOf(vex, { keys: retold })).toBe('SIGNER_UNKNOWN')
  })
})

describe('who signed', () => {
  const both = issue(statements['vex'], [ecdsa, ed25519])
  test('two of two, and a key that no longer counts does not help', () => {
    const keys = [recordOf(ecdsa), recordOf(ed25519)]
    expect(resultOf(both, { keys, threshold: 2 })).toBe('valid')
    expect(resultOf(vex, { keys, threshold: 2 })).toBe('THRESHOLD_NOT_MET')
    const [first = recordOf(ecdsa)] = keys
    const old = [first, recordOf(ed25519, { notAfter: '2026-09-30T00:00:00Z' })]
    expect(resultOf(both, { keys: old, threshold: 2 })).toBe('KEY_EXPIRED')
    expect(resultOf(both, { keys: old, threshold: 1 })).toBe('valid')
  })

  test('a key of the log is refused', () => {
    expect(resultOf(vex, { keys: [recordOf(ecdsa, { purpose: 'log' })] })).toBe('KEY_PURPOSE_WRONG')
  })

  test('what the issuer took back is invalid, whatever else holds', () => {
    const revocations = [
      { envelopeSha256: digestOfEnvelope(vex), time: '2026-09-20T00:00:00Z', reason: 'wrong product' },
    ]
    expect(resultOf(vex, { revocations })).toBe('ATTESTATION_REVOKED')
    expect(
      resultOf(vex, {
        revocations: [{ ...revocations[0], envelopeSha256: 'f'.repeat(64), time: '', reason: '' }],
      }),
    ).toBe('valid')
  })
})

describe('when it was signed', () => {
  const event = eventOf({ type: 'attestation.issued', data: { envelopeSha256: digestOfEnvelope(vex) } })
  const seconds = Date.parse('2026-09-12T08:00:00Z') / 1000
  const { proof } = proofOf(entryOf(event), [seconds, seconds, 0])
  const claim = { attestation: vex, logged: { kind: 'event' as const, ...event }, proof }
  const log = openLogEvidence(claim, trustIn(2))
  const revoked = (compromisedSince: string) =>
    recordOf(ecdsa, {
      revoked: { index: 9n, time: '2026-09-25T00:00:00Z', reason: 'compromised', compromisedSince },
    })

  test.each([
    ['a key in use', recordOf(ecdsa), 'valid', 'valid'],
    ['an ended key', recordOf(ecdsa, { notAfter: '2026-09-15T00:00:00Z' }), 'valid', 'KEY_EXPIRED'],
    [
      'a replaced key',
      recordOf(ecdsa, { retiredAt: { index: 8n, time: '2026-09-15T00:00:00Z' } }),
      'valid',
      'KEY_RETIRED',
    ],
    ['a key that was stolen later', revoked('2026-09-13T00:00:00Z'), 'valid', 'KEY_REVOKED'],
    ['a key that was stolen before', revoked('2026-09-11T00:00:00Z'), 'KEY_REVOKED', 'KEY_REVOKED'],
    [
      'a key that was added later',
      recordOf(ecdsa, { addedAt: { index: 0n, time: '2026-09-13T00:00:00Z' } }),
      'KEY_NOT_YET_VALID',
      'valid',
    ],
  ] as const)('%s: with the log and without', (_, key, withLog, without) => {
    expect(resultOf(vex, { keys: [key], log })).toBe(withLog)
    expect(resultOf(vex, { keys: [key] })).toBe(without)
  })

  test('the order of the log helps where the keys are told by that log, and by no other', () => {
    const keys = [recordOf(ecdsa, { retiredAt: { index: 8n, time: '2026-09-10T00:00:00Z' } })]
    expect(resultOf(vex, { keys, log })).toBe('KEY_RETIRED')
    expect(resultOf(vex, { keys, log, keyLogOrigin: 'other.example/log/a' })).toBe('KEY_RETIRED')
    expect(resultOf(vex, { keys, log, keyLogOrigin: 'maker.example/log/a' })).toBe('valid')
    expect(resultOf(vex, { keys, keyLogOrigin: 'maker.example/log/a' })).toBe('KEY_RETIRED')
  })

  test('the same by a time stamp over the envelope', () => {
    const stamp = { at: '2026-09-12T08:00:00Z', by: 'TSA', imprintSha256: digestOfEnvelope(vex) }
    const time = toTimestampTime(stamp, digestOfEnvelope(vex))
    const timestamps = time === undefined ? [] : [time]
    const keys = [recordOf(ecdsa, { notAfter: '2026-09-15T00:00:00Z' })]
    expect(resultOf(vex, { keys, timestamps })).toBe('valid')
    expect(resultOf(issue(statements['scan']), { timestamps })).toBe('TIME_OTHER_ENVELOPE')
  })

  test('a proof that does not hold, or is of another, or is asked for and absent', () => {
    const broken = openLogEvidence({ ...claim, proof: 'x' }, trustIn(2))
    expect(resultOf(vex, { log: broken })).toBe('LOG_EVIDENCE_INVALID')
    expect(resultOf(issue(statements['vex'], [createTestSigner('ed25519'), ecdsa]), { log })).toBe(
      'TIME_OTHER_ENVELOPE',
    )
    expect(resultOf(vex, { requiresLog: true })).toBe('LOG_EVIDENCE_MISSING')
    expect(resultOf(vex, { requiresLog: true, log })).toBe('valid')
  })

  test('a trusted time after the moment that is asked about says nothing about it', () => {
    const keys = [recordOf(ecdsa, { retiredAt: { index: 8n, time: '2026-09-15T00:00:00Z' } })]
    expect(resultOf(vex, { keys, log, at: '2026-09-12T07:00:00Z' })).toBe('KEY_RETIRED')
    const { checks } = ask(vex, { log, at: '2026-09-12T07:00:00Z' })
    expect(checks.find(({ id }) => id === 'time')).toMatchObject({ code: 'TIME_AHEAD', outcome: 'doubtful' })
  })
})

describe('how long it holds', () => {
  const expectedPredicateType = predicateTypes['cra-assessment']
  const envelope = issue(statements['assessment'])
  test.each([
    ['2026-09-12T07:11:59Z', 'VALIDITY_NOT_BEGUN'],
    ['2026-09-12T07:12:00Z', 'valid'],
    ['2027-09-12T00:00:00Z', 'valid'],
    ['2027-09-12T00:00:01Z', 'VALIDITY_OVER'],
  ])('at %s: %s', (at, expected) =>
    expect(resultOf(envelope, { at, expectedPredicateType, knownAsOf: at })).toBe(expected),
  )

  test('a day lasts until its end', () => {
    const foss = issue(statements['foss'])
    const question = (at: string) => ({
      at,
      knownAsOf: at,
      expectedPredicateType: predicateTypes['foss-security'],
    })
    expect(resultOf(foss, question('2027-09-01T23:59:59Z'))).toBe('valid')
    expect(resultOf(foss, question('2027-09-02T00:00:00Z'))).toBe('VALIDITY_OVER')
    expect(resultOf(foss, question('2026-08-31T23:59:59Z'))).toBe('VALIDITY_NOT_BEGUN')
  })

  test('its near end is told, and no reason to call it stale', () => {
    const verdict = ask(envelope, {
      at: '2027-09-01T00:00:00Z',
      knownAsOf: '2027-09-01T00:00:00Z',
      expectedPredicateType,
    })
    expect(verdict.state).toBe('valid')
    expect(verdict.checks.find(({ id }) => id === 'validity')).toMatchObject({
      code: 'VALIDITY_NEAR_END',
      outcome: 'doubtful',
    })
  })
})

describe('whether it is out of date', () => {
  test('offline nothing is known, and old knowledge is too old', () => {
    const offline = ask(vex, { knownAsOf: undefined } as unknown as Partial<AttestationQuestion>)
    expect(offline).toMatchObject({ state: 'valid-but-stale', reasons: ['FRESHNESS_UNKNOWN'] })
    expect(resultOf(vex, { knownAsOf: '2026-09-01T00:00:00Z' })).toBe('valid')
    expect(resultOf(vex, { knownAsOf: '2026-08-31T23:59:59Z' })).toBe('stale KNOWLEDGE_OLD')
    expect(resultOf(vex, { knownAsOf: '2026-09-01T00:00:00Z', maxKnowledgeAgeDays: 7 })).toBe(
      'stale KNOWLEDGE_OLD',
    )
    expect(resultOf(vex, { knownAsOf: 'lately' })).toBe('stale FRESHNESS_UNKNOWN')
  })

  const verified = (statement: NewStatement): VerifiedAttestation => {
    const verdict = ask(issue(statement), { expectedPredicateType: predicateTypes[statement.kind] })
    if (verdict.state === 'invalid') throw new Error(verdict.message)
    return verdict.attestation
  }
  const vexOf = (change: object) =>
    must(fromOpenVex(JSON.stringify({ ...(JSON.parse(openVex) as object), ...change }), subject))

  test('a later version of the same document supersedes it, another document or an earlier one does not', () => {
    expect(resultOf(vex, { others: [verified(vexOf({ version: 2 }))] })).toBe('stale SUPERSEDED')
    expect(resultOf(vex, { others: [verified(vexOf({}))] })).toBe('valid')
    expect(
      resultOf(vex, { others: [verified(vexOf({ version: 2, '@id': 'https://maker.example/vex/2' }))] }),
    ).toBe('valid')
    const newer = issue(vexOf({ version: 2 }))
    expect(resultOf(newer, { others: [verified(vexOf({}))] })).toBe('valid')
  })

  test('a later scan by the same scanner does, also by a newer version of it; one of another artefact does not', () => {
    const later = { ...scan, finishedOn: '2026-09-13T07:01:00Z' }
    const envelope = issue(statements['scan'])
    const question = (other: Parameters<typeof fromFindings>[0]) => {
      const statement = must(fromFindings(other))
      const others = other.subject === scan.subject ? [verified(statement)] : []
      return { expectedPredicateType: predicateTypes.scan, others }
    }
    expect(resultOf(envelope, question(later))).toBe('stale SUPERSEDED')
    const newVersion = { ...later, scanner: { uri: 'pkg:npm/%40occtet/cli@0.2.0', version: '0.2.0' } }
    expect(resultOf(envelope, question(newVersion))).toBe('stale SUPERSEDED')
    const stranger = { ...later, scanner: { uri: 'pkg:npm/other@1.0.0', version: '1.0.0' } }
    expect(resultOf(envelope, question(stranger))).toBe('valid')
    const artefact = must(
      fromFindings({ ...later, subject: [{ name: 'other', digest: { sha256: 'e'.repeat(64) } }] }),
    )
    const other = ask(issue(artefact), {
      expectedPredicateType: predicateTypes.scan,
      artefactSha256: 'e'.repeat(64),
    })
    if (other.state === 'invalid') throw new Error(other.message)
    expect(
      resultOf(envelope, { expectedPredicateType: predicateTypes.scan, others: [other.attestation] }),
    ).toBe('valid')
  })

  test('a later assessment does', () => {
    const later = must(
      fromAssessment({
        ...assessment,
        assessment: { ...assessment.assessment, id: 'A-2', completedAt: '2026-09-20T00:00:00Z' },
      }),
    )
    const expectedPredicateType = predicateTypes['cra-assessment']
    expect(
      resultOf(issue(statements['assessment']), { expectedPredicateType, others: [verified(later)] }),
    ).toBe('stale SUPERSEDED')
  })

  test('a review that is due makes due diligence stale', () => {
    const envelope = issue(statements['diligence'])
    const expectedPredicateType = predicateTypes['due-diligence']
    const on = (at: string) => resultOf(envelope, { at, knownAsOf: at, expectedPredicateType })
    expect(on('2027-09-12T23:59:59Z')).toBe('valid')
    expect(on('2027-09-13T00:00:00Z')).toBe('stale REVIEW_OVERDUE')
  })

  test('what is not known is said to be not checked', () => {
    const codes = ask(vex).checks.map(({ code }) => code)
    expect(codes).toEqual(
      expect.arrayContaining(['REVOCATIONS_UNKNOWN', 'SUCCESSOR_UNKNOWN', 'LOG_ABSENT', 'TIME_CLAIMED_ONLY']),
    )
    const known = ask(vex, { revocations: [], others: [] }).checks.map(({ code }) => code)
    expect(known).toEqual(expect.arrayContaining(['NOT_REVOKED', 'SUCCESSOR_NONE']))
  })
})

test.each([
  ['half of a surrogate pair', '"x\\ud800"'],
  ['a number beyond a double', '1e999'],
  ['a member twice', '{"a":1,"a":1}'],
])('a signed statement with %s has no reading', (_, part) => {
  const [statement] = Object.values(statements)
  const document = {
    _type: STATEMENT_TYPE,
    subject: statement?.subject,
    predicateType: predicateTypes[statement?.kind ?? 'vex'],
    predicate: statement?.predicate,
  }
  const sign = (text: string) =>
    must(readEnvelope(createEnvelope(STATEMENT_PAYLOAD_TYPE, Buffer.from(text), [ecdsa])))
  const question = { expectedPredicateType: document.predicateType }
  const text = JSON.stringify({ ...document, more: 'PART' })
  expect(resultOf(sign(text), question)).toBe('valid')
  expect(resultOf(sign(text.replace('"PART"', part)), question)).toBe('STATEMENT_MALFORMED')
})

test('a signed payload that is hostile gives a reason, never an exception', () => {
  const reasons = new Set<string>()
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((value) =>
          JSON.stringify({
            _type: 'https://in-toto.io/Statement/v1',
            subject: [{ digest: { sha256: artefactSha256 } }],
            predicateType: predicateTypes.vex,
            predicate: value,
          }),
        ),
      ),
      (text) => {
        const envelope = must(
          readEnvelope(createEnvelope(STATEMENT_PAYLOAD_TYPE, Buffer.from(text), [ed25519])),
        )
        const verdict = ask(envelope, { keys: [recordOf(ed25519)] })
        expect(verdict.state).toBe('invalid')
        if (verdict.state === 'invalid') reasons.add(verdict.reason)
      },
    ),
    { numRuns: 60 },
  )
  expect([...reasons]).toEqual(expect.arrayContaining(['STATEMENT_MALFORMED', 'PREDICATE_INVALID']))
})

/** The same JSON with one of its parts put in place of another. */
function graft(value: unknown, at: number, scion: unknown): unknown {
  let left = at
  const walk = (part: unknown): unknown => {
    if (left-- === 0) return scion
    if (Array.isArray(part)) return part.map(walk)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, walk(member)]))
  }
  return walk(value)
}

test('any part of any statement replaced by anything: an answer, in words too, never an exception', () => {
  const sound = Object.values(statements)
  const scion = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constant({ toString: 1, gap: 'x', detail: { toString: null } }),
    fc.constant([{ gap: 'SOURCE_STALE', detail: { toString: 1 } }]),
  )
  const states = new Set<string>()
  fc.assert(
    fc.property(fc.constantFrom(...sound), fc.nat(80), scion, (statement, at, value) => {
      const predicate = graft(statement.predicate, at, value)
      const document = {
        _type: STATEMENT_TYPE,
        subject: statement.subject,
        predicateType: predicateTypes[statement.kind],
        predicate,
      }
      const payload = Buffer.from(JSON.stringify(document))
      const envelope = must(readEnvelope(createEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [ed25519])))
      const question = { keys: [recordOf(ed25519)], expectedPredicateType: predicateTypes[statement.kind] }
      const verdict = ask(envelope, question)
      states.add(verdict.state)
      for (const language of ['en', 'de'] as const) {
        expect(sayVerdict(verdict, language).checks.every(({ sentence }) => sentence !== '')).toBe(true)
      }
      if (verdict.state === 'invalid') return
      expect(
        verifyAttestation({
          ...question,
          envelope: vex,
          artefactSha256,
          at: AT,
          knownAsOf: AT,
          check: testCheck,
          keys: [recordOf(ecdsa)],
          expectedPredicateType: predicateTypes.vex,
          others: [verdict.attestation],
        }).state,
      ).not.toBe('invalid')
    }),
    { numRuns: 400 },
  )
  expect(states.size).toBe(2)
})

test('an envelope from a bundle and its text have the same answer', () => {
  expect(ask(formatEnvelope(vex))).toEqual(ask(vex))
  expect(must(parseEnvelope(formatEnvelope(vex)))).toEqual(vex)
})
