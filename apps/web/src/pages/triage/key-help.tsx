/** The keys in view, all of them on request, and how to switch them off or choose other letters. */
import { triageWords } from '@occtet/ui'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { recall, remember } from '../../app/remember.ts'
import { Button } from '../../parts/button.tsx'
import { commands, type KeyMap, resetKeys, withKey } from './keys.ts'
import styles from './triage.module.css'

export function KeyHelp({ keys, setKeys }: { keys: KeyMap; setKeys: (keys: KeyMap) => void }) {
  const t = useWords(triageWords)
  const [isOff, setOff] = useState(recall('letters') === 'off')
  return (
    <details className={styles.keys}>
      <summary>
        <kbd>{keys.next.toUpperCase()}</kbd> <kbd>{keys.previous.toUpperCase()}</kbd> {t('keys.move')} ·{' '}
        <kbd>{keys.select.toUpperCase()}</kbd> {t('keys.select')} · <kbd>/</kbd> {t('keys.filter')} ·{' '}
        {t('keys.all')}
      </summary>
      <p className="q">{t('keys.hint')}</p>
      <ul>
        {commands.map((command) => (
          <li key={command}>
            <span>{t(`key.${command}`)}</span>
            <input
              aria-label={t('keys.remap', { name: t(`key.${command}`) })}
              maxLength={1}
              value={keys[command].toUpperCase()}
              onChange={(event) => {
                const next = withKey(keys, command, event.target.value)
                if (next !== undefined) setKeys(next)
              }}
              onFocus={(event) => event.target.select()}
            />
          </li>
        ))}
        <li>
          <span>{t('key.filter')}</span> <kbd>/</kbd>
        </li>
      </ul>
      <div className={styles.buttons}>
        <Button onPress={() => setKeys(resetKeys())}>{t('keys.reset')}</Button>
        <Button
          onPress={() => {
            remember('letters', isOff ? undefined : 'off')
            setOff(!isOff)
          }}
        >
          {t(isOff ? 'keys.on' : 'keys.off')}
        </Button>
      </div>
    </details>
  )
}
