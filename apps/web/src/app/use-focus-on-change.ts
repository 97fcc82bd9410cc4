/** After going to another page, the keyboard and the screen reader stand at its beginning; the first page is left alone. */
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

export function useFocusOnChange(): void {
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const former = useRef(pathname)
  useEffect(() => {
    if (former.current === pathname) return
    former.current = pathname
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [pathname])
}
