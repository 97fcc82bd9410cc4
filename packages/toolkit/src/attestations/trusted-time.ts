/** Times that do not come from the signer: of witnesses that cosigned a log, and of time-stamping authorities (RFC 3161). */
import { isSha256, readInstant } from './shapes.ts'

declare const brand: unique symbol

/**
 * Only `openLogEvidence` and `toTimestampTime` make one. The envelope existed no later than `at`; that it did not exist
 * much earlier, nobody says.
 */
export interface TrustedTime {
  readonly kind: 'cosignature' | 'timestamp'
  /** RFC 3339, UTC. */
  readonly at: string
  /** Who says so: names of witnesses, or of the authority. */
  readonly by: string
  /** Envelope that it is about, as `digestOfEnvelope` gives it. */
  readonly envelopeSha256: string
  readonly [brand]: 'TrustedTime'
}

/** What is left of an RFC 3161 token after it was verified against pinned anchors. Trusted: whoever builds one by hand dates at will. */
export interface VerifiedTimestamp {
  /** RFC 3339: its genTime. */
  readonly at: string
  /** Name of the authority. */
  readonly by: string
  /** Lower-case hex of the SHA-256 that it covers. */
  readonly imprintSha256: string
}

/** Of a token over the envelope itself; undefined where it covers something else. */
export function toTimestampTime(stamp: VerifiedTimestamp, envelopeSha256: string): TrustedTime | undefined {
  const isAbout = stamp.imprintSha256 === envelopeSha256 && isSha256(envelopeSha256)
  return isAbout ? createTrustedTime('timestamp', stamp, envelopeSha256) : undefined
}

/** For this module's own doors alone. Undefined where `at` is no RFC 3339 time. */
export function createTrustedTime(
  kind: TrustedTime['kind'],
  { at, by }: { readonly at: string; readonly by: string },
  envelopeSha256: string,
): TrustedTime | undefined {
  return readInstant(at) === undefined ? undefined : ({ kind, at, by, envelopeSha256 } as TrustedTime)
}
