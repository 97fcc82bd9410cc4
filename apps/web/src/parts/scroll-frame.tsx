/** A wide table moves inside this frame, by keyboard too: it takes the focus. A group, because the card around it is the landmark. */
import type { ReactNode } from 'react'

export interface ScrollFrameProps {
  readonly label: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function ScrollFrame({ label, className, children }: ScrollFrameProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it no key moves what is wider than the screen
    <div className={className} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
