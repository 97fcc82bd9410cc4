/** The file that the package came with, beside the standard text of the license. Both as plain text. */
/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key (WCAG 2.1.1) */
import styles from './licences.module.css'
import type { LicenseDetail, T } from './model.ts'

export function Texts({ detail, t }: { detail: LicenseDetail; t: T }) {
  const { texts, hasTexts, standard, places } = detail
  return (
    <section className={styles.section}>
      <h3>{t('panel.texts')}</h3>
      <div className={styles.pair}>
        <div>
          <h4>{t('panel.source')}</h4>
          {texts.length === 0 ? <p>{t(hasTexts ? 'panel.noText' : 'panel.noTexts')}</p> : null}
          {texts.map(({ path, text, isCut }) => (
            <div key={path}>
              <p className="q">
                <code>{path}</code>
              </p>
              <pre tabIndex={0} role="region" aria-label={path}>
                {text}
              </pre>
              {isCut ? <p className="q">{t('panel.cut')}</p> : null}
            </div>
          ))}
          {places.slice(0, 4).map(({ path, line }) => (
            <p key={`${path} ${line ?? ''}`} className="q">
              <code>{line === undefined ? path : `${path}:${line}`}</code>
            </p>
          ))}
        </div>
        <div>
          {standard.length === 0 ? <p>{t('panel.noStandard')}</p> : null}
          {standard.map(({ id, name, text }) => (
            <div key={id}>
              <h4>{t('panel.standard', { name: name ?? id })}</h4>
              <pre
                tabIndex={0}
                role="region"
                lang="en"
                aria-label={t('panel.standard', { name: name ?? id })}
              >
                {text}
              </pre>
            </div>
          ))}
        </div>
      </div>
    </section>
  )
}
