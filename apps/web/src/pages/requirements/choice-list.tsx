/** Several choices at once: boxes with an explanation; one that stands alone takes the others away. Digits toggle. */
import type { QuestionView } from './question-types.ts'
import styles from './questions.module.css'

export interface ChoiceListProps {
  readonly legend: string
  readonly choices: QuestionView['choices']
  readonly value: readonly string[]
  readonly onValue: (value: readonly string[]) => void
}

export function ChoiceList({ legend, choices, value, onValue }: ChoiceListProps) {
  const toggle = (id: string): void => {
    const choice = choices.find((one) => one.id === id)
    if (choice === undefined) return
    if (value.includes(id)) onValue(value.filter((one) => one !== id))
    else if (choice.isExclusive) onValue([id])
    else
      onValue([...value.filter((one) => choices.some((known) => known.id === one && !known.isExclusive)), id])
  }
  return (
    <fieldset
      className={styles.boxes}
      onKeyDown={(event) => {
        const choice = choices[Number(event.key) - 1]
        if (choice !== undefined) toggle(choice.id)
      }}
    >
      <legend className="vh">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.id} className={styles.box}>
          <input type="checkbox" checked={value.includes(choice.id)} onChange={() => toggle(choice.id)} />
          <span>
            <b>{choice.label}</b>
            {choice.help === null ? null : <span className="q">{choice.help}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
