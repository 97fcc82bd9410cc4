/** An entry that is being written: its kinds, where it starts, and the fact that it becomes. Pure. */
import type { Adding } from './case-page.tsx'
import { type CaseView, type Fact, type StageName, toInstant, toLocal } from './model.ts'

export type Kind = Exclude<Fact['type'], 'details' | 'subject'>
type Step = Exclude<StageName, 'interim'>

export interface Draft {
  readonly type: Kind
  readonly at: string
  readonly text: string
  readonly decidedBy: string
  readonly step: Step
  readonly reference: string
  readonly measure: 'corrective' | 'mitigating'
  readonly due: string
  readonly ground: string
  readonly entry: string
}

export function startDraft(start: Adding, view: CaseView): Draft {
  const open = view.stages.find(({ state }) => state === 'running' || state === 'overdue')
  const step = start.step === undefined || start.step === 'interim' ? open?.stage : start.step
  return {
    type: start.type === 'details' || start.type === 'subject' ? 'note' : start.type,
    at: toLocal(new Date().toISOString()),
    text: '',
    decidedBy: '',
    step: step ?? 'early_warning',
    reference: '',
    measure: 'mitigating',
    due: '',
    ground: view.grounds[0]?.id ?? '',
    entry: start.entry === undefined ? '' : String(start.entry),
  }
}

/** In the order in which a case goes; only what can follow. */
export function kindsFor({ row, interim }: CaseView): readonly Kind[] {
  if (row.phase === 'closed') return ['reopened', 'note', 'withdrawn']
  const before: readonly Kind[] = [
    'signal-arrived',
    'assessment-started',
    'assessment-ended',
    'became-aware',
    'not-reportable',
  ]
  const after: readonly Kind[] = [
    'submitted',
    'already-provided',
    'measure-available',
    'interim-requested',
    ...(interim === null ? [] : (['interim-submitted'] as const)),
    'users-informed',
  ]
  const running = row.awareAt === null ? before : after
  return ['note', ...running, 'closed', 'withdrawn']
}

export function toFact(draft: Draft): Fact {
  const { type, text, decidedBy, step } = draft
  switch (type) {
    case 'became-aware':
      return { type, decidedBy, reason: text }
    case 'not-reportable':
      return { type, ground: draft.ground, decidedBy, reason: text }
    case 'submitted':
      return { type, step, ...(draft.reference === '' ? {} : { reference: draft.reference }) }
    case 'interim-submitted':
      return { type, ...(draft.reference === '' ? {} : { reference: draft.reference }) }
    case 'already-provided':
      return { type, step, reason: text }
    case 'measure-available':
      return { type, measure: draft.measure, text }
    case 'interim-requested':
      return { type, text, ...(draft.due === '' ? {} : { due: toInstant(draft.due) ?? draft.due }) }
    case 'withdrawn':
      return { type, entry: Number(draft.entry), reason: text }
    case 'closed':
    case 'reopened':
      return { type, reason: text }
    case 'signal-arrived':
    case 'assessment-started':
    case 'assessment-ended':
    case 'users-informed':
    case 'note':
      return { type, text }
    default:
      return type satisfies never
  }
}
