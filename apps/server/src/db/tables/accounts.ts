/** People, how they prove who they are, what they may do in which organisation, and the tokens of machines. */
import type { InstantText } from './core.ts'

export interface AccountRow {
  readonly id: string
  readonly name: string
  /** Lower case; how a person signs in. Unique. */
  readonly email: string
  /** Argon2id in PHC form; null: signs in by OIDC only. */
  readonly password_hash: string | null
  /** Base32; null: no second factor. */
  /** Sealed (`kernel/vault.ts`). */
  readonly totp_secret: string | null
  /** Base32; shown as a QR code, not yet confirmed by a first code. */
  readonly totp_pending: string | null
  /** The last 30-second step that was accepted: no code counts twice. */
  readonly totp_step: number | null
  readonly created_at: InstantText
}

/** An account at an OpenID provider. */
export interface IdentityRow {
  readonly issuer: string
  readonly subject: string
  readonly account_id: string
  readonly created_at: InstantText
}

export interface RecoveryCodeRow {
  readonly account_id: string
  /** SHA-256, hex; codes have 80 random bits, so a slow hash gains nothing. */
  readonly hash: string
  readonly used_at: InstantText | null
}

export interface SessionRow {
  /** SHA-256 of the cookie's 32 random bytes, hex: whoever reads the database can open nothing. */
  readonly hash: string
  /** Names it in lists; opens nothing. */
  readonly id: string
  readonly account_id: string
  readonly method: 'password' | 'oidc' | 'handover'
  /** Browser and system in two words, from the header; nothing else of it is kept. */
  readonly device: string
  readonly created_at: InstantText
  readonly seen_at: InstantText
  readonly expires_at: InstantText
}

/** Who belongs to which organisation. */
export interface MemberRow {
  readonly org_id: string
  readonly account_id: string
  readonly role: string
  /** JSON list of slugs for a guest; null for the others. */
  readonly products: string | null
  /** Of an auditor: from then on the organisation does not exist for them. */
  readonly ends_at: InstantText | null
  readonly created_at: InstantText
}

export interface InvitationRow {
  readonly org_id: string
  readonly id: string
  /** SHA-256 of the link's secret, hex. */
  readonly hash: string
  /** Lower case; null: whoever holds the link. */
  readonly email: string | null
  readonly role: string
  readonly products: string | null
  readonly ends_at: InstantText | null
  readonly created_at: InstantText
  readonly expires_at: InstantText
  readonly accepted_at: InstantText | null
  /** Id of the account that made it; null: made before this was kept. */
  readonly created_by: string | null
}

export interface ApiTokenRow {
  readonly org_id: string
  readonly id: string
  /** SHA-256 of the whole token, hex. */
  readonly hash: string
  /** Its first letters, to tell tokens apart. */
  readonly hint: string
  readonly name: string
  /** JSON list of permissions. */
  readonly scopes: string
  /** Slug; null: every product. */
  readonly product: string | null
  readonly created_by: string
  readonly created_at: InstantText
  readonly expires_at: InstantText | null
  readonly used_at: InstantText | null
  readonly revoked_at: InstantText | null
}

/** How an organisation lets people in beside invitations. */
export interface OrgAccessRow {
  readonly org_id: string
  /** JSON list of e-mail domains, lower case: whoever the provider vouches for may join as an auditor without end. */
  readonly oidc_domains: string
}

/** Secrets that work once: set-up of the first owner, handover from the command line, a sign-in at a provider under way. */
export interface OnceRow {
  readonly hash: string
  readonly kind: 'set-up' | 'handover' | 'oidc'
  readonly account_id: string | null
  /** JSON. */
  readonly data: string
  readonly expires_at: InstantText
}

/** Failed sign-ins, per account name and per address; both as SHA-256, so that the table names nobody. */
export interface SignInFailureRow {
  readonly key: string
  readonly count: number
  readonly last_at: InstantText
}

/** Answers to requests with an idempotency key; see `kernel/repeat.ts`. */
export interface RepeatRow {
  readonly caller: string
  readonly key: string
  readonly request: string
  /** 0: under way; 1: answered, and not kept. */
  readonly status: number
  readonly headers: string
  readonly body: string
  readonly created_at: InstantText
}

export interface AccountTables {
  account: AccountRow
  identity: IdentityRow
  recovery_code: RecoveryCodeRow
  session: SessionRow
  member: MemberRow
  invitation: InvitationRow
  api_token: ApiTokenRow
  org_access: OrgAccessRow
  once: OnceRow
  sign_in_failure: SignInFailureRow
  repeat: RepeatRow
}
