/** Documents that the organisation added: what there is, how to add one by drop or choice, and how to remove it. */
import { type AnswerOf, assistantRoutes } from '@occtet/contract/api'
import { assistantWords, formatDate } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Empty, NoPermission, Shown } from '../../parts/states.tsx'
import settings from '../settings/settings.module.css'
import { AddDocuments } from './add-documents.tsx'
import styles from './assistant.module.css'
import { sizeWord } from './size-word.ts'

type Documents = AnswerOf<(typeof assistantRoutes)['assistant.documents']>
type Document = Documents['documents'][number]

export function DocumentsCard({ org }: { org: string }) {
  const t = useWords(assistantWords)
  const reading = useRoute(assistantRoutes['assistant.documents'], { params: { org } })
  return (
    <Card title={t('documents.title')}>
      <div className={styles.page}>
        <p className="dim">{t('documents.why')}</p>
        <Shown reading={reading} rows={4}>
          {(data) => <Listed org={org} data={data} />}
        </Shown>
      </div>
    </Card>
  )
}

function Listed({ org, data: { documents, limits } }: { org: string; data: Documents }) {
  const t = useWords(assistantWords)
  const mayWrite = useMay('assistant.write')
  const used = documents.reduce((sum, { size }) => sum + size, 0)
  return (
    <>
      {documents.length === 0 ? (
        <Empty what={t('documents.empty')} why={t('documents.emptyWhy')} />
      ) : (
        <ul className={settings.rows}>
          {documents.map((document) => (
            <Item key={document.id} org={org} document={document} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      <p className="q">
        {t('documents.limits', {
          used: documents.length,
          most: limits.documents,
          bytes: sizeWord(t, used),
          mostBytes: sizeWord(t, limits.bytes),
          each: sizeWord(t, limits.documentBytes),
        })}
      </p>
      {mayWrite ? <AddDocuments org={org} /> : <NoPermission permission="assistant.write" />}
    </>
  )
}

interface ItemProps {
  readonly org: string
  readonly document: Document
  readonly mayWrite: boolean
}

function Item({ org, document, mayWrite }: ItemProps) {
  const t = useWords(assistantWords)
  const { id, name, size, passages, isWhole, addedBy, addedAt } = document
  const facts = [
    sizeWord(t, size),
    t('documents.passages', { n: passages }),
    t('documents.by', { by: addedBy }),
    formatDate(t.language, addedAt),
    ...(isWhole ? [] : [t('documents.cut')]),
  ]
  return (
    <li className={settings.row}>
      <span>
        <strong>{name}</strong>
        <br />
        <span className="q">
          {facts.join(' · ')} · <code>{id.slice(0, 8)}</code>
        </span>
      </span>
      {mayWrite ? <Remove org={org} id={id} name={name} /> : null}
    </li>
  )
}

/** Cannot be taken back, so it asks once more, in place. */
function Remove({ org, id, name }: { org: string; id: string; name: string }) {
  const t = useWords(assistantWords)
  const [isSure, setSure] = useState(false)
  const remove = useChange(assistantRoutes['assistant.remove'], {
    saved: t('documents.removed'),
    outdates: [assistantRoutes['assistant.documents']],
  })
  if (!isSure) {
    return (
      <Button tone="text" onPress={() => setSure(true)}>
        {t('documents.remove', { name })}
      </Button>
    )
  }
  return (
    <span className={styles.buttons}>
      <output className="q">{t('documents.removeHint')}</output>
      <Button
        tone="stop"
        isBusy={remove.state === 'sending'}
        onPress={() => void remove.send({ params: { org, document: id } })}
      >
        {t('documents.removeSure', { name })}
      </Button>
      <Button onPress={() => setSure(false)}>{t('documents.keep')}</Button>
    </span>
  )
}
