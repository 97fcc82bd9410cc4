/** Files dropped or chosen, one after the other; one that is refused does not stop the others, and each says what became of it. */
import { assistantRoutes } from '@occtet/contract/api'
import { assistantWords, shellWords } from '@occtet/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { reasonOf } from '../../api/reason.ts'
import { toRefusal } from '../../api/refusal.ts'
import { send } from '../../api/send.ts'
import { outdate } from '../../api/use-route.ts'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import styles from './assistant.module.css'
import { sizeWord } from './size-word.ts'

type T = WordsOf<typeof assistantWords>

interface Told {
  readonly text: string
  readonly isTrouble: boolean
}

const { mostBytes } = assistantRoutes['assistant.add'].upload

export function AddDocuments({ org }: { org: string }) {
  const t = useWords(assistantWords)
  const shell = useWords(shellWords)
  const client = useQueryClient()
  const [told, setTold] = useState<readonly Told[]>([])
  const [sending, setSending] = useState<string>()
  const add = async (files: readonly File[]): Promise<void> => {
    setTold([])
    for (const file of files) {
      setSending(file.name)
      const one = await addOne(t, { org, file }, (error) => reasonOf(shell, toRefusal(error)))
      setTold((before) => [...before, one])
    }
    setSending(undefined)
    await outdate(client, [assistantRoutes['assistant.documents']])
  }
  return (
    <FileDrop
      label={t('documents.drop')}
      choose={t('documents.choose')}
      accept=".txt,.md,.markdown,.html,.htm,.pdf,text/plain,text/markdown,text/html,application/pdf"
      isBusy={sending !== undefined}
      onFiles={(files) => void add(files)}
    >
      <output>
        {sending === undefined ? null : <p className="q">{t('documents.sending', { name: sending })}</p>}
        {told.map(({ text, isTrouble }) => (
          <p key={text} className={isTrouble ? styles.trouble : undefined}>
            {text}
          </p>
        ))}
      </output>
    </FileDrop>
  )
}

interface One {
  readonly org: string
  readonly file: File
}

async function addOne(t: T, { org, file }: One, say: (error: unknown) => string): Promise<Told> {
  const { name } = file
  const failed = (reason: string): Told => ({
    text: t('documents.failed', { name, reason }),
    isTrouble: true,
  })
  if (file.size > mostBytes) return failed(t('documents.tooLarge', { most: sizeWord(t, mostBytes) }))
  try {
    const key = crypto.randomUUID()
    const route = assistantRoutes['assistant.add']
    const { document } = await send(route, { params: { org }, query: { name }, body: file }, { key })
    const { passages, isWhole } = document
    return {
      text: t(isWhole ? 'documents.added' : 'documents.addedCut', { name, passages }),
      isTrouble: !isWhole,
    }
  } catch (error) {
    return failed(ownReason(t, toRefusal(error).code) ?? `${say(error)}.`)
  }
}

function ownReason(t: T, code: string): string | undefined {
  switch (code) {
    case 'DOCUMENT_NOT_TEXT':
    case 'DOCUMENT_EMPTY':
    case 'DOCUMENT_UNREADABLE':
    case 'DOCUMENT_LOCKED':
    case 'DOCUMENT_TOO_LARGE':
    case 'DOCUMENT_EXISTS':
    case 'DOCUMENTS_FULL':
      return t(`documents.${code}`)
    // Nothing but the name stands in the address.
    case 'QUERY_INVALID':
      return t('documents.nameless')
    default:
      return undefined
  }
}
