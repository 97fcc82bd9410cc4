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

type Pair = readonly [ink: keyof typeof colours, ground: keyof typeof colours, least: number]

const pairs: readonly Pair[] = [
  ...(['surface', 'canvas'] as const).flatMap((ground) => [
    ...text.map((ink): Pair => [ink, ground, 4.5]),
    ['control', ground, 3] as const,
  ]),
  ['on-accent', 'accent', 4.5],
  ['on-mark', 'mark', 4.5],
  ['ink', 'accent-soft', 4.5],
]

test('text reaches 4.5 and borders of controls 3, by day and by night', () => {
  const weak = pairs.flatMap(([ink, ground, least]) =>
    ([0, 1] as const)
      .filter((theme) => contrast(colours[ink][theme], colours[ground][theme]) < least)
      .map((theme) => `${ink} on ${ground} ${theme}`),
  )
  expect(weak).toEqual([])
})

test('every colour is written for both themes and once plainly as the floor', () => {
  const css = formatTokens()
  for (const [name, [light, dark]] of Object.entries(colours)) {
    expect(css).toContain(`--${name}:${light}`)
    expect(css).toContain(`--${name}:light-dark(${light},${dark})`)
  }
})
