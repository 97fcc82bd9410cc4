/** A place to drop files, with a button that does the same. */
import { inventoryWords } from '@occtet/ui'
import { useRef, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { cx } from '../../parts/cx.ts'
import styles from './inventory.module.css'

export function DropZone({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const t = useWords(inventoryWords)
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping has its twin in the button inside
    <div
      className={cx(styles.drop, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      <p>{t('add.drop')}</p>
      <Button tone="main" onPress={() => input.current?.click()}>
        {t('add.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        className={styles.file}
        tabIndex={-1}
        aria-label={t('add.choose')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </div>
  )
}
