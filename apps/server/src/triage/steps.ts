/** A second person, a change of mind, a comment: steps in the life of a decision that is there. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { DecisionScope } from '@occtet/toolkit/model'
import {
  type AppliedDecision,
  addEntry,
  type DecisionEntry,
  type DecisionError,
  type DecisionRecord,
  decide,
  renew,
  stateOf,
} from '@occtet/toolkit/vex'
import type { Change, Changed } from '../kernel/model.ts'
import { type Acting, putDecision } from './decide.ts'
import { type DecisionFile, placeOf } from './decision-store.ts'
import { isKeptBack } from '../products/kept-back.ts'
import { gravestOf } from './gravest.ts'
import { hasLooked, makerOf } from './makers.ts'
import { type OrgRows, within } from './org-rows.ts'
import { toRefused } from './plan.ts'
import { mayReach, reachesTooFar } from './reach.ts'
import { rederive } from './rederive.ts'
import { applyOn, notFound, openTriageDesk, type Refused, type TriageDesk } from './triage-desk.ts'

export interface Stepped {
  readonly desk: TriageDesk
  readonly file: DecisionFile
  readonly touched: number
}

export interface StepTarget {
  /** Slug. */
  readonly product: string
  readonly decision: string
}

interface Found {
  readonly desk: TriageDesk
  readonly file: DecisionFile
  /** Where it stands on its findings; empty where it is bound to none. */
  readonly applied: readonly AppliedDecision[]
}

type Work = (change: Change, found: Found) => Promise<Result<readonly DecisionFile[], Refused>>

/** Of a decision that the caller may see; what they may not see looks as if it did not exist. */
async function findDecision(
  rows: OrgRows,
  { caller, now }: Acting,
  { product, decision }: StepTarget,
): Promise<Result<Found, Refused>> {
  const desk = await openTriageDesk(rows, product)
  if (!desk.ok) return desk
  const file = desk.value.decisions.files.find(({ record }) => record.id === decision)
  if (file === undefined) return err(notFound())
  if (isKeptBack(file) && !caller.permissions.has('private.read')) return err(notFound())
  const { applied } = applyOn(desk.value, now.slice(0, 10))
  return ok({ desk: desk.value, file, applied: applied.filter(({ record }) => record.id === decision) })
}

async function step(
  acting: Acting,
  target: StepTarget,
  work: Work,
): Promise<Changed<Result<Stepped, Refused>>> {
  const { org, now } = acting
  return org.change(async (change) => {
    const rows = within(change, org)
    const found = await findDecision(rows, acting, target)
    if (!found.ok) return found
    if (!mayReach(acting.caller, found.value.file.record.holds.scope)) return err(reachesTooFar())
    const files = await work(change, found.value)
    if (!files.ok) return files
    const touched = await rederive(rows, { files: files.value, now })
    const desk = await openTriageDesk(rows, target.product)
    const file = files.value[0]
    if (!desk.ok || file === undefined) throw new Error('a step has changed its decision')
    return ok({ desk: desk.value, file, touched })
  })
}

/** The gravest standing counts: nobody confirms what went stale on one of its findings. */
async function add(
  change: Change,
  acting: Acting,
  { found, entry }: { readonly found: Found; readonly entry: DecisionEntry },
): Promise<Result<readonly DecisionFile[], Refused>> {
  const { desk, file, applied } = found
  const added = addEntry(file.record, entry, gravestOf(applied)?.standing)
  if (!added.ok) return err(toRefused(added.error))
  const put = { ...file, record: added.value, before: file.record, product: desk.subject.id }
  return ok([await putDecision(change, acting, put)])
}

export async function revokeDecision(
  acting: Acting,
  target: StepTarget,
  reason: string,
): Promise<Changed<Result<Stepped, Refused>>> {
  const entry = { kind: 'revoke', at: acting.now, by: acting.caller.name, reason } as const
  return step(acting, target, async (change, found) => add(change, acting, { found, entry }))
}

export async function noteDecision(
  acting: Acting,
  target: StepTarget,
  reason: string,
): Promise<Changed<Result<Stepped, Refused>>> {
  const entry = { kind: 'note', at: acting.now, by: acting.caller.name, reason } as const
  return step(acting, target, async (change, found) => add(change, acting, { found, entry }))
}

/** The second pair of eyes: another person, another account, and the evidence as it now is was on their screen. */
export async function secondPerson(
  acting: Acting,
  target: StepTarget,
  { kind, reason }: { readonly kind: 'confirm' | 'reject'; readonly reason: string | undefined },
): Promise<Changed<Result<Stepped, Refused>>> {
  const { caller, now, org } = acting
  const said = reason === undefined ? {} : { reason }
  return step(acting, target, async (change, found) => {
    const refused = await mayLook(within(change, org), acting, found)
    if (refused !== undefined) return err(refused)
    return add(change, acting, { found, entry: { kind, at: now, by: caller.name, ...said } })
  })
}

