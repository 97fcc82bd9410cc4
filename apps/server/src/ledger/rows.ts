/** Entries as the API shows them. What concerns a case under way, or is kept back, is for those who may read it. */
import type { ledgerEntry, ledgerRow } from '@occtet/contract/api'
import type { StoredEvent } from '@occtet/toolkit/adapters'
import { sha256 } from '@occtet/toolkit/base'
import { type EventLanguage, sayEvent } from '@occtet/toolkit/ledger'
import { formatBase64, hashLeaf } from '@occtet/toolkit/translog'
import type * as z from 'zod/mini'
import type { LedgerView } from './view.ts'

export type Row = z.infer<typeof ledgerRow>
export type Entry = z.infer<typeof ledgerEntry>

export interface Looking {
  readonly language: EventLanguage
  readonly mayReadPrivate: boolean
}

export function toRow(stored: StoredEvent, { language, mayReadPrivate }: Looking): Row {
  const index = Number(stored.index)
  if (stored.state === 'unreadable') return { index, state: stored.state }
  if (stored.state === 'erased')
    return { index, state: stored.state, time: new Date(stored.time).toISOString() }
  const { event, disclosures } = stored
  if (!mayReadPrivate && isPrivate(stored)) return { index, state: 'private', time: event.time }
  return {
    index,
    state: stored.state,
    time: event.time,
    type: event.type,
    ...(event.product === undefined ? {} : { product: event.product }),
    sentence: sayEvent(event, disclosures, language),
  }
}

export function isPrivate(stored: StoredEvent): boolean {
  if (!('event' in stored)) return false
  const { type, data } = stored.event
  return data['caseId'] !== undefined || data['isPrivate'] === true || isAboutReport(type, data['setting'])
}

/** What became of a report from outside: that there was one is nobody's business, least of all a customer's. */
function isAboutReport(type: string, setting: unknown): boolean {
  return type === 'config.changed' && typeof setting === 'string' && setting.startsWith('report R-')
}

export function toEntry({ log }: LedgerView, stored: StoredEvent, looking: Looking): Entry {
  const row = toRow(stored, looking)
  const { entry, proof } = log.prove(stored.index)
  const proven = {
    leafHash: Buffer.from(hashLeaf(sha256, entry)).toString('hex'),
    entry: formatBase64(entry),
    proof,
  }
  if (!('event' in stored) || row.state === 'private') return { ...row, ...proven }
  return {
    ...row,
    ...proven,
    isPublic: stored.isPublic,
    event: { ...stored.event },
    personal: Object.fromEntries(stored.disclosures.map(({ name, value }) => [name, value])),
  }
}
