/** Attestations and evidence packages that somebody wants to publish: read first, and only what cannot hold private records. */
import { decodeUtf8, err, ok, parseJson, type Result, sha256Hex } from '@occtet/toolkit/base'
import { readPackageZip } from '@occtet/toolkit/evidence-package'
import { type OutgoingFile, sha512Hex } from './outgoing-file.ts'

export interface AttestationError {
  readonly code: 'FILE_UNKNOWN'
  readonly message: string
}

/** A DSSE envelope, a bundle (one JSON value a line), a Sigstore bundle, a credential; or an evidence package. */
export function readAttestation(name: string, bytes: Uint8Array): Result<OutgoingFile, AttestationError> {
  const file = { bytes, sha256: sha256Hex(bytes), sha512: sha512Hex(bytes), path: name, about: undefined }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    return readPackageZip(bytes).ok && name.endsWith('.zip')
      ? ok({ ...file, kind: 'package', media: 'application/zip' })
      : err({ code: 'FILE_UNKNOWN', message: 'expected an evidence package, named …zip' })
  }
  const values = splitValues(bytes)
  const isAll = values.length > 0 && values.every(isAttestation)
  return isAll && /\.(?:json|jsonl)$/.test(name)
    ? ok({
        ...file,
        kind: 'attestation',
        media: name.endsWith('l') ? 'application/x-ndjson' : 'application/json',
      })
    : err({ code: 'FILE_UNKNOWN', message: 'expected signed attestations, named …json or …jsonl' })
}

/** One JSON value a line, else the whole text; nothing where it is no text. */
function splitValues(bytes: Uint8Array): readonly string[] {
  const text = decodeUtf8(bytes)
  if (!text.ok) return []
  const lines = text.value.split('\n').filter((line) => line.trim() !== '')
  return lines.length > 0 && lines.every((line) => parseJson(line).ok) ? lines : [text.value]
}

/** DSSE (`payload` and `signatures`), Sigstore's bundle around one, or a W3C credential with a proof. */
function isAttestation(text: string): boolean {
  const read = parseJson(text)
  if (!read.ok || typeof read.value.value !== 'object' || read.value.value === null) return false
  const value = read.value.value as Readonly<Record<string, unknown>>
  const isEnvelope = (one: unknown): boolean =>
    typeof one === 'object' && one !== null && 'payload' in one && 'signatures' in one
  return (
    isEnvelope(value) ||
    isEnvelope(value['dsseEnvelope']) ||
    ('credentialSubject' in value && 'proof' in value)
  )
}
