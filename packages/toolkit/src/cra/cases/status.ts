/** Where a case stands at a moment: which clocks run, what is late, who is to be told, and what to do next. */
import { reporting, type ReportStage } from '../catalogue/reporting.ts'
import { type ClockFacts, dueByStage, type Track } from './clock.ts'
import { type Duty, dutyOf } from './duty.ts'
import type { CaseFile, CaseSubject, StepName } from './events.ts'
import { type CaseState, toState } from './state.ts'
import { formatInstant, type Instant } from './time.ts'

export type StageState = 'submitted' | 'already-provided' | 'running' | 'overdue' | 'waiting' | 'not-needed'

export interface StageStatus {
  /** Catalogue id. */
  readonly id: string
  readonly stage: StepName
  readonly ref: string
  readonly state: StageState
  /** UTC; null while the clock has not started. */
  readonly due: string | null
  /** What starts the clock, of a stage that waits. */
  readonly waitsFor?: 'awareness' | 'measure' | 'notification'
  readonly doneAt?: string
  readonly reference?: string
  /** Whole seconds until it is due; negative when late. Of what was sent: how early it was, negative when sent late. */
  readonly remainingSeconds?: number
}

export type Phase =
  | 'assessing'
  | 'open'
  | 'early-warning-submitted'
  | 'notification-submitted'
  | 'measure-available'
  | 'final-report-submitted'
  | 'not-reportable'
  | 'closed'

export type ActionCode =
  | 'start-assessment'
  | 'finish-assessment'
  | 'decide'
  | 'send-early-warning'
  | 'send-notification'
  | 'send-interim'
  | 'send-final-report'
  | 'provide-measure'
  | 'inform-users'
  | 'close'

export interface Action {
  readonly code: ActionCode
  readonly ref: string
  readonly due?: string
  readonly isOverdue: boolean
}

export interface CaseStatus {
  readonly id: string
  readonly track: Track
  readonly drill: boolean
  readonly title: string
  readonly subject: CaseSubject
  readonly phase: Phase
  /** UTC. */
  readonly now: string
  readonly awareAt: string | null
  readonly measureAt: string | null
  readonly duty: Duty
  readonly stages: readonly StageStatus[]
  readonly interim: { readonly requestedAt: string; readonly due?: string } | null
  readonly users: { readonly duty: Duty['informsUsers']; readonly informedAt: string | null }
  /** Stages and a requested interim report that are late and that the law asks for (or may ask for). */
  readonly overdue: readonly string[]
  /** Most urgent first; empty when the case is closed. */
  readonly actions: readonly Action[]
}

/** `now` is a moment of the caller's clock. Never throws for a file that `parseCase` has read. */
export function statusOf(file: CaseFile, now: Instant): CaseStatus {
  const state = toState(file)
  const { track, drill, title } = state.opened.fact
  const { subject } = state
  const today = formatInstant(now)
  const duty = dutyOf(track, subject, (state.aware?.at ?? today).slice(0, 10))
  const stages = stagesOf(state, now)
  const interim = interimOf(state)
  const draft = { stages, interim, duty, now }
  return {
    id: state.id,
    track,
    drill,
    title,
    subject,
    phase: phaseOf(state),
    now: today,
    awareAt: state.aware?.at ?? null,
    measureAt: state.measure?.at ?? null,
    duty,
    stages,
    interim,
    users: { duty: duty.informsUsers, informedAt: state.usersInformed?.at ?? null },
    overdue: duty.isMandatory === 'no' ? [] : findOverdue(draft),
    actions: state.closed === undefined ? actionsOf(state, draft) : [],
  }
}

/** Null dates where nobody is aware yet, or the entries contradict each other after a withdrawal. */
function dueOf(state: CaseState): Readonly<Record<string, string | null>> {
  if (state.aware === undefined) return {}
  const notified = state.done.notification?.at
  const isInOrder = notified === undefined || Date.parse(notified) >= Date.parse(state.aware.at)
  const facts: ClockFacts = {
    kind: state.opened.fact.track === 'AEV' ? 'actively-exploited-vulnerability' : 'severe-incident',
    awareAt: state.aware.at,
    correctiveMeasureAvailableAt: state.measure?.at ?? null,
    incidentNotificationSubmittedAt: isInOrder ? (notified ?? null) : null,
  }
  const due = dueByStage(facts)
  if (!due.ok) throw new Error(`case ${state.id}: ${due.error.message}`)
  return due.value
}

function stagesOf(state: CaseState, now: Instant): readonly StageStatus[] {
  const due = dueOf(state)
  return reporting.stages
    .filter(({ track }) => track === state.opened.fact.track)
    .map((stage) => stageOf({ state, stage, due: due[stage.id] ?? null, now }))
}

interface StageInput {
  readonly state: CaseState
  readonly stage: ReportStage
  readonly due: string | null
  readonly now: Instant
}

