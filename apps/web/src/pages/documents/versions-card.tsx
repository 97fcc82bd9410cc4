/** Versions of a paper: made, downloaded, signed. Earlier ones stay, with what changed. */
import { type AnswerOf, documentRoutes } from '@occtet/contract/api'
import { documentWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import type { Reading } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './documents.module.css'
import type { At, Preview, Version } from './model.ts'
import { SignDialog } from './sign-dialog.tsx'
import { VersionEntry } from './version-entry.tsx'

export interface VersionsCardProps {
  readonly versions: Reading<AnswerOf<(typeof documentRoutes)['documents.versions']>>
  readonly preview: Preview | undefined
  readonly params: At & { readonly paper: string }
  readonly language: 'en' | 'de'
}

export function VersionsCard({ versions, preview, params, language }: VersionsCardProps) {
  const t = useWords(documentWords)
  const [signing, setSigning] = useState<Version>()
  const maySign = useMay('documents.sign')
  const isToSign = preview?.isSigned === true
  return (
    <Card title={t('version.title')}>
      {preview === undefined ? null : <Make preview={preview} params={params} language={language} />}
      <Shown reading={versions} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="dim">{t('version.none')}</p>
          ) : (
            <ol className={styles.plain}>
              {rows.map((version) => (
                <VersionEntry
                  key={version.number}
                  version={version}
                  params={params}
                  onSign={maySign && isToSign ? setSigning : undefined}
                />
              ))}
            </ol>
          )
        }
      </Shown>
      {signing === undefined || preview === undefined ? null : (
        <SignDialog
          version={signing}
          preview={preview}
          params={params}
          onClose={() => setSigning(undefined)}
        />
      )}
    </Card>
  )
}

function Make({
  preview,
  params,
  language,
}: {
  preview: Preview
  params: VersionsCardProps['params']
  language: 'en' | 'de'
}) {
  const t = useWords(documentWords)
  const mayMake = useMay('documents.create')
  const make = useChange(documentRoutes['documents.create'], {
    outdates: [documentRoutes['documents.versions'], documentRoutes['documents.list']],
  })
  if (!mayMake) return null
  const isBusy = make.state === 'sending'
  const send = (state: 'draft' | 'final') => void make.send({ params, body: { language, state } })
  return (
    <>
      <p className={styles.ways}>
        {preview.isComplete ? (
          <Button tone="main" isBusy={isBusy} onPress={() => send('final')}>
            {t('version.makeFinal')}
          </Button>
        ) : null}
        <Button isBusy={isBusy} onPress={() => send('draft')}>
          {t('version.makeDraft')}
        </Button>
      </p>
      <p className="q">{t(preview.isComplete ? 'version.finalHint' : 'version.notYet')}</p>
    </>
  )
}
