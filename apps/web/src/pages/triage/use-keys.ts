/** Keys of the page; single letters only while no field has the focus. */
import { useEffect, useRef } from 'react'
import { acceptsLetters } from '../../app/global-keys.ts'
import { commandOf, type KeyMap, type Pressed } from './keys.ts'

export function useKeys(keys: KeyMap, run: (pressed: Exclude<Pressed, undefined>) => void): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isUndo(event)) {
        event.preventDefault()
        return latest.current('undo')
      }
      const isArrow = event.key.startsWith('Arrow')
      if (!acceptsLetters(event) && !(isArrow && isOnRow(event))) return undefined
      if (isArrow && !isOnRow(event)) return undefined
      const pressed = commandOf(event, keys)
      if (pressed === undefined) return undefined
      event.preventDefault()
      return latest.current(pressed)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [keys])
}

/** Inside a field Ctrl+Z belongs to the field. */
function isUndo(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : undefined
  const isField = target?.closest('input,textarea,select') !== null
  return (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z' && !isField
}

/** Arrows scroll everywhere else. */
function isOnRow({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[data-row]') !== null
}
