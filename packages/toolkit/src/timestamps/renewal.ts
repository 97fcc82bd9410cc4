/**
 * Stamps outlive their certificates by being stamped again in time (RFC 4998, section 5.2, time-stamp renewal): the newer
 * stamp is over the whole `.tsr` of the older one, so it proves that the older one was there while it could be checked.
 */
import { ok, type Result } from '../base/index.ts'
import { refuse, type TimestampError } from './errors.ts'
import { digestOf } from './public-key.ts'
import { type TimestampQuestion, type VerifiedTimestamp, verifyTimestamp } from './verify.ts'

/** What a renewal stamps: SHA-256 of the older response. */
export async function imprintOfResponse(response: Uint8Array): Promise<TimestampQuestion['imprint']> {
  return { algorithm: 'SHA-256', digest: await digestOf('SHA-256', response) }
}

export type StampAge =
  | { readonly kind: 'current'; readonly daysLeft: number }
  /** The chain ends within the margin: stamp again now. */
  | { readonly kind: 'renew-soon'; readonly daysLeft: number }
  /** The chain has ended. What the stamp proves now depends on a renewal that was made before. */
  | { readonly kind: 'ended'; readonly daysAgo: number }

const DAY = 24 * 60 * 60 * 1000

/** `now` in milliseconds since 1970; `marginDays` before the end a stamp counts as ending soon. */
export function ageOfStamp(
  { validUntil }: Pick<VerifiedTimestamp, 'validUntil'>,
  { now, marginDays }: { readonly now: number; readonly marginDays: number },
): StampAge {
  const left = Date.parse(validUntil) - now
  if (left < 0) return { kind: 'ended', daysAgo: Math.floor(-left / DAY) }
  const daysLeft = Math.floor(left / DAY)
  return { kind: left < marginDays * DAY ? 'renew-soon' : 'current', daysLeft }
}

/** The first stamp, and the newest one under which it still holds. */
export interface RenewedTimestamp {
  readonly first: VerifiedTimestamp
  readonly newest: VerifiedTimestamp
  readonly all: readonly [VerifiedTimestamp, ...VerifiedTimestamp[]]
}

/**
 * Oldest response first. Each must stamp the one before it, no earlier than it and before its chain ended; anchors that
 * have ended since must still be given.
 */
export async function verifyRenewals(
  responses: readonly [Uint8Array, ...Uint8Array[]],
  question: Omit<TimestampQuestion, 'nonce'>,
): Promise<Result<RenewedTimestamp, TimestampError>> {
  const [original, ...renewals] = responses
  const first = await verifyTimestamp(original, question)
  if (!first.ok) return first
  const all: [VerifiedTimestamp, ...VerifiedTimestamp[]] = [first.value]
  let older = { response: original, stamp: first.value }
  for (const [index, response] of renewals.entries()) {
    const imprint = await imprintOfResponse(older.response)
    const newer = await verifyTimestamp(response, { ...question, imprint })
    if (!newer.ok) return refuse(newer.error.code, `renewal ${index + 1}: ${newer.error.message}`)
    const at = Date.parse(newer.value.genTime)
    if (at > Date.parse(older.stamp.validUntil) || at < Date.parse(older.stamp.genTime)) {
      return refuse(
        'TIMESTAMP_SIGNER_NOT_VALID',
        `renewal ${index + 1} is of ${newer.value.genTime}: expected from ${older.stamp.genTime} to ${older.stamp.validUntil}`,
      )
    }
    all.push(newer.value)
    older = { response, stamp: newer.value }
  }
  return ok({ first: first.value, newest: older.stamp, all })
}
