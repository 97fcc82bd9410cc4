/** The 22 requirements as a row of cells, and one cell alone: shape first, colour second (ux paper, section 8). */
import { type Html, html, rawHtml } from '../html.ts'

export type RequirementShape = 'met' | 'partly' | 'gap' | 'unknown' | 'not-applicable'

/** One cell of `size` pixels at a place; shapes survive grey print and forced colours. */
function cell(
  shape: RequirementShape,
  x: number,
  size: { readonly width: number; readonly height: number },
): string {
  const { width: w, height: h } = size
  const frame = `x="${x + 0.75}" y="0.75" width="${w - 1.5}" height="${h - 1.5}" rx="1" fill="none" stroke="currentColor"`
  switch (shape) {
    case 'met':
      return `<rect class="c-met" x="${x}" width="${w}" height="${h}" rx="1" fill="currentColor"/>`
    case 'partly':
      return `<g class="c-partly"><rect ${frame} stroke-width="1.5"/><path d="M${x} ${h}L${x + w} 0V${h}z" fill="currentColor"/></g>`
    case 'gap':
      return `<g class="c-gap"><rect ${frame} stroke-width="1.5"/><path d="M${x + 1} 1l${w - 2} ${h - 2}m0 ${2 - h}l${2 - w} ${h - 2}" stroke="currentColor" stroke-width="1.5"/></g>`
    case 'unknown':
      return `<g class="c-unknown"><rect ${frame} stroke-dasharray="2 1.5"/>${dots(x, size)}</g>`
    case 'not-applicable':
      return `<path class="c-not-applicable" d="M${x + 1.5} ${h / 2}h${w - 3}" stroke="currentColor" stroke-width="2"/>`
    default:
      return shape satisfies never
  }
}

/** One dot in a small cell, nine in a large one. */
function dots(
  x: number,
  { width: w, height: h }: { readonly width: number; readonly height: number },
): string {
  const places = w < 16 ? [0.5] : [0.25, 0.5, 0.75]
  return places
    .flatMap((right) =>
      places.map((down) => `<circle cx="${x + w * right}" cy="${h * down}" r="1.3" fill="currentColor"/>`),
    )
    .join('')
}

/** `label` says the counts in words; a gap stands between Part I (14) and Part II (8). */
export function drawStrip(shapes: readonly RequirementShape[], label: string): Html {
  const size = { width: 9, height: 14 }
  const place = (index: number): number => index * 11 + (index >= 14 ? 5 : 0)
  const cells = shapes.map((shape, index) => cell(shape, place(index), size))
  const width = place(Math.max(0, shapes.length - 1)) + size.width
  return html`<svg class="strip" role="img" aria-label="${label}" width="${width}" height="14" viewBox="0 0 ${width} 14">${rawHtml(cells.join(''))}</svg>`
}

/** A cell of the heat map, 22 pixels; decorative, because the word stands in the table's cell. */
export function drawHeatCell(shape: RequirementShape): Html {
  return rawHtml(
    `<svg class="cell" viewBox="0 0 22 22" aria-hidden="true">${cell(shape, 0, { width: 22, height: 22 })}</svg>`,
  )
}
