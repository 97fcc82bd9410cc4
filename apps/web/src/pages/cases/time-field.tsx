/** A moment in the reader's own zone, with a button for now; the zone is named, because hours are counted from it. */
import { incidentWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import styles from './cases.module.css'
import { toLocal, zoneName } from './model.ts'

export interface TimeFieldProps {
  readonly label: string
  /** As a `datetime-local` field holds it. */
  readonly value: string
  readonly onValue: (value: string) => void
  readonly isOptional?: boolean
}

export function TimeField({ label, value, onValue, isOptional = false }: TimeFieldProps) {
  const t = useWords(incidentWords)
  return (
    <div className={styles.time}>
      <TextField
        type="datetime-local"
        label={label}
        hint={t('time.zone', { zone: zoneName() })}
        value={value}
        required={!isOptional}
        isOptional={isOptional}
        onValue={onValue}
      />
      <Button onPress={() => onValue(toLocal(new Date().toISOString()))}>{t('time.now')}</Button>
    </div>
  )
}
