/** Our own words on a provision, fetched when somebody opens them. */
import { assistantRoutes } from '@occtet/contract/api'
import { askWords } from '@occtet/ui'
import { useState } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './assistant.module.css'

export interface PassageWordsProps {
  readonly org: string
  readonly reference: string
  /** Said where our texts have nothing on it. */
  readonly title: string
  readonly language: 'en' | 'de'
}

export function PassageWords(props: PassageWordsProps) {
  const t = useWords(askWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <details className={styles.words} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('cite.read', { ref: props.reference })}</summary>
      {isOpen ? <Words {...props} /> : null}
    </details>
  )
}

/** A provision that is asked for by its name is the answer; what is found instead of it is not shown for it. */
function Words({ org, reference, title, language }: PassageWordsProps) {
  const t = useWords(askWords)
  const reading = useRoute(
    assistantRoutes['assistant.ask'],
    { params: { org }, body: { question: reference, language } },
    {},
  )
  return (
    <Shown reading={reading} rows={2}>
      {({ answer }) => {
        const found = answer.find(({ citations }) => citations.some(({ ref }) => ref === reference))
        return found === undefined ? (
          <p className="q">{t('passage.missing', { ref: reference, title })}</p>
        ) : (
          <p lang={language}>
            <span className="vh">{t('passage.own')}</span> {found.text}
          </p>
        )
      }}
    </Shown>
  )
}
