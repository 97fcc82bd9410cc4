/** Why it matched, what sources say, where it is, whether it is reached. */
import { evidenceMark, formatDate, toPurlLabel, triageWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Drawn } from '../../parts/drawn.tsx'
import { Link } from '../../parts/link.tsx'
import { Axis } from './axis.tsx'
import type { Evidence, T } from './model.ts'
import { toRangeWords } from './range-words.ts'
import { Section } from './section.tsx'
import styles from './triage.module.css'

export function WhyMatched({ evidence }: { evidence: Evidence }) {
  const t = useWords(triageWords)
  const { version, axis, sources } = evidence
  const says = sources.find((one) => one.verdict === 'affected')
  return (
    <Section title={t('why.title')}>
      <p>
        {version === undefined ? t('why.versionUnknown') : t('why.yours', { version })}{' '}
        {says === undefined ? '' : t('why.says', { source: says.source, range: toRangeWords(says.words, t) })}
      </p>
      {axis === undefined ? <p className="q">{t('why.noAxis')}</p> : <Axis axis={axis} />}
    </Section>
  )
}

const marks = { affected: 'contrary', 'not-affected': 'evidence', 'no-verdict': 'not-looked' } as const

export function Sources({ evidence, org }: { evidence: Evidence; org: string }) {
  const t = useWords(triageWords)
  const { finding, rule } = evidence
  return (
    <Section title={t('sources.title')}>
      <table className={styles.sources}>
        <thead>
          <tr>
            <th scope="col">{t('sources.source')}</th>
            <th scope="col">{t('sources.words')}</th>
            <th scope="col">{t('sources.verdict')}</th>
            <th scope="col">{t('sources.age')}</th>
          </tr>
        </thead>
        <tbody>
          {evidence.sources.map((source) => (
            <tr key={`${source.source} ${source.record}`}>
              <td>
                {source.source}
                <span className="q"> {source.record}</span>
              </td>
              <td>
                <code>{wordsOf(source, t)}</code>
              </td>
              <td className={`e-${marks[source.verdict]}`}>
                <span className="st">
                  <Drawn drawing={evidenceMark(marks[source.verdict])} />
                  {t(`sources.${source.verdict}`)}
                </span>
              </td>
              <td className="nw">
                {source.asOf === undefined ? t('sources.ageUnknown') : formatDate(t.language, source.asOf)}
                {source.isStale ? ` (${t('sources.stale')})` : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="q">
        {rule === undefined ? null : `${t('sources.rule', { rule })} · `}
        <Link to={{ page: 'feddbAdvisory', params: { org, id: finding.group } }}>{t('sources.compare')}</Link>
      </p>
    </Section>
  )
}

function wordsOf({ words, score, word, vector }: Evidence['sources'][number], t: T): string {
  if (words !== '') return words
  const rating = word ?? (score === undefined ? (vector ?? '') : score.toFixed(1))
  return t('sources.rates', { rating })
}

export function Where({ evidence }: { evidence: Evidence }) {
  const t = useWords(triageWords)
  const { finding, places, product, relation } = evidence
  return (
    <Section title={t('where.title')}>
      {finding.paths.length === 0 ? <p>{t('where.noPath')}</p> : null}
      {finding.paths.slice(0, 5).map((path) => (
        <p key={path.join(' ')} className={styles.path}>
          <span>{product.name}</span>
          {path.map((purl) => (
            <span key={purl}>
              <i aria-hidden="true">→ </i>
              <code>{toPurlLabel(purl).name}</code>
            </span>
          ))}
        </p>
      ))}
      {finding.paths.length > 5 ? (
        <p className="q">{t('where.more', { n: finding.paths.length - 5 })}</p>
      ) : null}
      <p>
        <span className="tag">{t(`where.${relation}`)}</span>{' '}
        <span className="tag">{t(`scope.${finding.scope}`)}</span>
      </p>
      {places.length === 0 ? <p className="q">{t('where.noPlace')}</p> : null}
      {places.slice(0, 4).map(({ path, line }) => (
        <p key={`${path} ${line ?? ''}`} className="q">
          <code>
            {path}
            {line === undefined ? '' : `:${line}`}
          </code>
        </p>
      ))}
      {evidence.elsewhere.length === 0 ? null : (
        <p className="q">
          {t('panel.alsoIn', {
            names: evidence.elsewhere
              .slice(0, 5)
              .map(({ productName, release }) => `${productName} ${release}`)
              .join(', '),
          })}
        </p>
      )}
    </Section>
  )
}

export function Reached({ evidence }: { evidence: Evidence }) {
  const t = useWords(triageWords)
  const { reachability } = evidence.finding
  if (reachability === undefined) {
    return (
      <Section title={t('reach.title')}>
        <p>{t('reach.never')}</p>
        <p className="q">{t('reach.hint')}</p>
      </Section>
    )
  }
  const { state, reason, places, looked } = reachability
  return (
    <Section title={t('reach.title')}>
      <p>{state === 'not-seen' ? t('reach.not-seen', { n: looked.files }) : t(`reach.${state}`)}</p>
      <p className="q" lang="en">
        {reason.message}
      </p>
      {places.slice(0, 3).map(({ path, line }) => (
        <p key={`${path} ${line}`} className="q">
          <code>
            {path}:{line}
          </code>
        </p>
      ))}
      {state === 'unknown' ? <p className="q">{t('reach.hint')}</p> : null}
    </Section>
  )
}
