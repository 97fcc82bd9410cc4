/** A signed statement or an evidence package, chosen or dropped, and published under its own name. */
import { publicRoutes } from '@occtet/contract/api'
import { publicWords } from '@occtet/ui'
import { useId, useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import styles from './public.module.css'

const most = 64 * 1024 * 1024

export function AttestationForm() {
  const t = useWords(publicWords)
  const id = useId()
  const org = useParam('org')
  const product = useParam('product')
  const [fault, setFault] = useState<'tooLarge' | undefined>()
  const adding = useChange(publicRoutes['public.addAttestation'], {
    saved: t('published'),
    outdates: [publicRoutes['public.settings']],
  })
  const take = async (files: Iterable<File>): Promise<void> => {
    for (const file of files) {
      setFault(file.size > most ? 'tooLarge' : undefined)
      if (file.size > most) return
      const body = new Uint8Array(await file.arrayBuffer())
      const sent = await adding.send({ params: { org, product }, query: { name: toName(file.name) }, body })
      if (sent === undefined) return
    }
  }
  return (
    <div
      className={styles.form}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void take(event.dataTransfer.files)
      }}
    >
      <h3>
        <label htmlFor={id}>{t('upload')}</label>
      </h3>
      <p className="q" id={`${id}-help`}>
        {t('uploadHelp')}
      </p>
      <input
        id={id}
        type="file"
        multiple
        accept=".json,.jsonl,.zip"
        aria-describedby={`${id}-help`}
        disabled={adding.state === 'sending'}
        onChange={(event) => {
          const { currentTarget } = event
          void take([...(currentTarget.files ?? [])]).then(() => {
            currentTarget.value = ''
          })
        }}
      />
      {adding.state === 'sending' ? <output className="q">{t('uploading')}</output> : null}
      {fault === 'tooLarge' ? <p role="alert">{t('uploadTooLarge')}</p> : null}
      {adding.refusal?.code === 'FILE_UNKNOWN' ? <p role="alert">{t('uploadUnknown')}</p> : null}
    </div>
  )
}

/** As the page can name it in an address. */
function toName(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._-]+/, '')
  return plain === '' ? 'attestation.json' : plain.slice(-100).replace(/^[._-]+/, '')
}
