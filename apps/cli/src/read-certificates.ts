/** Certificates that the user trusts, from a PEM file. */
import { parsePemCertificates } from '@occtet/toolkit/timestamps'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { readBytes } from './read-bytes.ts'

/** DER each. Throws (exit 3) where there is none. */
export function readCertificates(path: string): readonly Uint8Array[] {
  const certificates = parsePemCertificates(Buffer.from(readBytes(path)).toString('utf8'))
  if (certificates.ok) return certificates.value
  const { code, message } = certificates.error
  throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message: `${path}: ${message}` })
}
