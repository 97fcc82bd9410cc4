/**
 * The one file that loads Sigstore's own verifier (about 100 ms); `verify-bundle.ts` imports it when a bundle is there to be
 * checked. Everything thrown in there, by it or by a parser under it, ends here as a value.
 */
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, VerificationError, Verifier } from '@sigstore/verify'
import { err, ok, type Result } from '../../base/index.ts'
import type { SigstoreFault, SigstoreFaultCode, SigstoreFinding } from './answer.ts'

type Bundle = ReturnType<typeof bundleFromJSON>
type Trust = ReturnType<typeof toTrustMaterial>

export interface EngineQuestion {
  /** Parsed JSON, nothing known about it. */
  readonly bundle: unknown
  readonly trustedRoot: unknown
  readonly artifact: Uint8Array | undefined
}

/** Signature, certificate, log entry and time; not who it was, nor what for. */
export function judgeBundle({
  bundle,
  trustedRoot,
  artifact,
}: EngineQuestion): Result<SigstoreFinding, SigstoreFault> {
  const trust = attempt('SIGSTORE_ROOT_MALFORMED', () => readTrust(trustedRoot))
  if (!trust.ok) return trust
  if (trust.value.certificateAuthorities.length === 0 || trust.value.tlogs.length === 0) {
    return fault('SIGSTORE_ROOT_MALFORMED', 'the trusted root names no certificate authority or no log')
  }
  const parsed = attempt('SIGSTORE_MALFORMED', () => bundleFromJSON(bundle))
  if (!parsed.ok) return parsed
  const { content, verificationMaterial } = parsed.value
  if (content.$case === 'messageSignature' && artifact === undefined) {
    return fault(
      'SIGSTORE_ARTIFACT_NEEDED',
      'this bundle signs a file: it cannot be checked without the file',
    )
  }
  if (verificationMaterial.content.$case === 'publicKey') {
    return fault(
      'SIGSTORE_KEY_UNSUPPORTED',
      'the bundle is signed by a bare key: it names nobody, so nobody is verified',
    )
  }
  return attempt('SIGSTORE_MALFORMED', () => judge(parsed.value, trust.value, artifact))
}

function readTrust(trustedRoot: unknown): Trust {
  return toTrustMaterial(TrustedRoot.fromJSON(trustedRoot))
}

function judge(bundle: Bundle, trust: Trust, artifact: Uint8Array | undefined): SigstoreFinding {
  const entity = toSignedEntity(bundle, artifact === undefined ? undefined : Buffer.from(artifact))
  const verifier = new Verifier(trust, { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 })
  const { identity } = verifier.verify(entity)
  return {
    signer: {
      identity: identity?.subjectAlternativeName ?? '',
      issuer: identity?.extensions?.issuer ?? '',
    },
    times: entity.timestamps.flatMap((time) =>
      time.$case === 'timestamp-authority'
        ? [{ kind: 'time-stamp' as const, time: time.timestamp.signingTime.toISOString() }]
        : timeOfLog(time.tlogEntry),
    ),
    entries: entity.tlogEntries.map(({ logId, inclusionProof, kindVersion }) => ({
      log: nameOf(trust, logId.keyId),
      // The index in the proof is bound by the proof; the one beside it is only said.
      index: inclusionProof === undefined ? undefined : BigInt(inclusionProof.logIndex),
      kind: `${kindVersion.kind} ${kindVersion.version}`,
    })),
    content:
      bundle.content.$case === 'dsseEnvelope'
        ? {
            kind: 'envelope',
            payloadType: bundle.content.dsseEnvelope.payloadType,
            payload: Uint8Array.from(bundle.content.dsseEnvelope.payload),
          }
        : { kind: 'file' },
  }
}

type LogEntry = Bundle['verificationMaterial']['tlogEntries'][number]

/** A time of the log counts only with the log's promise, which signs it (Rekor v1). */
function timeOfLog(entry: LogEntry): SigstoreFinding['times'] {
  if (entry.inclusionPromise === undefined) return []
  return [{ kind: 'log', time: new Date(Number(entry.integratedTime) * 1000).toISOString() }]
}

function nameOf({ tlogs }: Trust, keyId: Buffer): string {
  return tlogs.find(({ logID }) => logID.equals(keyId))?.baseURL ?? keyId.toString('base64')
}

const codes: Readonly<Record<string, SigstoreFaultCode>> = {
  TIMESTAMP_ERROR: 'SIGSTORE_TIME_INVALID',
  CERTIFICATE_ERROR: 'SIGSTORE_CERTIFICATE_INVALID',
  PUBLIC_KEY_ERROR: 'SIGSTORE_CERTIFICATE_INVALID',
  SIGNATURE_ERROR: 'SIGSTORE_SIGNATURE_INVALID',
  TLOG_ERROR: 'SIGSTORE_LOG_INVALID',
  TLOG_BODY_ERROR: 'SIGSTORE_LOG_INVALID',
  TLOG_INCLUSION_PROOF_ERROR: 'SIGSTORE_LOG_INVALID',
  TLOG_INCLUSION_PROMISE_ERROR: 'SIGSTORE_LOG_INVALID',
  TLOG_MISSING_INCLUSION_ERROR: 'SIGSTORE_LOG_INVALID',
}
const MAX_REASON = 300

/** The verifier throws its answers; what is not one of them is a parser's complaint about the input. */
function attempt<T>(otherwise: SigstoreFaultCode, work: () => T): Result<T, SigstoreFault> {
  try {
    return ok(work())
  } catch (cause) {
    const code = cause instanceof VerificationError ? (codes[cause.code] ?? otherwise) : otherwise
    const text = cause instanceof Error ? cause.message : String(cause)
    return fault(code, text.replace(/\p{C}/gu, '?').slice(0, MAX_REASON))
  }
}

function fault(code: SigstoreFaultCode, reason: string): Result<never, SigstoreFault> {
  return err({ code, reason })
}
