/** Opened above, closed below, week by week: are we keeping up. */
import { type Html, html, rawHtml } from '../html.ts'

export interface MirroredBar {
  readonly word: string
  readonly up: number
  readonly down: number
}

/** One scale for both directions; the longest bar takes half of the height. */
export function drawMirroredBars(
  bars: readonly MirroredBar[],
  words: { readonly label: string; readonly up: string; readonly down: string },
): Html {
  const longest = Math.max(1, ...bars.flatMap(({ up, down }) => [up, down]))
  const step = 280 / Math.max(1, bars.length)
  const length = (value: number): number =>
    value === 0 ? 0 : Math.max(1, Math.round((value / longest) * 480) / 10)
  const shapes = bars.map(({ up, down }, index) => {
    const x = Math.round((index * step + 2) * 10) / 10
    const width = Math.round(Math.max(2, step - 4) * 10) / 10
    return `<rect class="up" x="${x}" y="${54 - length(up)}" width="${width}" height="${length(up)}"/><rect class="down" x="${x}" y="56" width="${width}" height="${length(down)}"/>`
  })
  return html`<svg class="mirror" viewBox="0 0 340 124" role="img" aria-label="${words.label}">${rawHtml(`<path class="rule" d="M0 55H280"/>${shapes.join('')}`)}<text x="286" y="34">${words.up}</text><text x="286" y="84">${words.down}</text><text x="0" y="120">${bars[0]?.word ?? ''}</text><text x="280" y="120" text-anchor="end">${bars.at(-1)?.word ?? ''}</text></svg>`
}
