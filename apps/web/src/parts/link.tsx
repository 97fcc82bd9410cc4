/** A link to a page of the application: an ordinary link that does not reload, and fetches the page's code early. */
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react'
import type { Place } from '../app/paths.ts'
import { useAppRouter, useHref } from '../app/place.ts'
import { loadPage } from '../app/load-page.ts'

export type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  readonly to: Place
  readonly children: ReactNode
}

export function Link({ to, onClick, children, ...rest }: LinkProps) {
  const router = useAppRouter()
  const href = useHref()(to)
  const warm = (): void => void loadPage(to.page)
  const go = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event)
    if (event.defaultPrevented || !isPlain(event)) return
    event.preventDefault()
    router.history.push(href)
  }
  return (
    <a {...rest} href={href} onClick={go} onMouseEnter={warm} onFocus={warm}>
      {children}
    </a>
  )
}

function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}
