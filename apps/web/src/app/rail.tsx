/** The rail at the left: mark, eleven entries with counts, state of the ledger. */
import { ringMark, shellWords } from '@occtet/ui'
import { Fragment } from 'react'
import { Drawn } from '../parts/drawn.tsx'
import { Link } from '../parts/link.tsx'
import { type Frame, useFrame } from './frame.ts'
import { Icon } from './icons.tsx'
import { useWords } from './language.tsx'
import { useHere } from './place.ts'
import { placeOf, type RailEntry, railEntries } from './rail-entries.ts'
import styles from './rail.module.css'

export function Rail({ org }: { org: string }) {
  const t = useWords(shellWords)
  const { page, params } = useHere()
  const { data } = useFrame()
  return (
    <nav className={styles.rail} aria-label={t('nav.main')}>
      <Link className={styles.brand} to={{ page: 'home', params: { org } }}>
        <Drawn drawing={ringMark()} />
        <span>OCCTET</span>
      </Link>
      {railEntries.map((entry) => (
        <Fragment key={entry.id}>
          {entry.id === 'feddb' ? <hr /> : null}
          <Link
            className={styles.entry}
            to={placeOf(entry, params)}
            title={t(`nav.${entry.id}`)}
            aria-current={page !== undefined && entry.lights.includes(page) ? 'page' : undefined}
          >
            <Icon name={entry.icon} />
            <span>{t(`nav.${entry.id}`)}</span>
            <Count entry={entry} frame={data} />
          </Link>
        </Fragment>
      ))}
      {data === undefined ? null : (
        <p className={styles.foot}>
          {data.ledger === undefined ? t('rail.ledgerOff') : t('rail.ledger', { n: data.ledger.entries })}
        </p>
      )}
    </nav>
  )
}

function Count({ entry, frame }: { entry: RailEntry; frame: Frame | undefined }) {
  if (entry.count === undefined || frame === undefined) return null
  const n = entry.count === 'products' ? frame.products.length : frame.counts[entry.count]
  return n === undefined || n === 0 ? null : <b>{n}</b>
}
