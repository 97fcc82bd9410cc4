/** Two columns that become one, and things under each other with the page's distance. */
import type { ReactNode } from 'react'
import styles from './layout.module.css'

export function Stack({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>
}

/** The wide column first; `aside` is 340 px wide and goes below it up to 1100 px. */
export function Columns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className={styles.columns}>
      <Stack>{children}</Stack>
      <Stack>{aside}</Stack>
    </div>
  )
}
