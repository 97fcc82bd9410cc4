/** One question, a few answers, each with an example: native radio buttons that are easy to hit. Digits choose where `isNumbered`. */
import { type ReactNode, useId } from 'react'
import styles from './radio-cards.module.css'

export interface RadioCard<Value extends string> {
  readonly value: Value
  readonly word: string
  /** An example or what follows from it. */
  readonly note?: ReactNode
}

export interface RadioCardsProps<Value extends string> {
  readonly question: string
  /** Default false. True: the heading above already asks it. */
  readonly isQuestionHidden?: boolean
  readonly cards: readonly RadioCard<Value>[]
  readonly value: Value | undefined
  readonly onValue: (value: Value) => void
  readonly isNumbered?: boolean
}

export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { question, isQuestionHidden = false, cards, value, onValue, isNumbered = false } = props
  const name = useId()
  return (
    <fieldset
      className={styles.cards}
      onKeyDown={(event) => {
        const card = isNumbered ? cards[Number(event.key) - 1] : undefined
        if (card !== undefined) onValue(card.value)
      }}
    >
      <legend className={isQuestionHidden ? 'vh' : undefined}>{question}</legend>
      {cards.map((card, index) => (
        <label key={card.value} className={styles.card}>
          <input
            type="radio"
            name={name}
            value={card.value}
            checked={value === card.value}
            onChange={() => onValue(card.value)}
          />
          <span>
            <b>{card.word}</b>
            {card.note === undefined ? null : <span className="q">{card.note}</span>}
          </span>
          {isNumbered ? <kbd aria-hidden="true">{index + 1}</kbd> : null}
        </label>
      ))}
    </fieldset>
  )
}
