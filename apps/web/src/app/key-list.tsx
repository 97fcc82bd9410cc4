/** All keys, in words. */
import { shellWords } from '@occtet/ui'
import { Dialog } from '../parts/dialog.tsx'
import { useWords } from './language.tsx'
import { openOverlay } from './palette-state.ts'

export function KeyList() {
  const t = useWords(shellWords)
  return (
    <Dialog title={t('keys.title')} onClose={() => openOverlay(undefined)}>
      <p>{t('keys.letters')}</p>
    </Dialog>
  )
}
