/** People and how they prove who they are: sign-in, sessions, password, second factor, first set-up, invitations accepted. */
import * as z from 'zod/mini'
import { instant, slug } from './common.ts'
import { permissions, roles } from './roles.ts'
import { defineRoute } from './route.ts'

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(100))
/** Not checked for existence; the form only. */
const email = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+$/))
/** At least 12 letters of whatever kind: length is what counts. Longer than 256 is no better and slow to hash. */
const newPassword = z.string().check(z.minLength(12), z.maxLength(256))
const password = z.string().check(z.minLength(1), z.maxLength(256))
/** Six digits, or a recovery code. */
const code = z.string().check(z.trim(), z.minLength(6), z.maxLength(32))
const secret = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,128}$/))

export const ownOrganisation = z.strictObject({
  slug,
  name: z.string(),
  role: z.enum(roles),
  permissions: z.array(z.enum(permissions)),
  isSample: z.boolean(),
  /** Of an auditor: until then. */
  endsAt: z.optional(instant),
  /** Slugs; absent: every product. */
  products: z.optional(z.array(z.string())),
})

/**
 * `set-up`: no account yet; `signed-out`: sign-in is needed. `isLocal`: nobody signed in, this machine's own person works
 * without an account.
 */
export const sessionView = z.strictObject({
  state: z.enum(['set-up', 'signed-out', 'signed-in']),
  mode: z.enum(['local', 'team']),
  /** Absent where no provider is configured. */
  oidc: z.optional(z.strictObject({ name: z.string() })),
  account: z.optional(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      email: z.optional(z.string()),
      isLocal: z.boolean(),
      hasPassword: z.boolean(),
      hasTotp: z.boolean(),
      /** Recovery codes not used yet. */
      recoveryCodes: z.int(),
    }),
  ),
  organisations: z.array(ownOrganisation),
})

export const sessionRow = z.strictObject({
  id: z.string(),
  method: z.enum(['password', 'oidc', 'handover']),
  /** Browser and system, in two words; empty where unknown. */
  device: z.string(),
  createdAt: instant,
  seenAt: instant,
  expiresAt: instant,
  isCurrent: z.boolean(),
})

const signedIn = { kind: 'json', schema: sessionView } as const

export const sessionRoutes = {
  'session.show': defineRoute({
    method: 'GET',
    path: '/api/session',
    summary: 'Say who is signed in, and which organisations they see',
    access: { kind: 'public' },
    answer: signedIn,
  }),
  'session.create': defineRoute({
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in with a password and, where set, a second factor',
    access: { kind: 'public' },
    body: z.strictObject({ email, password, code: z.optional(code) }),
    answer: signedIn,
    status: 201,
    isSecret: true,
    errors: ['SIGN_IN_FAILED', 'CODE_NEEDED', 'CODE_WRONG'],
  }),
  'session.end': defineRoute({
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out',
    access: { kind: 'public' },
    answer: { kind: 'none' },
  }),
  'session.handover': defineRoute({
    method: 'POST',
    path: '/api/session/handover',
    summary: 'Sign in with the one-time link that the command line printed',
    access: { kind: 'public' },
    body: z.strictObject({ secret }),
    answer: signedIn,
    status: 201,
    isSecret: true,
    errors: ['LINK_SPENT'],
  }),
  'oidc.start': defineRoute({
    method: 'POST',
    path: '/api/session/oidc',
    summary: 'Begin to sign in at the OpenID provider; the answer says where to go',
    access: { kind: 'public' },
    body: z.strictObject({ invitation: z.optional(secret) }),
    answer: { kind: 'json', schema: z.strictObject({ url: z.string() }) },
    isSecret: true,
    errors: ['OIDC_OFF', 'OIDC_FAILED'],
  }),
  'oidc.finish': defineRoute({
    method: 'POST',
    path: '/api/session/oidc/finish',
    summary: 'End the sign-in at the OpenID provider with what it sent back',
    access: { kind: 'public' },
    /** The query of the page that the provider called. */
    body: z.strictObject({ query: z.string().check(z.maxLength(8192)) }),
    answer: signedIn,
    status: 201,
    isSecret: true,
    errors: ['OIDC_OFF', 'OIDC_FAILED', 'OIDC_UNKNOWN'],
  }),
} as const

