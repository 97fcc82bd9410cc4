/** Opens cases and adds entries: the file, its events and nothing else, in one transaction. */
import type { caseRoutes } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import {
  catalogue,
  caseEvents,
  type CaseFile,
  nextCaseId,
  openCase,
  toCaseSubject,
} from '@occtet/toolkit/cra'
import type { BodyOf } from '@occtet/contract/api'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { Changed, OrgScope } from '../kernel/model.ts'
import { findProduct } from '../products/find.ts'
import { type Addition, addEntries, type CaseRefusal } from './additions.ts'
import { profileOf, readCase, type StoredCase, takenIds, writeCase } from './store.ts'

export type CaseFailure =
  | CaseRefusal
  | { readonly code: 'CASE_UNKNOWN' | 'CASE_DAMAGED'; readonly message: string }

export interface Stamp {
  /** Slug. */
  readonly product: string
  /** Who writes, as they name themselves. */
  readonly by: string
  /** RFC 3339, UTC. */
  readonly now: string
}

export type OpenWish = BodyOf<(typeof caseRoutes)['cases.open']>

/** Opening happens now; the signal and becoming aware have their own times. */
export async function openNewCase(
  org: OrgScope,
  stamp: Stamp,
  wish: OpenWish,
): Promise<Changed<Result<StoredCase, CaseFailure>>> {
  return org.change(async (change) => {
    const rows = { id: org.id, db: change.db }
    const made = await makeCase(rows, stamp, wish)
    if (!made.ok) return made
    await writeCase(rows, made.value, stamp.now)
    for (const draft of caseEvents(made.value.file, undefined)) change.record(draft)
    return made
  })
}

async function makeCase(
  rows: OrgRows,
  stamp: Stamp,
  wish: OpenWish,
): Promise<Result<StoredCase, CaseFailure>> {
  const product = await findProduct(rows, stamp.product)
  if (product === undefined) return err({ code: 'CASE_UNKNOWN', message: 'there is no such product' })
  const profile = await profileOf(rows, product)
  if (profile === undefined) {
    return err({ code: 'PROFILE_MISSING', message: 'the product has no product.yaml that can be read' })
  }
  const { now, by } = stamp
  const { track, drill, title } = wish
  const subject = toCaseSubject(profile, { role: wish.role, tier: wish.tier, at: now.slice(0, 10) })
  const fact = { type: 'opened', track, drill, title, subject, catalogue: catalogue.meta.version } as const
  const taken = await takenIds(rows, drill)
  const opened = openCase(
    nextCaseId(fact, now, (id) => taken.has(id)),
    { at: now, by, fact },
    now,
  )
  if (!opened.ok) return opened
  const told = firstEntries(wish).reduce<Result<CaseFile, CaseRefusal>>(
    (file, { at, addition }) =>
      file.ok ? addEntries(file.value, { at, by, now, facts: [addition], profile }) : file,
    opened,
  )
  return told.ok ? ok({ file: told.value, product }) : told
}

function firstEntries({
  signal,
  aware,
}: OpenWish): readonly { readonly at: string; readonly addition: Addition }[] {
  return [
    ...(signal === undefined
      ? []
      : [{ at: signal.at, addition: { type: 'signal-arrived', text: signal.text } as const }]),
    ...(aware === undefined
      ? []
      : [
          {
            at: aware.at,
            addition: { type: 'became-aware', decidedBy: aware.decidedBy, reason: aware.reason } as const,
          },
        ]),
  ]
}

/** Two people at once: the second is judged by what the first wrote. */
export async function addToCase(
  org: OrgScope,
  stamp: Stamp & { readonly case: string },
  wish: { readonly at?: string | undefined; readonly facts: readonly Addition[] },
): Promise<Changed<Result<StoredCase, CaseFailure>>> {
  return org.change(async (change) => {
    const rows = { id: org.id, db: change.db }
    const product = await findProduct(rows, stamp.product)
    if (product === undefined) return err({ code: 'CASE_UNKNOWN' as const, message: 'there is no such case' })
    const before = await readCase(rows, product, stamp.case)
    if (!before.ok) return before
    const { now, by } = stamp
    const profile = await profileOf(rows, product)
    const after = addEntries(before.value.file, { at: wish.at ?? now, by, now, facts: wish.facts, profile })
    if (!after.ok) return after
    const stored = { file: after.value, product }
    await writeCase(rows, stored, now)
    for (const draft of caseEvents(after.value, before.value.file)) change.record(draft)
    return ok(stored)
  })
}
