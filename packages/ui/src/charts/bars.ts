/** Plain bars on one scale with label and figure: how much of what. */
import { type Html, html, rawHtml } from '../html.ts'

export interface Bar {
  readonly label: string
  /** Not negative. */
  readonly value: number
  /** What stands at the end of the bar. */
  readonly text: string
}

/** The longest bar is full width; decorative, because label and figure stand beside it. */
export function drawBars(bars: readonly Bar[]): Html {
  const longest = Math.max(1, ...bars.map((bar) => bar.value))
  return html`<ul class="bars">${bars.map((bar) => html`<li><span>${bar.label}</span>${drawBar(bar.value / longest)}<span class="num">${bar.text}</span></li>`)}</ul>`
}

/** One bar, `share` from 0 to 1; anything above zero can be seen. */
export function drawBar(share: number): Html {
  const width = share <= 0 ? 0 : Math.max(0.5, Math.round(Math.min(1, share) * 1000) / 10)
  return rawHtml(
    `<svg class="bar" aria-hidden="true"><rect width="100%" height="100%" class="bg"/><rect width="${width}%" height="100%" fill="currentColor"/></svg>`,
  )
}
