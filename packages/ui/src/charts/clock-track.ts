/** One reporting clock drawn to scale, from "aware" to its last known date, with the present on it. */
import { type Html, html, rawHtml } from '../html.ts'

export interface ClockMark {
  readonly word: string
  /** As people write it. */
  readonly when: string
  /** RFC 3339; undefined: its own clock has not started. */
  readonly at: string | undefined
  readonly isDone: boolean
}

export interface ClockTrack {
  readonly aware: string
  readonly now: string
  /** In order; those without a date come last and stand at the open end. */
  readonly marks: readonly ClockMark[]
  readonly awareWord: string
  readonly awareWhen: string
  /** The whole picture in words. */
  readonly label: string
}

/** Place 0 to 100 of the open end: what has no date yet is dotted after it. Labels of both ends fit beside each other. */
const closedEnd = 56

/** To scale up to the last date; a running stretch is marigold from now to the next date, what is gone is dark. */
export function drawClockTrack(track: ClockTrack): Html {
  const start = Date.parse(track.aware)
  const dated = track.marks.flatMap(({ at }) => (at === undefined ? [] : [Date.parse(at)]))
  const hasOpen = track.marks.some(({ at }) => at === undefined)
  const end = Math.max(start + 1, ...dated)
  const full = hasOpen ? closedEnd : 100
  const place = (time: number): number =>
    Math.round(Math.max(0, Math.min(1, (time - start) / (end - start))) * full * 10) / 10
  const now = place(Date.parse(track.now))
  const next = track.marks.find(
    ({ at, isDone }) => !isDone && at !== undefined && Date.parse(at) > Date.parse(track.now),
  )
  const until = next?.at === undefined ? now : place(Date.parse(next.at))
  return html`<div class="clk" role="img" aria-label="${track.label}"><svg aria-hidden="true">${rawHtml(
    `<rect class="bg" y="6" width="${full}%" height="12" rx="2"/>` +
      (hasOpen ? `<line class="open" x1="${full}%" x2="100%" y1="12" y2="12"/>` : '') +
      `<rect class="gone" y="6" width="${now}%" height="12"/>` +
      `<rect class="rest" x="${now}%" y="6" width="${Math.max(0, Math.round((until - now) * 10) / 10)}%" height="12"/>` +
      track.marks
        .map(
          ({ at }) =>
            `<rect class="tick" x="${at === undefined ? 99.6 : place(Date.parse(at))}%" y="3" width="2" height="22"/>`,
        )
        .join('') +
      `<rect class="now" x="${now}%" width="2" height="24"/>`,
  )}</svg><ol><li class="at-0"><span>${track.awareWord}</span><b>${track.awareWhen}</b></li>${track.marks.map(
    (mark) =>
      html`<li class="at-${mark.at === undefined ? 100 : Math.round(place(Date.parse(mark.at)) / 2) * 2}"><span>${mark.word}</span><b>${mark.when}</b></li>`,
  )}</ol></div>`
}

/** Style rules for the places of labels, in steps of two percent: markup carries no style of its own. */
export function clockTrackRules(): string {
  const steps = Array.from({ length: 51 }, (_, step) => step * 2)
  return steps.map((step) => `.clk .at-${step}{left:${step}%}`).join('')
}
