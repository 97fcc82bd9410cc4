/** What is still open of the 22: heat map with the chain of one requirement beside it; as list; as print. */
import { requirementRoutes } from '@occtet/contract/api'
import { formatDate, formatTime, requirementWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { useGo, useHere } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Status } from '../../parts/marks.tsx'
import { Shown } from '../../parts/states.tsx'
import { ViewTabs } from '../../parts/view-tabs.tsx'
import { Tour } from '../home/tour.tsx'
import cra from './cra.module.css'
import { CraNav } from './cra-nav.tsx'
import { Figures } from './figures.tsx'
import { HeatMap, type RequirementsView } from './heat-map.tsx'
import { RequirementDetail } from './requirement-detail.tsx'
import { RequirementsList } from './requirements-list.tsx'
import styles from './requirements.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export function Page() {
  const params = useCraAddress()
  const { lang } = useCraQuery()
  const reading = useRoute(
    requirementRoutes['requirements.list'],
    { params, query: { lang } },
    { keepsFormer: true },
  )
  return (
    <>
      <CraNav />
      <Shown reading={reading} rows={22}>
        {(view) => <Requirements view={view} />}
      </Shown>
    </>
  )
}

type Words = WordsOf<typeof requirementWords>

function answerOf(t: Words, { counts, isAsked }: RequirementsView): string {
  if (!isAsked) return t('answer.notAsked')
  if (counts.gap > 0) return t('answer.gap', { n: counts.gap })
  if (counts.unknown > 0) return t('answer.unknown', { n: counts.unknown })
  if (counts.partly > 0) return t('answer.partly', { n: counts.partly })
  return t('answer.met', { n: counts.met })
}

function Requirements({ view }: { view: RequirementsView }) {
  const t = useWords(requirementWords)
  const { subject, counts } = view
  const release = subject.release ?? t('noRelease')
  const tabs = (['map', 'list', 'print'] as const).map((id) => ({ id, word: t(`view.${id}`) }))
  return (
    <>
      <Lead
        answer={answerOf(t, view)}
        above={t('above', {
          product: subject.productName,
          release,
          date: formatDate(t.language, subject.at),
        })}
        below={
          <>
            <p>{view.scopeText}</p>
            <p className={styles.legend}>
              {(['met', 'partly', 'gap', 'unknown', 'not-applicable'] as const).map((status) => (
                <Status key={status} status={status} word={`${counts[status]} ${t(`status.${status}`)}`} />
              ))}
            </p>
          </>
        }
        actions={<Button onPress={() => window.print()}>{t('print')}</Button>}
      />
      <Tour at="chain" />
      <ViewTabs label={t('views.label')} tabs={tabs}>
        {(id) =>
          id === 'map' ? (
            <MapView view={view} />
          ) : (
            <Card label={t(id === 'list' ? 'view.list' : 'view.print')} isPadded={false}>
              <RequirementsList view={view} isPrint={id === 'print'} />
            </Card>
          )
        }
      </ViewTabs>
      <LookedAt view={view} />
    </>
  )
}

function MapView({ view }: { view: RequirementsView }) {
  const t = useWords(requirementWords)
  const params = useCraAddress()
  const go = useGo()
  const { ref: open } = useHere().params
  const close = (): void => go({ page: 'requirements', params })
  return (
    <div className={styles.columns}>
      <Card label={t('nav.requirements')} isPadded={false}>
        <HeatMap
          view={view}
          open={open}
          onOpen={(slug) => go({ page: 'requirement', params: { ...params, ref: slug } })}
        />
      </Card>
      {open === undefined ? (
        <Card title={t('figures.title')}>
          <Figures of={view.readiness} />
          <p className={cra.foot}>{t('detail.choose')}</p>
        </Card>
      ) : (
        <RequirementDetail slug={open} onClose={close} />
      )}
    </div>
  )
}

function LookedAt({ view: { lookedAt, subject, disclaimer } }: { view: RequirementsView }) {
  const t = useWords(requirementWords)
  const { answers, asked, signalsRead, signalsUnknown, evidenceAt } = lookedAt
  const release = subject.release ?? t('noRelease')
  return (
    <p className={`q ${cra.foot}`}>
      {t('lookedAt', { answers, asked, read: signalsRead, unread: signalsUnknown, release })}{' '}
      {evidenceAt === null
        ? t('lookedAt.never')
        : t('lookedAt.when', { date: formatDate(t.language, evidenceAt), time: formatTime(evidenceAt) })}{' '}
      {disclaimer}
    </p>
  )
}
