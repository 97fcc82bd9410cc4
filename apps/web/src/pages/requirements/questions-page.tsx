/** What is true here: a rail of sections and one question; the quick scan ends with a result. */
import { questionRoutes } from '@occtet/contract/api'
import { formatDate, questionWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { useHere } from '../../app/place.ts'
import { Button, LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { CraNav } from './cra-nav.tsx'
import { Figures } from './figures.tsx'
import { QuestionCard } from './question-card.tsx'
import { QuestionRail } from './question-rail.tsx'
import type { QuestionnaireView } from './question-types.ts'
import styles from './questions.module.css'
import { QuickResult } from './quick-result.tsx'
import { type CraMode, useCraAddress, useCraQuery, useMode } from './use-cra.ts'

export function Page() {
  const params = useCraAddress()
  const [mode, setMode] = useMode()
  const query = useCraQuery(mode)
  const reading = useRoute(questionRoutes['questions.list'], { params, query }, { keepsFormer: true })
  return (
    <>
      <CraNav />
      <Shown reading={reading} rows={10}>
        {(view) => <Questions view={view} mode={mode} setMode={setMode} />}
      </Shown>
    </>
  )
}

function answerOf(t: WordsOf<typeof questionWords>, view: QuestionnaireView, mode: CraMode): string {
  const { total, answered, minutesLeft } = view.progress
  const open = total - answered
  const { readiness, margin } = view.readiness
  if (open > 0) {
    return mode === 'quick' && answered === 0
      ? t('answer.atMost', { n: open, minutes: minutesLeft })
      : t('answer.left', { n: open, total, minutes: minutesLeft })
  }
  if (mode === 'quick' && readiness.percent !== null) {
    return t('answer.quick', { n: total, percent: Math.round(readiness.percent), margin: Math.round(margin) })
  }
  const clashes = view.sections.reduce((sum, section) => sum + section.clashes, 0)
  return clashes > 0 ? t('answer.clash', { n: clashes, total }) : t('answer.done', { n: total })
}

interface QuestionsProps {
  readonly view: QuestionnaireView
  readonly mode: CraMode
  readonly setMode: (mode: CraMode) => void
}

function Questions({ view, mode, setMode }: QuestionsProps) {
  const t = useWords(questionWords)
  const { subject } = view
  const { id } = useHere().params
  const shown = id ?? view.nextOpen ?? undefined
  const release = subject.release ?? t('noRelease')
  return (
    <>
      <Lead
        answer={answerOf(t, view, mode)}
        above={t('above', {
          product: subject.productName,
          release,
          date: formatDate(t.language, subject.at),
        })}
        actions={
          <fieldset className={styles.modes}>
            <legend className="vh">{t('mode.label')}</legend>
            {(['quick', 'full'] as const).map((one) => (
              <Button key={one} aria-pressed={mode === one} onPress={() => setMode(one)}>
                {t(`mode.${one}`)}
              </Button>
            ))}
          </fieldset>
        }
      />
      <div className={styles.columns}>
        <QuestionRail view={view} here={shown} mode={mode} />
        {shown === undefined ? <End view={view} mode={mode} /> : <OpenQuestion id={shown} mode={mode} />}
      </div>
    </>
  )
}

function OpenQuestion({ id, mode }: { id: string; mode: CraMode }) {
  const { org, product } = useCraAddress()
  const query = useCraQuery(mode)
  const input = { params: { org, product, question: id }, query }
  const reading = useRoute(questionRoutes['questions.show'], input)
  return (
    <Shown reading={reading} rows={6}>
      {({ question, subject }) => (
        <QuestionCard
          question={question}
          version={subject.version}
          evidenceAt={subject.evidenceAt}
          mode={mode}
        />
      )}
    </Shown>
  )
}

function End({ view, mode }: { view: QuestionnaireView; mode: CraMode }) {
  const t = useWords(questionWords)
  const params = useCraAddress()
  if (view.progress.total === 0) {
    return (
      <Empty what={t('empty')} why={t('emptyWhy')}>
        <LinkButton to={{ page: 'scope', params }}>{t('toScope')}</LinkButton>
      </Empty>
    )
  }
  if (mode === 'quick') return <QuickResult view={view} />
  return (
    <Card title={t('answer.done', { n: view.progress.total })}>
      <Figures of={view.readiness} />
      <p className={styles.ways}>
        <LinkButton tone="main" to={{ page: 'plan', params }}>
          {t('result.plan')}
        </LinkButton>
      </p>
    </Card>
  )
}
