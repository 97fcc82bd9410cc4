/** Every `--json` value of `occtet ledger`. */
import * as z from 'zod/mini'
import { count, digest, timestamp } from './shapes.ts'

const text = z.string()
const base64 = text.check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/))
/** UTC, milliseconds. */
const instant = text.check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/))
const ulid = text.check(z.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/))
/** C2SP signed-note: name, id, key. */
const verifierKey = text.check(z.regex(/^[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}$/))
const origin = text.check(z.minLength(1))

export const ledgerInit = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-init:1'),
  origin,
  key: verifierKey,
  /** SHA-256 of `key`: what receivers of packages compare. */
  fingerprint: digest,
  isNew: z.boolean(),
  /** Folder of the log. */
  folder: text,
  /** Folder of its keys. */
  secrets: text,
  /** File of the product that names it. */
  link: text,
})

export const ledgerAppend = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-append:1'),
  origin,
  id: ulid,
  index: count,
  isNew: z.boolean(),
})

const row = {
  index: count,
  state: z.enum(['readable', 'actor-erased', 'erased', 'unreadable']),
  time: z.optional(instant),
  id: z.optional(ulid),
  type: z.optional(text),
  product: z.optional(text),
  /** For people, in the language asked for. */
  sentence: text,
}

export const ledgerEvents = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-events:1'),
  origin,
  size: count,
  events: z.array(z.strictObject(row)),
  /** There are more before this one. */
  next: z.optional(count),
})

const subject = z.strictObject({
  name: text,
  uri: z.optional(text),
  mediaType: z.optional(text),
  digest: z.strictObject({ sha256: digest }),
})

const agent = z.strictObject({ model: text, modelSha256: digest, promptSha256: digest })

const event = z.strictObject({
  v: z.literal(1),
  id: ulid,
  type: text,
  time: instant,
  origin,
  actor: z.strictObject({
    kind: z.enum(['user', 'service', 'agent']),
    ref: base64,
    agent: z.optional(agent),
  }),
  subject: z.array(subject),
  data: z.record(text, z.unknown()),
  product: z.optional(text),
  evidence: z.optional(z.array(subject)),
  prev: z.optional(z.array(ulid)),
  legal: z.optional(z.array(text)),
  sd: z.array(base64),
})

export const ledgerEvent = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-event:1'),
  origin,
  ...row,
  isPublic: z.optional(z.boolean()),
  event: z.optional(event),
  /** Personal fields that are still there. */
  personal: z.optional(z.record(text, z.unknown())),
})

export const ledgerTypes = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-types:1'),
  types: z.array(
    z.strictObject({
      name: text,
      isPublic: z.boolean(),
      isEvidence: z.boolean(),
      isUrgent: z.boolean(),
      legal: z.array(text),
      sentence: text,
      members: z.array(z.strictObject({ name: text, isRequired: z.boolean() })),
    }),
  ),
})

export const ledgerCheckpoint = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-checkpoint:1'),
  origin,
  key: verifierKey,
  fingerprint: digest,
  size: count,
  root: base64,
  /** C2SP tlog-checkpoint as a signed note. */
  note: text,
})

export const ledgerFsck = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-fsck:1'),
  origin,
  isIntact: z.boolean(),
  size: count,
  pending: count,
  events: z.strictObject({ verified: count, erased: count }),
  faults: z.array(z.strictObject({ file: text, code: text, message: text })),
})

export const ledgerErase = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-erase:1'),
  origin,
  /** Numbers of the events that lost something. */
  entries: z.array(count),
  /** Digests of the personal fields that are gone. */
  disclosures: z.array(base64),
  keys: count,
  /** Numbers of the `data.erased` events. */
  recorded: z.array(count),
})

export const ledgerProof = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-proof:1'),
  origin,
  index: count,
  /** Content of INDEX.event.json. */
  event: text,
  /** C2SP tlog-proof. */
  proof: text,
})

export const ledgerVerify = z.union([
  z.strictObject({
    schema: z.literal('urn:occtet:schema:ledger-verify:1'),
    isProven: z.literal(true),
    origin,
    index: count,
    size: count,
    witnesses: z.array(z.strictObject({ name: text, time: instant })),
    event: z.optional(event),
  }),
  z.strictObject({
    schema: z.literal('urn:occtet:schema:ledger-verify:1'),
    isProven: z.literal(false),
    reason: text,
    message: text,
  }),
])

export const ledgerExport = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-export:1'),
  origin,
  file: text,
  bytes: count,
  size: count,
  records: count,
  attestations: count,
  timestamps: count,
  artefacts: count,
})

