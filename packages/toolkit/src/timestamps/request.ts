/** Makes the bytes of a request to a time-stamping authority (RFC 3161, section 2.4.1). */
import { err, ok, type Result } from '../base/index.ts'
import { digestBytes, oidOfDigest } from './algorithms.ts'
import { tags } from './der.ts'
import { isOid, writeDer, writeInteger, writeOid } from './der-write.ts'
import type { Imprint } from './verify.ts'

export interface RequestOptions {
  /** Above zero, at most 20 bytes. From a good random source, so that no old answer fits. */
  readonly nonce: bigint
  /** Rules that the authority should stamp under, dotted decimal; undefined leaves it to the authority. */
  readonly policy?: string
  /** Asks for the signer's certificate in the answer; without it later checks depend on others to keep it. */
  readonly certReq: boolean
}

export interface RequestError {
  readonly code: 'REQUEST_DIGEST_LENGTH_WRONG' | 'REQUEST_NONCE_INVALID' | 'REQUEST_POLICY_INVALID'
  readonly message: string
}

const NONCE_END = 1n << 160n

/** DER of a TimeStampReq. */
export function createTimestampRequest(
  { algorithm, digest }: Imprint,
  { nonce, policy, certReq }: RequestOptions,
): Result<Uint8Array, RequestError> {
  if (digest.length !== digestBytes[algorithm]) {
    return fault('REQUEST_DIGEST_LENGTH_WRONG', `${digest.length} bytes are no ${algorithm} digest`)
  }
  if (nonce <= 0n || nonce >= NONCE_END) {
    return fault('REQUEST_NONCE_INVALID', 'expected a nonce above zero of at most 20 bytes')
  }
  if (policy !== undefined && !isOid(policy)) {
    return fault('REQUEST_POLICY_INVALID', 'expected a policy in dotted decimal')
  }
  const hash = writeDer(tags.sequence, writeOid(oidOfDigest(algorithm)), writeDer(tags.null))
  return ok(
    writeDer(
      tags.sequence,
      writeInteger(1n),
      writeDer(tags.sequence, hash, writeDer(tags.octetString, digest)),
      ...(policy === undefined ? [] : [writeOid(policy)]),
      writeInteger(nonce),
      // DER leaves out what is the default.
      ...(certReq ? [writeDer(tags.boolean, Uint8Array.of(0xff))] : []),
    ),
  )
}

function fault(code: RequestError['code'], message: string): Result<never, RequestError> {
  return err({ code, message })
}
