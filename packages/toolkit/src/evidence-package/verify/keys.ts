/** Keys of the organisation, from those public records of a package that are in the log for sure. */
import { deriveKeyHistory, type EventTrust, type KeyRecord, type PublicLeaf } from '../../ledger/index.ts'
import { type Fault } from './checks.ts'
import { findNotAfter } from './history.ts'
import { checkInclusion, type FoundRecord, type LogContext } from './records.ts'

export interface KnownKeys {
  readonly keys: readonly KeyRecord[]
  /** The record at which the history breaks; what comes after it is not believed. */
  readonly fault?: { readonly index: bigint } & Fault
}

/** `found` in the order of the log. */
export async function readKeys(
  found: readonly FoundRecord[],
  context: LogContext,
  verify: EventTrust['verify'],
): Promise<KnownKeys> {
  const leaves = found.flatMap((record): PublicLeaf[] => {
    if (record.kind !== 'public') return []
    const { index, entry, envelope } = record
    if (checkInclusion(context, { folder: 'keys', index }, entry).outcome !== 'passed') return []
    const bound = findNotAfter(context.states, index)
    return [bound?.isCompared === true ? { index, envelope, loggedAt: bound.time } : { index, envelope }]
  })
  const trust = { origin: context.log.result.origin, verify }
  const history = await deriveKeyHistory(leaves, trust)
  if (history.ok) return { keys: history.value }
  const before = await deriveKeyHistory(
    leaves.filter(({ index }) => index < history.error.index),
    trust,
  )
  return { keys: before.ok ? before.value : [], fault: history.error }
}
