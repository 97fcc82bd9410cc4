/** What nobody looked at, on top of papers that therefore say "unknown". */
import { documentWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Partial } from '../../parts/states.tsx'
import type { Preview } from './model.ts'

export function UnreadLine({ unread }: { unread: Preview['unread'] }) {
  const t = useWords(documentWords)
  if (unread.length === 0) return null
  return <Partial text={`${t('unread.title')} ${unread.map((part) => t(`unread.${part}`)).join(' ')}`} />
}