function stageOf({ state, stage, due, now }: StageInput): StageStatus {
  const base = { id: stage.id, stage: stage.stage, ref: stage.ref, due }
  const done = state.done[stage.stage]
  if (done !== undefined) {
    const early = due === null ? {} : { remainingSeconds: secondsBetween(Date.parse(done.at), due) }
    const reference = done.fact.type === 'submitted' ? done.fact.reference : undefined
    return {
      ...base,
      state: done.fact.type,
      doneAt: done.at,
      ...(reference === undefined ? {} : { reference }),
      ...early,
    }
  }
  if (state.notReportable !== undefined || state.closed !== undefined) return { ...base, state: 'not-needed' }
  if (due === null) return { ...base, state: 'waiting', waitsFor: waitsFor(state) }
  const isLate = now > Date.parse(due)
  return { ...base, state: isLate ? 'overdue' : 'running', remainingSeconds: secondsBetween(now, due) }
}

function waitsFor(state: CaseState): 'awareness' | 'measure' | 'notification' {
  if (state.aware === undefined) return 'awareness'
  return state.opened.fact.track === 'AEV' ? 'measure' : 'notification'
}

function secondsBetween(from: Instant, due: string): number {
  return Math.floor((Date.parse(due) - from) / 1000)
}

function interimOf({ interim, closed }: CaseState): CaseStatus['interim'] {
  if (interim === undefined || closed !== undefined) return null
  const { due } = interim.fact
  return { requestedAt: interim.at, ...(due === undefined ? {} : { due }) }
}

function phaseOf(state: CaseState): Phase {
  if (state.closed !== undefined) return 'closed'
  if (state.notReportable !== undefined) return 'not-reportable'
  if (state.done.final_report !== undefined) return 'final-report-submitted'
  if (state.done.notification !== undefined) {
    return state.measure === undefined ? 'notification-submitted' : 'measure-available'
  }
  if (state.done.early_warning !== undefined) return 'early-warning-submitted'
  return state.aware === undefined ? 'assessing' : 'open'
}

interface Draft {
  readonly stages: readonly StageStatus[]
  readonly interim: CaseStatus['interim']
  readonly duty: Duty
  readonly now: Instant
}

function findOverdue({ stages, interim, now }: Draft): readonly string[] {
  const late = stages.filter(({ state }) => state === 'overdue').map(({ id }) => id)
  return isPast(interim?.due, now) ? [...late, reporting.interim.id] : late
}

function isPast(due: string | undefined, now: Instant): boolean {
  return due !== undefined && now > Date.parse(due)
}

function actionsOf(state: CaseState, draft: Draft): readonly Action[] {
  if (state.notReportable !== undefined) return [{ code: 'close', ref: 'Art. 14', isOverdue: false }]
  if (state.aware === undefined) return [assessmentAction(state)]
  const reports = [...reportActions(draft), ...interimActions(draft)].sort(byDue)
  const isDone = reports.length === 0 && state.done.final_report !== undefined
  return [
    ...reports,
    ...(state.usersInformed === undefined ? [plainAction('inform-users', 'Art. 14(8)')] : []),
    ...(state.opened.fact.track === 'AEV' && state.measure === undefined
      ? [plainAction('provide-measure', 'Art. 14(2)(c); Annex I Part II(2)')]
      : []),
    ...(isDone ? [plainAction('close', 'Art. 14')] : []),
  ]
}

function assessmentAction({ assessment, opened }: CaseState): Action {
  const ref = opened.fact.track === 'AEV' ? 'Art. 14(1)' : 'Art. 14(3)'
  const guidance = `${ref}; guidance 211-215`
  if (assessment.ended !== undefined) return plainAction('decide', guidance)
  return plainAction(assessment.started === undefined ? 'start-assessment' : 'finish-assessment', guidance)
}

function plainAction(code: ActionCode, ref: string): Action {
  return { code, ref, isOverdue: false }
}

const sendCodes: Readonly<Record<StepName, ActionCode>> = {
  early_warning: 'send-early-warning',
  notification: 'send-notification',
  final_report: 'send-final-report',
}

function reportActions({ stages }: Draft): readonly Action[] {
  return stages.flatMap(({ stage, ref, state, due }) =>
    (state === 'running' || state === 'overdue') && due !== null
      ? [{ code: sendCodes[stage], ref, due, isOverdue: state === 'overdue' }]
      : [],
  )
}

function interimActions({ interim, now }: Draft): readonly Action[] {
  if (interim === null) return []
  const { due } = interim
  const { ref } = reporting.interim
  return [{ code: 'send-interim', ref, ...(due === undefined ? {} : { due }), isOverdue: isPast(due, now) }]
}

/** Without a date it was asked for now. The sort is stable, so stages that are due together keep the law's order. */
function byDue(a: Action, b: Action): number {
  const [first, second] = [a, b].map(({ due }) => (due === undefined ? 0 : Date.parse(due)))
  return (first ?? 0) - (second ?? 0)
}