async function mayLook(rows: OrgRows, { caller }: Acting, { file }: Found): Promise<Refused | undefined> {
  if (caller.kind !== 'person') {
    return toRefused({ code: 'SAME_PERSON', message: 'a token is no second person; confirm signed in' })
  }
  if ((await makerOf(rows, file.record)) === caller.id) {
    return toRefused({ code: 'SAME_PERSON', message: 'another person than the decider must look' })
  }
  const look = { caller: caller.id, decision: file.record.id, digest: file.digest }
  if (await hasLooked(rows, look)) return undefined
  return {
    status: 422,
    code: 'EVIDENCE_NOT_OPENED',
    message: 'open the evidence of this decision first; it may have changed since you did',
  }
}

export interface ChangeWish {
  /** Key of the finding on which it is looked at again. */
  readonly finding: string
  readonly scope: DecisionScope | undefined
  readonly expires: string | undefined
  readonly reason: string
}

/** Until when: a new verdict in the same file. Where: another decision, and this one is revoked; both stay. */
export async function changeDecision(
  acting: Acting,
  target: StepTarget,
  wish: ChangeWish,
): Promise<Changed<Result<Stepped, Refused>>> {
  return step(acting, target, async (change, found) => {
    if (!mayReach(acting.caller, wish.scope)) return err(reachesTooFar())
    const finding = found.desk.findings.find(({ key }) => key === wish.finding)
    if (finding === undefined) return err(notFound())
    const { record } = found.file
    const isMoved = wish.scope !== undefined && wish.scope !== record.holds.scope
    return isMoved
      ? move(change, acting, { found, wish, scope: wish.scope })
      : prolong(change, acting, { found, wish })
  })
}

interface Changing {
  readonly found: Found
  readonly wish: ChangeWish
}

function again(
  { record }: DecisionFile,
  { desk }: Found,
  { acting, wish }: { acting: Acting; wish: ChangeWish },
) {
  const { id: product, version } = desk.subject
  const { verdict } = stateOf(record.entries).decision
  return {
    verdict,
    by: acting.caller.name,
    at: acting.now,
    reason: wish.reason,
    policy: desk.house,
    product,
    ...(version === undefined ? {} : { release: version }),
    ...(wish.expires === undefined ? {} : { expires: wish.expires }),
  }
}

async function prolong(
  change: Change,
  acting: Acting,
  { found, wish }: Changing,
): Promise<Result<readonly DecisionFile[], Refused>> {
  const { desk, file } = found
  const finding = desk.findings.find(({ key }) => key === wish.finding)
  if (finding === undefined) return err(notFound())
  const renewed = renew(file.record, finding, again(file, found, { acting, wish }))
  if (!renewed.ok) return err(toRefused(renewed.error))
  const put = { ...file, record: renewed.value, before: file.record, product: desk.subject.id }
  return ok([await putDecision(change, acting, put)])
}

async function move(
  change: Change,
  acting: Acting,
  { found, wish, scope }: Changing & { readonly scope: DecisionScope },
): Promise<Result<readonly DecisionFile[], Refused>> {
  const { desk, file } = found
  const made = decideAgain(acting, { found, wish, scope })
  if (!made.ok) return err(toRefused(made.error))
  const place = placeOf(made.value, { isPrivate: file.place === 'private', product: desk.product })
  const put = { ...place, record: made.value, before: undefined, product: desk.subject.id }
  const fresh = await putDecision(change, acting, put)
  const entry = { kind: 'revoke', at: acting.now, by: acting.caller.name, reason: wish.reason } as const
  const revoked = await add(change, acting, { found, entry })
  return revoked.ok ? ok([fresh, ...revoked.value]) : revoked
}

function decideAgain(
  acting: Acting,
  { found, wish, scope }: Changing & { readonly scope: DecisionScope },
): Result<DecisionRecord, DecisionError> {
  const { desk, file } = found
  const finding = desk.findings.find(({ key }) => key === wish.finding)
  if (finding === undefined) throw new Error('the finding was looked for before')
  const { verdict, ...maker } = again(file, found, { acting, wish })
  const { embargoUntil, holds } = file.record
  return decide(finding, verdict, {
    ...maker,
    scope,
    taken: new Set(desk.decisions.files.map(({ record }) => record.id)),
    ...(embargoUntil === undefined ? {} : { embargoUntil }),
    ...(holds.versions === undefined ? {} : { versions: holds.versions }),
  })
}
