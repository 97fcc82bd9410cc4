/** `occtet db explain` and `occtet db show`. */
import * as z from 'zod/mini'
import { match } from './findings.ts'
import { range } from './ranges.ts'
import { count, digest, purl, unknownReason } from './shapes.ts'

const text = z.string()
const named = z.strictObject({ source: text, record: text })
const origin = z.strictObject({ source: text, record: text, digest })
const tier = z.enum(['own', 'reviewed', 'cna', 'nvd', 'euvd', 'other'])

/** Versions about which records differ: VERS text, and the same for people. */
const disputed = z.strictObject({ vers: text, range: text })

const todo = z.strictObject({
  code: z.enum([
    'RECORD_OF_SEVERAL_CVES',
    'RECORD_OF_MANY_ALIASES',
    'GROUP_OF_SEVERAL_CVES',
    'GROUP_OF_MANY_IDS',
    'GROUP_OF_DISJOINT_PACKAGES',
    'CHAIN_CUT_OFF',
    'TAKEN_BACK_HERE',
  ]),
  records: z.array(text),
  says: text,
})

const said = { id: text, source: text, record: text, digest, date: z.optional(text) }
const share = z.number().check(z.minimum(0), z.maximum(1))

const signal = z.discriminatedUnion('kind', [
  z.strictObject({ ...said, kind: z.literal('epss'), score: share, percentile: share }),
  z.strictObject({
    ...said,
    kind: z.literal('kev'),
    catalogue: z.enum(['cisa', 'eu']),
    added: z.optional(text),
    due: z.optional(text),
    ransomware: z.enum(['known', 'unknown']),
  }),
  z.strictObject({
    ...said,
    kind: z.literal('ssvc'),
    exploitation: z.enum(['none', 'poc', 'active']),
    automatable: z.enum(['yes', 'no']),
    technicalImpact: z.enum(['partial', 'total']),
    version: z.optional(text),
  }),
])

const statement = z.strictObject({
  ...origin.shape,
  ecosystem: text,
  tier,
  range: text,
  listed: count,
  verdict: z.enum(['affected', 'outside', 'unclear', 'withdrawn', 'unasked']),
  reason: z.optional(text),
  match: z.optional(match),
  curatedBy: z.optional(z.array(text)),
  published: z.optional(text),
  modified: z.optional(text),
  withdrawn: z.optional(text),
  license: z.optional(text),
  asOf: z.optional(text),
  isStale: z.optional(z.boolean()),
})

export const explanation = z.strictObject({
  purl,
  id: text,
  group: text,
  ids: z.array(text),
  status: z.enum(['affected', 'no_known_vulnerability', 'unknown']),
  basis: z.optional(z.enum(['no-record', 'outside-ranges'])),
  reason: z.optional(unknownReason),
  detail: z.optional(text),
  strength: z.optional(z.enum(['confirmed', 'possible'])),
  rule: z.strictObject({ id: text, says: text }),
  isDisputed: z.boolean(),
  statements: z.array(statement),
  disputed: z.optional(disputed),
  signals: z.array(signal),
  joined: z.array(z.strictObject({ ...named.shape, via: text })),
  silent: z.array(named),
  apart: z.array(todo),
  elsewhere: count,
  asOf: text,
})

/** A value, the records that say it, and the rule of the merge policy that chose it. */
function sourced<T extends z.ZodMiniType>(value: T) {
  return z.strictObject({ value, from: z.array(origin).check(z.minLength(1)), rule: text })
}

const affected = z.strictObject({
  ecosystem: text,
  name: text,
  rule: text,
  statements: z.array(
    z.strictObject({
      from: origin,
      tier,
      isTakenBack: z.boolean(),
      range: text,
      ranges: z.array(range),
      versions: z.array(text),
    }),
  ),
  disputed: z.optional(disputed),
})

const view = z.strictObject({
  id: text,
  ids: z.array(text),
  policy: text,
  status: sourced(z.enum(['published', 'withdrawn', 'rejected', 'disputed'])),
  title: z.optional(sourced(text)),
  details: z.optional(sourced(text)),
  published: z.optional(sourced(text)),
  modified: z.optional(sourced(text)),
  severity: z.array(sourced(z.strictObject({ type: text, score: text, by: z.optional(text) }))),
  weaknesses: z.array(sourced(text)),
  references: z.array(sourced(z.strictObject({ url: text, type: z.optional(text) }))),
  aliases: z.array(sourced(text)),
  upstream: z.array(sourced(text)),
  related: z.array(sourced(text)),
  affected: z.array(affected),
  disagreements: z.array(
    z.strictObject({
      field: z.enum(['status', 'severity', 'weaknesses']),
      about: z.optional(text),
      values: z.array(z.strictObject({ value: text, from: z.array(origin) })).check(z.minLength(2)),
    }),
  ),
  signals: z.array(signal),
  records: z.array(z.strictObject({ ...origin.shape, isTakenBack: z.boolean(), via: z.optional(text) })),
})

/** As it came: the JSON value where the record is JSON, else its text. */
const rawRecord = z.strictObject({ source: text, id: text, format: text, digest, record: z.unknown() })

/** `occtet db show --raw`. */
export const rawRecords = z.array(rawRecord).check(z.minLength(1))

export const shownAdvisory = z.strictObject({
  id: text,
  merged: z.array(view),
  todos: z.array(todo),
  unread: z.array(named),
  records: rawRecords,
})
