/** The three reports, and an interim one where the CSIRT asked: due, left, sent, with its reference. */
import { incidentWords, shellWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { toLeft, toSpan } from '../../parts/time-words.ts'
import { Moment, useNow } from '../../parts/times.tsx'
import styles from './cases.module.css'
import { type Adding, type CaseView, minutesLeft, type Stage, type StageName } from './model.ts'

export interface StagesCardProps {
  readonly view: CaseView
  readonly shown: StageName
  readonly onShow: (stage: StageName) => void
  readonly onAdd: ((adding: Adding) => void) | undefined
}

export function StagesCard({ view, shown, onShow, onAdd }: StagesCardProps) {
  const t = useWords(incidentWords)
  const buttons = (stage: StageName, name: string, state: Stage['state']) => (
    <div className={styles.buttons}>
      <Button
        aria-pressed={shown === stage}
        aria-label={`${t('stage.show')}: ${name}`}
        onPress={() => onShow(stage)}
      >
        {t('stage.show')}
      </Button>
      {(state === 'running' || state === 'overdue') && onAdd !== undefined ? (
        <Button
          tone={state === 'overdue' ? 'main' : 'plain'}
          aria-label={`${t('stage.sentIt')}: ${name}`}
          onPress={() =>
            onAdd({ type: stage === 'interim' ? 'interim-submitted' : 'submitted', step: stage })
          }
        >
          {t('stage.sentIt')}
        </Button>
      ) : null}
    </div>
  )
  const isVoluntary = view.duty.isMandatory === 'no'
  return (
    <Card title={t('stage.title')} {...(isVoluntary ? { aside: t('stage.voluntary') } : {})}>
      <ol className={styles.stages}>
        {view.stages.map((stage) => (
          <li key={stage.id}>
            <div>
              <b>{stage.name}</b> <span className="law">{stage.ref}</span>
              <StageState stage={stage} />
            </div>
            {buttons(stage.stage, stage.name, stage.state)}
          </li>
        ))}
        {view.interim === null ? null : (
          <li>
            <div>
              <b>{t('stage.interim')}</b> <span className="law">Art. 14(6)</span>
              {view.interim.due === undefined ? null : <DueLine due={view.interim.due} />}
            </div>
            {buttons('interim', t('stage.interim'), 'running')}
          </li>
        )}
      </ol>
    </Card>
  )
}

function StageState({ stage }: { stage: Stage }) {
  const t = useWords(incidentWords)
  switch (stage.state) {
    case 'running':
    case 'overdue':
      return stage.due === null ? null : <DueLine due={stage.due} />
    case 'waiting':
      return <p className="dim">{stage.waitsFor === undefined ? '' : t(`stage.waits.${stage.waitsFor}`)}</p>
    case 'not-needed':
      return <p className="dim">{t('stage.notNeeded')}</p>
    case 'submitted':
    case 'already-provided':
      return <Done stage={stage} />
    default:
      return stage.state satisfies never
  }
}

function Done({ stage }: { stage: Stage }) {
  const t = useWords(incidentWords)
  const time = useWords(shellWords)
  const { remainingSeconds: early, doneAt, reference } = stage
  const span = toSpan(time, Math.floor(Math.abs(early ?? 0) / 60))
  const margin =
    early === undefined ? '' : t(early < 0 ? 'stage.sentLate' : 'stage.sentEarly', { time: span })
  return (
    <p className="dim">
      {stage.state === 'submitted' ? null : `${t('stage.provided')}, `}
      {doneAt === undefined ? null : <Moment at={doneAt} isExact />}
      {margin === '' ? '' : `, ${margin}`}
      {reference === undefined ? '' : `. ${t('stage.reference', { reference })}`}
    </p>
  )
}

/** Time left in hours and minutes, and the moment in UTC with local time. */
function DueLine({ due }: { due: string }) {
  const t = useWords(incidentWords)
  const time = useWords(shellWords)
  const now = useNow()
  const left = minutesLeft(due, now)
  return (
    <>
      <p className={left < 0 ? styles.late : styles.left}>
        {left < 0
          ? t('stage.late', { time: toSpan(time, -left) })
          : t('stage.left', { time: toLeft(time, due, now) })}
      </p>
      <p className="dim">
        <Moment at={due} isExact />
      </p>
    </>
  )
}
