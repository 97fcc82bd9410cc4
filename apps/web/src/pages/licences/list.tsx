/** Components with the license that counts, conflicts first; filters stand in the address. */
import { useFrame } from '../../app/frame.ts'
import { useSearchChange, useSearchText } from '../../app/place.ts'
import { cx } from '../../parts/cx.ts'
import styles from './licences.module.css'
import type { Licences, LicenseRow, T } from './model.ts'

const shows = ['conflicts', 'unknown', 'concluded', 'all'] as const

export function List({ data, open, t }: { data: Licences; open: string; t: T }) {
  const change = useSearchChange()
  const [show, setShow] = useSearchText('show')
  const [q, setQ] = useSearchText('q')
  const [product, setProduct] = useSearchText('product')
  const frame = useFrame()
  const products = frame.data?.products ?? []
  return (
    <section className={styles.list} aria-label={t('list.label')}>
      <div className={styles.filters} role="group" aria-label={t('show.label')}>
        {shows.map((one) => (
          <button
            key={one}
            type="button"
            className="tag"
            aria-pressed={(show === '' ? 'all' : show) === one}
            onClick={() => setShow(one === 'all' ? '' : one)}
          >
            {t(`show.${one}`)}
          </button>
        ))}
      </div>
      <div className={styles.search}>
        <input
          type="search"
          value={q}
          aria-label={t('filter.search')}
          placeholder={t('filter.search')}
          onChange={(event) => setQ(event.target.value)}
        />
        {products.length < 2 ? null : (
          <select
            value={product}
            aria-label={t('pick.product')}
            onChange={(event) => setProduct(event.target.value)}
          >
            {products.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        )}
      </div>
      {data.rows.length === 0 ? <p className="q">{t('list.empty')}</p> : null}
      <ul>
        {data.rows.map((row) => (
          <li key={row.purl}>
            <a
              className={cx(styles.row, row.purl === open && styles.current)}
              href={`#${encodeURIComponent(row.purl)}`}
              aria-current={row.purl === open ? 'true' : undefined}
              onClick={(event) => {
                event.preventDefault()
                change({}, { hash: row.purl, pushes: true })
              }}
            >
              <b>
                {row.name}
                <i>{row.version === undefined ? '' : `@${row.version}`}</i>
              </b>
              <span>{sideOf(row, t)}</span>
              {row.effective === undefined ? null : (
                <span className={styles.expression}>{row.effective}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function sideOf(row: LicenseRow, t: T) {
  const standing = row.policy.filter(({ verdict }) => verdict !== 'excepted')
  if (standing.some(({ level }) => level === 'fail'))
    return <span className="tag stop">{t('row.breach')}</span>
  if (standing.some(({ level }) => level === 'warn')) return t('row.warn')
  return row.conflicts > 0 ? t('row.contradicts') : t(`basis.${row.basis}`)
}
