/** The palette: type a few letters, go there. Ids that match exactly come first; it says what it did not search. */
import { shellWords } from '@occtet/ui'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { useFrame } from './frame.ts'
import { Icon } from './icons.tsx'
import { useWords } from './language.tsx'
import styles from './palette.module.css'
import { searchTargets, targetsOf } from './palette-targets.ts'
import { openOverlay } from './palette-state.ts'
import { useGo, useHere } from './place.ts'

const close = (): void => openOverlay(undefined)

export function Palette() {
  const t = useWords(shellWords)
  const go = useGo()
  const { params } = useHere()
  const { data } = useFrame()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const id = useId()
  const targets = useMemo(() => targetsOf(t, params, data), [t, params, data])
  const found = useMemo(
    () => searchTargets(t, { text, targets, org: params.org }),
    [t, text, targets, params.org],
  )
  const active = Math.min(chosen, found.length - 1)
  const open = (index: number): void => {
    const target = found[index]
    if (target === undefined) return
    close()
    go(target.place)
  }
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setChosen((active + step + found.length) % Math.max(1, found.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      open(active)
    }
  }
  return (
    <Dialog title={t('top.search')} place="top" onClose={close}>
      <input
        type="text"
        data-first-focus
        className={styles.input}
        role="combobox"
        aria-label={t('top.search')}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length === 0 ? undefined : `${id}-${active}`}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onKeyDown={onKey}
        onChange={(event) => {
          setText(event.target.value)
          setChosen(0)
        }}
      />
      <ul className={styles.list} id={`${id}-list`} role="listbox" aria-label={t('palette.results')}>
        {found.map(({ icon, word, note }, index) => (
          <li
            key={`${note} ${word}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => open(index)}
            onKeyDown={onKey}
          >
            <Icon name={icon} />
            <span>{word}</span>
            <span className="q">{note}</span>
          </li>
        ))}
      </ul>
      <p className="q" aria-live="polite">
        {found.length === 0 ? t('palette.none') : t('palette.count', { n: found.length })}{' '}
        {t('palette.notSearched')}
      </p>
    </Dialog>
  )
}
