/** The file that says which log a folder holds: its origin and public key. */
import { err, formatCanonicalJson, parseJson, type Result, sha256 } from '../base/index.ts'
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '../translog/index.ts'

export interface IdentityError {
  readonly code: 'IDENTITY_MALFORMED'
  readonly message: string
}

const FORMAT = 'occtet-ledger/1'

/** The key's name is the origin. */
export function formatLedgerIdentity(key: VerifierKey): string {
  return `${formatCanonicalJson({ format: FORMAT, key: formatVerifierKey(key), origin: key.name })}\n`
}

export function parseLedgerIdentity(text: string): Result<VerifierKey, IdentityError> {
  const document = parseJson(text)
  const value = document.ok ? document.value.value : undefined
  const members = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const { format, key: vkey, origin } = members
  if (format !== FORMAT || typeof vkey !== 'string') return fault(`a log of format ${FORMAT}`)
  const key = parseVerifierKey(sha256, vkey)
  if (!key.ok) return fault(`a verifier key (${key.error.message})`)
  return key.value.name === origin && key.value.type === 'ed25519'
    ? key
    : fault('an Ed25519 key whose name is the origin')
}

function fault(expected: string): Result<never, IdentityError> {
  return err({ code: 'IDENTITY_MALFORMED', message: `expected ${expected}` })
}
