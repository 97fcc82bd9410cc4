/** What was asked in this session, newest first: in memory alone, gone when the page is loaded anew. */
import { assistantRoutes, type AnswerOf, type BodyOf } from '@occtet/contract/api'
import { useSyncExternalStore } from 'react'
import { type Refusal, toRefusal } from '../../api/refusal.ts'
import { send } from '../../api/send.ts'

export type Question = BodyOf<(typeof assistantRoutes)['assistant.ask']>
export type Answer = AnswerOf<(typeof assistantRoutes)['assistant.ask']>
export type Answered = Extract<Answer, { readonly status: 'answered' }>
export type Refused = Extract<Answer, { readonly status: 'refused' }>

export interface Turn {
  readonly id: number
  readonly org: string
  readonly question: Question
  /** What it was asked about, in words. */
  readonly about: string
  readonly state:
    | { readonly kind: 'asking' }
    | { readonly kind: 'told'; readonly answer: Answer }
    | { readonly kind: 'failed'; readonly refusal: Refusal }
}

const mostTurns = 30

let turns: readonly Turn[] = []
let last = 0
const listeners = new Set<() => void>()

/** Of one organisation, newest first. */
export function useThread(org: string): readonly Turn[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => turns,
  )
  return all.filter((turn) => turn.org === org)
}

export function ask(org: string, question: Question, about: string): void {
  last++
  const turn: Turn = { id: last, org, question, about, state: { kind: 'asking' } }
  set([turn, ...turns].slice(0, mostTurns))
  void answer(turn)
}

/** The same question again, in its place; only where it failed. */
export function askAgain(turn: Turn): void {
  change(turn.id, { kind: 'asking' })
  void answer(turn)
}

export function forget(id: number): void {
  set(turns.filter((turn) => turn.id !== id))
}

export function forgetAll(org: string): void {
  set(turns.filter((turn) => turn.org !== org))
}

async function answer({ id, org, question }: Turn): Promise<void> {
  try {
    const told = await send(assistantRoutes['assistant.ask'], { params: { org }, body: question })
    change(id, { kind: 'told', answer: told })
  } catch (error) {
    change(id, { kind: 'failed', refusal: toRefusal(error) })
  }
}

function change(id: number, state: Turn['state']): void {
  set(turns.map((turn) => (turn.id === id ? { ...turn, state } : turn)))
}

function set(next: readonly Turn[]): void {
  turns = next
  for (const listener of listeners) listener()
}
