import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseCertificate } from './certificate.ts'
import { imprintOfCheckpoint } from './note-imprint.ts'
import { formatPemCertificate, parsePemCertificates } from './pem.ts'
import { ageOfStamp } from './renewal.ts'
import { createTimestampRequest } from './request.ts'
import { parseTimestampResponse } from './response.ts'
import { type TimestampQuestion, verifyTimestamp } from './verify.ts'

const read = (name: string): Uint8Array =>
  Uint8Array.from(readFileSync(new URL(`testdata/${name}`, import.meta.url)))
const sha256 = (data: string | Uint8Array): Uint8Array => createHash('sha256').update(data).digest()
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const stamp = read('checkpoint.tsr')
let question: TimestampQuestion

beforeAll(() => {
  const anchors = parsePemCertificates(readFileSync(new URL('testdata/root.pem', import.meta.url), 'utf8'))
  if (!anchors.ok) throw new Error(anchors.error.message)
  question = { imprint: { algorithm: 'SHA-256', digest: sha256('checkpoint') }, trustAnchors: anchors.value }
})

const codeOf = async (bytes: Uint8Array, more: Partial<TimestampQuestion> = {}): Promise<string> => {
  const answer = await verifyTimestamp(bytes, { ...question, ...more })
  return answer.ok ? 'accepted' : answer.error.code
}

describe('verifyTimestamp', () => {
  test('yes, with all that the stamp says', async () => {
    const answer = await verifyTimestamp(stamp, { ...question, nonce: 0xc0ffeen })
    expect(answer).toMatchObject({
      ok: true,
      value: {
        genTime: '2026-11-22T12:00:00Z',
        accuracy: { seconds: 1, millis: 0, micros: 0 },
        policy: '1.2.3.4.1',
        serial: '4d',
        tsaName: 'CN=Stamps, O=Example Trust',
        validUntil: '2040-12-31T23:59:59Z',
        modified: false,
        revocation: 'not-checked',
      },
    })
  })

  test.each<readonly [string, string, () => Partial<TimestampQuestion>]>([
    ['another nonce', 'TIMESTAMP_NONCE_MISMATCH', () => ({ nonce: 1n })],
    [
      'another digest',
      'TIMESTAMP_IMPRINT_MISMATCH',
      () => ({ imprint: { algorithm: 'SHA-256', digest: sha256('x') } }),
    ],
    [
      'a digest cut short',
      'TIMESTAMP_IMPRINT_MISMATCH',
      () => ({ imprint: { algorithm: 'SHA-256', digest: sha256('checkpoint').subarray(1) } }),
    ],
    ['another policy', 'TIMESTAMP_POLICY_MISMATCH', () => ({ policy: '1.2.3.4.2' })],
    ['no anchors', 'TIMESTAMP_UNTRUSTED', () => ({ trustAnchors: [] })],
    [
      'anchors that are no certificates',
      'TIMESTAMP_ANCHOR_MALFORMED',
      () => ({ trustAnchors: [Uint8Array.of(1, 2)] }),
    ],
    [
      'certificates that are none',
      'TIMESTAMP_ANCHOR_MALFORMED',
      () => ({ certificates: [new Uint8Array()] }),
    ],
  ])('no: %s', async (_, code, more) => {
    expect(await codeOf(stamp, more())).toBe(code)
  })

  test('whichever byte is changed, it is refused, or the byte is one that nobody signed', async () => {
    const accepted: number[] = []
    for (let at = 0; at < stamp.length; at++) {
      const changed = Uint8Array.from(stamp)
      changed[at] = (changed[at] ?? 0) ^ 0x01
      if ((await codeOf(changed, { nonce: 0xc0ffeen })) === 'accepted') accepted.push(at)
    }
    // Status 0 or 1, which both grant; and the object identifier in the list of digests (RFC 5652, section 5.1), a hint.
    expect(accepted).toEqual([8, ...Array.from({ length: 9 }, (_, index) => 41 + index)])
  })

  test('arbitrary bytes, and a stamp with bytes changed, cut or put in: a code each time, never an exception', async () => {
    const edits = fc.array(
      fc.record({
        at: fc.nat({ max: stamp.length }),
        cut: fc.nat({ max: 4 }),
        put: fc.uint8Array({ maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 5 },
    )
    const mutated = edits.map((list) =>
      list.reduce<Uint8Array>(
        (bytes, { at, cut, put }) =>
          Uint8Array.from([...bytes.subarray(0, at), ...put, ...bytes.subarray(at + cut)]),
        stamp,
      ),
    )
    const codes = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, fc.uint8Array({ maxLength: 400 })), async (bytes) => {
        const code = await codeOf(bytes)
        codes.add(code)
        expect(code).toMatch(/^(accepted|TIMESTAMP_[A-Z_]+)$/)
      }),
      { numRuns: 2000 },
    )
    expect(codes.size).toBeGreaterThan(2)
  })

  test.each([
    ['lists in lists', Uint8Array.from({ length: 60_000 }, (_, index) => (index % 2 === 0 ? 0x30 : 0x80))],
    ['well-formed lists, too deep', deepLists(200)],
    ['too many values', wide(20_000)],
    ['more than 64 KiB', new Uint8Array(64 * 1024 + 1)],
  ])('%s are refused at once', async (_, bytes) => {
    const begun = Date.now()
    expect(await codeOf(bytes)).toBe('TIMESTAMP_MALFORMED')
    expect(Date.now() - begun).toBeLessThan(1000)
  })
})

