/** What the commands of `occtet db review` print. */
import * as z from 'zod/mini'
import { verifierKey } from './feddb.ts'
import { count, digest, purl, timestamp } from './shapes.ts'

const text = z.string()

const subject = z.strictObject({ source: text, record: text, digest, package: purl })
const said = { reason: text, time: timestamp }

const statement = z.discriminatedUnion('kind', [
  z.strictObject({ ...said, kind: z.literal('report'), package: purl, id: text, vers: text }),
  z.strictObject({ ...said, kind: z.literal('correct'), about: subject, vers: text }),
  z.strictObject({ ...said, kind: z.enum(['dispute', 'withdraw']), about: subject }),
  z.strictObject({
    ...said,
    kind: z.literal('remediate'),
    about: subject,
    fixed: z.array(text).check(z.minLength(1)),
  }),
  z.strictObject({ ...said, kind: z.enum(['approve', 'reject']), statement: digest }),
])

/** `occtet db review add`, `approve` and `reject`. */
export const signedStatement = z.strictObject({ id: digest, statement })

/** `occtet db review release`. */
export const releasedStatement = z.strictObject({ id: digest })

/** `occtet db review list`. */
export const reviewList = z.strictObject({
  statements: z.array(
    z.strictObject({
      id: digest,
      statement,
      signers: z.array(text).check(z.minLength(1)),
      approvedBy: z.array(text),
      rejectedBy: z.array(text),
      isApproved: z.boolean(),
      /** The record that it is about has changed since, or is gone. */
      isVoid: z.boolean(),
    }),
  ),
  /** Statements and votes by keys that are not trusted here. */
  untrusted: count,
})

/** `occtet db review trust`. */
export const reviewPolicy = z.strictObject({
  reviewers: z.array(verifierKey).check(z.minLength(1)),
  approvals: z.int().check(z.positive()),
})

/** `occtet db review key`. */
export const reviewerKey = z.strictObject({ key: verifierKey })
