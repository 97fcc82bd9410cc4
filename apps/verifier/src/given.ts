/** Files that the reader got another way: a list of keys, or certificates of time-stamping authorities. */
import { decodeUtf8, sha256 } from '@occtet/toolkit/base'
import { parsePemCertificates } from '@occtet/toolkit/timestamps'
import { parsePolicy } from '@occtet/toolkit/translog'

export interface GivenFile {
  readonly policy?: string
  readonly anchors?: readonly Uint8Array[]
}

/** Undefined for what is neither. */
export function readGivenFile(bytes: Uint8Array): GivenFile | undefined {
  const text = decodeUtf8(bytes)
  if (!text.ok) return undefined
  if (text.value.includes('-----BEGIN CERTIFICATE-----')) {
    const anchors = parsePemCertificates(text.value)
    return anchors.ok ? { anchors: anchors.value } : undefined
  }
  const policy = parsePolicy(sha256, text.value)
  return policy.ok && policy.value.logs.length > 0 ? { policy: text.value } : undefined
}
