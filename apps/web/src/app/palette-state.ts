/** Whether the palette is open; a store of its own, so that any button or key can open it. */
import { useSyncExternalStore } from 'react'

/** `keys`: the list of keys. */
export type Overlay = 'palette' | 'keys' | undefined

let overlay: Overlay
const listeners = new Set<() => void>()

export function openPalette(): void {
  openOverlay('palette')
}

export function openOverlay(next: Overlay): void {
  overlay = next
  for (const listener of listeners) listener()
}

export function useOverlay(): Overlay {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => overlay,
  )
}
