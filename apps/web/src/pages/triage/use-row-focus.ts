/** Where the keyboard stands: with the open row, also when a form closes or the list is read again. */
import { useEffect, useRef } from 'react'
import type { QueueRow } from './model.ts'

/** Moving moves the focus too, so that a reader hears the row; a pointer elsewhere is left alone. */
export function useRowFocus(id: string | undefined, rows: readonly QueueRow[], hasForm: boolean): void {
  const before = useRef(id)
  const isHere = useFocusHere()
  useEffect(() => {
    const isMoved = before.current !== undefined && before.current !== id
    before.current = id
    // A form that closed, or a row that was drawn anew, took the focus with it.
    const isLost = isHere.current && document.activeElement === document.body
    if (id !== undefined && (isMoved || isLost)) focusRow(id)
  }, [id, rows, hasForm, isHere])
}

/** Whether the focus was last seen on a row or in a form of this page. */
function useFocusHere(): { readonly current: boolean } {
  const isHere = useRef(false)
  useEffect(() => {
    const note = ({ target }: Event): void => {
      isHere.current = target instanceof Element && target.closest('[data-row],main form') !== null
    }
    document.addEventListener('focusin', note)
    document.addEventListener('pointerdown', note)
    return () => {
      document.removeEventListener('focusin', note)
      document.removeEventListener('pointerdown', note)
    }
  }, [])
  return isHere
}

/** On a phone the list is one step back: there the decisions are what comes next. */
function focusRow(id: string): void {
  const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)
  row?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: 'nearest' })
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('[data-decide]')?.focus()
}
