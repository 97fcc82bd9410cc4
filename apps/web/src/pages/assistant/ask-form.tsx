/** The question field, what a question is asked about, and a few questions to begin with. */
import { askWords } from '@occtet/ui'
import { type FormEvent, type KeyboardEvent, type Ref, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Field, Select } from '../../parts/field.tsx'
import field from '../../parts/field.module.css'
import styles from './assistant.module.css'
import { ask, useThread } from './thread.ts'
import { type About, useAbout } from './use-about.ts'

const mostLetters = 2000

export interface AskFormProps {
  readonly org: string
  readonly fieldRef: Ref<HTMLTextAreaElement>
  /** Offers all products, not only the one on screen. */
  readonly hasAllProducts?: boolean
}

export function AskForm({ org, fieldRef, hasAllProducts = false }: AskFormProps) {
  const t = useWords(askWords)
  const about = useAbout(hasAllProducts)
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const hasAsked = useThread(org).some((turn) => turn.about === about.chosen.word)
  const go = (question: string): void => {
    setTried(question.trim() === '')
    if (question.trim() === '') return
    ask(org, { question: question.trim(), ...about.chosen.asked }, about.chosen.word)
    setText('')
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    go(text)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    go(text)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Select label={t('about')} value={about.chosen.value} choices={about.choices} onValue={about.choose} />
      <Field
        label={t('question')}
        hint={t('question.hint')}
        error={isTried ? t('question.empty') : undefined}
      >
        {(control) => (
          <textarea
            {...control}
            ref={fieldRef}
            data-first-focus
            className={field.control}
            rows={2}
            maxLength={mostLetters}
            value={text}
            onKeyDown={onKey}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <p>
        <Button type="submit">{t('ask')}</Button>
      </p>
      {hasAsked ? null : <Tries about={about.chosen} onTry={go} />}
    </form>
  )
}

function Tries({ about, onTry }: { about: About; onTry: (question: string) => void }) {
  const t = useWords(askWords)
  const kind = about.thing?.kind ?? (about.value === 'law' ? 'law' : 'product')
  const { name } = about
  return (
    <div className={styles.tries} role="group" aria-label={t('tries')}>
      <span className="q" aria-hidden="true">
        {t('tries')}
      </span>
      {([1, 2, 3] as const).map((at) => {
        const word = t(`try.${kind}.${at}`, { name })
        return (
          <button key={at} type="button" className={styles.try} onClick={() => onTry(word)}>
            {word}
          </button>
        )
      })}
    </div>
  )
}
