/** The head of a page: one sentence that answers the page's question, with what belongs beside it. Names the tab, too. */
import type { ReactNode } from 'react'
import styles from './lead.module.css'
import { useAnswerHeading, useArrival } from './page-heading.ts'

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
  useAnswerHeading()
  return (
    <div className={styles.lead}>
      <div>
        {above === undefined ? null : <p className="q">{above}</p>}
        <PageHeading text={answer} />
        {below === undefined ? null : <div className={styles.below}>{below}</div>}
      </div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

/** The `h1` alone. Only for what stands in place of an answer; everything else uses `Lead`. */
export function PageHeading({ text }: { text: string }) {
  const ref = useArrival(text)
  return (
    <h1 ref={ref} tabIndex={-1}>
      {text}
    </h1>
  )
}
