/** What would leave, to the letter, before it leaves: where to, how much, which passages, what it costs. Nothing is sent by looking. */
import type { AnswerOf, assistantModelRoutes } from '@occtet/contract/api'
import { askWords } from '@occtet/ui'
import { useEffect, useRef } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import styles from './assistant.module.css'

type Preview = AnswerOf<(typeof assistantModelRoutes)['assistant.preview']>
export type Disclosed = Extract<Preview, { readonly kind: 'would-send' }>['disclosure']

export interface DisclosureProps {
  readonly preview: Preview
  /** Names of what is sent, by id; what has none here shows its id. */
  readonly passages: readonly {
    readonly id: string
    readonly ref?: string | undefined
    readonly title: string
  }[]
  /** What is worded or proposed from: texts of an answer, or evidence. Default: passages. */
  readonly from?: 'passages' | 'evidence'
  /** With the digest of what was shown. */
  readonly onAgree: (digest: string) => void
  readonly onCancel: () => void
}

export function Disclosure({ preview, passages, from = 'passages', onAgree, onCancel }: DisclosureProps) {
  const t = useWords(askWords)
  const head = useRef<HTMLParagraphElement>(null)
  // What is to be read before agreeing begins here.
  useEffect(() => head.current?.focus(), [])
  if (preview.kind === 'nothing') {
    return (
      <p ref={head} tabIndex={-1}>
        {t('model.nothing')}
      </p>
    )
  }
  const { host, digest } = preview.disclosure
  return (
    <div className={styles.disclosure}>
      <p ref={head} tabIndex={-1} className={styles.label}>
        {t('model.before')}
      </p>
      <Facts disclosed={preview.disclosure} passages={passages} from={from} />
      <Letters disclosed={preview.disclosure} from={from} />
      <p className={styles.buttons}>
        <Button onPress={() => onAgree(digest)}>{t('model.agree', { host })}</Button>
        <Button onPress={onCancel}>{t('model.cancel')}</Button>
      </p>
    </div>
  )
}

interface PartProps {
  readonly disclosed: Disclosed
  readonly from: 'passages' | 'evidence'
}

function Facts({
  disclosed,
  passages,
  from,
}: PartProps & { readonly passages: DisclosureProps['passages'] }) {
  const t = useWords(askWords)
  const { host, model, bytes, budget } = disclosed
  return (
    <dl className={styles.facts}>
      <dt>{t('model.where')}</dt>
      <dd>
        <code>{host}</code> ({model})
      </dd>
      <dt>{t('model.bytes')}</dt>
      <dd>{t('model.bytesValue', { n: bytes })}</dd>
      <dt>{t(`model.${from}`)}</dt>
      <dd>
        {disclosed.passages.length === 0 ? t('model.noPassages') : null}
        <ul>
          {disclosed.passages.map((id) => {
            const found = passages.find((one) => one.id === id)
            return <li key={id}>{found === undefined ? id : `${found.title} (${found.ref ?? id})`}</li>
          })}
        </ul>
      </dd>
      <dt>{t('model.budget')}</dt>
      <dd>{t('model.budgetValue', { most: budget.most, left: budget.left })}</dd>
    </dl>
  )
}

function Letters({ disclosed, from }: PartProps) {
  const t = useWords(askWords)
  return (
    <details>
      <summary>{t('model.letters')}</summary>
      {disclosed.messages.map(({ role, content }, at) => (
        // Messages stand in their order and are never changed: a place is a name.
        <div key={`${at} ${role}`}>
          <p className={styles.label}>
            {t(role === 'user' && from === 'evidence' ? 'model.role.evidence' : `model.role.${role}`)}
          </p>
          <pre className={styles.letters} tabIndex={0}>
            {content}
          </pre>
        </div>
      ))}
    </details>
  )
}
