/** Which rows of a long list are in sight, with some above and below; never more than 60. */
import { type RefObject, useCallback, useLayoutEffect, useState } from 'react'

export interface RowWindow {
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly onScroll: () => void
}

const mostRows = 60
const spare = 8

export function useWindow(frame: RefObject<HTMLElement | null>, count: number, height: number): RowWindow {
  const [view, setView] = useState({ from: 0, to: 40 })
  const measure = useCallback(() => {
    const element = frame.current
    if (element === null) return
    const next = windowOf(element.scrollTop, element.clientHeight, height)
    setView((former) => (former.from === next.from && former.to === next.to ? former : next))
  }, [frame, height])
  useLayoutEffect(() => {
    measure()
    const element = frame.current
    if (element === null || typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame, measure])
  const from = Math.max(0, Math.min(view.from, count - 1))
  return { from, to: Math.min(count, Math.max(view.to, from)), onScroll: measure }
}

/** Starts are even, so that striping and reading order stay while it moves. A frame without height counts as 20 rows. */
export function windowOf(
  top: number,
  height: number,
  row: number,
): { readonly from: number; readonly to: number } {
  const first = Math.max(0, Math.floor(top / row) - spare)
  const from = first - (first % 2)
  const inSight = height === 0 ? 20 : Math.ceil(height / row)
  return { from, to: from + Math.min(mostRows, inSight + 2 * spare + 2) }
}
