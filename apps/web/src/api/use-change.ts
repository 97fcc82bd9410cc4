/** Changes something on the server, at once on screen and honestly: what is not recorded yet does not look recorded. */
import type { AnswerOf, RouteShape } from '@occtet/contract/api'
import { shellWords } from '@occtet/ui'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../app/language.tsx'
import { closeToast, showToast } from '../app/toasts.ts'
import { reasonOf } from './reason.ts'
import { isPassing, type Refusal, toRefusal } from './refusal.ts'
import { type RouteInput, send } from './send.ts'
import { holdUnsaved } from './unsaved.ts'
import { outdate } from './use-route.ts'

/** `pending`: committed, the entry of the ledger follows. `conflict`: somebody else was faster. */
export type SaveState =
  | 'idle'
  | 'sending'
  | 'retrying'
  | 'pending'
  | 'recorded'
  | 'saved'
  | 'refused'
  | 'conflict'

export interface ChangeOptions<R extends RouteShape> {
  /** Shows the change before the server answers; returns how to take it back. */
  readonly optimistic?: (client: QueryClient, input: RouteInput<R>) => () => void
  /** Routes whose answers are old after the change. */
  readonly outdates?: readonly RouteShape[]
  /** Shown when saved; without it nothing is shown. */
  readonly saved?: string
  /** Offers "Undo" beside `saved`, for ten seconds. */
  readonly undo?: (answer: AnswerOf<R>) => void
}

export interface Saving<R extends RouteShape> {
  readonly state: SaveState
  readonly refusal: Refusal | undefined
  /** Resolves with undefined where it was refused; the reason is in `refusal` and was told. Never rejects. */
  readonly send: (input: RouteInput<R>, more?: { ifMatch?: string }) => Promise<AnswerOf<R> | undefined>
}

export function useChange<R extends RouteShape>(route: R, options: ChangeOptions<R> = {}): Saving<R> {
  const client = useQueryClient()
  const t = useWords(shellWords)
  const [state, setState] = useState<SaveState>('idle')
  const [refusal, setRefusal] = useState<Refusal>()

  const sendChange: Saving<R>['send'] = async (input, more = {}) => {
    const takeBack = options.optimistic?.(client, input)
    setState('sending')
    setRefusal(undefined)
    const outcome = await keepTrying(
      async (key) => send(route, input, { key, ...more }),
      () => {
        setState('retrying')
        return showToast({ text: t('save.notYet'), stays: true })
      },
    )
    if (outcome.kind === 'refused') {
      takeBack?.()
      const isConflict = outcome.refusal.code === 'CONFLICT'
      setState(isConflict ? 'conflict' : 'refused')
      setRefusal(outcome.refusal)
      showToast({
        text: isConflict ? t('save.conflict') : t('save.refused', { reason: reasonOf(t, outcome.refusal) }),
        tone: 'stop',
      })
      await outdate(client, options.outdates ?? [])
      return undefined
    }
    setState(stateOf(outcome.answer))
    tellSaved(t('save.undo'), options, outcome.answer)
    await outdate(client, options.outdates ?? [])
    return outcome.answer
  }
  return { state, refusal, send: sendChange }
}

function tellSaved<R extends RouteShape>(
  undoWord: string,
  options: ChangeOptions<R>,
  answer: AnswerOf<R>,
): void {
  const { saved, undo } = options
  if (saved === undefined) return
  showToast({
    text: saved,
    ...(undo === undefined ? {} : { action: { label: undoWord, run: () => undo(answer) } }),
  })
}

type Outcome<T> =
  | { readonly kind: 'done'; readonly answer: T }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** One key for all tries, so that a lost answer never becomes a second change; waits 1, 2, 4, 8, then 15 seconds. */
async function keepTrying<T>(
  once: (key: string) => Promise<T>,
  onFirstFailure: () => number,
): Promise<Outcome<T>> {
  const key = crypto.randomUUID()
  const release = holdUnsaved()
  let toast: number | undefined
  try {
    for (let tries = 0; ; tries++) {
      const outcome = await tryOnce(async () => once(key))
      if (outcome.kind === 'done' || !isPassing(outcome.refusal)) return outcome
      toast ??= onFirstFailure()
      await new Promise((resolve) => setTimeout(resolve, Math.min(15, 2 ** tries) * 1000))
    }
  } finally {
    release()
    if (toast !== undefined) closeToast(toast)
  }
}

async function tryOnce<T>(once: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { kind: 'done', answer: await once() }
  } catch (error) {
    return { kind: 'refused', refusal: toRefusal(error) }
  }
}

function stateOf(answer: unknown): SaveState {
  if (typeof answer !== 'object' || answer === null || !('recorded' in answer)) return 'saved'
  const { recorded } = answer
  const state =
    typeof recorded === 'object' && recorded !== null && 'state' in recorded ? recorded.state : 'off'
  return state === 'recorded' ? 'recorded' : state === 'pending' ? 'pending' : 'saved'
}
