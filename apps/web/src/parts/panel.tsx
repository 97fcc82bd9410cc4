/** Details beside a list: at the right on wide screens, where the list stays usable; a sheet on a phone. Esc closes, focus returns. */
import { shellWords } from '@occtet/ui'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Icon } from '../app/icons.tsx'
import { useWords } from '../app/language.tsx'
import { Dialog } from './dialog.tsx'
import styles from './panel.module.css'
import { smallScreen, useMedia } from './use-media.ts'

export interface PanelProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly actions?: ReactNode
  /** On a phone it covers the whole screen. */
  readonly isSheet?: boolean
}

export function Panel({ isSheet = false, ...props }: PanelProps) {
  const isSmall = useMedia(smallScreen)
  return isSmall ? <Dialog {...props} place={isSheet ? 'sheet' : 'side'} /> : <SidePanel {...props} />
}

function SidePanel({ title, onClose, children, actions }: Omit<PanelProps, 'isSheet'>) {
  const t = useWords(shellWords)
  const heading = useId()
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    ref.current?.querySelector<HTMLElement>('[data-first-focus],h2')?.focus()
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    <aside
      ref={ref}
      className={styles.panel}
      aria-labelledby={heading}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <div className={styles.head}>
        <h2 id={heading} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" className={styles.close} aria-label={t('panel.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className={styles.body}>{children}</div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </aside>
  )
}
