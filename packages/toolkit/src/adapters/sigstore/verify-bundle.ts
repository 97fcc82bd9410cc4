/**
 * Verifies Sigstore bundles offline, with a trusted root that the user gives. Trusted: that root, and `@sigstore/verify`. The
 * bundle is hostile. A signature by somebody nobody asked for is never `valid`.
 */
import { createHash } from 'node:crypto'
import { err, ok, parseJson, type Result } from '../../base/index.ts'

export interface SigstoreQuestion {
  /** Text of the bundle (`.sigstore.json`). */
  readonly bundle: string
  /** Text of `trusted_root.json`. Trusted: whoever can change it decides who is believed. */
  readonly trustedRoot: string
  /** The file that was signed, or that a signed statement speaks of. Undefined: a statement is not compared with any file. */
  readonly artifact?: Uint8Array
  /** Who must have signed. Both are compared letter by letter; neither is a pattern. */
  readonly expected: SigstoreSigner | undefined
}

export interface SigstoreSigner {
  /** Subject alternative name of the certificate: a mail address, or the address of a workflow with its branch. */
  readonly identity: string
  /** Who knew that person or workflow: the address of an OpenID Connect issuer. */
  readonly issuer: string
}

export interface SigstoreFinding {
  readonly signer: SigstoreSigner
  /** RFC 3339. `time-stamp`: by a time-stamping authority; `log`: by the log itself (Rekor v1). At least one. */
  readonly times: readonly { readonly kind: 'time-stamp' | 'log'; readonly time: string }[]
  readonly entries: readonly {
    /** Address of the log, as the trusted root names it. */
    readonly log: string
    /** Undefined where the log only promised to include the entry. */
    readonly index: bigint | undefined
    readonly kind: string
  }[]
  readonly content:
    | { readonly kind: 'file' }
    /** DSSE; the bytes that were signed, to be read by whoever knows the type. */
    | { readonly kind: 'envelope'; readonly payloadType: string; readonly payload: Uint8Array }
}

export type SigstoreFaultCode =
  | 'SIGSTORE_MALFORMED'
  | 'SIGSTORE_ROOT_MALFORMED'
  | 'SIGSTORE_ARTIFACT_NEEDED'
  | 'SIGSTORE_ARTIFACT_MISMATCH'
  | 'SIGSTORE_KEY_UNSUPPORTED'
  | 'SIGSTORE_TIME_INVALID'
  | 'SIGSTORE_CERTIFICATE_INVALID'
  | 'SIGSTORE_LOG_INVALID'
  | 'SIGSTORE_SIGNATURE_INVALID'
  | 'SIGSTORE_SIGNER_MISMATCH'

export interface SigstoreFault {
  readonly code: SigstoreFaultCode
  /** May quote the bundle: hostile text without control characters. */
  readonly reason: string
}

export type SigstoreAnswer =
  /** `artifact`: whether a file was given and is what was signed. */
  | ({ readonly kind: 'valid'; readonly artifact: 'same' | 'not-compared' } & SigstoreFinding)
  /** Everything holds, but nobody said who should have signed: anybody with an account can make such a bundle. */
  | ({ readonly kind: 'signer-not-asked-for'; readonly artifact: 'same' | 'not-compared' } & SigstoreFinding)
  /** `signer`: who signed, where that much held. */
  | ({ readonly kind: 'invalid'; readonly signer?: SigstoreSigner } & SigstoreFault)

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
