/** Does the law concern us: one question per screen, the reasoning grows beside it, the result at the end. */
import { scopeRoutes } from '@occtet/contract/api'
import { formatDate, formatDatesIn, scopeWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useSearchText } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Shown } from '../../parts/states.tsx'
import { CraNav } from './cra-nav.tsx'
import { ScopeQuestion } from './scope-question.tsx'
import { ScopeReasons } from './scope-reasons.tsx'
import { ScopeResult } from './scope-result.tsx'
import type { ScopeView } from './scope-types.ts'
import styles from './scope.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export function Page() {
  const params = useCraAddress()
  const query = useCraQuery()
  const reading = useRoute(scopeRoutes['scope.show'], { params, query }, { keepsFormer: true })
  return (
    <>
      <CraNav />
      <Shown reading={reading} rows={8}>
        {(view) => <Scope view={view} />}
      </Shown>
    </>
  )
}

function Scope({ view }: { view: ScopeView }) {
  const t = useWords(scopeWords)
  const [asked, ask] = useSearchText('question')
  const chosen =
    view.questions.find(({ id }) => id === asked) ?? view.questions.find(({ id }) => id === view.current)
  const open = view.questions.filter(({ answer, stated }) => answer === null && stated === null).length
  const { duties, scopeText } = view.result
  const isDone = view.current === null
  return (
    <>
      <Lead
        answer={
          isDone
            ? t('answer.done', { scope: scopeText, n: duties.total, now: duties.inForce })
            : t('answer.open', { n: open, total: view.questions.length })
        }
        above={t('above', {
          product: view.subject.productName,
          date: formatDate(t.language, view.subject.at),
        })}
        actions={<Button onPress={() => window.print()}>{t('reasons.print')}</Button>}
      />
      <div className={styles.columns}>
        <div className={styles.stack}>
          {chosen === undefined ? (
            <ScopeResult view={view} />
          ) : (
            <ScopeQuestion key={chosen.id} view={view} question={chosen} onGo={ask} />
          )}
          <Card title={t('answers.title')} isPadded={false}>
            <ol className={styles.answers}>
              {view.questions.map((question) => (
                <li key={question.id}>
                  <Button tone="text" onPress={() => ask(question.id)}>
                    {question.text}
                  </Button>
                  <span className={question.answer === null ? 'dim' : undefined}>
                    {question.answer === null ? '–' : formatDatesIn(t.language, question.answer.says)}
                  </span>
                </li>
              ))}
            </ol>
          </Card>
        </div>
        <ScopeReasons view={view} onGo={ask} />
      </div>
    </>
  )
}
