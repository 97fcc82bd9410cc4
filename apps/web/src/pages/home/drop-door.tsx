/** Takes one file: dropped, or chosen by a button that does the same. */
import { homeWords } from '@occtet/ui'
import { type DragEvent, useId, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { cx } from '../../parts/cx.ts'
import styles from './choices.module.css'

export function DropDoor({ isBusy, onFile }: { isBusy: boolean; onFile: (file: File) => void }) {
  const t = useWords(homeWords)
  const id = useId()
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null): void => {
    const file = files?.item(0)
    if (file !== null && file !== undefined && !isBusy) onFile(file)
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <Card label={t('welcome.drop')}>
      <div className={styles.door}>
        <h2>{t('welcome.drop')}</h2>
        <p>{t('welcome.dropText')}</p>
        <div
          className={cx(styles.drop, isOver && styles.over)}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
        >
          <label htmlFor={id}>{t('welcome.choose')}</label>
          <input id={id} type="file" aria-busy={isBusy} onChange={(event) => take(event.target.files)} />
        </div>
      </div>
    </Card>
  )
}
