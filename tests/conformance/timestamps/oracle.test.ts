/** Our reader beside pkijs: both read the same from good stamps; what pkijs lets pass and DER forbids, we refuse. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SignedData, TimeStampResp, TSTInfo } from 'pkijs'
import { expect, test } from 'vitest'
import { parseTimestampResponse } from '../../../packages/toolkit/src/timestamps/response.ts'
import { parsePemCertificates, verifyTimestamp } from '../../../packages/toolkit/src/timestamps/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const source = (path: string): URL =>
  new URL(`../../../packages/toolkit/src/timestamps/testdata/${path}`, import.meta.url)
const stamp = Uint8Array.from(readFileSync(source('checkpoint.tsr')))

interface Facts {
  readonly genTime: number
  readonly policy: string
  readonly imprint: string
  readonly nonce: string
  readonly certificates: readonly string[]
  readonly signature: string
}

const hex = (bytes: ArrayBuffer | Uint8Array): string => Buffer.from(new Uint8Array(bytes)).toString('hex')

function readWithPkijs(bytes: Uint8Array): Facts {
  const response = TimeStampResp.fromBER(Uint8Array.from(bytes).buffer)
  const data = new SignedData({ schema: response.timeStampToken?.content as unknown })
  const info = TSTInfo.fromBER(data.encapContentInfo.eContent?.getValue() ?? new ArrayBuffer(0))
  return {
    genTime: info.genTime.getTime(),
    policy: info.policy,
    imprint: hex(info.messageImprint.hashedMessage.valueBlock.valueHexView),
    nonce: info.nonce === undefined ? '' : hex(info.nonce.valueBlock.valueHexView),
    certificates: (data.certificates ?? []).map((one) => hex(one.toSchema().toBER())),
    signature: hex(data.signerInfos[0]?.signature.valueBlock.valueHexView ?? new Uint8Array()),
  }
}

function readWithOurs(bytes: Uint8Array): Facts | string {
  const response = parseTimestampResponse(bytes)
  if (!response.ok) return response.error.message
  if (response.value.kind === 'refused') return 'refused'
  const { info, certificates, signer } = response.value.token
  const digits = info.nonce?.toString(16) ?? ''
  return {
    genTime: info.genTime.ms,
    policy: info.policy,
    imprint: hex(info.imprint.digest),
    nonce: digits.padStart(digits.length + (digits.length % 2), '0'),
    certificates: certificates.map(({ der }) => hex(der)),
    signature: hex(signer.signature),
  }
}

/** A nonce may carry a zero in front that keeps it positive. */
const comparable = (facts: Facts): Facts => ({ ...facts, nonce: facts.nonce.replace(/^(00)+/, '') })

test('our own sample', () => {
  const ours = readWithOurs(stamp)
  expect(typeof ours === 'string' ? ours : comparable(ours)).toEqual(comparable(readWithPkijs(stamp)))
})

describeShared('stamps of the vectors', () => {
  const { cases } = JSON.parse(readFileSync(sharedPath('vectors/ledger/rfc3161.json'), 'utf8')) as {
    readonly cases: readonly { readonly id: string; readonly response: string }[]
  }
  const whole = cases.filter(
    ({ id }) => !['truncated', 'rejected-by-tsa', 'empty', 'trailing-bytes'].includes(id),
  )

  test.each(whole.map(({ id, response }) => [id, response] as const))('%s', (_, response) => {
    const bytes = Uint8Array.from(Buffer.from(response, 'base64'))
    const ours = readWithOurs(bytes)
    expect(typeof ours === 'string' ? ours : comparable(ours)).toEqual(comparable(readWithPkijs(bytes)))
  })
})

/** The content of the outermost SEQUENCE of the sample, whose header takes four bytes. */
const inner = stamp.subarray(4)
const wrap = (header: readonly number[], ...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from([...header, ...parts.flatMap((part) => [...part])])
const size = (length: number): number[] => [length >> 8, length & 255]

test.each<readonly [string, Uint8Array]>([
  ['bytes after the response', wrap([], stamp, [5, 0])],
  ['an element after the token', wrap([0x30, 0x82, ...size(inner.length + 3)], inner, [4, 1, 7])],
  ['a length in more bytes than it takes', wrap([0x30, 0x83, 0, ...size(inner.length)], inner)],
  ['an indefinite length', wrap([0x30, 0x80], inner, [0, 0])],
])('%s: pkijs reads it, we refuse it', async (_, bytes) => {
  expect(readWithPkijs(bytes)).toEqual(readWithPkijs(stamp))
  const anchors = parsePemCertificates(readFileSync(source('root.pem'), 'utf8'))
  const question = {
    imprint: { algorithm: 'SHA-256', digest: createHash('sha256').update('checkpoint').digest() },
    trustAnchors: anchors.ok ? anchors.value : [],
  } as const
  expect((await verifyTimestamp(stamp, question)).ok).toBe(true)
  const answer = await verifyTimestamp(bytes, question)
  expect(answer).toMatchObject({ ok: false, error: { code: 'TIMESTAMP_MALFORMED' } })
})
