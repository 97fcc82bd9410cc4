/** Readiness with its band, and evidence, beside each other and never one; the level says what holds it down. */
import { type AnswerOf, type questionRoutes } from '@occtet/contract/api'
import { rawHtml, questionWords, requirementWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Drawn } from '../../parts/drawn.tsx'
import { Link } from '../../parts/link.tsx'
import styles from './cra.module.css'
import { useCraAddress } from './use-cra.ts'

export type ReadinessView = AnswerOf<(typeof questionRoutes)['questions.list']>['readiness']

export function Figures({ of }: { of: ReadinessView }) {
  const t = useWords(requirementWords)
  const params = useCraAddress()
  const { level, readiness, evidence, margin } = of
  return (
    <div className={styles.figures}>
      {level.mustAssessNow ? (
        <p className={`${styles.wide} ${styles.stop}`}>{t('figures.assessNow')}</p>
      ) : null}
      <p className={styles.figure}>
        <span className="q">{t('figures.readiness')}</span>
        <b>{readiness.percent === null ? '–' : `${sayPercent(readiness.percent, t.language)} %`}</b>
        <span className="q">
          {readiness.percent === null ? t('figures.none') : t('figures.margin', { n: Math.round(margin) })}
        </span>
      </p>
      <p className={styles.figure}>
        <span className="q">{t('figures.evidence')}</span>
        <b>{evidence.percent === null ? '–' : sayShare(evidence.percent, t.language)}</b>
        <span className="q">{evidence.percent === null ? t('figures.none') : ' '}</span>
      </p>
      <div className={styles.wide}>
        <Band percent={readiness.percent} margin={margin} />
      </div>
      <div className={styles.wide}>
        <p>
          <strong>{t('figures.level', { n: level.number, name: level.name })}</strong>{' '}
          <span className="dim">{level.meaning}</span>
        </p>
        {level.gates.length === 0 ? null : (
          <>
            {level.uncapped > level.number ? (
              <p className="q">{t('figures.held', { n: level.uncapped })}</p>
            ) : null}
            <ul>
              {level.gates.map((gate) => (
                <li key={gate.question}>
                  <Link to={{ page: 'question', params: { ...params, id: gate.question } }}>{gate.text}</Link>
                </li>
              ))}
            </ul>
          </>
        )}
        <p className="q">{t('figures.apart')}</p>
      </div>
    </div>
  )
}

function sayPercent(percent: number, language: string): string {
  return new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: 0 }).format(
    percent,
  )
}

/** Evidence is a share between 0 and 1, so that nobody adds it to readiness. */
function sayShare(percent: number, language: string): string {
  const format = { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  return new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', format).format(percent / 100)
}

/** The margin drawn wide, on purpose: where the figure may lie. */
export function Band({ percent, margin }: { percent: number | null; margin: number }) {
  const t = useWords(questionWords)
  if (percent === null) return <p className="q">{t('band.none')}</p>
  const low = Math.max(0, Math.round(percent - margin))
  const high = Math.min(100, Math.round(percent + margin))
  const drawing = rawHtml(
    `<svg viewBox="0 0 100 26" preserveAspectRatio="none" width="100%" height="26" aria-hidden="true"><rect x="0" y="12" width="100" height="2" fill="var(--line)"/><rect x="${low}" y="6" width="${Math.max(1, high - low)}" height="14" fill="var(--accent-soft)" stroke="var(--accent)" stroke-width="1" vector-effect="non-scaling-stroke" stroke-dasharray="3 2"/><rect x="${Math.min(99, Math.max(0, percent - 0.4))}" y="2" width="0.8" height="22" fill="var(--accent)"/></svg>`,
  )
  return (
    <figure>
      <Drawn drawing={drawing} />
      <figcaption className="q">{t('band.label', { percent: Math.round(percent), low, high })}</figcaption>
    </figure>
  )
}
