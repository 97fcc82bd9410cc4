/** A framed part of a page with a heading; never a card in a card. */
import { type ReactNode, useId } from 'react'
import styles from './card.module.css'
import { cx } from './cx.ts'

export interface CardProps {
  /** Without one, give `label`. */
  readonly title?: string
  readonly label?: string
  /** Beside the heading, small: a total, an age, one link. */
  readonly aside?: ReactNode
  /** Default true. Lists and tables bring their own space. */
  readonly isPadded?: boolean
  /** A running clock: marked with the colour of time. */
  readonly isClock?: boolean
  readonly children: ReactNode
}

export function Card({ title, label, aside, isPadded = true, isClock = false, children }: CardProps) {
  const heading = useId()
  return (
    <section
      className={cx('card', styles.card, isClock && styles.clock)}
      {...(title === undefined ? { 'aria-label': label } : { 'aria-labelledby': heading })}
    >
      {title === undefined ? null : (
        <div className={styles.head}>
          <h2 id={heading}>{title}</h2>
          {aside === undefined ? null : <span className="q">{aside}</span>}
        </div>
      )}
      <div className={isPadded ? styles.padded : undefined}>{children}</div>
    </section>
  )
}
