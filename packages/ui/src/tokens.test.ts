/** The contrasts that the tokens promise are measured, not believed. */
import { expect, test } from 'vitest'
import { colours, formatTokens } from './tokens.ts'

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

const text = [
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'met',
  'part',
  'gap',
  'unk',
  'na',
  'sev-4',
  'sev-3',
  'sev-2',
  'sev-1',
] as const

test('text reaches 4.5 and borders of controls 3 on surface and canvas, by day and by night', () => {
  const weak: string[] = []
  for (const theme of [0, 1] as const) {
    for (const ground of ['surface', 'canvas'] as const) {
      for (const name of text) {
        if (contrast(colours[name][theme], colours[ground][theme]) < 4.5)
          weak.push(`${name} on ${ground} ${theme}`)
      }
      if (contrast(colours.control[theme], colours[ground][theme]) < 3)
        weak.push(`control on ${ground} ${theme}`)
    }
    for (const [ink, ground] of [
      ['on-accent', 'accent'],
      ['on-mark', 'mark'],
      ['ink', 'accent-soft'],
    ] as const) {
      if (contrast(colours[ink][theme], colours[ground][theme]) < 4.5)
        weak.push(`${ink} on ${ground} ${theme}`)
    }
  }
  expect(weak).toEqual([])
})

test('every colour is written for both themes and once plainly as the floor', () => {
  const css = formatTokens()
  for (const [name, [light, dark]] of Object.entries(colours)) {
    expect(css).toContain(`--${name}:${light}`)
    expect(css).toContain(`--${name}:light-dark(${light},${dark})`)
  }
})
