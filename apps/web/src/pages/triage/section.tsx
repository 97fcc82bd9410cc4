/** One part of the evidence; it stays and says so where there is nothing. */
import { type ReactNode, useId } from 'react'
import styles from './triage.module.css'

export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <div>{children}</div>
    </section>
  )
}
