/** Adds one entry to a case, or says why it cannot be: order of the stages, times, decisions that stand. */
import { err, ok, type Result } from '../../base/index.ts'
import { dutyOf } from './duty.ts'
import type { CaseEntry, CaseFact, CaseFile, CaseSubject, StepName } from './events.ts'
import { findGround } from './grounds.ts'
import { findWrongFact, longestName, mostEntries } from './parse-case.ts'
import { type CaseState, toState } from './state.ts'
import { formatInstant, type Instant, parseInstant, type TimeError } from './time.ts'

export type RefusalCode =
  | TimeError['code']
  | 'TIME_IN_FUTURE'
  | 'WHO_MISSING'
  | 'FACT_SHAPE'
  | 'ALREADY_RECORDED'
  | 'CASE_CLOSED'
  | 'CASE_NOT_CLOSED'
  | 'NOT_AWARE'
  | 'BEFORE_AWARE'
  | 'STAGE_ORDER'
  | 'MEASURE_MISSING'
  | 'NOT_REQUESTED'
  | 'DECISION_STANDS'
  | 'GROUND_UNKNOWN'
  | 'STAGES_OPEN'
  | 'ENTRY_UNKNOWN'
  | 'OTHER_PRODUCT'
  | 'TOO_MANY_ENTRIES'

/** The entry was not taken; `message` says what to do instead. */
export interface Refusal {
  readonly code: RefusalCode
  readonly message: string
}

export interface NewEntry {
  /** When it happened, RFC 3339 with zone. */
  readonly at: string
  readonly by: string
  readonly fact: CaseFact
}

/** `now` is RFC 3339. The file given is not changed; the one returned holds it whole, and one entry more. */
export function appendEntry(file: CaseFile, entry: NewEntry, now: string): Result<CaseFile, Refusal> {
  const made = makeEntry(entry, file.entries.length + 1, now)
  if (!made.ok) return made
  if (file.entries.length >= mostEntries) return refuse('TOO_MANY_ENTRIES', `at most ${mostEntries} entries`)
  const refusal = checkFact(toState(file), made.value, now)
  return refusal === undefined ? ok({ ...file, entries: [...file.entries, made.value] }) : err(refusal)
}

/** The first entry of a new case; its fact is of type `opened`. */
export function openCase(id: string, entry: NewEntry, now: string): Result<CaseFile, Refusal> {
  const made = makeEntry(entry, 1, now)
  return made.ok ? ok({ schema: 'occtet.case/1', id, entries: [made.value] }) : made
}

function makeEntry({ at, by, fact }: NewEntry, number: number, now: string): Result<CaseEntry, Refusal> {
  const [happened, written] = [parseInstant(at), parseInstant(now)]
  if (!happened.ok) return happened
  if (!written.ok) return written
  if (happened.value > written.value) {
    return refuse('TIME_IN_FUTURE', `${at} has not come yet; it is ${formatInstant(written.value)}`)
  }
  const who = by.trim()
  if (who === '' || who.length > longestName) return refuse('WHO_MISSING', 'say who records this')
  const wrong = findWrongFact(fact)
  if (wrong !== undefined) return refuse('FACT_SHAPE', `${wrong} is empty, too long or not what it should be`)
  const times = { at: formatInstant(happened.value), recordedAt: formatInstant(written.value) }
  return ok({ number, ...times, by: who, fact })
}

/** Undefined where the entry fits. */
function checkFact(state: CaseState, entry: CaseEntry, now: string): Refusal | undefined {
  const { fact } = entry
  const isOpenAnyway = fact.type === 'note' || fact.type === 'reopened' || fact.type === 'withdrawn'
  if (state.closed !== undefined && !isOpenAnyway) {
    return { code: 'CASE_CLOSED', message: 'the case is closed; reopen it first' }
  }
  return checkReport(state, fact, entry.at) ?? checkEnd(state, entry, now)
}

function checkReport(state: CaseState, fact: CaseFact, at: string): Refusal | undefined {
  if (fact.type === 'opened') return already(state.opened)
  if (fact.type === 'subject') return checkSubject(state, fact.subject)
  if (fact.type === 'became-aware') return checkAware(state, at)
  if (fact.type === 'submitted' || fact.type === 'already-provided') return checkStep(state, fact.step, at)
  if (fact.type === 'interim-submitted' && state.interim === undefined) {
    return { code: 'NOT_REQUESTED', message: 'record the request of the CSIRT first (Art. 14(6))' }
  }
  return undefined
}

