/** An entry that is being written: its kinds, where it starts, and the fact that it becomes. Pure. */
import { type Adding, type CaseView, type Fact, type StageName, toInstant, toLocal } from './model.ts'

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
  return makers[draft.type](draft)
}

const said =
  (type: 'signal-arrived' | 'assessment-started' | 'assessment-ended' | 'users-informed' | 'note') =>
  ({ text }: Draft): Fact => ({ type, text })

const ended =
  (type: 'closed' | 'reopened') =>
  ({ text }: Draft): Fact => ({ type, reason: text })

const referenceOf = ({ reference }: Draft): { readonly reference?: string } =>
  reference === '' ? {} : { reference }

const makers: Readonly<Record<Kind, (draft: Draft) => Fact>> = {
  'signal-arrived': said('signal-arrived'),
  'assessment-started': said('assessment-started'),
  'assessment-ended': said('assessment-ended'),
  'users-informed': said('users-informed'),
  note: said('note'),
  closed: ended('closed'),
  reopened: ended('reopened'),
  'became-aware': ({ decidedBy, text }) => ({ type: 'became-aware', decidedBy, reason: text }),
  'not-reportable': ({ ground, decidedBy, text }) => ({
    type: 'not-reportable',
    ground,
    decidedBy,
    reason: text,
  }),
  submitted: (draft) => ({ type: 'submitted', step: draft.step, ...referenceOf(draft) }),
  'interim-submitted': (draft) => ({ type: 'interim-submitted', ...referenceOf(draft) }),
  'already-provided': ({ step, text }) => ({ type: 'already-provided', step, reason: text }),
  'measure-available': ({ measure, text }) => ({ type: 'measure-available', measure, text }),
  'interim-requested': ({ text, due }) => ({
    type: 'interim-requested',
    text,
    ...(due === '' ? {} : { due: toInstant(due) ?? due }),
  }),
  withdrawn: ({ entry, text }) => ({ type: 'withdrawn', entry: Number(entry), reason: text }),
}
