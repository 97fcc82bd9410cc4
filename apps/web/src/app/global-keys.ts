/** Keys that work on every page: Ctrl or Cmd K, `?`, G followed by H, T, R or I, and G A to ask. Single letters never inside fields. */
import { useEffect } from 'react'
import { openAsk } from './ask-state.ts'
import { hrefOf, type Place } from './paths.ts'
import { openOverlay } from './palette-state.ts'
import { useAppRouter } from './place.ts'
import { recall } from './remember.ts'

const chordMs = 1200

export function useGlobalKeys(org: string | undefined): void {
  const router = useAppRouter()
  useEffect(() => {
    let chordUntil = 0
    const onKey = (event: KeyboardEvent): void => {
      if (isPaletteKey(event)) {
        event.preventDefault()
        return openOverlay('palette')
      }
      if (!acceptsLetters(event)) return
      if (event.key === '?') return openOverlay('keys')
      const isChord = Date.now() < chordUntil && org !== undefined
      const key = event.key.toLowerCase()
      chordUntil = key === 'g' ? Date.now() + chordMs : 0
      const target = isChord ? placeOfChord(key, org) : undefined
      if (target === undefined) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (target === 'ask') openAsk()
      else router.history.push(hrefOf(target))
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [org, router])
}

/** Whether a single letter is a command here: not in fields, not with a modifier, not in dialogs, not when switched off. */
export function acceptsLetters(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false
  if (recall('letters') === 'off') return false
  const target = event.target instanceof Element ? event.target : undefined
  return target?.closest('input,textarea,select,[contenteditable],[role=combobox],dialog') === null
}

function isPaletteKey(event: KeyboardEvent): boolean {
  return (
    (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k'
  )
}

function placeOfChord(key: string, org: string): Place | 'ask' | undefined {
  const params = { org }
  switch (key) {
    case 'a':
      return 'ask'
    case 'h':
      return { page: 'home', params }
    case 't':
      return { page: 'triage', params }
    case 'r':
      return { page: 'requirementsOfAll', params }
    case 'i':
      return { page: 'cases', params }
    default:
      return undefined
  }
}
