/** Decisions written: files, events of the ledger, and the rows of findings, in one transaction. */
import { ok, type Result } from '@occtet/toolkit/base'
import { type DecisionRecord, decisionEvents } from '@occtet/toolkit/vex'
import type { Caller, Change, Changed, OrgScope } from '../kernel/model.ts'
import type { FindingRef } from './choose.ts'
import { type DecisionFile, placeOf, writeDecision } from './decision-store.ts'
import { isKeptBack } from '../products/kept-back.ts'
import type { DraftedDecision, Wish } from './drafts.ts'
import { noteMakers } from './makers.ts'
import { within } from './org-rows.ts'
import { type PlannedProduct, planDecisions } from './plan.ts'
import { rederive } from './rederive.ts'
import type { Refused, TriageDesk } from './triage-desk.ts'

export interface Acting {
  readonly org: OrgScope
  readonly caller: Caller
  /** RFC 3339, UTC. */
  readonly now: string
}

export interface SavedDecision {
  readonly file: DecisionFile
  readonly desk: TriageDesk
  readonly finding: string
}

export interface SavedAll {
  readonly planned: readonly PlannedProduct[]
  readonly saved: readonly SavedDecision[]
  /** Rows of findings that say something else now. */
  readonly touched: number
}

/** The plan is made again inside the change, on the files as they are then. */
export async function saveDecisions(
  acting: Acting,
  wanted: { readonly refs: readonly FindingRef[]; readonly wish: Wish },
): Promise<Changed<Result<SavedAll, Refused>>> {
  const { org, caller, now } = acting
  return org.change(async (change) => {
    const rows = within(change, org)
    const planned = await planDecisions(rows, caller, wanted)
    if (!planned.ok) return planned
    const saved: SavedDecision[] = []
    for (const { desk, drafted } of planned.value) {
      for (const draft of drafted.drafts) {
        const file = await saveOne(change, acting, { desk, draft, isPrivate: wanted.wish.isPrivate })
        saved.push({ file, desk, finding: draft.finding.key })
      }
    }
    const touched = await rederive(rows, { files: saved.map(({ file }) => file), now })
    return ok({ planned: planned.value, saved, touched })
  })
}

interface Saving {
  readonly desk: TriageDesk
  readonly draft: DraftedDecision
  readonly isPrivate: boolean
}

async function saveOne(
  change: Change,
  acting: Acting,
  { desk, draft: { record, before }, isPrivate }: Saving,
): Promise<DecisionFile> {
  const place = before ?? placeOf(record, { isPrivate, product: desk.product })
  return putDecision(change, acting, { ...place, record, before: before?.record, product: desk.subject.id })
}

export interface PutDecision extends Pick<DecisionFile, 'place' | 'owner' | 'path' | 'record'> {
  readonly before: DecisionRecord | undefined
  /** Id of the profile: what events name. */
  readonly product: string
}

/** One file with its events; the rows of findings are for the caller to derive. */
export async function putDecision(
  change: Change,
  { org, caller, now }: Acting,
  { before, product, ...file }: PutDecision,
): Promise<DecisionFile> {
  const written = await writeDecision(change, { id: org.id, now }, file)
  const told = { product, isPrivate: isKeptBack(written) }
  for (const event of decisionEvents(told, written.record, before)) change.record(event)
  const rows = within(change, org)
  await noteMakers(rows, caller.id, { after: written.record, before })
  return written
}
