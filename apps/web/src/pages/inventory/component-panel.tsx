/** One component beside the list: who brings it in, licence, flaws, and the very line that states it. */
import { type AnswerOf, inventoryRoutes } from '@occtet/contract/api'
import { inventoryWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { Link, LinkLike } from './links.tsx'
import { Severity, Tag } from '../../parts/marks.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './inventory.module.css'
import { toPurlText } from './purl-text.ts'
import type { Place } from './use-components.ts'

type Detail = AnswerOf<(typeof inventoryRoutes)['inventory.component']>

export function ComponentPanel({
  place,
  purl,
  onClose,
}: {
  place: Place
  purl: string
  onClose: () => void
}) {
  const reading = useRoute(inventoryRoutes['inventory.component'], { params: { ...place }, query: { purl } })
  return (
    <Panel title={toPurlText(purl)} onClose={onClose}>
      <Shown reading={reading}>{(detail) => <Facts detail={detail} place={place} />}</Shown>
    </Panel>
  )
}

function Facts({ detail, place }: { detail: Detail; place: Place }) {
  const t = useWords(inventoryWords)
  const { component, evidence, paths, declaredLicenses, dependsOn } = detail
  return (
    <>
      {component.unknown === undefined ? null : <p>{t('panel.unknown', { reason: component.unknown })}</p>}
      <h3>{t('panel.findings')}</h3>
      <Findings detail={detail} org={place.org} />
      <h3>{t('panel.paths')}</h3>
      {paths.length === 0 ? <p className="dim">{t('panel.noPath')}</p> : null}
      {paths.map((path) => (
        <ol key={path.join(' ')} className={styles.path}>
          {path.map((step) => (
            <li key={step} title={step}>
              {toPurlText(step)}
            </li>
          ))}
        </ol>
      ))}
      <LinkLike place={place} purl={component.purl} word={t('panel.graph')} />
      <h3>{t('panel.licenses')}</h3>
      <p>{declaredLicenses.length === 0 ? t('noLicense') : declaredLicenses.join(' | ')}</p>
      <h3>{t('panel.evidence')}</h3>
      <ul>
        {evidence.slice(0, 50).map(({ path, line }) => (
          <li key={`${path}:${line}`} className={styles.name}>
            {t('panel.line', { path, line })}
          </li>
        ))}
      </ul>
      {dependsOn.length === 0 ? null : <h3>{t('panel.dependsOn')}</h3>}
      <ul>
        {dependsOn.slice(0, 50).map((one) => (
          <li key={one} className={styles.name}>
            {one}
          </li>
        ))}
      </ul>
    </>
  )
}

function Findings({ detail, org }: { detail: Detail; org: string }) {
  const t = useWords(inventoryWords)
  if (detail.findings.length === 0)
    return <p className="dim">{t(detail.component.unknown === undefined ? 'noFlaw' : 'noData')}</p>
  return (
    <ul className={styles.flaws}>
      {detail.findings.map((finding) => (
        <li key={finding.key}>
          <Link org={org} advisory={finding.advisory} /> <Severity level={finding.level} />{' '}
          {finding.isExploited ? <Tag tone="stop">{t('panel.exploited')}</Tag> : null}
          {finding.summary === undefined ? null : <p>{finding.summary}</p>}
          {finding.fixedIn === undefined ? null : (
            <p className="dim">{t('panel.fixed', { version: finding.fixedIn })}</p>
          )}
        </li>
      ))}
    </ul>
  )
}