function checkEnd(state: CaseState, { fact, number }: CaseEntry, now: string): Refusal | undefined {
  if (fact.type === 'not-reportable') return checkDecision(state, fact.ground)
  if (fact.type === 'closed') return checkClose(state, now)
  if (fact.type === 'withdrawn') return checkWithdrawal(state, fact.entry, number)
  if (fact.type === 'reopened' && state.closed === undefined) {
    return { code: 'CASE_NOT_CLOSED', message: 'the case is open' }
  }
  return undefined
}

function already(entry: { readonly number: number; readonly at: string }): Refusal {
  const message = `entry ${entry.number} says so already (${entry.at}); withdraw it if it is wrong`
  return { code: 'ALREADY_RECORDED', message }
}

function checkAware(state: CaseState, at: string): Refusal | undefined {
  if (state.aware !== undefined) return already(state.aware)
  if (state.notReportable !== undefined) {
    const message = `entry ${state.notReportable.number} decides not to report; withdraw it first`
    return { code: 'DECISION_STANDS', message }
  }
  const sent = Object.values(state.done).find((entry) => isBefore(entry.at, at))
  if (sent === undefined) return undefined
  const message = `entry ${sent.number} was sent at ${sent.at}, before that; one of the two times is wrong`
  return { code: 'BEFORE_AWARE', message }
}

function checkSubject(state: CaseState, { productId }: CaseSubject): Refusal | undefined {
  const own = state.subject.productId
  const message = `the case is about the product ${own}; open another for ${productId}`
  return productId === own ? undefined : { code: 'OTHER_PRODUCT', message }
}

const before: Readonly<Record<StepName, StepName | undefined>> = {
  early_warning: undefined,
  notification: 'early_warning',
  final_report: 'notification',
}

function checkStep(state: CaseState, step: StepName, at: string): Refusal | undefined {
  const done = state.done[step]
  if (done !== undefined) return already(done)
  if (state.aware === undefined) {
    return { code: 'NOT_AWARE', message: 'record first when you became aware: it starts the clocks' }
  }
  if (isBefore(at, state.aware.at)) {
    return { code: 'BEFORE_AWARE', message: `you became aware at ${state.aware.at}, after that` }
  }
  const earlier = before[step]
  if (earlier !== undefined && state.done[earlier] === undefined) {
    return {
      code: 'STAGE_ORDER',
      message: `record the ${earlier} first, or that its content was already provided`,
    }
  }
  const needsMeasure = step === 'final_report' && state.opened.fact.track === 'AEV'
  return needsMeasure && state.measure === undefined
    ? { code: 'MEASURE_MISSING', message: 'record first when a measure became available (Art. 14(2)(c))' }
    : undefined
}

function checkDecision(state: CaseState, ground: string): Refusal | undefined {
  if (state.notReportable !== undefined) return already(state.notReportable)
  if (state.aware !== undefined) {
    const message = `entry ${state.aware.number} says that you became aware; if that was wrong, withdraw it with the reason`
    return { code: 'DECISION_STANDS', message }
  }
  return findGround(state.opened.fact.track, ground) === undefined
    ? { code: 'GROUND_UNKNOWN', message: `no ground ${ground} for this kind of case` }
    : undefined
}

/** Closed is: decided not to report, or all stages done, or no duty in the first place. */
function checkClose(state: CaseState, now: string): Refusal | undefined {
  if (state.notReportable !== undefined) return undefined
  if (state.interim !== undefined) {
    return { code: 'STAGES_OPEN', message: 'the CSIRT waits for an interim report (Art. 14(6))' }
  }
  if (state.done.final_report !== undefined) return undefined
  const { track } = state.opened.fact
  const duty = dutyOf(track, state.subject, (state.aware?.at ?? now).slice(0, 10))
  if (duty.isMandatory === 'no') return undefined
  const message =
    state.aware === undefined
      ? 'decide first: either you became aware, or the case is not reportable'
      : 'the final report is missing'
  return { code: 'STAGES_OPEN', message }
}

function checkWithdrawal(state: CaseState, entry: number, number: number): Refusal | undefined {
  if (entry <= 1 || entry >= number) {
    return { code: 'ENTRY_UNKNOWN', message: `there is no entry ${entry} that could be withdrawn` }
  }
  return state.withdrawn.has(entry)
    ? { code: 'ALREADY_RECORDED', message: `entry ${entry} is withdrawn already` }
    : undefined
}

function isBefore(a: string, b: string): boolean {
  return instantOf(a) < instantOf(b)
}

function instantOf(text: string): Instant {
  return Date.parse(text)
}

function refuse(code: RefusalCode, message: string): Result<never, Refusal> {
  return err({ code, message })
}
