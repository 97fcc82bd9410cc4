/** Where the files of a product are dropped. */
import { inventoryWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'

export function DropZone({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const t = useWords(inventoryWords)
  return <FileDrop label={t('add.drop')} choose={t('add.choose')} tone="main" onFiles={onFiles} />
}
