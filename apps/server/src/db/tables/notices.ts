/** What happened that people want to be told of, who was told, and what went to webhooks. */
import type { InstantText } from './core.ts'

export interface NoticeWishRow {
  readonly org_id: string
  readonly account_id: string
  /** JSON of the wishes of `notices.save`. */
  readonly wishes: string
  readonly updated_at: InstantText
}

/** One thing that happened, once: a second event with its key is the first. */
export interface NoticeEventRow {
  readonly org_id: string
  /** ULID. */
  readonly id: string
  /** `clock:AEV-…:early-warning:due-4h`; unique in the organisation. */
  readonly key: string
  readonly kind: string
  /** Code that the web and the mail have words for. */
  readonly what: string
  /** Mails about the same subject are one mail an hour. */
  readonly subject: string
  /** Slug; null: the whole organisation. */
  readonly product: string | null
  readonly href: string
  /** JSON; never details of an open flaw. */
  readonly vals: string
  readonly at: InstantText
  /** 1: people and webhooks were chosen for it. */
  readonly is_spread: number
}

/** One person, one event. */
export interface NoticeRow {
  readonly org_id: string
  readonly account_id: string
  readonly event_id: string
  /** Not before; null: not by mail. */
  readonly mail_after: InstantText | null
  /** The mail that holds it; null: none yet. */
  readonly mail_id: string | null
  readonly seen_at: InstantText | null
}

export interface NoticeMailRow {
  readonly org_id: string
  readonly id: string
  readonly account_id: string
  readonly subject: string
  readonly state: 'waiting' | 'done' | 'failed'
  readonly attempts: number
  readonly created_at: InstantText
  readonly next_at: InstantText | null
  readonly sent_at: InstantText | null
  readonly error: string | null
}

export interface WebhookRow {
  readonly org_id: string
  readonly id: string
  readonly url: string
  /** JSON: kinds. */
  readonly events: string
  readonly is_on: number
  /** `whsec_…`. Whoever reads it can forge what we send, nothing else. */
  /** Sealed (`kernel/vault.ts`), as is the old one. */
  readonly secret: string
  readonly old_secret: string | null
  readonly old_until: InstantText | null
  readonly created_at: InstantText
}

export interface WebhookDeliveryRow {
  readonly org_id: string
  readonly id: string
  readonly webhook_id: string
  /** Unique with the webhook: an event goes to it once, however often it is tried. Null: a test. */
  readonly event_id: string | null
  readonly what: string
  /** JSON as it is sent and signed. */
  readonly body: string
  readonly state: 'waiting' | 'done' | 'failed'
  readonly attempts: number
  readonly created_at: InstantText
  readonly next_at: InstantText | null
  readonly status: number | null
  readonly error: string | null
}

export interface NoticeTables {
  notice_wish: NoticeWishRow
  notice_event: NoticeEventRow
  notice: NoticeRow
  notice_mail: NoticeMailRow
  webhook: WebhookRow
  webhook_delivery: WebhookDeliveryRow
}
