/** The palette: type a few letters, go there. */
import { shellWords } from '@occtet/ui'
import { useId, useMemo, useState } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { useFrame } from './frame.ts'
import { useWords } from './language.tsx'
import { hrefOf } from './paths.ts'
import { openOverlay } from './palette-state.ts'
import { useHere } from './place.ts'
import { placeOf, railEntries } from './rail-entries.ts'

export function Palette() {
  const t = useWords(shellWords)
  const { params } = useHere()
  const { data } = useFrame()
  const [text, setText] = useState('')
  const field = useId()
  const targets = useMemo(() => {
    const { org = '' } = params
    const pages = railEntries.map((entry) => ({
      word: t(`nav.${entry.id}`),
      href: hrefOf(placeOf(entry, params)),
    }))
    const products = (data?.products ?? []).map(({ name, slug }) => ({
      word: name,
      href: hrefOf({ page: 'product', params: { org, product: slug } }),
    }))
    return [...pages, ...products]
  }, [params, data, t])
  const found = targets.filter(({ word }) => word.toLowerCase().includes(text.trim().toLowerCase()))
  return (
    <Dialog title={t('top.search')} place="top" onClose={() => openOverlay(undefined)}>
      <label className="vh" htmlFor={field}>
        {t('top.search')}
      </label>
      <input id={field} type="search" value={text} onChange={(event) => setText(event.target.value)} />
      <ul>
        {found.map(({ word, href }) => (
          <li key={href}>
            <a href={href}>{word}</a>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
