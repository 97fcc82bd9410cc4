/** Signing: the fingerprint of the file that was read, and who signs. It cannot be taken back, so it asks. */
import { documentRoutes } from '@occtet/contract/api'
import { documentWords } from '@occtet/ui'
import { useChange } from '../../api/use-change.ts'
import { useFrame } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorList } from '../../parts/field.tsx'
import styles from './documents.module.css'
import type { At, Preview, Version } from './model.ts'

export interface SignDialogProps {
  readonly version: Version
  readonly preview: Preview
  readonly params: At & { readonly paper: string }
  readonly onClose: () => void
}

export function SignDialog({ version, preview, params, onClose }: SignDialogProps) {
  const t = useWords(documentWords)
  const name = useFrame().data?.caller.name ?? ''
  const { number, sha256 } = version
  const sign = useChange(documentRoutes['documents.sign'], {
    outdates: [documentRoutes['documents.versions'], documentRoutes['documents.list']],
    saved: t('sign.done'),
  })
  const submit = async (): Promise<void> => {
    const input = { params: { ...params, number: String(number) }, body: { sha256 } }
    if ((await sign.send(input)) !== undefined) onClose()
  }
  const named = signatoryOf(preview)
  return (
    <Dialog
      title={t('sign.title', { n: number })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('sign.cancel')}</Button>
          <Button tone="main" isBusy={sign.state === 'sending'} onPress={() => void submit()}>
            {t('sign.do')}
          </Button>
        </>
      }
    >
      <ErrorList errors={sign.refusal === undefined ? [] : [sign.refusal.message]} />
      <p>{t('sign.who', { name })}</p>
      {named === undefined ? null : <p>{t('sign.named', { name: named })}</p>}
      <p>{t('sign.digest')}</p>
      <p className={styles.digest}>
        <code>{sha256}</code> <CopyButton text={sha256} />
      </p>
      <p className="q">{t('sign.meaning')}</p>
    </Dialog>
  )
}

function signatoryOf({ sections }: Preview): string | undefined {
  return sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'signature' && block.name !== undefined ? [block.name] : []))[0]
}
