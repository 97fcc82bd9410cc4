/** Whether a media query holds now; follows the window. */
import { useSyncExternalStore } from 'react'

export const smallScreen = '(max-width: 760px)'

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
