/** Age of data as bars: full is fresh, short is old, a dashed frame was never read (ux paper, section 8). */
import { type Html, rawHtml } from '../html.ts'

export type Freshness = 'fresh' | 'old' | 'never'

/** One bar per source; decorative, because the words stand beside it. */
export function drawAgeBars(sources: readonly Freshness[]): Html {
  const bars = sources.map(
    (state, i) =>
      `<rect x="${i * 6 + 0.5}" y="${tops[state]}" width="4" ${heights[state]} class="${state}"/>`,
  )
  const width = Math.max(6, sources.length * 6)
  return rawHtml(
    `<svg class="age" width="${width}" height="16" viewBox="0 0 ${width} 16" aria-hidden="true">${bars.join('')}</svg>`,
  )
}

const tops: Readonly<Record<Freshness, number>> = { fresh: 1, old: 8, never: 1 }
const heights: Readonly<Record<Freshness, string>> = {
  fresh: 'height="14"',
  old: 'height="7"',
  never: 'height="14" fill="none" stroke-dasharray="2 2"',
}
