/** Certificates as text (RFC 7468, section 5). */
import { err, ok, type Result } from '../base/index.ts'
import { formatBase64, parseBase64 } from '../translog/index.ts'

export interface PemError {
  readonly code: 'PEM_MALFORMED'
  readonly message: string
}

const MAX_CERTIFICATES = 100
const MAX_LETTERS = 1024 * 1024
const block = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*?)-----END CERTIFICATE-----/g

/** DER of each certificate in the text, in order; text around them is skipped. None at all is a fault. */
export function parsePemCertificates(text: string): Result<readonly Uint8Array[], PemError> {
  if (text.length > MAX_LETTERS) return fault(`expected at most ${MAX_LETTERS} characters`)
  const found: Uint8Array[] = []
  for (const [, body = ''] of text.matchAll(block)) {
    const der = parseBase64(body.replace(/\s+/g, ''))
    if (der === undefined || found.length === MAX_CERTIFICATES) {
      return fault(
        `certificate ${found.length + 1}: expected base64, and at most ${MAX_CERTIFICATES} in a file`,
      )
    }
    found.push(der)
  }
  const begun = text.split('-----BEGIN CERTIFICATE-----').length - 1
  return begun === found.length && begun > 0
    ? ok(found)
    : fault(`expected complete certificates, found ${found.length} of ${begun}`)
}

export function formatPemCertificate(der: Uint8Array): string {
  const lines = formatBase64(der).match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

function fault(message: string): Result<never, PemError> {
  return err({ code: 'PEM_MALFORMED', message })
}
