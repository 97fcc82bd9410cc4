/** The bar on top of every page: where we are, search, and how old the data is. */
import { drawAgeBars, type Freshness, shellWords } from '@occtet/ui'
import { Drawn } from '../parts/drawn.tsx'
import { Link } from '../parts/link.tsx'
import { openAsk } from './ask-state.ts'
import { type Frame, useFrame } from './frame.ts'
import { Icon } from './icons.tsx'
import { useWords } from './language.tsx'
import { useHere } from './place.ts'
import { openPalette } from './palette-state.ts'
import { isMac } from './platform.ts'
import styles from './top-bar.module.css'

export function TopBar({ org }: { org: string }) {
  const t = useWords(shellWords)
  return (
    <header className={styles.top}>
      <Crumbs org={org} />
      <button
        type="button"
        className={styles.jump}
        aria-keyshortcuts={isMac() ? 'Meta+K' : 'Control+K'}
        onClick={openPalette}
      >
        <Icon name="search" />
        <span>{t('top.search')}</span>
        <kbd aria-hidden="true">{t(isMac() ? 'top.keyMac' : 'top.keyCtrl')}</kbd>
      </button>
      <button type="button" className={styles.ask} onClick={openAsk}>
        <Icon name="ask" />
        <span>{t('top.ask')}</span>
      </button>
      <DataAge org={org} />
    </header>
  )
}

function Crumbs({ org }: { org: string }) {
  const t = useWords(shellWords)
  const { params } = useHere()
  const { data } = useFrame()
  const product = data?.products.find((one) => one.slug === params.product)
  return (
    <nav className={styles.crumbs} aria-label={t('nav.where')}>
      <Link to={{ page: 'home', params: { org } }}>{data?.organisation.name ?? org}</Link>
      <i aria-hidden="true">/</i>
      {params.product === undefined ? (
        <Link className={styles.far} to={{ page: 'products', params: { org } }}>
          {t('nav.allProducts')}
        </Link>
      ) : (
        <Link to={{ page: 'product', params: { org, product: params.product } }}>
          {product?.name ?? params.product}
        </Link>
      )}
      {params.release === undefined ? null : <span className={styles.release}>{params.release}</span>}
    </nav>
  )
}

const freshness: Readonly<Record<Frame['sources'][number]['state'], Freshness>> = {
  fresh: 'fresh',
  stale: 'old',
  never: 'never',
}

/** One bar per source; opens the list of them. */
function DataAge({ org }: { org: string }) {
  const t = useWords(shellWords)
  const { data, failure } = useFrame()
  const text = ageText(t, data, failure !== undefined)
  return (
    <Link
      className={styles.age}
      to={{ page: 'sources', params: { org } }}
      aria-label={t('age.label', { text })}
    >
      {data === undefined ? null : <Drawn drawing={drawAgeBars(barsOf(data))} />}
      <span>{text}</span>
    </Link>
  )
}

/** A bar per source, the oldest last; of many only the last, which are those to look at. */
const mostBars = 12

function barsOf({ sources }: Frame): readonly Freshness[] {
  const order = { fresh: 0, stale: 1, never: 2 } as const
  return sources
    .toSorted((a, b) => order[a.state] - order[b.state])
    .slice(-mostBars)
    .map(({ state }) => freshness[state])
}

function ageText(
  t: ReturnType<typeof useWords<keyof (typeof shellWords)['en']>>,
  frame: Frame | undefined,
  isFailed: boolean,
): string {
  if (frame === undefined) return t(isFailed ? 'age.unknown' : 'age.loading')
  const n = frame.sources.length
  const fresh = frame.sources.filter((source) => source.state === 'fresh').length
  if (n === 0 || frame.sources.every((source) => source.state === 'never')) return t('age.none')
  return fresh === n ? t('age.all', { n }) : t('age.some', { fresh, n })
}
