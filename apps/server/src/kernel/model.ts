/** What a handler is given and may do: one organisation, one caller, changes that reach the ledger. Types only. */
import type { AnswerOf, BodyOf, ParamsOf, Permission, QueryOf, Role, RouteShape } from '@occtet/contract/api'
import type { EventDraft } from '@occtet/toolkit/ledger'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables/index.ts'
import type { Vault } from './vault.ts'

export type OrgId = string & { readonly orgId: unique symbol }

/** Who asks. Made by the kernel from a session, a token, or (local mode) from the machine itself; never by a handler. */
export interface Caller {
  readonly kind: 'person' | 'token' | 'nobody'
  /** Account or token; empty for `nobody`. */
  readonly id: string
  /** What decisions and events name. Roles, not first names, appear in texts that are handed on. */
  readonly name: string
  readonly role?: Role
  readonly permissions: ReadonlySet<Permission>
  /** Slugs; undefined: every product of the organisation. */
  readonly products?: ReadonlySet<string>
}

/**
 * One organisation's data. `db` is guarded: a query that names a table of tenants without `org_id = <this organisation>`
 * throws instead of running (`db/tenant-guard.ts`), so a forgotten condition is a failed request, never a leak.
 */
export interface OrgScope {
  readonly id: OrgId
  readonly slug: string
  readonly db: Kysely<Tables>
  /**
   * One transaction: rows, events and jobs together, or nothing. Durable when it resolves; events are in the outbox and
   * reach the ledger even if the process dies now. Serialised per organisation, so reads inside it are stable.
   */
  readonly change: <T>(work: (change: Change) => Promise<T>) => Promise<Changed<T>>
  /**
   * A result that holds until the next change, computed once for all who ask; shared, so read-only. `name` says everything
   * that it depends on beside this organisation's rows: whose view, filters, language, day. `compute` is handed what stood
   * there before the change; `weigh` says how many rows the result holds, so that memory stays bounded.
   */
  readonly untilChange: <T>(
    name: string,
    compute: (former: T | undefined) => Promise<T>,
    weigh?: (result: T) => number,
  ) => Promise<T>
}

export interface Change {
  readonly db: Kysely<Tables>
  /** Adds an event of the ledger; ids are given here where the draft has none. */
  readonly record: (draft: EventDraft) => void
  /** Adds a job; its id. */
  readonly enqueue: (job: NewJob) => Promise<string>
}

export interface Changed<T> {
  readonly value: T
  /** Waits shortly for the ledger; `pending` is committed and will follow. */
  readonly recorded: () => Promise<Recorded>
}

export interface Recorded {
  readonly state: 'recorded' | 'pending' | 'off'
  readonly index?: number
}

export interface NewJob {
  readonly kind: string
  readonly product?: string
  /** JSON. */
  readonly input: unknown
  /** At most one queued job of this key in the organisation: a second one is the first. */
  readonly key?: string
}

/** Bytes in memory, or in a file that is gone once the request is answered. */
export interface SpooledBody {
  readonly source: Uint8Array | { readonly path: string }
  readonly size: number
  /** SHA-256, lower-case hex. */
  readonly digest: string
}

/** One request, parsed and allowed. `org` is there exactly for routes of an organisation. */
export interface Call<R extends RouteShape> {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: R extends { readonly upload: { readonly isSpooled: true } } ? SpooledBody : BodyOf<R>
  readonly caller: Caller
  readonly org: R['access'] extends { readonly kind: 'organisation' | 'token' } ? OrgScope : undefined
  /** RFC 3339, UTC, whole seconds. */
  readonly now: string
  readonly request: Request
  /** Network address of the client, or its network: to slow down whoever guesses. Not to be kept, not to be logged. */
  readonly address: string
  readonly kernel: Kernel
}

/** What an answer can be beside the bare value: a file, a header, or a refusal as a value. */
export type Reply<T> =
  | {
      readonly kind: 'value'
      readonly value: T
      readonly headers?: Readonly<Record<string, string>>
      /** The value is kept and never changes (`OrgScope.untilChange`): it is written as JSON once for all who ask. */
      readonly isKept?: true
    }
  | {
      readonly kind: 'file'
      readonly name: string
      readonly media: string
      readonly bytes: Uint8Array
      /** Shown in the page instead of saved; only for media that can run nothing. */
      readonly isInline?: boolean
    }
  | {
      readonly kind: 'events'
      readonly stream: (send: (value: T) => Promise<void>, signal: AbortSignal) => Promise<void>
    }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly code: string
      readonly message: string
      readonly headers?: Readonly<Record<string, string>>
    }

export type Handler<R extends RouteShape> = (call: Call<R>) => Promise<Reply<AnswerOf<R>>>

/** A handler for each route of a resource; a forgotten one does not compile. */
export type Handlers<T extends Readonly<Record<string, RouteShape>>> = {
  readonly [Id in keyof T]: Handler<T[Id]>
}

export interface JobContext {
  readonly org: OrgScope
  readonly id: string
  readonly input: unknown
  readonly product?: string
  readonly kernel: Kernel
  readonly now: () => string
  /** Aborted when a person cancels or the server stops; a stopped job starts again from the beginning. */
  readonly signal: AbortSignal
  /** Cheap; written at most twice a second. */
  readonly progress: (step: string, done: number, total: number) => void
}

/** Must bear being run twice: a kill between its last change and its end starts it again. */
export interface JobKind {
  readonly kind: string
  readonly run: (job: JobContext) => Promise<unknown>
}

/** What belongs to the server as a whole, made once by `app/wire.ts`. */
export interface Kernel {
  readonly settings: Settings
  /** RFC 3339, UTC, whole seconds. */
  readonly now: () => string
  /** Unguarded: accounts, sessions, job claims and migrations only. */
  readonly db: Kysely<Tables>
  /** For jobs, webhooks and schedules; undefined where there is no such organisation. */
  readonly openOrg: (id: OrgId) => Promise<OrgScope | undefined>
  readonly log: (entry: LogEntry) => void
  /** Seals secrets that have to be used again; those that are only compared are hashes. */
  readonly vault: Vault
}

/** No personal data: ids of accounts and organisations, never names, addresses, purls or texts. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error'
  readonly what: string
  readonly [field: string]: string | number | boolean | undefined
}

/** From defaults, file, environment and flags, checked by `app/settings.ts`. */
export interface Settings {
  /** `local`: one machine, loopback only, whoever sits at it is the owner until a first account is made. */
  readonly mode: 'local' | 'team'
  /** Absolute. Embedded database, ledgers, secrets; mode 0700. */
  readonly dataDir: string
  /** Undefined: embedded. */
  readonly database: string | undefined
  /** Where people reach it, without a slash at the end: `https://cra.example.org`. */
  readonly publicUrl: string
  readonly feddbDir: string
  readonly maxAgeDays: number
  readonly isOffline: boolean
  /** Undefined: people sign in with passwords only. */
  readonly oidc?: OidcSettings
  /** How notices leave the house; absent: they stand in the application alone. */
  readonly notices?: NoticeSettings
  /** Models of organisations may stand in private networks and on this machine; absent: they may not. */
  readonly allowsPrivateModels?: boolean
}

/** An OpenID provider. Trusted: it can sign in as anybody whom it knows. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** On the button. */
  readonly name: string
}

export interface NoticeSettings {
  /** `smtp://…` or `smtps://…`, with name and password where it needs them. */
  readonly smtpUrl?: string
  /** Address that mails come from. */
  readonly mailFrom?: string
  /** Webhooks may go into private networks, and without TLS. */
  readonly allowsPrivateWebhooks: boolean
}