export const ledgerKeys = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-keys:1'),
  origin,
  keys: z.array(
    z.strictObject({
      keyid: digest,
      purpose: z.enum(['log', 'event', 'attestation', 'witness', 'tsa']),
      algorithm: z.enum(['ed25519', 'ecdsa-p256']),
      spki: base64,
      state: z.enum(['current', 'retired', 'revoked']),
      addedAt: text,
      notAfter: z.optional(text),
      retiredAt: z.optional(text),
      revokedAt: z.optional(text),
      reason: z.optional(text),
      compromisedSince: z.optional(text),
    }),
  ),
})

/** `keys rotate`: the new key; `keys revoke`: the one that is no longer believed. */
export const ledgerKey = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-key:1'),
  origin,
  keyid: digest,
})

export const ledgerPolicy = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-policy:1'),
  origin,
  witnesses: z.array(z.strictObject({ name: text, url: z.optional(text) })),
  needsWitnesses: z.boolean(),
})

const decimal = text.check(z.regex(/^(?:0|[1-9]\d*)$/))

export const ledgerMonitor = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-monitor:1'),
  origin,
  at: text,
  head: z.optional(z.strictObject({ size: decimal, root: base64 })),
  read: z.strictObject({ from: decimal, to: decimal }),
  observed: z.array(
    z.strictObject({
      kind: z.enum(['log', 'pending', 'mirror', 'witness', 'seen']),
      from: text,
      size: decimal,
      root: base64,
      cosigners: z.array(text),
    }),
  ),
  ignored: z.array(z.strictObject({ from: text, message: text })),
  alarms: z.array(
    z.strictObject({
      code: z.enum([
        'FORKED',
        'ROLLED_BACK',
        'STALE',
        'QUORUM_MISSED',
        'UNKNOWN_LEAF',
        'WITNESS_SILENT',
        'LOG_UNREACHABLE',
        'LOG_DAMAGED',
      ]),
      from: text,
      message: text,
      since: text,
      isNew: z.boolean(),
      evidence: z.optional(text),
    }),
  ),
})

export const ledgerStamp = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-stamp:1'),
  origin,
  size: count,
  time: timestamp,
  file: text,
})

export const ledgerWitnessInit = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-witness-init:1'),
  verifierKey,
})

export const ledgerWitness = z.strictObject({
  schema: z.literal('urn:occtet:schema:ledger-witness:1'),
  name: text,
  verifierKey,
  logs: z.array(
    z.strictObject({
      origin,
      cosigned: z.optional(z.strictObject({ size: decimal, root: base64, time: decimal })),
      state: z.enum(['new', 'following', 'forked']),
      evidence: z.optional(text),
    }),
  ),
})

const outcome = z.enum(['passed', 'failed', 'open'])
const packageCheck = z.strictObject({
  id: text,
  outcome,
  code: z.optional(text),
  message: z.optional(text),
  values: z.record(text, text),
})
const bound = z.strictObject({
  time: text,
  source: z.enum(['witness', 'time-stamp']),
  by: text,
  isCompared: z.boolean(),
})
const named = z.array(z.strictObject({ name: text, sha256: digest }))

/** `ledger verify` of an evidence package: the same answer as its page gives. */
export const ledgerPackage = z.looseObject({
  schema: z.literal('urn:occtet:schema:ledger-package:1'),
  verdict: z.strictObject({
    kind: z.enum(['valid', 'valid-but-stale', 'unknown', 'invalid']),
    reason: z.optional(text),
    where: z.optional(text),
  }),
  title: text,
  createdAt: text,
  checkedAt: text,
  checks: z.array(packageCheck),
  records: z.array(
    z.looseObject({
      index: decimal,
      kind: z.enum(['event', 'closed', 'public']),
      state: z.enum(['proven', 'broken', 'not-checked']),
      checks: z.array(packageCheck),
      content: z.optional(
        z.looseObject({
          id: text,
          type: text,
          time: text,
          subjects: named,
          data: z.record(text, z.unknown()),
        }),
      ),
      notAfter: z.optional(bound),
      notBefore: z.optional(bound),
    }),
  ),
  documents: z.array(
    z.looseObject({
      name: text,
      state: z.enum(['recorded', 'absent', 'stranger']),
      records: z.array(decimal),
    }),
  ),
  limits: z.array(z.strictObject({ code: text, values: z.record(text, z.union([text, z.number()])) })),
})
