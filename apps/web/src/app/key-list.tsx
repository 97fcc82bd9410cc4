/** All keys that work everywhere, in words; pages with keys of their own name them beside their buttons. */
import { shellWords } from '@occtet/ui'
import { Fragment } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { useWords } from './language.tsx'
import styles from './palette.module.css'
import { openOverlay } from './palette-state.ts'
import { isMac } from './platform.ts'

const keys = [
  ['?', 'keys.list'],
  ['G H', 'nav.home'],
  ['G T', 'nav.triage'],
  ['G R', 'nav.requirements'],
  ['G I', 'nav.cases'],
  ['G A', 'top.ask'],
  ['Esc', 'keys.close'],
] as const

export function KeyList() {
  const t = useWords(shellWords)
  return (
    <Dialog title={t('keys.title')} onClose={() => openOverlay(undefined)}>
      <dl className={styles.keys}>
        <dt>
          <kbd>{t(isMac() ? 'top.keyMac' : 'top.keyCtrl')}</kbd>
        </dt>
        <dd>{t('top.search')}</dd>
        {keys.map(([key, word]) => (
          <Fragment key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(word)}</dd>
          </Fragment>
        ))}
      </dl>
      <p className="q">{t('keys.letters')}</p>
    </Dialog>
  )
}
