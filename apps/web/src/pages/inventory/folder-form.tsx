/** Names a folder of the machine that runs the server; only in local mode, where both are the same person's. */
import { inventoryWords } from '@occtet/ui'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import styles from './inventory.module.css'

export function FolderForm({ onFolder }: { onFolder: (path: string) => void }) {
  const t = useWords(inventoryWords)
  const [path, setPath] = useState('')
  const [isAsked, setAsked] = useState(false)
  const text = path.trim()
  return (
    <form
      className={styles.folder}
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (text !== '') onFolder(text)
      }}
    >
      <h2>{t('add.folder')}</h2>
      <TextField
        label={t('add.path')}
        hint={t('add.folderHelp')}
        value={path}
        onValue={setPath}
        spellCheck={false}
        error={isAsked && text === '' ? t('add.needPath') : undefined}
      />
      <Button type="submit">{t('add.connect')}</Button>
    </form>
  )
}
