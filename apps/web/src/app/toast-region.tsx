/** Where messages of saving and undoing appear; read out politely, reached by Tab, never in the way of the tabs. */
import { shellWords } from '@occtet/ui'
import { Icon } from './icons.tsx'
import { useWords } from './language.tsx'
import { closeToast, type Toast, useToasts } from './toasts.ts'
import styles from './toast-region.module.css'

export function ToastRegion() {
  const t = useWords(shellWords)
  const toasts = useToasts()
  return (
    <section className={styles.region} aria-label={t('toast.label')} aria-live="polite">
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} closeWord={t('toast.close')} />
      ))}
    </section>
  )
}

function ToastLine({ toast, closeWord }: { toast: Toast; closeWord: string }) {
  const { action } = toast
  return (
    <div className={styles.toast}>
      <span>{toast.text}</span>
      {action === undefined ? null : (
        <button
          type="button"
          onClick={() => {
            closeToast(toast.id)
            action.run()
          }}
        >
          {action.label}
        </button>
      )}
      {toast.stays === true ? null : (
        <button type="button" aria-label={closeWord} onClick={() => closeToast(toast.id)}>
          <Icon name="close" />
        </button>
      )}
    </div>
  )
}
