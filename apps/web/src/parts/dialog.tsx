/** A dialog over the page: only for what cannot be taken back, for the palette and for the list of keys. Never over another one. */
import { shellWords } from '@occtet/ui'
import { type ReactNode, useId } from 'react'
import { Icon } from '../app/icons.tsx'
import { useWords } from '../app/language.tsx'
import { cx } from './cx.ts'
import styles from './dialog.module.css'
import { useModal } from './use-modal.ts'

export interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons at the foot; the one that only closes comes first. */
  readonly actions?: ReactNode
  /** `side`: from the right at 761 px and up, from below on a phone. `sheet`: the whole of a phone. */
  readonly place?: 'middle' | 'side' | 'top' | 'sheet'
}

export function Dialog({ title, onClose, children, actions, place = 'middle' }: DialogProps) {
  const t = useWords(shellWords)
  const ref = useModal(onClose)
  const heading = useId()
  return (
    <dialog ref={ref} className={cx(styles.dialog, styles[place])} aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 id={heading}>{title}</h2>
        <button type="button" className={styles.close} aria-label={t('panel.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className={styles.body}>{children}</div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </dialog>
  )
}
