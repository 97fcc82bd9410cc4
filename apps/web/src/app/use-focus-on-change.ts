/** After going to another page, the keyboard and the screen reader stand at its beginning; the first page is left alone. */
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { awaitPage } from './arrival.ts'
import { pages } from './paths.ts'

/** What opens and closes within one page, such as an entry of a list, moves the focus itself. */
export function useFocusOnChange(): void {
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const file = useRouterState({
    select: ({ matches }) => {
      const page = matches.at(-1)?.staticData.page
      return page === undefined ? undefined : pages[page].file
    },
  })
  const former = useRef({ pathname, file })
  useEffect(() => {
    const before = former.current
    former.current = { pathname, file }
    if (before.pathname !== pathname && before.file !== file) awaitPage(pathname)
  }, [pathname, file])
}
