/** One case: the clock drawn to scale, what to send, its fields, and the log. A drill looks the same in a hatched frame. */
import { caseRoutes } from '@occtet/contract/api'
import { incidentWords, shellWords } from '@occtet/ui'
import { type ReactNode, useState } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useHere, useParam, useSearchText } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { cx } from '../../parts/cx.ts'
import { Columns } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Shown } from '../../parts/states.tsx'
import { useNow } from '../../parts/times.tsx'
import { AboutCard, BeforeCard } from './about-cards.tsx'
import { AddForm } from './add-form.tsx'
import styles from './cases.module.css'
import { ClockTrackCard } from './clock-track-card.tsx'
import { FieldsCard } from './fields-card.tsx'
import { LogCard } from './log-card.tsx'
import { type Adding, caseAnswer, type CaseView, type StageName } from './model.ts'
import { NextCard } from './next-card.tsx'
import { StagesCard } from './stages-card.tsx'
import { useClockVoice } from './use-clock-voice.ts'

export function Page() {
  const org = useParam('org')
  const id = useParam('case')
  const { product } = useHere().search
  const { language: lang } = useLanguage()
  const t = useWords(incidentWords)
  const byId = useRoute(
    caseRoutes['cases.find'],
    { params: { org, case: id }, query: { lang } },
    { every: 60, keepsFormer: true, isWanted: product === undefined },
  )
  const ofProduct = useRoute(
    caseRoutes['cases.show'],
    { params: { org, product: product ?? '', case: id }, query: { lang } },
    { every: 60, keepsFormer: true, isWanted: product !== undefined },
  )
  const reading = product === undefined ? byId : ofProduct
  if (reading.data === undefined) {
    return (
      <>
        <Lead answer={`${t('list.title')}: ${id}`} />
        <Shown reading={reading}>{() => null}</Shown>
      </>
    )
  }
  return <Shown reading={reading}>{(view) => <CaseBody view={view} />}</Shown>
}

function CaseBody({ view }: { view: CaseView }) {
  const t = useWords(incidentWords)
  const time = useWords(shellWords)
  const now = useNow()
  const mayWrite = useMay('cases.write')
  const onAdd = (next: Adding): void => setAdding(next)
  const offered = mayWrite ? onAdd : undefined
  const [adding, setAdding] = useState<Adding>()
  const [shown, setShown] = useSearchText('report')
  const { row } = view
  useClockVoice(row.nearest)
  const stage = isStage(shown) ? shown : (row.nearest?.stage ?? 'early_warning')
  const body = (
    <Columns
      aside={
        <>
          <BeforeCard view={view} />
          <AboutCard view={view} />
        </>
      }
    >
      {adding === undefined ? null : (
        <AddForm
          key={JSON.stringify(adding)}
          view={view}
          start={adding}
          onClose={() => setAdding(undefined)}
        />
      )}
      {row.awareAt === null ? null : <ClockTrackCard view={view} />}
      <NextCard view={view} onAdd={offered} />
      <StagesCard view={view} shown={stage} onShow={setShown} onAdd={offered} />
      <FieldsCard view={view} stage={stage} mayWrite={mayWrite} />
      <LogCard view={view} onAdd={offered} />
    </Columns>
  )
  return (
    <>
      <Lead
        answer={caseAnswer({ t, time }, view, now)}
        above={`${row.id} · ${row.productName} · ${t(`open.${row.track}`)}`}
        below={row.title}
        actions={
          mayWrite && adding === undefined ? (
            <Button onPress={() => setAdding({ type: 'note' })}>{t('add.title')}</Button>
          ) : undefined
        }
      />
      {row.drill ? <DrillFrame>{body}</DrillFrame> : body}
    </>
  )
}

function DrillFrame({ children }: { children: ReactNode }) {
  const t = useWords(incidentWords)
  return (
    <div className={cx(styles.drill, styles.frame)}>
      <p className={styles.drillLine}>{t('drill.line')}</p>
      {children}
    </div>
  )
}

function isStage(text: string): text is StageName {
  return text === 'early_warning' || text === 'notification' || text === 'final_report' || text === 'interim'
}
