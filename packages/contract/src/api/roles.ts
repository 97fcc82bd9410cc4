/** Who may do what in an organisation: one table, read by server, web and the route matrix (design section 8). Data. */

/** What a route can ask for. A token's scopes are a subset of these. */
export const permissions = [
  /** Products, releases, inventory, findings, decisions, papers, ledger. */
  'read',
  /** Cases under way, embargoed decisions, answers that are kept private. */
  'private.read',
  'products.write',
  'inventory.write',
  'triage.decide',
  /** As the second person; never on an own proposal. */
  'triage.confirm',
  'licenses.write',
  'policy.write',
  'cra.answer',
  'documents.create',
  'documents.sign',
  'cases.write',
  'feddb.review',
  /** Add and remove documents that the assistant answers from. */
  'assistant.write',
  'public.write',
  'export',
  'settings.write',
  'members.write',
  'tokens.write',
] as const

export type Permission = (typeof permissions)[number]

export const roles = ['owner', 'manager', 'curator', 'assessor', 'auditor', 'guest'] as const

export type Role = (typeof roles)[number]

/** Auditor: reads everything, until a date. Guest: reads the products that the membership names, nothing private. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  manager: permissions.filter((one) => one !== 'members.write' && one !== 'tokens.write'),
  curator: [
    'read',
    'private.read',
    'inventory.write',
    'triage.decide',
    'triage.confirm',
    'licenses.write',
    'cases.write',
    'feddb.review',
    'assistant.write',
    'export',
  ],
  assessor: ['read', 'private.read', 'cra.answer', 'documents.create', 'assistant.write', 'export'],
  auditor: ['read', 'private.read', 'export'],
  guest: ['read'],
}
