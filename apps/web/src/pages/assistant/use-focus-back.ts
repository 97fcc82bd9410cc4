/** Where the focus goes when a step is left. */
import { type RefObject, useEffect, useRef } from 'react'

/** For the button that a step was opened with: it has the focus again once the reader is back. */
export function useFocusBack(isBack: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isBack) button.current?.focus()
  }, [isBack])
  return button
}
