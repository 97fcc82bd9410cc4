/** Signs a statement, and reads back what was signed as any customer would: what leaves here verifies. */
import { err, ok, type Result } from '../base/index.ts'
import { createEnvelope, readEnvelope, verifyEnvelope } from './dsse.ts'
import type { IssuedAttestation } from './key-events.ts'
import type { PredicateKind } from './predicate-types.ts'
import type { AttestationSigner, SignatureCheck } from './public-key.ts'
import {
  createStatement,
  type NewStatement,
  parseStatement,
  STATEMENT_PAYLOAD_TYPE,
  type StatementError,
} from './statement.ts'

export interface IssueError {
  readonly code: StatementError['code'] | 'SIGNING_FAILED'
  readonly message: string
}

/** `check`: the signatures are verified before anybody else can see them; a faulty key or device is found here. */
export function issueAttestation<K extends PredicateKind>(
  statement: NewStatement<K>,
  signers: readonly [AttestationSigner, ...AttestationSigner[]],
  check: SignatureCheck,
): Result<IssuedAttestation, IssueError> {
  const bytes = createStatement(statement)
  if (!bytes.ok) return bytes
  const envelope = readEnvelope(createEnvelope(STATEMENT_PAYLOAD_TYPE, bytes.value, signers))
  if (!envelope.ok) return err({ code: 'SIGNING_FAILED', message: envelope.error.message })
  const keys = signers.map(({ publicKey }) => ({ publicKey }))
  const payload = verifyEnvelope({
    envelope: envelope.value,
    keys,
    threshold: new Set(keys.map(({ publicKey }) => publicKey.keyid)).size,
    payloadTypes: [STATEMENT_PAYLOAD_TYPE],
    check,
  })
  if (!payload.ok) return err({ code: 'SIGNING_FAILED', message: 'the signature does not verify' })
  const read = parseStatement(payload.value)
  return read.ok ? ok({ envelope: envelope.value, statement: read.value }) : read
}
