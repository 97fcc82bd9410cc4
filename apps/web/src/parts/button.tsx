/** A button, and a link that looks like one. Never disabled: the reason is told on use. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { cx } from './cx.ts'
import { Link, type LinkProps } from './link.tsx'

/** `main`: the one thing to do here, at most one per view. `text`: without a frame. `stop`: cannot be taken back. */
export type ButtonTone = 'main' | 'plain' | 'text' | 'stop'

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'disabled'> & {
  readonly tone?: ButtonTone
  readonly onPress?: () => void
  /** Shows that it is under way; a second press does nothing. */
  readonly isBusy?: boolean
  readonly children: ReactNode
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ tone = 'plain', onPress, isBusy = false, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isBusy || undefined}
      className={cx('btn', styles.button, styles[tone], className)}
      onClick={() => {
        if (!isBusy) onPress?.()
      }}
    />
  )
}

export function LinkButton({
  tone = 'plain',
  className,
  ...rest
}: LinkProps & { readonly tone?: ButtonTone }) {
  return <Link {...rest} className={cx('btn', styles.button, styles[tone], className)} />
}
