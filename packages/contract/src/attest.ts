/** `occtet attest create|key|verify --json`. */
import * as z from 'zod/mini'
import { digest } from './shapes.ts'

const algorithm = z.enum(['ecdsa-p256', 'ed25519'])
/** Predicate types as others may write them. */
const predicateType = z.string().check(z.minLength(1))

export const attestCreate = z.strictObject({
  schema: z.literal('urn:occtet:schema:attest-create:1'),
  kind: z.enum(['sbom', 'vex', 'scan', 'result', 'assessment', 'diligence', 'foss', 'document']),
  predicateType,
  /** Id of the product's profile; null: it has none. */
  product: z.nullable(z.string()),
  subjects: z.array(z.strictObject({ name: z.string(), sha256: digest })).check(z.minLength(1)),
  bundle: z.string(),
  envelopeSha256: digest,
  key: z.strictObject({ keyid: digest, algorithm, file: z.string(), isNew: z.boolean() }),
  /** A day or a time; null: the statement states no end. */
  validUntil: z.nullable(z.string()),
  /** Origin of the ledger that recorded it; null: nobody can prove later when it was signed. */
  ledger: z.nullable(z.string()),
  /** What whoever signs should know. */
  notes: z.array(z.string()),
})

export const attestKey = z.strictObject({
  schema: z.literal('urn:occtet:schema:attest-key:1'),
  /** SHA-256 of the SubjectPublicKeyInfo. */
  keyid: digest,
  /** The same in groups of four digits. */
  fingerprint: z.string().check(z.regex(/^[0-9a-f]{4}( [0-9a-f]{4}){15}$/)),
  algorithm,
  /** SubjectPublicKeyInfo in PEM. */
  pem: z.string().check(z.regex(/^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=\n]+-----END PUBLIC KEY-----\n$/)),
  file: z.string(),
  isNew: z.boolean(),
  ledger: z.nullable(z.string()),
  /** Whether that ledger names the key. */
  isRecorded: z.boolean(),
})

const code = z.string().check(z.regex(/^[A-Z][A-Z0-9_]*$/))

const check = z.strictObject({
  id: z.enum([
    'envelope',
    'signature',
    'revocation',
    'key',
    'time',
    'log',
    'statement',
    'predicate-type',
    'subject',
    'predicate',
    'validity',
    'freshness',
    'successor',
  ]),
  outcome: z.enum(['passed', 'doubtful', 'failed', 'not-checked']),
  code,
  values: z.record(z.string(), z.string()),
  /** In the language asked for. */
  heading: z.string(),
  said: z.string(),
  sentence: z.string(),
})

const verdict = z.strictObject({
  /** Of the bundle, from 1. */
  line: z.int().check(z.positive()),
  /** Whether its kind was asked for; the others decide nothing. */
  isAsked: z.boolean(),
  /** As the statement claims; null: nothing can be read. */
  predicateType: z.nullable(predicateType),
  state: z.enum(['valid', 'valid-but-stale', 'invalid']),
  reason: z.nullable(code),
  message: z.nullable(z.string()),
  staleReasons: z.array(z.enum(['FRESHNESS_UNKNOWN', 'KNOWLEDGE_OLD', 'SUPERSEDED', 'REVIEW_OVERDUE'])),
  envelopeSha256: z.nullable(digest),
  /** Key ids whose signatures count. */
  signers: z.array(digest),
  /** By when it existed at the latest, as somebody other than the issuer says. */
  existedBy: z.nullable(z.string()),
  summary: z.string(),
  checks: z.array(check).check(z.minLength(1)),
})

const sigstore = z.strictObject({
  kind: z.enum(['valid', 'signer-not-asked-for', 'invalid']),
  reason: z.nullable(code),
  message: z.nullable(z.string()),
  signer: z.nullable(z.strictObject({ identity: z.string(), issuer: z.string() })),
  signs: z.nullable(z.enum(['file', 'envelope'])),
  predicateType: z.nullable(z.string()),
  /** Whether it is of a type that was asked for. */
  isOfType: z.boolean(),
  times: z.array(z.strictObject({ kind: z.enum(['time-stamp', 'log']), time: z.string() })),
  entries: z.array(
    z.strictObject({
      log: z.string(),
      /** Decimal; null: the log only promised to include it. */
      index: z.nullable(z.string().check(z.regex(/^\d+$/))),
      kind: z.string(),
    }),
  ),
})

export const attestVerify = z.strictObject({
  schema: z.literal('urn:occtet:schema:attest-verify:1'),
  file: z.string(),
  artefact: z.strictObject({ file: z.string(), sha256: digest }),
  /** The moment for which the answer holds. */
  at: z.string(),
  /** Types of which each answers the question; null: any that is known. */
  asked: z.nullable(z.array(predicateType)),
  state: z.enum(['valid', 'valid-but-stale', 'invalid', 'none-asked']),
  attestations: z.array(verdict),
  /** Null: the file is no Sigstore bundle. */
  sigstore: z.nullable(sigstore),
})
