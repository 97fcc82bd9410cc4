/** Where the log stands: published, waiting, last checked. */
import type { ledgerHead } from '@occtet/contract/api'
import { fingerprintOf } from '@occtet/toolkit/evidence-package'
import { formatBase64 } from '@occtet/toolkit/translog'
import type * as z from 'zod/mini'
import type { Kernel, OrgScope } from '../kernel/model.ts'
import { type LedgerView, viewLedgerOf } from './view.ts'

type Head = z.infer<typeof ledgerHead>
type OnHead = Extract<Head, { state: 'on' }>

export async function showHead(org: OrgScope, kernel: Kernel): Promise<Head> {
  const view = await viewLedgerOf(org, kernel)
  if (!view.ok && view.error.code === 'LEDGER_OFF') return { state: 'off' }
  const waiting = await readWaiting(org)
  if (view.ok) return { ...describe(view.value), ...waiting, ...(await readCheck(org)) }
  const { origin, code, reason } = view.error
  const { pending } = waiting
  return code === 'LEDGER_NEW'
    ? { state: 'new', origin, pending }
    : { state: 'unreadable', origin, pending, code: reason }
}

function describe({ source, checkpoint, note, key }: LedgerView): Omit<OnHead, 'pending'> {
  return {
    state: 'on',
    origin: source.origin,
    size: Number(checkpoint.size),
    root: formatBase64(checkpoint.root),
    checkpoint: note,
    key,
    fingerprint: fingerprintOf(key),
  }
}

async function readWaiting({ db, id }: OrgScope): Promise<{ pending: number; pendingSince?: string }> {
  const { pending, since } = await db
    .selectFrom('outbox')
    .select((of) => [of.fn.countAll<number>().as('pending'), of.fn.min('created_at').as('since')])
    .where('org_id', '=', id)
    .where('log_index', 'is', null)
    .executeTakeFirstOrThrow()
  return pending === 0 ? { pending } : { pending, pendingSince: since }
}

async function readCheck({ db, id }: OrgScope): Promise<Pick<OnHead, 'check'>> {
  const row = await db
    .selectFrom('ledger_state')
    .select(['checked_at', 'checked_size', 'faults'])
    .where('org_id', '=', id)
    .executeTakeFirst()
  if (row === undefined || row.checked_at === null || row.checked_size === null || row.faults === null)
    return {}
  const faults = JSON.parse(row.faults) as NonNullable<OnHead['check']>['faults']
  return { check: { at: row.checked_at, size: row.checked_size, faults } }
}
