/** The end of the wizard: role, class, route with what is not available today, dates. */
import { formatDate, formatDatesIn, formatMonth, scopeWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Ref, Tag } from '../../parts/marks.tsx'
import type { ScopeView } from './scope-types.ts'
import styles from './scope.module.css'
import { useCraAddress } from './use-cra.ts'

export function ScopeResult({ view: { result } }: { view: ScopeView }) {
  const t = useWords(scopeWords)
  const params = useCraAddress()
  return (
    <Card title={t('result.title')}>
      {result.outcomes.map((text) => (
        <p key={text} className={styles.outcome}>
          {text}
        </p>
      ))}
      <dl className={styles.facts}>
        <dt>{t('result.role')}</dt>
        <dd>
          {result.roles.map((role) => (
            <p key={`${role.id}-${role.why}`}>
              <strong>{role.text}</strong> <Ref>{role.ref}</Ref>
              <br />
              <span className="dim">{role.why}</span>
            </p>
          ))}
        </dd>
        {result.class === null ? null : (
          <>
            <dt>{t('result.class')}</dt>
            <dd>
              <strong>{result.class.text}</strong> {result.class.category}
            </dd>
          </>
        )}
        <dt>{t('result.applies')}</dt>
        <dd>{result.appliesText}</dd>
        <dt>{t('result.routes')}</dt>
        <dd>
          <Routes result={result} />
        </dd>
        <dt>{t('result.dates')}</dt>
        <dd>
          <ul className={styles.dates}>
            {result.dates.map(({ date, what, ref }) => (
              <li key={`${date}-${what}`}>
                <Tag tone="time">
                  {date.length === 10 ? formatDate(t.language, date) : formatMonth(t.language, date)}
                </Tag>
                <span>
                  {what} <span className="law">{ref}</span>
                </span>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      <More result={result} />
      <p className={styles.ways}>
        <LinkButton tone="main" to={{ page: 'questions', params, search: { mode: 'quick' } }}>
          {t('result.questions')}
        </LinkButton>
      </p>
      <p className="q">{result.disclaimer}</p>
    </Card>
  )
}

function Routes({ result }: { result: ScopeView['result'] }) {
  const t = useWords(scopeWords)
  if (result.routes.length === 0) return <p>{t('result.noRoute')}</p>
  return (
    <ul className={styles.routes}>
      {result.routes.map((route) => (
        <li key={route.id}>
          <strong>{route.name}</strong> <span className="law">{route.ref}</span>
          <span className={styles.tags}>
            <Tag tone={route.isAvailable === false ? 'stop' : 'plain'}>
              {t(
                route.isAvailable === null
                  ? 'result.unknown'
                  : route.isAvailable
                    ? 'result.available'
                    : 'result.notYet',
              )}
            </Tag>
            {route.thirdParty === true ? <Tag>{t('result.thirdParty')}</Tag> : null}
            {route.allowed === null ? <Tag>{t('result.depends')}</Tag> : null}
          </span>
          {route.note === null ? null : <span className="q">{formatDatesIn(t.language, route.note)}</span>}
        </li>
      ))}
    </ul>
  )
}

function More({ result }: { result: ScopeView['result'] }) {
  const t = useWords(scopeWords)
  return (
    <>
      {result.contradictions.length === 0 ? null : (
        <div role="alert">
          <h3>{t('result.contradictions')}</h3>
          <ul>
            {result.contradictions.map(({ field, message }) => (
              <li key={field}>
                <code>{field}</code> {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {result.open.length === 0 ? null : (
        <>
          <h3>{t('result.open')}</h3>
          <ul className={styles.open}>
            {result.open.map(({ id, question }) => (
              <li key={`${id}-${question}`}>{question}</li>
            ))}
          </ul>
        </>
      )}
      {result.notes.length === 0 ? null : (
        <details>
          <summary>{t('result.notes')}</summary>
          <ul className={styles.open}>
            {result.notes.map(({ text, ref }) => (
              <li key={text}>
                {text} <Ref>{ref}</Ref>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
