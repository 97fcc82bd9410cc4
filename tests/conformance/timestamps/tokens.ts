/** Stamps put together by hand, so that each part of one can be wrong. */
import { tags } from '../../../packages/toolkit/src/timestamps/der.ts'
import { writeDer, writeInteger, writeOid } from '../../../packages/toolkit/src/timestamps/der-write.ts'

export interface TstParts {
  readonly digest: Uint8Array
  /** `YYYYMMDDHHMMSSZ`. */
  readonly time: string
  readonly digestOid?: string
  readonly version?: bigint
  readonly nonce?: bigint
  /** After the nonce: DER of further fields. */
  readonly more?: readonly Uint8Array[]
  /** Before the nonce: DER of accuracy and ordering. */
  readonly accuracy?: Uint8Array
}

const SHA256 = '2.16.840.1.101.3.4.2.1'
export const seq = (...parts: readonly Uint8Array[]): Uint8Array => writeDer(tags.sequence, ...parts)
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)

/** TSTInfo (RFC 3161, section 2.4.2). */
export function tstInfo(parts: TstParts): Uint8Array {
  const { digest, time, digestOid = SHA256, version = 1n, nonce, accuracy, more = [] } = parts
  return seq(
    writeInteger(version),
    writeOid('1.2.3.4.1'),
    seq(seq(writeOid(digestOid), writeDer(tags.null)), writeDer(tags.octetString, digest)),
    writeInteger(77n),
    writeDer(tags.generalizedTime, ascii(time)),
    ...(accuracy === undefined ? [] : [accuracy]),
    ...(nonce === undefined ? [] : [writeInteger(nonce)]),
    ...more,
  )
}

/** TimeStampResp, granted unless told otherwise. */
export function response(token: Uint8Array | undefined, status = 0n): Uint8Array {
  return seq(seq(writeInteger(status)), ...(token === undefined ? [] : [token]))
}
