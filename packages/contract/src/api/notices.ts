/** Who is told of what, and how: wishes per person, the list in the application, and webhooks with their deliveries. */
import * as z from 'zod/mini'
import { instant, pageOf, pageQuery } from './common.ts'
import { defineRoute } from './route.ts'

const text = z.string()
const count = z.int().check(z.minimum(0))
/** A guest is told of their products only. */
const read = { kind: 'organisation', permission: 'read', isNarrowed: true } as const
const settings = { kind: 'organisation', permission: 'settings.write' } as const

/** ux paper, section 7. `clock`: opened, 12, 4 and 1 hours before due, overdue. */
export const noticeKinds = [
  'clock',
  'exploited',
  'ledger-broken',
  'report-received',
  'daily-digest',
  'weekly',
] as const

export type NoticeKind = (typeof noticeKinds)[number]

const wish = z.enum(['on', 'digest', 'off'])

/** `HH:MM` in UTC; they hold mail back, never that of a clock. */
const clockTime = text.check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/))

const preferences = z.strictObject({
  clock: wish,
  exploited: wish,
  'ledger-broken': wish,
  'report-received': wish,
  'daily-digest': z.enum(['on', 'off']),
  weekly: z.enum(['on', 'off']),
  quiet: z.optional(z.strictObject({ from: clockTime, to: clockTime })),
  language: z.enum(['en', 'de']),
})

export const noticeSettings = z.strictObject({
  preferences,
  /** Where mail goes; absent where the account has no address. */
  address: z.optional(text),
  mail: z.enum(['ready', 'not-configured']),
  /** People of the organisation who get clock events at once; 0 is said on the home page. */
  clockListeners: count,
})

const notice = z.strictObject({
  id: text,
  kind: z.enum(noticeKinds),
  /** What happened, by code that the web has words for: `clock.opened`, `clock.due-4h`, … */
  what: text,
  at: instant,
  product: z.optional(text),
  /** Path in the application, without the organisation. */
  href: text,
  values: z.record(text, z.union([text, z.number()])),
  isSeen: z.boolean(),
})

const address = text.check(z.maxLength(2000), z.regex(/^https?:\/\/\S+$/))

const webhook = z.strictObject({
  id: text,
  url: text,
  events: z.array(z.enum(noticeKinds)),
  isOn: z.boolean(),
  createdAt: instant,
  /** Of the secret: enough to tell two apart. */
  secretHint: text,
  lastDelivery: z.optional(z.strictObject({ at: instant, state: z.enum(['waiting', 'done', 'failed']) })),
})

const delivery = z.strictObject({
  id: text,
  what: text,
  state: z.enum(['waiting', 'done', 'failed']),
  attempts: count,
  createdAt: instant,
  nextAt: z.optional(instant),
  /** Of the last attempt. */
  status: z.optional(z.int()),
  error: z.optional(text),
})

const webhookWishes = z.strictObject({
  url: address,
  events: z.array(z.enum(noticeKinds)).check(z.minLength(1)),
  isOn: z.boolean(),
})

export const noticeRoutes = {
  'notices.settings': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/notices/settings',
    summary: 'Show what you are told of',
    access: read,
    answer: { kind: 'json', schema: noticeSettings },
    errors: ['PERSON_NEEDED'],
  }),
  'notices.save': defineRoute({
    method: 'PUT',
    path: '/api/orgs/:org/notices/settings',
    summary: 'Choose what you are told of',
    access: read,
    body: preferences,
    answer: { kind: 'json', schema: noticeSettings },
    errors: ['PERSON_NEEDED'],
  }),
  'notices.list': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/notices',
    summary: 'List your notices, newest first',
    access: read,
    query: z.strictObject({ ...pageQuery }),
    answer: { kind: 'json', schema: pageOf(notice) },
    errors: ['PERSON_NEEDED'],
  }),
  'notices.seen': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/notices/seen',
    summary: 'Mark your notices up to an instant as seen',
    access: read,
    body: z.strictObject({ until: instant }),
    answer: { kind: 'none' },
    status: 204,
    errors: ['PERSON_NEEDED'],
  }),
  'webhooks.list': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/webhooks',
    summary: 'List webhooks',
    access: settings,
    answer: { kind: 'json', schema: z.strictObject({ rows: z.array(webhook), allowsPrivate: z.boolean() }) },
  }),
  'webhooks.create': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/webhooks',
    summary: 'Add a webhook; its secret is shown this once',
    access: settings,
    body: webhookWishes,
    answer: { kind: 'json', schema: z.strictObject({ webhook, secret: text }) },
    isSecret: true,
    status: 201,
    errors: ['ADDRESS_REFUSED', 'TOO_MANY_WEBHOOKS'],
  }),
  'webhooks.change': defineRoute({
    method: 'PUT',
    path: '/api/orgs/:org/webhooks/:webhook',
    summary: 'Change a webhook',
    access: settings,
    body: webhookWishes,
    answer: { kind: 'json', schema: webhook },
    errors: ['ADDRESS_REFUSED'],
  }),
  'webhooks.remove': defineRoute({
    method: 'DELETE',
    path: '/api/orgs/:org/webhooks/:webhook',
    summary: 'Remove a webhook; what waits for it is dropped',
    access: settings,
    answer: { kind: 'none' },
    status: 204,
  }),
  'webhooks.rotate': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/webhooks/:webhook/secret',
    summary: 'Make a new secret; the old one signs along for a day',
    access: settings,
    answer: { kind: 'json', schema: z.strictObject({ webhook, secret: text }) },
    isSecret: true,
  }),
  'webhooks.test': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/webhooks/:webhook/test',
    summary: 'Send a test event',
    access: settings,
    answer: { kind: 'json', schema: delivery },
    status: 202,
  }),
  'webhooks.deliveries': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/webhooks/:webhook/deliveries',
    summary: 'List what was sent to a webhook, newest first',
    access: settings,
    query: z.strictObject({ ...pageQuery }),
    answer: { kind: 'json', schema: pageOf(delivery) },
  }),
  'webhooks.resend': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/webhooks/:webhook/deliveries/:delivery/resend',
    summary: 'Send a failed delivery again',
    access: settings,
    answer: { kind: 'json', schema: delivery },
    status: 202,
  }),
} as const
