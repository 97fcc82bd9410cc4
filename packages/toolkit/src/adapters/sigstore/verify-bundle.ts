/**
 * Verifies Sigstore bundles offline, with a trusted root that the user gives. Trusted: that root, and `@sigstore/verify`. The
 * bundle is hostile. A signature by somebody nobody asked for is never `valid`.
 */
import { createHash } from 'node:crypto'
import { err, ok, parseJson, type Result } from '../../base/index.ts'
import type {
  SigstoreAnswer,
  SigstoreFault,
  SigstoreFaultCode,
  SigstoreFinding,
  SigstoreQuestion,
  SigstoreSigner,
} from './answer.ts'

const MAX_CHARACTERS = 4 * 1024 * 1024

/** Never throws for what is in a bundle or a trusted root. */
export async function verifySigstoreBundle(question: SigstoreQuestion): Promise<SigstoreAnswer> {
  const bundle = readJson(question.bundle, 'SIGSTORE_MALFORMED')
  if (!bundle.ok) return { kind: 'invalid', ...bundle.error }
  const trustedRoot = readJson(question.trustedRoot, 'SIGSTORE_ROOT_MALFORMED')
  if (!trustedRoot.ok) return { kind: 'invalid', ...trustedRoot.error }
  const { judgeBundle } = await import('./engine.ts')
  const { artifact, expected } = question
  const judged = judgeBundle({ bundle: bundle.value, trustedRoot: trustedRoot.value, artifact })
  if (!judged.ok) return { kind: 'invalid', ...judged.error }
  const finding = judged.value
  if (expected !== undefined && !isSame(expected, finding.signer)) {
    const { identity, issuer } = finding.signer
    const reason = `signed by ${identity} (${issuer}), expected ${expected.identity} (${expected.issuer})`
    return { kind: 'invalid', code: 'SIGSTORE_SIGNER_MISMATCH', reason, signer: finding.signer }
  }
  if (artifact !== undefined && !isAbout(finding, artifact)) {
    const reason = 'what is signed does not name this file by its SHA-256'
    return { kind: 'invalid', code: 'SIGSTORE_ARTIFACT_MISMATCH', reason, signer: finding.signer }
  }
  const kind = expected === undefined ? 'signer-not-asked-for' : 'valid'
  return { kind, artifact: artifact === undefined ? 'not-compared' : 'same', ...finding }
}

function readJson(text: string, code: SigstoreFaultCode): Result<unknown, SigstoreFault> {
  if (text.length > MAX_CHARACTERS)
    return err({ code, reason: `expected at most ${MAX_CHARACTERS} characters` })
  const parsed = parseJson(text)
  if (!parsed.ok) return err({ code, reason: `line ${parsed.error.line}: ${parsed.error.message}` })
  const [twice] = parsed.value.duplicates
  if (twice !== undefined) return err({ code, reason: `line ${twice.line}: a member is there twice` })
  return ok(parsed.value.value)
}

function isSame(expected: SigstoreSigner, signer: SigstoreSigner): boolean {
  const isNamed = signer.identity !== '' && signer.issuer !== ''
  return isNamed && expected.identity === signer.identity && expected.issuer === signer.issuer
}

const STATEMENT_TYPE = 'application/vnd.in-toto+json'

/** The signature over a file has been checked over this file; a statement must name it among its subjects. */
function isAbout({ content }: SigstoreFinding, artifact: Uint8Array): boolean {
  if (content.kind === 'file') return true
  if (content.payloadType !== STATEMENT_TYPE) return false
  const digest = createHash('sha256').update(artifact).digest('hex')
  const parsed = parseJson(Buffer.from(content.payload).toString())
  if (!parsed.ok || parsed.value.duplicates.length > 0) return false
  const { value } = parsed.value
  const subjects = isRecord(value) && Array.isArray(value['subject']) ? (value['subject'] as unknown[]) : []
  return subjects.some(
    (subject) => isRecord(subject) && isRecord(subject['digest']) && subject['digest']['sha256'] === digest,
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
