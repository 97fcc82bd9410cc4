/** Signatures of webhooks (Standard Webhooks 1.0.0, "Signature scheme"): HMAC-SHA-256 over id, timestamp and body. */
import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

/** 32 random bytes; shown once. */
export function makeWebhookSecret(): string {
  return `${PREFIX}${randomBytes(32).toString('base64')}`
}

/** Tells two secrets apart, opens nothing. */
export function hintOf(secret: string): string {
  return `${secret.slice(0, PREFIX.length + 4)}…`
}

export interface SignedMessage {
  readonly id: string
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly body: string
}

/** One signature per secret, so that a receiver can change over in its own time. */
export function signMessage(
  { id, timestamp, body }: SignedMessage,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  }
}
