/** Four hints, each on the page that it speaks of; Esc or one button skips them for ever. */
import { homeWords } from '@occtet/ui'
import { useEffect, useState } from 'react'
import { useFrame } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import type { Place } from '../../app/paths.ts'
import { useGo, useParam } from '../../app/place.ts'
import { recall, remember } from '../../app/remember.ts'
import { Button } from '../../parts/button.tsx'
import styles from './home.module.css'

const hints = ['next', 'evidence', 'chain', 'verify'] as const

type Hint = (typeof hints)[number]

/** Shown until it was read here, or the tour was skipped. */
export function Tour({ at }: { at: Hint }) {
  const t = useWords(homeWords)
  const go = useGo()
  const org = useParam('org')
  const product = useFrame().data?.products[0]?.slug
  const [seen, setSeen] = useState(readSeen)
  const isShown = !seen.includes(at)
  const keep = (more: readonly Hint[]): void => {
    const next = [...new Set([...seen, ...more])]
    remember('tour', next.length === hints.length ? 'done' : next.join(' '))
    setSeen(next)
  }
  useEffect(() => {
    if (!isShown) return undefined
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      remember('tour', 'done')
      setSeen(hints)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isShown])
  if (!isShown) return null
  const following = hints.find((hint) => hint !== at && !seen.includes(hint))
  const place = following === undefined ? undefined : placeOf(following, { org, product })
  const step = hints.indexOf(at) + 1
  return (
    <aside className={styles.tour} aria-label={t('tour.step', { n: step })}>
      <p>
        <span className="q">{t('tour.step', { n: step })}</span>
        <br />
        {t(`tour.${at}`)}
      </p>
      <p className={styles.actions}>
        <Button
          onPress={() => {
            keep([at])
            if (place !== undefined) go(place)
          }}
        >
          {t(place === undefined ? 'tour.done' : 'tour.go')}
        </Button>
        {place === undefined ? null : (
          <Button tone="text" onPress={() => keep(hints)}>
            {t('tour.skip')}
          </Button>
        )}
      </p>
    </aside>
  )
}

function readSeen(): readonly Hint[] {
  const kept = recall('tour') ?? ''
  return kept === 'done' ? hints : hints.filter((hint) => kept.split(' ').includes(hint))
}

/** Where a hint stands; the chain needs a product. */
function placeOf(
  hint: Hint,
  { org, product }: { readonly org: string; readonly product: string | undefined },
): Place | undefined {
  switch (hint) {
    case 'next':
      return { page: 'home', params: { org } }
    case 'evidence':
      return { page: 'triage', params: { org } }
    case 'chain':
      return product === undefined
        ? undefined
        : { page: 'requirements', params: { org, product, release: 'current' } }
    case 'verify':
      return { page: 'ledger', params: { org } }
    default:
      return hint satisfies never
  }
}
