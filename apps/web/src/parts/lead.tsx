/** The head of a page: one sentence that answers the page's question, with what belongs beside it. Names the tab, too. */
import { type ReactNode, useEffect } from 'react'
import styles from './lead.module.css'

export interface LeadProps {
  /** The answer, with a number: "3 of 22 requirements have an open gap". */
  readonly answer: string
  /** Small line above: date, product. */
  readonly above?: ReactNode
  /** One or two sentences below. */
  readonly below?: ReactNode
  /** Buttons at the right. */
  readonly actions?: ReactNode
}

export function Lead({ answer, above, below, actions }: LeadProps) {
  useEffect(() => {
    document.title = `${answer} · OCCTET`
  }, [answer])
  return (
    <div className={styles.lead}>
      <div>
        {above === undefined ? null : <p className="q">{above}</p>}
        <h1>{answer}</h1>
        {below === undefined ? null : <div className={styles.below}>{below}</div>}
      </div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
