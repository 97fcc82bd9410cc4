/** Tabs that are wider than the screen: the chosen one is moved into view, the page itself stays where it is. */
import { type RefObject, useEffect, useRef } from 'react'

/** `chosen`: changes when another tab is chosen. */
export function useTabInView<T extends HTMLElement>(chosen: unknown): RefObject<T | null> {
  const list = useRef<T>(null)
  useEffect(() => {
    const tabs = list.current
    const tab = tabs?.querySelector('[aria-current],[aria-selected="true"]')
    if (tabs === null || tab === null || tab === undefined) return
    const [frame, place] = [tabs.getBoundingClientRect(), tab.getBoundingClientRect()]
    tabs.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2
  }, [chosen])
  return list
}
