/** The ways to begin: name a product, then drop a file or connect a folder; or look at the sample. */
import { homeWords } from '@occtet/ui'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import { Stack } from '../../parts/layout.tsx'
import styles from './choices.module.css'
import { DropDoor } from './drop-door.tsx'
import { FolderDoor } from './folder-door.tsx'
import { useAdd } from './use-add.ts'
import { useDoors } from './use-doors.ts'

export function Doors({ org }: { org: string }) {
  const t = useWords(homeWords)
  const { sample, target, isLocal } = useDoors(org)
  const [name, setName] = useState('')
  const [version, setVersion] = useState('')
  const add = useAdd(target?.slug ?? org, { name, version })
  return (
    <Stack>
      <Card title={t('welcome.product')}>
        <div className={styles.names}>
          <TextField label={t('welcome.name')} value={name} onValue={setName} maxLength={200} />
          <TextField
            label={t('welcome.version')}
            value={version}
            onValue={setVersion}
            maxLength={100}
            placeholder={t('welcome.example')}
          />
        </div>
        {add.problem === undefined ? null : (
          <p role="alert" className={styles.problem}>
            {t(add.problem)}
          </p>
        )}
      </Card>
      <div className={styles.doors}>
        <DropDoor isBusy={add.isBusy} onFile={(file) => void add.file(file)} />
        {isLocal ? <FolderDoor isBusy={add.isBusy} onFolder={(path) => void add.folder(path)} /> : null}
        {sample === undefined ? null : (
          <Card label={t('welcome.sample')}>
            <div className={styles.door}>
              <h2>{t('welcome.sample')}</h2>
              <p>{t('welcome.sampleText')}</p>
              <LinkButton to={{ page: 'home', params: { org: sample.slug } }}>
                {t('welcome.sample')}
              </LinkButton>
            </div>
          </Card>
        )}
      </div>
    </Stack>
  )
}
