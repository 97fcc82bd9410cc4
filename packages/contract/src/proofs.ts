/** What `occtet db verify` has found to hold, and the file that `occtet db prove` writes. */
import * as z from 'zod/mini'
import { range } from './ranges.ts'
import { count, digest, purl, timestamp } from './shapes.ts'

const text = z.string()
const base64 = text.check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/))

const claim = z.strictObject({
  record: text,
  source: text,
  digest,
  ecosystem: text,
  name: text,
  aliases: z.array(text),
  summary: z.optional(text),
  published: z.optional(text),
  modified: z.optional(text),
  withdrawn: z.optional(text),
  isMalicious: z.boolean(),
  informational: z.optional(text),
  ranges: z.array(range),
  versions: z.array(text),
  patched: z.optional(z.array(text)),
  severity: z.array(z.strictObject({ type: text, score: text })),
})

const store = { root: z.optional(digest), segments: count, bytes: count, problems: z.array(text) }

/** `occtet db verify`: the store on this machine, a folder that a node published, or (`--proof`) a proven answer. */
export const verifyReport = z.union([
  z.strictObject(store),
  z.strictObject({ ...store, origin: text, snapshots: count, published: timestamp }),
  z.strictObject({ purl, origin: text, root: digest, published: timestamp, claims: z.array(claim) }),
])

/** `occtet db prove`: from what the store holds about a package up to the node's signed checkpoint. */
export const provenAnswer = z.strictObject({
  format: z.literal('occtet-feddb-answer/1'),
  purl,
  checkpoint: text,
  entry: z.strictObject({ manifest: text, digest, root: digest, size: count, time: timestamp }),
  inclusion: z.array(base64),
  manifest: text,
  proofs: z.array(
    z.strictObject({
      layer: text,
      kind: text,
      key: text,
      via: z.optional(text),
      bucket: z.array(z.tuple([count, digest])),
      shown: z.array(z.strictObject({ key: text, value: text })),
      bucketPath: z.array(digest),
      kindRoot: digest,
      leaf: z.strictObject({ index: count, size: count, path: z.array(digest) }),
    }),
  ),
})
