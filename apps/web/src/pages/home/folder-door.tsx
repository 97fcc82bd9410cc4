/** Names a folder on the machine that runs the server; only in local mode. */
import { homeWords } from '@occtet/ui'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import styles from './choices.module.css'

export function FolderDoor({ isBusy, onFolder }: { isBusy: boolean; onFolder: (path: string) => void }) {
  const t = useWords(homeWords)
  const [path, setPath] = useState('')
  return (
    <Card label={t('welcome.folder')}>
      <form
        className={styles.door}
        onSubmit={(event) => {
          event.preventDefault()
          if (path.trim() !== '' && !isBusy) onFolder(path.trim())
        }}
      >
        <h2>{t('welcome.folder')}</h2>
        <p>{t('welcome.folderText')}</p>
        <TextField label={t('welcome.path')} value={path} onValue={setPath} spellCheck={false} />
        <Button type="submit" isBusy={isBusy}>
          {t('welcome.connect')}
        </Button>
      </form>
    </Card>
  )
}
