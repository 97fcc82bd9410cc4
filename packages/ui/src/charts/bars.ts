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
  const width = share <= 0 ? 0 : Math.max(0.5, percentOf(share, 1))
  return rawHtml(
    `<svg class="bar" aria-hidden="true"><rect width="100%" height="100%" class="bg"/><rect width="${width}%" height="100%" fill="currentColor"/></svg>`,
  )
}

/** A part of its own, solid, and a part that others have too, framed; both on the scale of `longest`. Decorative like the others. */
export function drawSharedBar({ own, shared }: { own: number; shared: number }, longest: number): Html {
  const width = (part: number): number => (part <= 0 ? 0 : Math.max(0.5, percentOf(part, longest)))
  const solid = width(own)
  const framed =
    shared <= 0
      ? ''
      : `<rect x="${solid}%" y=".75" width="${width(shared)}%" height="8.5" fill="none" stroke="currentColor" stroke-width="1.5"/>`
  return rawHtml(
    `<svg class="bar" aria-hidden="true"><rect width="100%" height="100%" class="bg"/><rect width="${solid}%" height="100%" fill="currentColor"/>${framed}</svg>`,
  )
}

function percentOf(part: number, whole: number): number {
  return Math.round(Math.min(1, part / Math.max(1, whole)) * 1000) / 10
}
