/** The clock from "aware" on, drawn to scale; a final report without a date stands at the dotted end. */
import { drawClockTrack, formatDate, formatTime, incidentWords, shellWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Drawn } from '../../parts/drawn.tsx'
import { toLeft } from '../../parts/time-words.ts'
import { Moment, useNow } from '../../parts/times.tsx'
import type { CaseView, IncidentWords, Stage } from './model.ts'

export function ClockTrackCard({ view }: { view: CaseView }) {
  const t = useWords(incidentWords)
  const time = useWords(shellWords)
  const now = useNow()
  const { awareAt, nearest } = view.row
  if (awareAt === null) return null
  const short = (at: string): string => `${formatDate(t.language, at)}, ${formatTime(at)}`
  // The year stands in the card's head; on the track it would only push labels into each other.
  const tiny = (at: string): string =>
    `${formatDate(t.language, at).replace(/ ?\d{4}$/, '')} ${formatTime(at)}`
  const state = ({ due, doneAt, waitsFor }: Stage): string => {
    if (doneAt !== undefined) return t('stage.sent', { at: short(doneAt) })
    if (due !== null) return toLeft(time, due, now)
    return waitsFor === undefined ? t('stage.notNeeded') : t(`stage.waits.${waitsFor}`)
  }
  const marks = marksOf(view.stages).map((stage) => {
    const isOpen = stage.due === null || !isDrawn(stage, view.stages)
    return {
      word: isOpen ? t('track.final') : stage.name,
      when: isOpen || stage.due === null ? openWords(t, view) : tiny(stage.due),
      at: isOpen || stage.due === null ? undefined : stage.due,
      isDone: stage.doneAt !== undefined,
    }
  })
  const told = view.stages.map((stage) => t('track.stage', { name: stage.name, state: state(stage) }))
  const drawing = drawClockTrack({
    aware: awareAt,
    now,
    marks,
    awareWord: t('track.aware'),
    awareWhen: tiny(awareAt),
    label: t('track.label', { aware: short(awareAt), stages: told.join(' ') }),
  })
  return (
    <Card
      title={t('track.title')}
      isClock={nearest !== undefined}
      aside={
        <>
          {t('track.aware')} <Moment at={awareAt} isExact />
        </>
      }
    >
      <Drawn drawing={drawing} />
    </Card>
  )
}

/** What starts the clock of a final report that stands at the dotted end. */
function openWords(t: IncidentWords, { row }: CaseView): string {
  return t(row.track === 'AEV' ? 'track.after.measure' : 'track.after.notification')
}

/** Early stages that are done leave the picture once the final report has its date: three days of twenty are a sliver. */
function marksOf(stages: readonly Stage[]): readonly Stage[] {
  const final = stages.at(-1)
  return final !== undefined && isDrawn(final, stages) ? [final] : stages
}

/** The final report is to scale only when it alone is left. */
function isDrawn(stage: Stage, stages: readonly Stage[]): boolean {
  if (stage.stage !== 'final_report') return true
  return stage.due !== null && stages.every((one) => one === stage || one.doneAt !== undefined)
}
