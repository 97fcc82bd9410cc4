/** Light, dark, or like the system; written to the root element, where the tokens read it. */
import { useState } from 'react'
import { recall, remember } from './remember.ts'

export const themes = ['system', 'light', 'dark'] as const

export type Theme = (typeof themes)[number]

/** Before the first paint. */
export function applyRememberedTheme(): void {
  applyTheme(parseTheme(recall('theme')))
}

export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(() => parseTheme(recall('theme')))
  return [
    theme,
    (next) => {
      remember('theme', next === 'system' ? undefined : next)
      applyTheme(next)
      setTheme(next)
    },
  ]
}

function parseTheme(text: string | undefined): Theme {
  return themes.find((one) => one === text) ?? 'system'
}

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
