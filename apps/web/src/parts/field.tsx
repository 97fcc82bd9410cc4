/** A field with its label, a hint and an error beside it; errors are summed up by `ErrorList` on top of the form. */
import { shellWords } from '@occtet/ui'
import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  useEffect,
  useId,
  useRef,
} from 'react'
import { useWords } from '../app/language.tsx'
import { cx } from './cx.ts'
import styles from './field.module.css'

/** What the control inside must carry. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

export interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | undefined
  /** Says "optional" beside the label. */
  readonly isOptional?: boolean
}

export function Field({
  label,
  hint,
  error,
  isOptional = false,
  children,
}: FieldProps & { readonly children: (control: ControlProps) => ReactNode }) {
  const t = useWords(shellWords)
  const id = useId()
  const described = cx(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`)
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label} {isOptional ? <span className="q">({t('field.optional')})</span> : null}
      </label>
      {hint === undefined ? null : (
        <p className="q" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        'aria-describedby': described,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {error === undefined ? null : (
        <p className={styles.error} id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

type OwnInput = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'id'>

export type TextFieldProps = FieldProps &
  OwnInput & {
    readonly value: string
    readonly onValue: (value: string) => void
    /** Several lines; `input` attributes that a text area lacks are left out. */
    readonly rows?: number
  }

export function TextField({
  label,
  hint,
  error,
  isOptional,
  value,
  onValue,
  rows,
  ...input
}: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional ?? false}>
      {(control) =>
        rows === undefined ? (
          <input
            {...input}
            {...control}
            className={styles.control}
            value={value}
            onChange={(event) => onValue(event.target.value)}
          />
        ) : (
          <textarea
            {...control}
            className={styles.control}
            rows={rows}
            maxLength={input.maxLength}
            placeholder={input.placeholder}
            value={value}
            onChange={(event) => onValue(event.target.value)}
          />
        )
      }
    </Field>
  )
}

export interface Choice<Value extends string> {
  readonly value: Value
  readonly word: string
}

type OwnSelect = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange' | 'id'>

export type SelectProps<Value extends string> = FieldProps &
  OwnSelect & {
    readonly value: Value
    readonly choices: readonly Choice<Value>[]
    readonly onValue: (value: Value) => void
  }

/** The browser's own list: best on phones and for readers. More than about thirty choices: `ComboBox`. */
export function Select<Value extends string>({
  label,
  hint,
  error,
  isOptional,
  value,
  choices,
  onValue,
  ...select
}: SelectProps<Value>) {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional ?? false}>
      {(control) => (
        <select
          {...select}
          {...control}
          className={styles.control}
          value={value}
          onChange={(event) => {
            const choice = choices.find((one) => one.value === event.target.value)
            if (choice !== undefined) onValue(choice.value)
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.word}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** On top of a form that was refused; takes the focus when it appears. */
export function ErrorList({ errors }: { errors: readonly string[] }) {
  const t = useWords(shellWords)
  const ref = useRef<HTMLDivElement>(null)
  const count = errors.length
  useEffect(() => {
    if (count > 0) ref.current?.focus()
  }, [count])
  if (count === 0) return null
  return (
    <div ref={ref} className={styles.errors} tabIndex={-1} role="alert">
      <p>
        <strong>{t('field.errors', { n: count })}</strong>
      </p>
      <ul>
        {errors.map((error) => (
          <li key={error}>{error}</li>
        ))}
      </ul>
    </div>
  )
}
