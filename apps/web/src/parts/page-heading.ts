/** The one `h1` of a page: its answer or, where none could come, what went wrong. And the focus, which goes there after a change of page. */
import { useRouterState } from '@tanstack/react-router'
import {
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
} from 'react'
import { announce } from '../app/announce.ts'
import { arriveAt } from '../app/arrival.ts'

const answers = new Set<string>()
/** In the order in which they came: the first one speaks for the page. */
const troubles = new Set<string>()
const listeners = new Set<() => void>()

/** For the heading of an answer. */
export function useAnswerHeading(): void {
  useListed(answers)
}

/** Whether this trouble must be told as the heading of the page: no answer is shown, and no other trouble came first. */
export function useTroubleHeading(): boolean {
  const id = useListed(troubles)
  return useSyncExternalStore(
    onChange,
    useCallback(() => answers.size === 0 && troubles.values().next().value === id, [id]),
  )
}

/** Names the tab, and takes the focus when somebody came here from another page. */
export function useArrival(text: string): RefObject<HTMLHeadingElement | null> {
  const ref = useRef<HTMLHeadingElement>(null)
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const first = useRef(pathname)
  const said = useRef(text)
  useEffect(() => {
    document.title = `${text} · OCCTET`
    // An answer that came after the focus is not read by itself.
    if (said.current !== text && document.activeElement === ref.current) announce(text)
    said.current = text
  }, [text])
  useEffect(() => arriveAt(first.current, ref.current), [])
  return ref
}

function useListed(list: Set<string>): string {
  const id = useId()
  useLayoutEffect(() => {
    list.add(id)
    tell()
    return () => {
      list.delete(id)
      tell()
    }
  }, [list, id])
  return id
}

function onChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}
