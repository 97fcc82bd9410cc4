/** Organisations: their name, their people, their invitations and the tokens of their machines. */
import * as z from 'zod/mini'
import { instant, recorded, slug } from './common.ts'
import { permissions, roles } from './roles.ts'
import { defineRoute } from './route.ts'

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(100))
const email = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+$/))
const domain = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.maxLength(253), z.regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/))

export const organisationView = z.strictObject({
  slug,
  name: z.string(),
  isSample: z.boolean(),
  /** Origin of its transparency log; absent: nothing is recorded. */
  ledgerOrigin: z.optional(z.string()),
  createdAt: instant,
  recorded: z.optional(recorded),
})

/** `products` for guests, and only for them; `endsAt` for auditors. */
const rights = {
  role: z.enum(roles),
  products: z.optional(z.array(slug).check(z.minLength(1), z.maxLength(200))),
  endsAt: z.optional(instant),
}

export const memberRow = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  ...rights,
  hasTotp: z.boolean(),
  createdAt: instant,
  isSelf: z.boolean(),
})

export const invitationRow = z.strictObject({
  id: z.string(),
  email: z.optional(z.string()),
  ...rights,
  createdAt: instant,
  expiresAt: instant,
})

export const tokenRow = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Its first letters. */
  hint: z.string(),
  scopes: z.array(z.enum(permissions)),
  product: z.optional(z.string()),
  createdAt: instant,
  expiresAt: z.optional(instant),
  usedAt: z.optional(instant),
})

const base = '/api/orgs/:org'
const people = { kind: 'organisation', permission: 'members.write' } as const
const machines = { kind: 'organisation', permission: 'tokens.write' } as const
const changed = z.strictObject({ recorded })

const wholeRoutes = {
  'orgs.create': defineRoute({
    method: 'POST',
    path: '/api/orgs',
    summary: 'Make an organisation; whoever makes it is its owner',
    access: { kind: 'account' },
    body: z.strictObject({ name, slug }),
    answer: { kind: 'json', schema: organisationView },
    status: 201,
    errors: ['SLUG_TAKEN'],
  }),
  'orgs.show': defineRoute({
    method: 'GET',
    path: base,
    summary: 'Show an organisation',
    access: { kind: 'organisation', permission: 'read', isNarrowed: true },
    answer: { kind: 'json', schema: organisationView },
  }),
  'orgs.change': defineRoute({
    method: 'PATCH',
    path: base,
    summary: 'Rename an organisation',
    access: { kind: 'organisation', permission: 'settings.write' },
    body: z.strictObject({ name }),
    answer: { kind: 'json', schema: organisationView },
  }),
  'access.show': defineRoute({
    method: 'GET',
    path: `${base}/access`,
    summary: 'Show the e-mail domains whose people may join through the OpenID provider',
    access: people,
    answer: { kind: 'json', schema: z.strictObject({ domains: z.array(z.string()) }) },
  }),
  'access.change': defineRoute({
    method: 'PUT',
    path: `${base}/access`,
    summary: 'Set the e-mail domains whose people may join through the OpenID provider, as auditors',
    access: people,
    body: z.strictObject({ domains: z.array(domain).check(z.maxLength(20)) }),
    answer: { kind: 'json', schema: changed },
  }),
} as const

export const peopleRoutes = {
  'members.list': defineRoute({
    method: 'GET',
    path: `${base}/members`,
    summary: 'List the people of an organisation',
    access: { kind: 'organisation', permission: 'private.read' },
    answer: { kind: 'json', schema: z.strictObject({ rows: z.array(memberRow) }) },
  }),
  'members.change': defineRoute({
    method: 'PATCH',
    path: `${base}/members/:member`,
    summary: 'Change what a member may do',
    access: people,
    body: z.strictObject(rights),
    answer: { kind: 'json', schema: changed },
    errors: ['LAST_OWNER', 'RIGHTS_INVALID'],
  }),
  'members.remove': defineRoute({
    method: 'DELETE',
    path: `${base}/members/:member`,
    summary: 'End a membership',
    access: people,
    answer: { kind: 'json', schema: changed },
    errors: ['LAST_OWNER'],
  }),
  'invitations.list': defineRoute({
    method: 'GET',
    path: `${base}/invitations`,
    summary: 'List invitations that nobody has accepted yet',
    access: people,
    answer: { kind: 'json', schema: z.strictObject({ rows: z.array(invitationRow) }) },
  }),
  'invitations.create': defineRoute({
    method: 'POST',
    path: `${base}/invitations`,
    summary: 'Invite somebody by a link that is shown once and works once, for seven days',
    access: people,
    body: z.strictObject({ ...rights, email: z.optional(email) }),
    answer: {
      kind: 'json',
      schema: z.strictObject({ invitation: invitationRow, link: z.string() }),
    },
    status: 201,
    isSecret: true,
    errors: ['RIGHTS_INVALID'],
  }),
  'invitations.revoke': defineRoute({
    method: 'DELETE',
    path: `${base}/invitations/:invitation`,
    summary: 'Take an invitation back',
    access: people,
    answer: { kind: 'none' },
  }),
} as const

export const tokenRoutes = {
  'tokens.list': defineRoute({
    method: 'GET',
    path: `${base}/tokens`,
    summary: 'List API tokens that are not revoked',
    access: machines,
    answer: { kind: 'json', schema: z.strictObject({ rows: z.array(tokenRow) }) },
  }),
  'tokens.create': defineRoute({
    method: 'POST',
    path: `${base}/tokens`,
    summary: 'Make an API token; it is shown once',
    access: machines,
    body: z.strictObject({
      name,
      scopes: z.array(z.enum(permissions)).check(z.minLength(1), z.maxLength(permissions.length)),
      product: z.optional(slug),
      expiresAt: z.optional(instant),
    }),
    answer: {
      kind: 'json',
      schema: z.strictObject({ token: tokenRow, secret: z.string(), recorded }),
    },
    status: 201,
    isSecret: true,
    errors: ['SCOPE_REFUSED', 'PRODUCT_UNKNOWN'],
  }),
  'tokens.revoke': defineRoute({
    method: 'DELETE',
    path: `${base}/tokens/:token`,
    summary: 'Revoke an API token at once',
    access: machines,
    answer: { kind: 'json', schema: changed },
  }),
} as const

export const organisationRoutes = { ...wholeRoutes, ...peopleRoutes, ...tokenRoutes } as const
