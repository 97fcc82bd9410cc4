/** Public keys as text: PEM for programs, a fingerprint for the telephone. */
import type { PublicKey } from '@occtet/toolkit/attestations'

/** SubjectPublicKeyInfo in PEM (RFC 7468), as OpenSSL and cosign read it. */
export function toPem({ spki }: PublicKey): string {
  const lines = spki.match(/.{1,64}/g) ?? []
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n')
}

/** The key id, which is the SHA-256 of the SubjectPublicKeyInfo, in groups of four digits. */
export function formatFingerprint({ keyid }: PublicKey): string {
  return (keyid.match(/.{4}/g) ?? []).join(' ')
}
