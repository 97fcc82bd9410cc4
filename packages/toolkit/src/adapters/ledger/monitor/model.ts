/** What a monitor is told, and what it tells: plain data. Sizes and times are text, since JSON has no whole numbers of that length. */
import type { Policy, VerifierKey } from '../../../translog/index.ts'
import type { Exchange } from '../witness/exchange.ts'

export interface MonitorSources {
  /** Where the log is published: a URL, or its folder. Default: the address in the policy. */
  readonly log?: string
  /** Copies of it, the same way. */
  readonly mirrors?: readonly string[]
  /** Checkpoints that others have seen; `from` names them in alarms. */
  readonly seen?: readonly { readonly from: string; readonly note: string }[]
}

export interface MonitoredLeaf {
  readonly index: bigint
  readonly leafHash: Uint8Array
}

/** The leaves that we know of: by hash (lower-case hex), or asked one by one. */
export type KnownEvents = ReadonlySet<string> | ((leaf: MonitoredLeaf) => boolean | Promise<boolean>)

export interface MonitorOptions {
  /** Trusted: whose keys are believed. Its witnesses are asked at their addresses. */
  readonly policy: Policy
  /** Which log of the policy. */
  readonly origin: string
  readonly sources?: MonitorSources
  /** Folder of what the monitor remembers, one file for each log, and of the evidence. */
  readonly memory: string
  /** Own logs only: a leaf that is not known means that somebody else has the log's key. */
  readonly knownEvents?: KnownEvents
  /** Witnesses of the log's own instance: their cosignatures do not count. */
  readonly own?: readonly VerifierKey[]
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly clock?: () => number
  readonly limits?: Partial<MonitorLimits>
  /** For tests. */
  readonly exchange?: Exchange
}

export interface MonitorLimits {
  /** Without a new cosignature the head is stale after so many hours: 25, since a log refreshes it every 24. */
  readonly staleHours: number
  /** How long a log may take to publish what its witnesses have cosigned already. */
  readonly graceMinutes: number
  /** Milliseconds for each request. */
  readonly timeout: number
}

export type AlarmCode =
  /** The log signed two histories; `evidence` proves it. Stays until the memory is cleared. */
  | 'FORKED'
  /** The log shows less than it, or a witness, has shown before. */
  | 'ROLLED_BACK'
  | 'STALE'
  /** What is published lacks cosignatures, or something waits for them. */
  | 'QUORUM_MISSED'
  /** An entry that is no event of ours. */
  | 'UNKNOWN_LEAF'
  /** No answer, or no cosignature of the newest checkpoint. */
  | 'WITNESS_SILENT'
  | 'LOG_UNREACHABLE'
  /** Entries or tiles do not belong to what was signed. */
  | 'LOG_DAMAGED'

export interface Alarm {
  readonly code: AlarmCode
  /** The address or name of whom it concerns. */
  readonly from: string
  readonly message: string
  /** RFC 3339: when a pass raised it first. */
  readonly since: string
  /** Not raised by the pass before. */
  readonly isNew: boolean
  /** File that proves it without us. */
  readonly evidence?: string
}

/** A checkpoint that somebody showed; the log's signature is verified. */
export interface Observed {
  readonly kind: 'log' | 'pending' | 'mirror' | 'witness' | 'seen'
  readonly from: string
  readonly size: string
  /** Base64. */
  readonly root: string
  /** Witnesses of the policy whose cosignatures verified. */
  readonly cosigners: readonly string[]
}

export interface MonitorReport {
  readonly origin: string
  /** RFC 3339. */
  readonly at: string
  /** The newest tree of which every entry was read; undefined before the first one. */
  readonly head: { readonly size: string; readonly root: string } | undefined
  /** Entries that this pass read. */
  readonly read: { readonly from: string; readonly to: string }
  readonly observed: readonly Observed[]
  /** What was handed in by `seen` and is no checkpoint of the log. */
  readonly ignored: readonly { readonly from: string; readonly message: string }[]
  /** None is good. */
  readonly alarms: readonly Alarm[]
}
