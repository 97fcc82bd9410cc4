/** One part of the evidence; it stays and says so where there is nothing. */
import { type ReactNode, useId } from 'react'
import { smallScreen, useMedia } from '../../parts/use-media.ts'
import styles from './triage.module.css'

export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  // On a phone the finding is the page, and its heading the first one.
  const Title = useMedia(smallScreen) ? 'h2' : 'h3'
  return (
    <section className={styles.section} aria-labelledby={id}>
      <Title id={id}>{title}</Title>
      <div>{children}</div>
    </section>
  )
}
