/** Which parts of the public page are on, for those who may only read it. */
import { publicParts } from '@occtet/contract/api'
import { publicWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import type { Settings } from './settings.ts'
import styles from './public.module.css'

export function PartsCard({ settings }: { settings: Settings }) {
  const t = useWords(publicWords)
  const { isOn, parts, publisher } = settings.wishes
  return (
    <Card title={t('parts')}>
      <dl className={styles.facts}>
        <div>
          <dt>{t('page')}</dt>
          <dd>{t(isOn ? 'isOn' : 'isOff')}</dd>
        </div>
        {publicParts.map((part) => (
          <div key={part}>
            <dt>{t(`part.${part}`)}</dt>
            <dd>{t(isOn && parts[part] ? 'isOn' : 'isOff')}</dd>
          </div>
        ))}
        <div>
          <dt>{t('publisher')}</dt>
          <dd>{publisher.name === '' ? '–' : publisher.name}</dd>
        </div>
      </dl>
    </Card>
  )
}
