/** Takes one file: dropped, or chosen by a button that does the same. */
import { homeWords } from '@occtet/ui'
import { type DragEvent, useRef, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { cx } from '../../parts/cx.ts'
import styles from './choices.module.css'

export function DropDoor({ isBusy, onFile }: { isBusy: boolean; onFile: (file: File) => void }) {
  const t = useWords(homeWords)
  const input = useRef<HTMLInputElement>(null)
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
          <p>{t('welcome.dropHere')}</p>
          <Button tone="main" isBusy={isBusy} onPress={() => input.current?.click()}>
            {t('welcome.choose')}
          </Button>
          <input
            ref={input}
            type="file"
            className="vh"
            tabIndex={-1}
            aria-label={t('welcome.choose')}
            onChange={(event) => {
              take(event.target.files)
              event.target.value = ''
            }}
          />
        </div>
      </div>
    </Card>
  )
}
