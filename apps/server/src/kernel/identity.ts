/** Who asks, and the door to one organisation: what the kernel needs of the accounts. Types only. */
import type { Permission } from '@occtet/contract/api'
import type { Caller, OrgScope } from './model.ts'

/** Who the request says it is, before any organisation is looked at. */
export type Identity =
  | { readonly kind: 'nobody' }
  /** A cookie opened it. `isLocal`: nobody signed in; whoever sits at this machine is the owner. */
  | {
      readonly kind: 'person'
      readonly id: string
      readonly name: string
      readonly session: string | undefined
      readonly isLocal: boolean
    }
  | {
      readonly kind: 'token'
      readonly id: string
      readonly name: string
      readonly orgId: string
      readonly permissions: ReadonlySet<Permission>
      readonly products: ReadonlySet<string> | undefined
    }

/** How the request reached us. */
export interface Peer {
  /** Of the socket, or of the header that a trusted proxy sets. Empty where there is no socket (tests). */
  readonly address: string
  /** The connection comes from this very machine and no proxy passed it on. */
  readonly isLoopback: boolean
}

export interface Entry {
  readonly org: OrgScope
  readonly caller: Caller
}

/** Trusted: whoever answers here decides who may see what. Reads the database on each request; nothing is cached. */
export interface Doorkeeper {
  readonly identify: (request: Request, peer: Peer) => Promise<Identity>
  /** Undefined alike for an organisation that does not exist and for one that is not the caller's. */
  readonly enter: (identity: Identity, orgSlug: string) => Promise<Entry | undefined>
  /** The organisation of an API token. */
  readonly enterByToken: (identity: Identity & { kind: 'token' }) => Promise<Entry | undefined>
}
