/** A native modal dialog: the rest of the page is inert, Esc closes, and the focus goes back to where it came from. */
import { type RefObject, useEffect, useRef } from 'react'

export function useModal(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const dialog = ref.current
    if (dialog === null) return undefined
    const opener = document.activeElement
    const onCancel = (event: Event): void => {
      event.preventDefault()
      close.current()
    }
    dialog.addEventListener('cancel', onCancel)
    if (!dialog.open) dialog.showModal()
    // Without it the browser chooses the first button, which closes.
    dialog.querySelector<HTMLElement>('[data-first-focus]')?.focus()
    return () => {
      dialog.removeEventListener('cancel', onCancel)
      dialog.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return ref
}
