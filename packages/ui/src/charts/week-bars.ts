/** Effort by week against what a week holds: can we make it. */
import { type Html, html, rawHtml } from '../html.ts'

export interface WeekBar {
  /** The Monday as people write it. */
  readonly word: string
  /** Days of work. */
  readonly days: number
}

/** `capacity`: days of work that a week holds, drawn as a line; undefined: nobody said. Weeks above it are framed. */
export function drawWeekBars(
  weeks: readonly WeekBar[],
  words: { readonly label: string; readonly capacity?: { readonly days: number; readonly word: string } },
): Html {
  const { capacity } = words
  const most = Math.max(1, capacity?.days ?? 0, ...weeks.map(({ days }) => days))
  const step = 280 / Math.max(1, weeks.length)
  const height = (days: number): number =>
    days === 0 ? 0 : Math.max(1, Math.round((days / most) * 900) / 10)
  const shapes = weeks.map(({ days }, index) => {
    const x = Math.round((index * step + 3) * 10) / 10
    const width = Math.round(Math.min(40, Math.max(2, step - 6)) * 10) / 10
    const isOver = capacity !== undefined && days > capacity.days
    return `<rect class="${isOver ? 'over' : 'week'}" x="${x}" y="${100 - height(days)}" width="${width}" height="${height(days)}"/>`
  })
  const line = capacity === undefined ? '' : `<path class="cap" d="M0 ${100 - height(capacity.days)}H280"/>`
  return html`<svg class="weeks" viewBox="0 0 340 124" role="img" aria-label="${words.label}">${rawHtml(`<path class="rule" d="M0 100.5H280"/>${shapes.join('')}${line}`)}${capacity === undefined ? undefined : html`<text x="286" y="${104 - height(capacity.days)}">${capacity.word}</text>`}<text x="0" y="118">${weeks[0]?.word ?? ''}</text>${weeks.length < 2 ? undefined : html`<text x="280" y="118" text-anchor="end">${weeks.at(-1)?.word ?? ''}</text>`}</svg>`
}
