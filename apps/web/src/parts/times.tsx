/** Ages and deadlines in words, exact time on hover and for readers; follows the clock by the minute. */
import { formatDate, formatTime, shellWords } from '@occtet/ui'
import { useSyncExternalStore } from 'react'
import { useWords } from '../app/language.tsx'
import { type TimeWords, toAge } from './time-words.ts'

/** The present minute, RFC 3339; components that use it are drawn again each minute. */
export function useNow(): string {
  return useSyncExternalStore(onMinute, currentMinute)
}

/** "2 h ago" up to 24 hours, then the date. `at` undefined: never read. */
export function Age({ at }: { at: string | undefined }) {
  const t: TimeWords = useWords(shellWords)
  const now = useNow()
  if (at === undefined) return <span>{t('age.never')}</span>
  return (
    <time dateTime={at} title={`${formatDate(t.language, at)}, ${formatTime(at)}`}>
      {toAge(t, at, now)}
    </time>
  )
}

/** A date of the law or of a plan, in UTC; with the time and the local time beside it where `isExact`. */
export function Moment({ at, isExact = false }: { at: string; isExact?: boolean }) {
  const { language } = useWords(shellWords)
  const day = formatDate(language, at)
  if (!isExact) return <time dateTime={at}>{day}</time>
  const local = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at))
  const isUtc = new Date(at).getTimezoneOffset() === 0
  return (
    <time dateTime={at}>
      {day}, {formatTime(at)}
      {isUtc ? '' : ` (${local})`}
    </time>
  )
}

function currentMinute(): string {
  const minute = 60_000
  return new Date(Math.floor(Date.now() / minute) * minute).toISOString()
}

function onMinute(listener: () => void): () => void {
  const timer = setInterval(listener, 5_000)
  return () => clearInterval(timer)
}
