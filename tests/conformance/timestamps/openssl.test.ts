/** The same stamps before OpenSSL and before us: good ones of every kind of key, and one wrong thing at a time. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type TimestampError,
  verifyRenewals,
  verifyTimestamp,
} from '../../../packages/toolkit/src/timestamps/index.ts'
import { tags } from '../../../packages/toolkit/src/timestamps/der.ts'
import { writeDer, writeInteger, writeOid } from '../../../packages/toolkit/src/timestamps/der-write.ts'
import { authority, describeOpenssl, type Holder, type KeyKind, stamper, Workshop } from './openssl.ts'
import { response, seq, tstInfo } from './tokens.ts'

const digest = createHash('sha256').update('checkpoint').digest()
const time = '20261122120000Z'
const at = Date.parse('2026-11-22T12:00:00Z') / 1000

interface Chain {
  readonly root: Holder
  readonly middle: Holder
  readonly signer: Holder
}

interface Stamp {
  readonly response: Uint8Array
  readonly anchor: Holder
  readonly offered: readonly Holder[]
}

describeOpenssl('stamps of OpenSSL', () => {
  let shop: Workshop
  let ec: Chain
  let rsa: Chain
  let other: Holder

  beforeAll(() => {
    shop = new Workshop()
    ec = makeChain('P-256')
    rsa = makeChain('RSA-2048')
    other = shop.issue({ name: 'Unrelated', key: 'P-256', extensions: authority })
  })
  afterAll(() => shop.close())

  function makeChain(key: KeyKind): Chain {
    const root = shop.issue({ name: `Root ${key}`, key, extensions: authority })
    const middle = shop.issue({ name: `Middle ${key}`, key, issuer: root, extensions: authority })
    const signer = shop.issue({ name: `Stamps ${key}`, key, issuer: middle, extensions: stamper })
    return { root, middle, signer }
  }

  const sign = (info: Parameters<typeof tstInfo>[0], chain: Chain, more?: readonly string[]): Stamp => ({
    response: response(shop.sign(tstInfo(info), chain.signer, more)),
    anchor: chain.root,
    offered: [chain.middle],
  })
  const ask = async (stamp: Stamp): Promise<'accepted' | TimestampError['code']> => {
    const answer = await verifyTimestamp(stamp.response, {
      imprint: { algorithm: 'SHA-256', digest },
      trustAnchors: [stamp.anchor.der],
      certificates: stamp.offered.map(({ der }) => der),
    })
    return answer.ok ? 'accepted' : answer.error.code
  }
  const opensslAccepts = (stamp: Stamp): boolean =>
    shop.accepts(stamp.response, { digest, anchor: stamp.anchor, untrusted: stamp.offered, at })

  const good: readonly (readonly [string, () => Stamp])[] = [
    ['ECDSA P-256', () => sign({ digest, time }, ec)],
    ['ECDSA P-384', () => sign({ digest, time }, makeChain('P-384'), ['-cades', '-md', 'sha384'])],
    ['RSA', () => sign({ digest, time }, rsa)],
    ['RSA with SHA-512', () => sign({ digest, time }, rsa, ['-cades', '-md', 'sha512'])],
    ['with nonce and accuracy', () => sign({ digest, time, nonce: 7n, accuracy: seq(writeInteger(1n)) }, ec)],
    ['a fraction of a second', () => sign({ digest, time: '20261122115959.25Z' }, ec)],
    [
      'an authority that allows none below it, and has none',
      () => {
        const root = shop.issue({
          name: 'Short',
          key: 'P-256',
          extensions: [`${authority[0]},pathlen:0`, ...authority.slice(1)],
        })
        const signer = shop.issue({ name: 'Below', key: 'P-256', issuer: root, extensions: stamper })
        return { ...sign({ digest, time }, { root, middle: root, signer }), offered: [] }
      },
    ],
    [
      'the intermediate authority in the token',
      () => ({
        ...sign({ digest, time }, ec, ['-cades', '-md', 'sha256', '-certfile', ec.middle.certificateFile]),
        offered: [],
      }),
    ],
  ]

  /** `openssl ts` reads tokens as PKCS #7, which knows neither; and it takes the last second of a validity as over (RFC 5280, 4.1.2.5: inclusive). */
  const broader: typeof good = [
    [
      'RSA-PSS',
      () => sign({ digest, time }, rsa, ['-cades', '-md', 'sha256', '-keyopt', 'rsa_padding_mode:pss']),
    ],
    ['named by key identifier', () => sign({ digest, time }, ec, ['-cades', '-md', 'sha256', '-keyid'])],
    [
      'signer valid to this very second',
      () => {
        const signer = shop.issue({
          name: 'Ends',
          key: 'P-256',
          issuer: ec.middle,
          extensions: stamper,
          to: time,
        })
        return sign({ digest, time }, { ...ec, signer })
      },
    ],
  ]

  test.each(broader)('we accept alone: %s', async (_, make) => {
    const stamp = make()
    expect([await ask(stamp), opensslAccepts(stamp)]).toEqual(['accepted', false])
  })

  test.each(good)('both accept: %s', async (_, make) => {
    const stamp = make()
    expect([await ask(stamp), opensslAccepts(stamp)]).toEqual(['accepted', true])
  })

  const withSigner = (extensions: readonly string[], more: { from?: string; to?: string } = {}): Stamp => {
    const signer = shop.issue({ name: 'Odd', key: 'P-256', issuer: ec.middle, extensions, ...more })
    return sign({ digest, time }, { ...ec, signer })
  }
  const withMiddle = (extensions: readonly string[], more: { from?: string; to?: string } = {}): Stamp => {
    const middle = shop.issue({ name: 'Odd middle', key: 'P-256', issuer: ec.root, extensions, ...more })
    const signer = shop.issue({ name: 'Under it', key: 'P-256', issuer: middle, extensions: stamper })
    return sign({ digest, time }, { ...ec, middle, signer })
  }

  const bad: readonly (readonly [string, TimestampError['code'], () => Stamp])[] = [
    ['another root', 'TIMESTAMP_UNTRUSTED', () => ({ ...sign({ digest, time }, ec), anchor: other })],
    [
      'no intermediate authority',
      'TIMESTAMP_UNTRUSTED',
      () => ({ ...sign({ digest, time }, ec), offered: [] }),
    ],
    [
      'other data',
      'TIMESTAMP_IMPRINT_MISMATCH',
      () => sign({ digest: createHash('sha256').update('x').digest(), time }, ec),
    ],
    [
      'no certificate',
      'TIMESTAMP_SIGNER_MISSING',
      () => sign({ digest, time }, ec, ['-cades', '-md', 'sha256', '-nocerts']),
    ],
    [
      'purpose not critical',
      'TIMESTAMP_SIGNER_UNFIT',
      () => withSigner(stamper.map((line) => line.replace('critical,timeStamping', 'timeStamping'))),
    ],
    [
      'a second purpose',
      'TIMESTAMP_SIGNER_UNFIT',
      () => withSigner(stamper.map((line) => line.replace('timeStamping', 'timeStamping,codeSigning'))),
    ],
    [
      'another purpose',
      'TIMESTAMP_SIGNER_UNFIT',
      () => withSigner(stamper.map((line) => line.replace('timeStamping', 'codeSigning'))),
    ],
    [
      'no purpose',
      'TIMESTAMP_SIGNER_UNFIT',
      () => withSigner(stamper.filter((line) => !line.startsWith('extendedKeyUsage'))),
    ],
    [
      'a key for encryption',
      'TIMESTAMP_SIGNER_UNFIT',
      () =>
        withSigner(
          stamper.map((line) => line.replace('digitalSignature', 'digitalSignature,keyEncipherment')),
        ),
    ],
    [
      'signer not yet valid',
      'TIMESTAMP_SIGNER_NOT_VALID',
      () => withSigner(stamper, { from: '20261122120001Z' }),
    ],
    [
      'signer no longer valid',
      'TIMESTAMP_SIGNER_NOT_VALID',
      () => withSigner(stamper, { to: '20261122115959Z' }),
    ],
    [
      'authority no longer valid',
      'TIMESTAMP_UNTRUSTED',
      () => withMiddle(authority, { to: '20261122115959Z' }),
    ],
    [
      'an issuer that is no authority',
      'TIMESTAMP_UNTRUSTED',
      () => withMiddle(['basicConstraints=critical,CA:FALSE']),
    ],
    [
      'an authority that may not sign certificates',
      'TIMESTAMP_UNTRUSTED',
      () => withMiddle(['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,cRLSign']),
    ],
    [
      'path too long',
      'TIMESTAMP_UNTRUSTED',
      () => {
        const root = shop.issue({
          name: 'Short',
          key: 'P-256',
          extensions: [`${authority[0]},pathlen:0`, ...authority.slice(1)],
        })
        const middle = shop.issue({ name: 'Too many', key: 'P-256', issuer: root, extensions: authority })
        return sign(
          { digest, time },
          {
            root,
            middle,
            signer: shop.issue({ name: 'Below', key: 'P-256', issuer: middle, extensions: stamper }),
          },
        )
      },
    ],
    [
      'an extension nobody knows, critical',
      'TIMESTAMP_SIGNER_UNFIT',
      () => withSigner([...stamper, '1.2.3.4.5=critical,ASN1:NULL']),
    ],
    ['another version', 'TIMESTAMP_MALFORMED', () => sign({ digest, time, version: 2n }, ec)],
    [
      'signed by a stranger with the right certificate beside it',
      'TIMESTAMP_SIGNATURE_INVALID',
      () => {
        const stamp = sign({ digest, time }, ec)
        const bytes = Uint8Array.from(stamp.response)
        // The last byte belongs to the signature value.
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
        return { ...stamp, response: bytes }
      },
    ],
    [
      'no signing certificate attribute',
      'TIMESTAMP_ATTRIBUTES_WRONG',
      () => sign({ digest, time }, ec, ['-md', 'sha256']),
    ],
    [
      'refused, with a token',
      'TIMESTAMP_MALFORMED',
      () => ({
        ...sign({ digest, time }, ec),
        response: response(shop.sign(tstInfo({ digest, time }), ec.signer), 2n),
      }),
    ],
    [
      'granted, without a token',
      'TIMESTAMP_MALFORMED',
      () => ({ ...sign({ digest, time }, ec), response: response(undefined) }),
    ],
  ]

  test.each(bad)('both refuse: %s', async (_, code, make) => {
    const stamp = make()
    expect([await ask(stamp), opensslAccepts(stamp)]).toEqual([code, false])
  })

  const stricter: readonly (readonly [string, TimestampError['code'], () => Stamp])[] = [
    [
      'a byte after the response',
      'TIMESTAMP_MALFORMED',
      () => change((bytes) => Uint8Array.from([...bytes, 0])),
    ],
    [
      'the certificate named by SHA-1',
      'TIMESTAMP_DIGEST_WEAK',
      () => sign({ digest, time }, ec, ['-cades', '-md', 'sha1']),
    ],
    [
      'an authority limited to other purposes',
      'TIMESTAMP_UNTRUSTED',
      () => withMiddle([...authority, 'extendedKeyUsage=serverAuth']),
    ],
    [
      'a critical extension in the token',
      'TIMESTAMP_UNSUPPORTED',
      () => sign({ digest, time, more: [criticalExtension()] }, ec),
    ],
    [
      'a key of 1024 bits',
      'TIMESTAMP_SIGNATURE_INVALID',
      () => {
        const signer = shop.issue({ name: 'Weak', key: 'RSA-1024', issuer: ec.middle, extensions: stamper })
        return sign({ digest, time }, { ...ec, signer })
      },
    ],
    [
      'a certificate signed over SHA-1',
      'TIMESTAMP_UNTRUSTED',
      () => {
        const signer = shop.issue({
          name: 'Old',
          key: 'P-256',
          issuer: ec.middle,
          extensions: stamper,
          digest: 'sha1',
        })
        return sign({ digest, time }, { ...ec, signer })
      },
    ],
  ]
  const change = (edit: (bytes: Uint8Array) => Uint8Array): Stamp => {
    const stamp = sign({ digest, time }, ec)
    return { ...stamp, response: edit(stamp.response) }
  }
  const criticalExtension = (): Uint8Array =>
    writeDer(
      0xa1,
      seq(writeOid('1.2.3'), writeDer(tags.boolean, Uint8Array.of(0xff)), writeDer(tags.octetString)),
    )

  test.each(stricter)('we refuse alone: %s', async (_, code, make) => {
    expect(await ask(make())).toBe(code)
  })

  test('a pinned certificate of the signer needs no authority above it', async () => {
    const stamp = sign({ digest, time }, ec)
    expect(await ask({ ...stamp, anchor: ec.signer, offered: [] })).toBe('accepted')
    expect(await ask({ ...stamp, anchor: other, offered: [] })).toBe('TIMESTAMP_UNTRUSTED')
  })

  test('the digest in the token decides, whatever its imprint says', async () => {
    const stamp = sign({ digest, time }, ec)
    const hex = Buffer.from(stamp.response).toString('hex')
    const target = createHash('sha256').update('another').digest()
    const forged = Buffer.from(hex.replace(digest.toString('hex'), target.toString('hex')), 'hex')
    const answer = await verifyTimestamp(forged, {
      imprint: { algorithm: 'SHA-256', digest: target },
      trustAnchors: [ec.root.der],
      certificates: [ec.middle.der],
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'TIMESTAMP_ATTRIBUTES_WRONG' } })
  })

  test('what is read is what OpenSSL prints', async () => {
    const accuracy = seq(
      writeInteger(2n),
      writeDer(0x80, Uint8Array.of(0x01, 0xf4)),
      writeDer(0x81, Uint8Array.of(0x64)),
    )
    const stamp = sign({ digest, time: '20261122115959.25Z', nonce: 255n, accuracy }, rsa)
    const answer = await verifyTimestamp(stamp.response, {
      imprint: { algorithm: 'SHA-256', digest },
      nonce: 255n,
      policy: '1.2.3.4.1',
      trustAnchors: [stamp.anchor.der],
      certificates: stamp.offered.map(({ der }) => der),
    })
    expect(answer).toMatchObject({
      ok: true,
      value: {
        genTime: '2026-11-22T11:59:59.25Z',
        accuracy: { seconds: 2, millis: 500, micros: 100 },
        policy: '1.2.3.4.1',
        serial: '4d',
        tsaName: 'CN=Stamps RSA-2048, O=Example Trust',
        validUntil: '2040-12-31T23:59:59Z',
      },
    })
    if (answer.ok)
      expect(answer.value.chain.map((der) => Buffer.from(der).toString('hex'))).toEqual(
        [rsa.signer, rsa.middle, rsa.root].map(({ der }) => Buffer.from(der).toString('hex')),
      )
  })

  test('another policy or nonce than asked for', async () => {
    const stamp = sign({ digest, time, nonce: 5n }, ec)
    const question = {
      imprint: { algorithm: 'SHA-256', digest } as const,
      trustAnchors: [stamp.anchor.der],
      certificates: stamp.offered.map(({ der }) => der),
    }
    const codes = await Promise.all(
      [
        { nonce: 5n },
        { nonce: 6n },
        { policy: '1.2.3.4.2' },
        { imprint: { algorithm: 'SHA-512' as const, digest } },
      ].map(async (more) => {
        const answer = await verifyTimestamp(stamp.response, { ...question, ...more })
        return answer.ok ? 'accepted' : answer.error.code
      }),
    )
    expect(codes).toEqual([
      'accepted',
      'TIMESTAMP_NONCE_MISMATCH',
      'TIMESTAMP_POLICY_MISMATCH',
      'TIMESTAMP_IMPRINT_MISMATCH',
    ])
    const silent = sign({ digest, time }, ec)
    const unanswered = await verifyTimestamp(silent.response, { ...question, nonce: 5n })
    expect(unanswered).toMatchObject({ ok: false, error: { code: 'TIMESTAMP_NONCE_MISMATCH' } })
  })

  test('a renewal counts from the older stamp to the end of its chain, and not a second later', async () => {
    const ending = shop.issue({
      name: 'Ending',
      key: 'P-256',
      issuer: ec.middle,
      extensions: stamper,
      to: '20271231235959Z',
    })
    const first = sign({ digest, time }, { ...ec, signer: ending }).response
    const over = createHash('sha256').update(first).digest()
    const renewal = (at: string): Uint8Array => sign({ digest: over, time: at }, ec).response
    const ask = async (...renewals: readonly Uint8Array[]): Promise<string> => {
      const answer = await verifyRenewals([first, ...renewals], {
        imprint: { algorithm: 'SHA-256', digest },
        trustAnchors: [ec.root.der],
        certificates: [ec.middle.der],
      })
      return answer.ok ? answer.value.newest.validUntil : answer.error.code
    }
    expect(await ask()).toBe('2027-12-31T23:59:59Z')
    expect(await ask(renewal('20271231235959Z'))).toBe('2040-12-31T23:59:59Z')
    expect(await ask(renewal(time))).toBe('2040-12-31T23:59:59Z')
    expect(await ask(renewal('20280101000000Z'))).toBe('TIMESTAMP_SIGNER_NOT_VALID')
    expect(await ask(renewal('20261122115959Z'))).toBe('TIMESTAMP_SIGNER_NOT_VALID')
    const [one, two] = [renewal('20270101000000Z'), renewal('20270202000000Z')]
    // The second renews the first stamp again, not the renewal.
    expect(await ask(one, two)).toBe('TIMESTAMP_IMPRINT_MISMATCH')
    const overOne = createHash('sha256').update(one).digest()
    expect(await ask(one, sign({ digest: overOne, time: '20390101000000Z' }, ec).response)).toBe(
      '2040-12-31T23:59:59Z',
    )
  })
})
