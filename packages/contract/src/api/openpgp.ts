/** OpenPGP keys that sign the CSAF documents of an organisation: one that signs, and those before it. */
import * as z from 'zod/mini'
import { instant, recorded } from './common.ts'
import { defineRoute } from './route.ts'

const text = z.string()
const count = z.int().check(z.minimum(0))
const path = '/api/orgs/:org/openpgp-keys'
/** Whoever gives out the organisation's secrets: its owner, and no machine. */
const write = { kind: 'organisation', permission: 'tokens.write' } as const

/**
 * `ends-soon`: within 90 days, when it is time for the next one. `too-short`: within 30 days, so that signatures do not hold
 * as long as CSAF demands. `lost`: its private part is gone with the server's own key.
 */
export const openpgpStates = ['good', 'ends-soon', 'too-short', 'expired', 'lost'] as const

const keyView = z.strictObject({
  /** Lower-case hex. */
  fingerprint: text,
  userId: text,
  origin: z.enum(['made', 'brought']),
  addedAt: instant,
  /** Null: never. */
  expiresAt: z.nullable(instant),
  /** Another one took its place; its public part stays published, for what it has signed. */
  retiredAt: z.optional(instant),
  state: z.enum(openpgpStates),
  /** Where its public part is; it answers while a page with CSAF is on. */
  url: text,
  publicKey: text,
})

export const openpgpKeys = z.strictObject({
  /** The one that signs comes first. */
  rows: z.array(keyView),
  /** Published CSAF documents with a signature that holds, of all. */
  signed: count,
  documents: count,
})

const line = text.check(z.maxLength(200), z.regex(/^[^\p{Cc}\p{Zl}\p{Zp}<>()]*$/u))

export const openpgpRoutes = {
  'openpgp.list': defineRoute({
    method: 'GET',
    path,
    summary: 'List the OpenPGP keys that sign CSAF documents',
    access: { kind: 'organisation', permission: 'read' },
    answer: { kind: 'json', schema: openpgpKeys },
  }),
  'openpgp.add': defineRoute({
    method: 'POST',
    path,
    summary: 'Make or bring the OpenPGP key that signs from now on',
    access: write,
    body: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('make'),
        name: line.check(z.minLength(5)),
        email: z.optional(line.check(z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/))),
        years: z.int().check(z.minimum(1), z.maximum(5)),
      }),
      z.strictObject({
        kind: z.literal('bring'),
        /** Armoured private key. */
        key: text.check(z.maxLength(65_536)),
        /** Used once, never kept. */
        passphrase: z.optional(text.check(z.maxLength(1000))),
      }),
    ]),
    answer: { kind: 'json', schema: z.strictObject({ keys: openpgpKeys, recorded }) },
    status: 201,
    errors: [
      'KEY_UNREADABLE',
      'KEY_PUBLIC',
      'PASSPHRASE_NEEDED',
      'PASSPHRASE_WRONG',
      'KEY_EXPIRED',
      'KEY_WEAK',
      'KEY_UNABLE',
      'KEY_KNOWN',
    ],
  }),
} as const