/** A SEQUENCE in a SEQUENCE, `depth` times. */
function deepLists(depth: number): Uint8Array {
  let bytes: number[] = []
  for (let level = 0; level < depth; level++) {
    const length = bytes.length < 128 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 255]
    bytes = [0x30, ...(bytes.length >= 128 && bytes.length < 256 ? [0x81, bytes.length] : length), ...bytes]
  }
  return Uint8Array.from(bytes)
}

/** A SEQUENCE of `count` NULLs. */
function wide(count: number): Uint8Array {
  const length = count * 2
  const nulls = Array.from({ length }, (_, index) => (index % 2 === 0 ? 5 : 0))
  return Uint8Array.from([0x30, 0x82, length >> 8, length & 255, ...nulls])
}

describe('parseTimestampResponse', () => {
  test('a refusal says why, without control characters', () => {
    const text = Buffer.from('try later\u001b[31m')
    const status = Buffer.from([0x02, 0x01, 0x02, 0x30, text.length + 2, 0x0c, text.length, ...text])
    const bytes = Buffer.from([0x30, status.length + 2, 0x30, status.length, ...status])
    expect(parseTimestampResponse(bytes)).toMatchObject({
      ok: true,
      value: { kind: 'refused', status: 2, text: 'try later?[31m' },
    })
  })
})

