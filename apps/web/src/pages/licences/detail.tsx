/** One component: what is said of its license, what contradicts, what it asks for, and the texts side by side. */
import { licenseRoutes } from '@occtet/contract/api'
import { formatDate, licenceWords, proposalWords } from '@occtet/ui'
import { useEffect, useState } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Shown } from '../../parts/states.tsx'
import type { Taken } from '../assistant/proposal-types.ts'
import { Propose } from '../assistant/propose.tsx'
import { Conclude } from './conclude.tsx'
import styles from './licences.module.css'
import type { LicenseDetail, T } from './model.ts'
import { Texts } from './texts.tsx'

export interface DetailProps {
  readonly org: string
  readonly product: string
  readonly purl: string
  readonly onBack: () => void
}

export function Detail({ org, product, purl, onBack }: DetailProps) {
  const t = useWords(licenceWords)
  const propose = useWords(proposalWords)
  const mayConclude = useMay('licenses.write')
  const [taken, setTaken] = useState<Taken>()
  useEffect(() => setTaken(undefined), [purl])
  const params = { org, product, release: 'current' }
  const reading = useRoute(
    licenseRoutes['licenses.show'],
    { params, query: { purl } },
    { isWanted: purl !== '' },
  )
  if (purl === '') {
    return (
      <section className={styles.detail} aria-label={t('panel.label')}>
        <p className="q">{t('panel.none')}</p>
      </section>
    )
  }
  return (
    <section className={styles.detail} aria-label={t('panel.label')}>
      <Button tone="text" className={styles.back} onPress={onBack}>
        {t('panel.back')}
      </Button>
      <Shown reading={reading}>
        {(detail) => (
          <>
            <h2>
              {detail.row.name} {detail.row.version}
            </h2>
            <p>{t('panel.licence', { licence: detail.row.effective ?? t('row.unknown') })}</p>
            <p className="q">
              <code>{detail.row.purl}</code>
            </p>
            <Policy detail={detail} t={t} />
            <Said detail={detail} t={t} />
            <Conflicts detail={detail} t={t} />
            <section className={styles.section}>
              <h3>{propose('title')}</h3>
              <Propose
                key={purl}
                org={org}
                product={product}
                release={undefined}
                subject={{ kind: 'component', id: purl }}
                kinds={['license_conclusion']}
                {...(mayConclude ? { onTake: setTaken } : {})}
              />
            </section>
            {mayConclude ? (
              <Conclude key={purl} org={org} product={product} detail={detail} taken={taken} />
            ) : null}
            <Texts detail={detail} t={t} />
            <Asks detail={detail} t={t} />
          </>
        )}
      </Shown>
    </section>
  )
}

interface PartProps {
  readonly detail: LicenseDetail
  readonly t: T
}

function Policy({ detail, t }: PartProps) {
  const { policy } = detail.row
  return (
    <section className={styles.section}>
      <h3>{t('panel.policy')}</h3>
      {policy.length === 0 ? <p className="q">{t('panel.policyKept')}</p> : null}
      {policy.map(({ rule, verdict, message, because, hint }) => (
        <p key={rule}>
          <strong>{t(`policy.verdict.${verdict}`)}</strong> <span lang="en">{message}</span>{' '}
          <span className="q">
            {because} {hint}
          </span>
        </p>
      ))}
    </section>
  )
}

function Said({ detail, t }: PartProps) {
  const { declared, detected, concluded, unread } = detail
  const isSilent = declared.length + detected.length === 0 && concluded === undefined
  return (
    <section className={styles.section}>
      <h3>{t('panel.says')}</h3>
      {isSilent ? <p>{t('panel.nothing')}</p> : null}
      <ul>
        {concluded === undefined ? null : (
          <li>
            <code>{concluded.expression}</code>{' '}
            {t('panel.concluded', { ...concluded, date: formatDate(t.language, concluded.at) })}
          </li>
        )}
        {declared.map(({ text, source }) => (
          <li key={`${text} ${source}`}>
            <code>{text}</code> {t('panel.declared', { source })}
          </li>
        ))}
        {detected.map(({ expression, path }) => (
          <li key={`${expression} ${path}`}>
            <code>{expression}</code> {t('panel.detected', { path })}
          </li>
        ))}
        {unread.map(({ text, source, proposal }) => (
          <li key={`u ${text} ${source}`}>
            {t('panel.unread', { text, source })}
            {proposal === undefined ? '' : `, ${t('panel.perhaps', { proposal })}`}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Conflicts({ detail, t }: PartProps) {
  return (
    <section className={styles.section}>
      <h3>{t('panel.conflicts')}</h3>
      {detail.conflicts.length === 0 ? <p className="q">{t('panel.noConflicts')}</p> : null}
      {detail.conflicts.map(({ kind, sides }) => (
        <p key={`${kind} ${sides.map(({ text }) => text).join(' ')}`}>
          {sides.map(({ text, source }, at) => (
            <span key={`${text} ${source}`}>
              {at === 0 ? '' : ' ≠ '}
              <code>{text}</code> <span className="q">{source}</span>
            </span>
          ))}
        </p>
      ))}
    </section>
  )
}

function Asks({ detail, t }: PartProps) {
  return (
    <section className={styles.section}>
      <h3>{t('panel.asks')}</h3>
      <p className="q">{t('panel.orientation')}</p>
      {detail.obligations.map(({ id, terms }) => (
        <div key={id}>
          <h4>{terms.length === 0 ? t('panel.asksUnknown', { id }) : id}</h4>
          <ul lang="en">
            {terms
              .filter(({ kind }) => kind === 'condition')
              .map(({ code, text, section }) => (
                <li key={code}>
                  {text} <span className="q">{section}</span>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
