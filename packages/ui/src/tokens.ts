/** Design tokens: colours as light and dark pairs, and the one function that writes them as CSS (ux paper, section 8). */

/** `[light, dark]`; contrasts were measured on surface and canvas, text ≥ 4.5, parts ≥ 3. */
export const colours = {
  canvas: ['#eef2f0', '#0d1413'],
  surface: ['#fcfdfc', '#141d1b'],
  sunken: ['#e4eae7', '#0a100f'],
  line: ['#cfd8d5', '#2a3734'],
  control: ['#74827f', '#74857f'],
  ink: ['#13201d', '#e5edea'],
  'ink-2': ['#40504c', '#b6c3bf'],
  'ink-3': ['#566561', '#93a29d'],
  accent: ['#0a5862', '#6fc7cf'],
  'accent-soft': ['#d8e8e9', '#163238'],
  'on-accent': ['#ffffff', '#05252a'],
  mark: ['#f2c14e', '#f2c14e'],
  'on-mark': ['#13201d', '#13201d'],
  met: ['#1a6a4d', '#66c39c'],
  part: ['#875500', '#dfa83e'],
  gap: ['#b0341a', '#ff8d6e'],
  unk: ['#575b75', '#adb1ca'],
  na: ['#5c6965', '#8b9995'],
  'sev-4': ['#7c0f49', '#ff9ec8'],
  'sev-3': ['#9c3a6c', '#ea8db6'],
  'sev-2': ['#855170', '#cf93b0'],
  'sev-1': ['#6f6169', '#b3a0aa'],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>

export const fonts = {
  sans: 'ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif',
  serif: '"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L","Noto Serif",Georgia,serif',
  mono: 'ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"Liberation Mono",monospace',
} as const

/** The `:root` rules. Light is the floor for browsers without `light-dark()` and for paper. */
export function formatTokens(): string {
  const names = Object.entries(colours)
  const light = names.map(([name, [value]]) => `--${name}:${value}`).join(';')
  const both = names.map(([name, [day, night]]) => `--${name}:light-dark(${day},${night})`).join(';')
  const voices = Object.entries(fonts)
    .map(([name, stack]) => `--${name}:${stack}`)
    .join(';')
  return (
    `:root{color-scheme:light dark;${light};${voices}}` +
    `@supports (color:light-dark(#000,#fff)){:root{${both}}}` +
    '@media print{:root{color-scheme:light}}'
  )
}
