/** Tells screen readers of the clock twice only: when four hours are left, and when one is. */
import { incidentWords, shellWords } from '@occtet/ui'
import { useEffect, useRef } from 'react'
import { announce } from '../../app/announce.ts'
import { useWords } from '../../app/language.tsx'
import { toSpan } from '../../parts/time-words.ts'
import { useNow } from '../../parts/times.tsx'
import { type CaseRow, minutesLeft } from './model.ts'

const told = [60, 240] as const

/** Whoever opens the page with less time left hears nothing: the heading says it. */
export function useClockVoice(nearest: CaseRow['nearest']): void {
  const t = useWords(incidentWords)
  const time = useWords(shellWords)
  const now = useNow()
  const former = useRef<number>(undefined)
  const left = nearest === undefined ? undefined : minutesLeft(nearest.due, now)
  const name = nearest?.name ?? ''
  useEffect(() => {
    const before = former.current
    former.current = left
    if (before === undefined || left === undefined) return
    const passed = told.find((limit) => left <= limit && before > limit)
    if (passed !== undefined && left >= 0) announce(t('announce.left', { name, time: toSpan(time, left) }))
  }, [left, name, t, time])
}
