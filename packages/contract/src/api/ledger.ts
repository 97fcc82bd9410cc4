/** The organisation's transparency log: its head, its events as sentences, and everything needed to check it elsewhere. */
import * as z from 'zod/mini'
import { instant, pageOf, pageQuery } from './common.ts'
import { defineRoute } from './route.ts'

const count = z.int().check(z.minimum(0))
const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/))
const language = z.optional(z.enum(['en', 'de']))
const read = { kind: 'organisation', permission: 'read' } as const
const base = '/api/orgs/:org/ledger'

export const ledgerHead = z.discriminatedUnion('state', [
  /** The organisation keeps none: nothing is recorded. */
  z.strictObject({ state: z.literal('off') }),
  /** It keeps one, and nothing was recorded yet. */
  z.strictObject({ state: z.literal('new'), origin: z.string(), pending: count }),
  /** It keeps one that this server cannot read. Nothing is known of it here. */
  z.strictObject({ state: z.literal('unreadable'), origin: z.string(), pending: count, code: z.string() }),
  z.strictObject({
    state: z.literal('on'),
    origin: z.string(),
    size: count,
    root: base64,
    /** Signed note (C2SP tlog-checkpoint) of the newest published state. */
    checkpoint: z.string(),
    /** `name+id+base64`: what others pin. */
    key: z.string(),
    /** SHA-256 of `key`, lower-case hex: what people compare by eye. */
    fingerprint: z.string(),
    /** Changes that are committed and not in the log yet, and since when. */
    pending: count,
    pendingSince: z.optional(instant),
    /** The last whole check on the server; absent: nobody looked yet. */
    check: z.optional(
      z.strictObject({
        at: instant,
        size: count,
        faults: z.array(z.strictObject({ file: z.string(), code: z.string(), message: z.string() })),
      }),
    ),
  }),
])

const row = {
  index: count,
  /** `private`: there, and not for this caller. `erased`: its content is gone, its fingerprint remains. */
  state: z.enum(['readable', 'actor-erased', 'erased', 'unreadable', 'private']),
  /** As the organisation says; the log proves only "not later than". */
  time: z.optional(z.string()),
  type: z.optional(z.string()),
  product: z.optional(z.string()),
  /** Plain text in the language asked for; absent where there is nothing to tell. */
  sentence: z.optional(z.string()),
}

export const ledgerRow = z.strictObject(row)

export const ledgerEntry = z.strictObject({
  ...row,
  /** The leaf shows it to everybody. */
  isPublic: z.optional(z.boolean()),
  /** The signed content. */
  event: z.optional(z.record(z.string(), z.unknown())),
  /** Personal fields that are still there, by name. */
  personal: z.optional(z.record(z.string(), z.unknown())),
  /** RFC 6962 hash of the leaf, lower-case hex. */
  leafHash: z.string(),
  /** The logged bytes. */
  entry: base64,
  /** C2SP tlog-proof that the entry stands in the newest published tree. */
  proof: z.string(),
})

export const ledgerRoutes = {
  'ledger.head': defineRoute({
    method: 'GET',
    path: base,
    summary: 'Show where the ledger stands',
    access: read,
    answer: { kind: 'json', schema: ledgerHead },
  }),
  'ledger.events': defineRoute({
    method: 'GET',
    path: `${base}/events`,
    summary: 'List recorded events, newest first',
    access: read,
    query: z.strictObject({
      ...pageQuery,
      product: z.optional(z.string()),
      /** First part of the types: `vex`, `case`. */
      kind: z.optional(z.string().check(z.regex(/^[a-z]{1,32}$/))),
      /** Days, `2026-11-22`, both included. */
      from: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))),
      to: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))),
      lang: language,
    }),
    answer: { kind: 'json', schema: pageOf(ledgerRow) },
    errors: ['LEDGER_UNREADABLE'],
  }),
  'ledger.entry': defineRoute({
    method: 'GET',
    path: `${base}/events/:index`,
    summary: 'Show one entry with its proof',
    access: read,
    query: z.strictObject({ lang: language }),
    answer: { kind: 'json', schema: ledgerEntry },
    errors: ['LEDGER_UNREADABLE'],
  }),
  'ledger.tile': defineRoute({
    method: 'GET',
    path: `${base}/tiles`,
    summary: 'Read a tile or entry bundle of the log (C2SP tlog-tiles)',
    access: read,
    query: z.strictObject({ path: z.string().check(z.maxLength(64)) }),
    answer: { kind: 'file', media: ['application/octet-stream'] },
    errors: ['LEDGER_UNREADABLE'],
  }),
  'ledger.package': defineRoute({
    method: 'GET',
    path: `${base}/package`,
    summary: 'Download an evidence package that others check offline',
    access: { kind: 'organisation', permission: 'export' },
    query: z.strictObject({ product: z.optional(z.string()) }),
    answer: { kind: 'file', media: ['application/zip'] },
    errors: ['LEDGER_UNREADABLE', 'TOO_MANY_EVENTS'],
  }),
  'ledger.verify': defineRoute({
    method: 'POST',
    path: `${base}/verify`,
    summary: 'Check the whole ledger on the server',
    access: read,
    answer: { kind: 'json', schema: z.strictObject({ job: z.string() }) },
    status: 202,
  }),
} as const
