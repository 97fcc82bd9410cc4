/** How many findings a wider decision would touch, asked before it is saved. */
import { type AnswerOf, triageRoutes } from '@occtet/contract/api'
import { useEffect, useState } from 'react'
import { send } from '../../api/send.ts'
import { type Draft, toWish } from './draft.ts'
import type { QueueRow } from './model.ts'

export type Touched = AnswerOf<(typeof triageRoutes)['triage.preview']>

const typingMs = 250

/** Undefined until it is known; a refusal is told when it is saved. */
export function useTouched(
  org: string,
  {
    draft,
    rows,
    isWanted,
  }: { readonly draft: Draft; readonly rows: readonly QueueRow[]; readonly isWanted: boolean },
): Touched | undefined {
  const [touched, setTouched] = useState<Touched>()
  const body = JSON.stringify(toWish(draft, rows))
  useEffect(() => {
    setTouched(undefined)
    if (!isWanted) return undefined
    const abort = new AbortController()
    const timer = setTimeout(() => {
      const wish = JSON.parse(body) as ReturnType<typeof toWish>
      send(triageRoutes['triage.preview'], { params: { org }, body: wish }, { signal: abort.signal }).then(
        setTouched,
        () => undefined,
      )
    }, typingMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [org, body, isWanted])
  return touched
}
