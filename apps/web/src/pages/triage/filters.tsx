/** What the queue shows; all of it stands in the address. */
import { triageWords } from '@occtet/ui'
import { type RefObject, useEffect, useState } from 'react'
import { useFrame } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useSearchChange, useSearchText } from '../../app/place.ts'
import styles from './triage.module.css'
import type { Triage } from './use-triage.ts'

const toggles = ['runtime', 'direct', 'new', 'fixable'] as const
const states = ['waiting', 'decided'] as const
const typingMs = 200

export function Filters({ triage, field }: { triage: Triage; field: RefObject<HTMLInputElement | null> }) {
  const t = useWords(triageWords)
  const change = useSearchChange()
  const [is] = useSearchText('is')
  const [state] = useSearchText('state')
  const chosen = new Set(is.split(',').filter((one) => one !== ''))
  const flip = (name: string): void => {
    const next = new Set(chosen)
    if (!next.delete(name)) next.add(name)
    change({ is: [...next].join(',') })
  }
  return (
    <>
      <div className={styles.filters}>
        {toggles.map((name) => (
          <button
            key={name}
            type="button"
            className="tag"
            aria-pressed={chosen.has(name)}
            onClick={() => flip(name)}
          >
            {t(`filter.${name}`)}
          </button>
        ))}
        {states.map((name) => (
          <button
            key={name}
            type="button"
            className="tag"
            aria-pressed={state === name}
            onClick={() => change({ state: state === name ? undefined : name })}
          >
            {t(`filter.${name}`)}
          </button>
        ))}
      </div>
      <div className={styles.search}>
        <SearchField field={field} label={t('filter.search')} />
        <ProductField triage={triage} />
      </div>
    </>
  )
}

function SearchField({ field, label }: { field: RefObject<HTMLInputElement | null>; label: string }) {
  const [q, setQ] = useSearchText('q')
  const [text, setText] = useState(q)
  useEffect(() => setText(q), [q])
  useEffect(() => {
    if (text === q) return undefined
    const timer = setTimeout(() => setQ(text), typingMs)
    return () => clearTimeout(timer)
  }, [text, q, setQ])
  return (
    <input
      ref={field}
      type="search"
      value={text}
      aria-label={label}
      placeholder={label}
      onChange={(event) => setText(event.target.value)}
    />
  )
}

function ProductField({ triage }: { triage: Triage }) {
  const t = useWords(triageWords)
  const { data } = useFrame()
  const [product, setProduct] = useSearchText('product')
  const products = data?.products ?? []
  if (products.length < 2 && triage.query.product === undefined) return null
  return (
    <select
      value={product}
      aria-label={t('filter.product')}
      onChange={(event) => setProduct(event.target.value)}
    >
      <option value="">{t('filter.allProducts')}</option>
      {products.map(({ slug, name }) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ))}
    </select>
  )
}
