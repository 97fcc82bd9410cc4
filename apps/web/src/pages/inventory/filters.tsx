/** Search and filters of the table; all of them stand in the address. */
import type { AnswerOf, inventoryRoutes } from '@occtet/contract/api'
import { inventoryWords } from '@occtet/ui'
import { useEffect, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useSearchText } from '../../app/place.ts'
import { Select, TextField } from '../../parts/field.tsx'
import styles from './inventory.module.css'

type Summary = AnswerOf<(typeof inventoryRoutes)['inventory.summary']>

export function Filters({ summary }: { summary: Summary }) {
  const t = useWords(inventoryWords)
  const worst = ['any', 'critical', 'high', 'medium', 'low', 'nodata'] as const
  const orders = ['worst', 'name', 'license', 'findings'] as const
  return (
    <div className={styles.filters} role="search">
      <SearchBox />
      <Filter
        name="type"
        label={t('type')}
        values={summary.types.map(({ type, components }) => ({ id: type, word: `${type} (${components})` }))}
      />
      <Filter
        name="scope"
        label={t('scope')}
        values={summary.scopes.map(({ scope }) => ({ id: scope, word: t(`scope.${scope}`) }))}
      />
      <Filter
        name="direct"
        label={t('direct')}
        values={(['yes', 'no'] as const).map((id) => ({ id, word: t(`direct.${id}`) }))}
      />
      <Filter name="worst" label={t('worst')} values={worst.map((id) => ({ id, word: t(`worst.${id}`) }))} />
      <Filter
        name="license"
        label={t('license')}
        values={summary.licenses.map(({ name }) => ({ id: name ?? 'unknown', word: name ?? t('noLicense') }))}
      />
      <Filter
        name="order"
        label={t('sort')}
        first={t('sort.worst')}
        values={orders.slice(1).map((id) => ({ id, word: t(`sort.${id}`) }))}
      />
    </div>
  )
}

interface FilterProps {
  readonly name: string
  readonly label: string
  readonly first?: string
  readonly values: readonly { readonly id: string; readonly word: string }[]
}

function Filter({ name, label, first, values }: FilterProps) {
  const t = useWords(inventoryWords)
  const [value, setValue] = useSearchText(name)
  return (
    <Select
      label={label}
      value={value}
      onValue={setValue}
      choices={[
        { value: '', word: first ?? t('all') },
        ...values.map(({ id, word }) => ({ value: id, word })),
      ]}
    />
  )
}

/** Asks when the typing rests, so that not every letter is a request. */
function SearchBox() {
  const t = useWords(inventoryWords)
  const [q, setQ] = useSearchText('q')
  const [text, setText] = useState(q)
  useEffect(() => {
    const timer = setTimeout(() => {
      if (text !== q) setQ(text)
    }, 250)
    return () => clearTimeout(timer)
  }, [text, q, setQ])
  return <TextField label={t('q')} type="search" value={text} onValue={setText} />
}
