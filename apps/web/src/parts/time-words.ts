/** Spans of time in the reader's words; pure. */
import { formatDate, type shellWords, type Translator } from '@occtet/ui'

export type TimeWords = Translator<keyof (typeof shellWords)['en']>

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Age of `at` seen from `now`; the date beyond 24 hours. What lies ahead counts as now: clocks differ. */
export function toAge(t: TimeWords, at: string, now: string): string {
  const ms = Date.parse(now) - Date.parse(at)
  if (Number.isNaN(ms) || ms >= day) return formatDate(t.language, at)
  if (ms < minute) return t('age.now')
  if (ms < hour) return t('age.minutes', { n: Math.floor(ms / minute) })
  return t('age.hours', { n: Math.floor(ms / hour) })
}

/** Time until `due`; late in words. Rounded down while it runs and up when it is over, so that nothing looks better than it is. */
export function toLeft(t: TimeWords, due: string, now: string): string {
  const ms = Date.parse(due) - Date.parse(now)
  if (ms < 0) return t('left.late', { time: toSpan(t, Math.ceil(-ms / minute)) })
  return toSpan(t, Math.floor(ms / minute))
}

/** Minutes as "45 min", "8 h 10 min" or, from 72 hours on, days. */
export function toSpan(t: TimeWords, minutes: number): string {
  if (minutes < 60) return t('left.minutes', { m: minutes })
  if (minutes < 72 * 60) return t('left.hours', { h: Math.floor(minutes / 60), m: minutes % 60 })
  return t('left.days', { d: Math.floor(minutes / (24 * 60)) })
}
