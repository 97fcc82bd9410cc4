/** What to do next: actions ranked by priority, weight of what they close, urgency and effort (design, section 6). */
import type { Action, Answer, Question } from '../questionnaire/types.ts'
import { toValue } from './weigh.ts'

/** Days that an effort stands for, for a team of one to ten people. */
export const effortDays = { S: 0.5, M: 2, L: 8, XL: 20 } as const

/** 3: the duty binds today; 2: it gates a launch within twelve months; 1: later. */
export type Urgency = 1 | 2 | 3

export interface PlanInput {
  readonly actions: readonly Action[]
  readonly visible: readonly Question[]
  readonly answers: ReadonlyMap<string, Answer>
  readonly urgencyOf: (question: Question) => Urgency
  /** Who took an action on, by action id. */
  readonly owners?: ReadonlyMap<string, string>
}

export interface PlanItem {
  readonly action: string
  readonly priority: number
  readonly effort: Action['effort']
  readonly urgency: Urgency
  /** Visible questions that are not answered `yes`, with what is still missing of each (1 nothing there, 0.5 partly). */
  readonly open: readonly {
    readonly question: string
    readonly missing: number
    readonly isUnknown: boolean
  }[]
  /** Records of the catalogue that the open questions stand for. */
  readonly records: readonly string[]
  /** Higher comes first within a priority. */
  readonly rank: number
  readonly owner?: string
}

/** Actions that close nothing are left out. Order: priority, rank, action id. */
export function planActions(input: PlanInput): readonly PlanItem[] {
  const byId = new Map(input.visible.map((question) => [question.id, question]))
  const items = input.actions.flatMap((action) => toItem(action, input, byId))
  return items.sort((a, b) => a.priority - b.priority || b.rank - a.rank || (a.action < b.action ? -1 : 1))
}

function toItem(action: Action, input: PlanInput, byId: ReadonlyMap<string, Question>): readonly PlanItem[] {
  const questions = action.questions.flatMap((id) => byId.get(id) ?? [])
  const open = questions.flatMap((question) => {
    const value = toValue(input.answers.get(question.id))
    if (value.kind === 'na' || (value.kind === 'value' && value.value === 1)) return []
    const missing = value.kind === 'value' ? 1 - value.value : 1
    return [{ question, missing, isUnknown: value.kind !== 'value' }]
  })
  if (open.length === 0) return []
  const urgency = open.reduce<Urgency>((most, { question }) => {
    const found = input.urgencyOf(question)
    return found > most ? found : most
  }, 1)
  const gain = open.reduce(
    (sum, { question, missing }) => sum + question.weight * missing * input.urgencyOf(question),
    0,
  )
  const owner = input.owners?.get(action.id)
  const item: PlanItem = {
    action: action.id,
    priority: action.priority,
    effort: action.effort,
    urgency,
    open: open.map(({ question, missing, isUnknown }) => ({ question: question.id, missing, isUnknown })),
    records: [...new Set(open.flatMap(({ question }) => question.maps))],
    rank: Math.round((gain / effortDays[action.effort]) * 100) / 100,
  }
  return [owner === undefined ? item : { ...item, owner }]
}