describe('parseCertificate', () => {
  test('reads an authority', () => {
    const certificate = parseCertificate(question.trustAnchors[0] ?? new Uint8Array())
    expect(certificate).toMatchObject({
      ok: true,
      value: {
        subject: { text: 'CN=Root, O=Example Trust' },
        notBefore: { text: '2020-01-01T00:00:00Z' },
        extensions: { basicConstraints: { isCa: true, pathLength: undefined }, unknownCritical: [] },
      },
    })
  })

  test('no mutation of one throws', () => {
    const der = question.trustAnchors[0] ?? new Uint8Array()
    fc.assert(
      fc.property(fc.nat({ max: der.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const changed = Uint8Array.from(der)
        changed[at] = byte
        expect(typeof parseCertificate(changed).ok).toBe('boolean')
      }),
      { numRuns: 2000 },
    )
  })
})

describe('createTimestampRequest', () => {
  const imprint = { algorithm: 'SHA-256', digest: new Uint8Array(32).fill(0xab) } as const

  test('the bytes of RFC 3161, section 2.4.1', () => {
    const request = createTimestampRequest(imprint, { nonce: 0xffn, policy: '1.2.3.4.1', certReq: true })
    if (!request.ok) throw new Error(request.error.message)
    expect(hex(request.value)).toBe(
      [
        '3043020101', // SEQUENCE, version 1
        '3031300d060960864801650304020105000420', // imprint: SHA-256, NULL, 32 bytes
        'ab'.repeat(32),
        '06042a030401', // policy
        '020200ff', // nonce: a zero in front keeps it positive
        '0101ff', // certReq
      ].join(''),
    )
    const plain = createTimestampRequest(imprint, { nonce: 1n, certReq: false })
    expect(plain.ok && hex(plain.value).endsWith('020101')).toBe(true)
  })

  test.each<readonly [string, string, bigint, string | undefined, number]>([
    ['nonce zero', 'REQUEST_NONCE_INVALID', 0n, undefined, 32],
    ['nonce negative', 'REQUEST_NONCE_INVALID', -1n, undefined, 32],
    ['nonce of 21 bytes', 'REQUEST_NONCE_INVALID', 1n << 160n, undefined, 32],
    ['a policy in words', 'REQUEST_POLICY_INVALID', 1n, 'best', 32],
    ['a policy with an empty arc', 'REQUEST_POLICY_INVALID', 1n, '1.2..3', 32],
    ['a policy of a root that is not there', 'REQUEST_POLICY_INVALID', 1n, '3.1', 32],
    ['a short digest', 'REQUEST_DIGEST_LENGTH_WRONG', 1n, undefined, 31],
  ])('%s', (_, code, nonce, policy, length) => {
    const request = createTimestampRequest(
      { algorithm: 'SHA-256', digest: new Uint8Array(length) },
      { nonce, certReq: true, ...(policy === undefined ? {} : { policy }) },
    )
    expect(request).toMatchObject({ ok: false, error: { code } })
  })
})

describe('parsePemCertificates', () => {
  test('gives back what was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 4 }),
        (list) => {
          const parsed = parsePemCertificates(
            `words before\n${list.map(formatPemCertificate).join('')}and after`,
          )
          expect(parsed.ok && parsed.value.map(hex)).toEqual(list.map(hex))
        },
      ),
      { numRuns: 100 },
    )
  })

  test.each([
    ['nothing', ''],
    ['a key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'],
    ['an end that is missing', '-----BEGIN CERTIFICATE-----\nAAAA'],
    ['no base64', '-----BEGIN CERTIFICATE-----\nA=A\n-----END CERTIFICATE-----'],
    ['too much', 'x'.repeat(1024 * 1024 + 1)],
    ['a million spaces', `-----BEGIN CERTIFICATE-----${' '.repeat(1_000_000)}`],
  ])('%s is refused', (_, text) => {
    expect(parsePemCertificates(text)).toMatchObject({ ok: false, error: { code: 'PEM_MALFORMED' } })
  })
})

describe('ageOfStamp', () => {
  const end = Date.parse('2027-01-31T00:00:00Z')
  const day = 24 * 3600 * 1000
  const at = (now: number): unknown =>
    ageOfStamp({ validUntil: '2027-01-31T00:00:00Z' }, { now, marginDays: 30 })

  test.each([
    [end - 30 * day, { kind: 'current', daysLeft: 30 }],
    [end - 30 * day + 1, { kind: 'renew-soon', daysLeft: 29 }],
    [end, { kind: 'renew-soon', daysLeft: 0 }],
    [end + 1, { kind: 'ended', daysAgo: 0 }],
    [end + 3 * day, { kind: 'ended', daysAgo: 3 }],
  ])('%s', (now, age) => {
    expect(at(now)).toEqual(age)
  })
})

describe('imprintOfCheckpoint', () => {
  const root = Buffer.alloc(32, 7).toString('base64')
  const text = `log.example/acme\n7\n${root}\n`
  const line = (name: string): string => `\u2014 ${name} ${Buffer.alloc(68, 1).toString('base64')}\n`

  test('is of the text alone: another signature does not change it', async () => {
    const one = await imprintOfCheckpoint(`${text}\n${line('log.example/acme')}`)
    const two = await imprintOfCheckpoint(`${text}\n${line('log.example/acme')}${line('witness.example')}`)
    if (!one.ok || !two.ok) throw new Error('the notes of this test are wrong')
    expect(hex(one.value.imprint.digest)).toBe(hex(sha256(text)))
    expect(one.value).toEqual(two.value)
    expect(one.value.checkpoint).toMatchObject({ origin: 'log.example/acme', size: 7n })
  })

  test.each(['', text, 'text\n\n\u2014 a AAAAAAA=\n'])('no checkpoint, no imprint', async (note) => {
    expect((await imprintOfCheckpoint(note)).ok).toBe(false)
  })
})
