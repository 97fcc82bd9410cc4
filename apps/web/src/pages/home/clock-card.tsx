/** A running clock of Art. 14: what is due next in words, and the track to scale. */
import { drawClockTrack, formatDate, formatTime, homeWords, shellWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Drawn } from '../../parts/drawn.tsx'
import { Ref } from '../../parts/marks.tsx'
import { toLeft, toSpan } from '../../parts/time-words.ts'
import { useNow } from '../../parts/times.tsx'
import styles from './home.module.css'
import type { HomeClock, HomeWords } from './model.ts'

export function ClockCard({ clock, org }: { clock: HomeClock; org: string }) {
  const t = useWords(homeWords)
  const words = useWords(shellWords)
  const now = useNow()
  const next = clock.stages.find(({ state }) => state === 'running' || state === 'overdue')
  const due = next?.due
  const isLate = due !== undefined && due !== null && due < now
  const minutesLate = isLate ? Math.ceil((Date.parse(now) - Date.parse(due)) / 60_000) : 0
  return (
    <Card label={clock.title} isClock>
      <p className="dim">
        <strong>{t(`clock.${clock.track}`)}</strong> · {clock.productName} · {clock.title} ·{' '}
        <Ref>{t(`clock.article.${clock.track}`)}</Ref>
      </p>
      {next === undefined || due === undefined || due === null ? null : (
        <p className={styles.left}>
          {isLate
            ? t('clock.late', { stage: t(`stage.${next.stage}`), time: toSpan(words, minutesLate) })
            : t('clock.due', { stage: t(`stage.${next.stage}`), time: toLeft(words, due, now) })}
        </p>
      )}
      <p className="q">{t(clock.isMandatory === 'no' ? 'clock.voluntary' : 'clock.counted')}</p>
      {clock.awareAt === null ? null : <Track t={t} clock={clock} aware={clock.awareAt} now={now} />}
      <p className={styles.actions}>
        <LinkButton tone="main" to={{ page: 'case', params: { org, case: clock.case } }}>
          {t('clock.open')}
        </LinkButton>
      </p>
    </Card>
  )
}

interface TrackProps {
  readonly t: HomeWords
  readonly clock: HomeClock
  readonly aware: string
  readonly now: string
}

function Track({ t, clock, aware, now }: TrackProps) {
  const when = (at: string): string =>
    t('clock.utc', { day: formatDate(t.language, at), time: formatTime(at) })
  const marks = clock.stages
    .filter(({ state }) => state !== 'not-needed')
    .map(({ stage, state, due }) => ({
      word: t(`stage.${stage}`),
      when: due === null ? t('clock.notStarted') : state === 'submitted' ? t('clock.sent') : when(due),
      at: due ?? undefined,
      isDone: state === 'submitted' || state === 'already-provided',
    }))
  const label = t('clock.label', {
    aware: when(aware),
    stages: marks.map(({ word, when: at }) => `${word}: ${at}.`).join(' '),
  })
  const track = { aware, now, marks, awareWord: t('clock.aware'), awareWhen: when(aware), label }
  return <Drawn className={styles.track ?? ''} drawing={drawClockTrack(track)} />
}