export const setUpRoutes = {
  'setUp.create': defineRoute({
    method: 'POST',
    path: '/api/set-up',
    summary: 'Make the first account, which owns the first organisation',
    access: { kind: 'public' },
    body: z.strictObject({
      /** Printed on the terminal of the server in team mode; not needed on one machine. */
      code: z.optional(secret),
      name,
      email,
      password: newPassword,
      organisation: z.optional(z.strictObject({ name, slug })),
    }),
    answer: signedIn,
    status: 201,
    isSecret: true,
    errors: ['SET_UP_DONE', 'SET_UP_CODE_WRONG', 'SLUG_TAKEN'],
  }),
  'invitation.look': defineRoute({
    method: 'POST',
    path: '/api/invitations/look',
    summary: 'Say what a link of invitation is for',
    access: { kind: 'public' },
    body: z.strictObject({ secret }),
    answer: {
      kind: 'json',
      schema: z.strictObject({
        organisation: z.string(),
        role: z.enum(roles),
        email: z.optional(z.string()),
        endsAt: z.optional(instant),
        expiresAt: instant,
      }),
    },
    errors: ['LINK_SPENT'],
  }),
  'invitation.accept': defineRoute({
    method: 'POST',
    path: '/api/invitations/accept',
    summary: 'Join an organisation: with the account that is signed in, or with a new one',
    access: { kind: 'public' },
    body: z.strictObject({
      secret,
      /** Left out by whoever is signed in. */
      account: z.optional(z.strictObject({ name, email, password: newPassword })),
    }),
    answer: signedIn,
    status: 201,
    isSecret: true,
    errors: ['LINK_SPENT', 'SIGN_IN_NEEDED', 'EMAIL_OTHER', 'EMAIL_TAKEN', 'ALREADY_MEMBER'],
  }),
} as const

const account = { kind: 'account' } as const

export const ownAccountRoutes = {
  'account.change': defineRoute({
    method: 'PATCH',
    path: '/api/account',
    summary: 'Change the own name',
    access: account,
    body: z.strictObject({ name }),
    answer: signedIn,
  }),
  'account.password': defineRoute({
    method: 'PUT',
    path: '/api/account/password',
    summary: 'Change the own password; all other sessions end',
    access: account,
    body: z.strictObject({ current: z.optional(password), next: newPassword }),
    answer: signedIn,
    isSecret: true,
    errors: ['PASSWORD_WRONG', 'LOCAL_ACCOUNT'],
  }),
  'account.sessions': defineRoute({
    method: 'GET',
    path: '/api/account/sessions',
    summary: 'List where the own account is signed in',
    access: account,
    answer: { kind: 'json', schema: z.strictObject({ rows: z.array(sessionRow) }) },
  }),
  'account.endSession': defineRoute({
    method: 'DELETE',
    path: '/api/account/sessions/:session',
    summary: 'End one of the own sessions',
    access: account,
    answer: { kind: 'none' },
  }),
  'account.endOthers': defineRoute({
    method: 'POST',
    path: '/api/account/sessions/end-others',
    summary: 'Sign out everywhere but here',
    access: account,
    answer: { kind: 'none' },
  }),
  'totp.start': defineRoute({
    method: 'POST',
    path: '/api/account/totp',
    summary: 'Begin a second factor: its secret, as text and as a QR code',
    access: account,
    body: z.strictObject({ password }),
    answer: {
      kind: 'json',
      schema: z.strictObject({
        secret: z.string(),
        uri: z.string(),
        /** Rows of the QR code, `1` dark; drawn by the web. */
        qr: z.array(z.string()),
      }),
    },
    isSecret: true,
    errors: ['PASSWORD_WRONG', 'LOCAL_ACCOUNT', 'TOTP_ON'],
  }),
  'totp.confirm': defineRoute({
    method: 'POST',
    path: '/api/account/totp/confirm',
    summary: 'Switch the second factor on with its first code; recovery codes are shown once',
    access: account,
    body: z.strictObject({ code }),
    answer: { kind: 'json', schema: z.strictObject({ recoveryCodes: z.array(z.string()) }) },
    isSecret: true,
    errors: ['CODE_WRONG', 'TOTP_NOT_BEGUN', 'LOCAL_ACCOUNT'],
  }),
  'totp.remove': defineRoute({
    method: 'POST',
    path: '/api/account/totp/remove',
    summary: 'Switch the second factor off',
    access: account,
    body: z.strictObject({ password, code }),
    answer: signedIn,
    isSecret: true,
    errors: ['PASSWORD_WRONG', 'CODE_WRONG', 'LOCAL_ACCOUNT'],
  }),
} as const

export const accountRoutes = { ...sessionRoutes, ...setUpRoutes, ...ownAccountRoutes } as const
