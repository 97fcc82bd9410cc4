/** Readiness over time with its margin as a band, and evidence dashed; two figures that never become one. */
import { type Html, html, rawHtml } from '../html.ts'

export interface TrendPoint {
  /** `YYYY-MM-DD`, ascending. */
  readonly at: string
  /** 0 to 100; null: nothing applicable was weighed that day. */
  readonly readiness: number | null
  readonly margin: number
  readonly evidence: number | null
}

export interface TrendWords {
  /** The finding as a sentence. */
  readonly label: string
  /** At the ends of the lines: "Ready 61", "Proof 48". */
  readonly readiness: string
  readonly evidence: string
  /** First and last day as people write them. */
  readonly from: string
  readonly to: string
}

const left = 26
const right = 250
const top = 8
const bottom = 108

/** The scale is always 0 to 100, so that two products can be compared; a day without a figure breaks the line. */
export function drawTrend(points: readonly TrendPoint[], words: TrendWords): Html {
  const place = xOf(points)
  const known = points.filter(({ readiness }) => readiness !== null)
  const last = known.at(-1)
  const proof = points.findLast(({ evidence }) => evidence !== null)
  const ends = apart(last?.readiness ?? null, proof?.evidence ?? null)
  return html`<svg class="trend" viewBox="0 0 330 130" role="img" aria-label="${words.label}">${rawHtml(
    grid() +
      band(known, place) +
      lines(
        points.map((point) => ({ x: place(point.at), value: point.readiness })),
        'ready',
      ) +
      lines(
        points.map((point) => ({ x: place(point.at), value: point.evidence })),
        'proof',
      ) +
      dot(last === undefined ? undefined : { x: place(last.at), value: last.readiness }, 'ready') +
      dot(proof === undefined ? undefined : { x: place(proof.at), value: proof.evidence }, 'proof'),
  )}${ends.ready === undefined ? undefined : html`<text class="ready" x="${right + 8}" y="${ends.ready}">${words.readiness}</text>`}${ends.proof === undefined ? undefined : html`<text x="${right + 8}" y="${ends.proof}">${words.evidence}</text>`}<text x="${left}" y="126">${words.from}</text><text x="${right}" y="126" text-anchor="end">${words.to}</text></svg>`
}

function xOf(points: readonly TrendPoint[]): (at: string) => number {
  const first = Date.parse(points[0]?.at ?? '')
  const span = Date.parse(points.at(-1)?.at ?? '') - first
  return (at) => (span > 0 ? round(left + ((Date.parse(at) - first) / span) * (right - left)) : right)
}

function yOf(percent: number): number {
  return round(bottom - (Math.max(0, Math.min(100, percent)) / 100) * (bottom - top))
}

function grid(): string {
  return [0, 25, 50, 75, 100]
    .map(
      (percent) =>
        `<path class="rule" d="M${left} ${yOf(percent)}H${right}"/><text x="20" y="${yOf(percent) + 4}" text-anchor="end">${percent}</text>`,
    )
    .join('')
}

function band(points: readonly TrendPoint[], place: (at: string) => number): string {
  if (points.length < 2) return ''
  const edge = (sign: 1 | -1) => (point: TrendPoint) =>
    `${place(point.at)} ${yOf((point.readiness ?? 0) + sign * point.margin)}`
  const path = [...points.map(edge(1)), ...points.toReversed().map(edge(-1))].join('L')
  return `<path class="band" d="M${path}Z"/>`
}

interface Spot {
  readonly x: number
  readonly value: number | null
}

function lines(spots: readonly Spot[], kind: 'ready' | 'proof'): string {
  let isDrawing = false
  let path = ''
  for (const { x, value } of spots) {
    if (value !== null) path += `${isDrawing ? 'L' : 'M'}${x} ${yOf(value)}`
    isDrawing = value !== null
  }
  return path === '' ? '' : `<path class="line ${kind}" d="${path}"/>`
}

function dot(spot: Spot | undefined, kind: 'ready' | 'proof'): string {
  if (spot === undefined || spot.value === null) return ''
  return `<circle class="dot ${kind}" cx="${spot.x}" cy="${yOf(spot.value)}" r="3.2"/>`
}

/** Labels at the ends never cover each other. */
function apart(ready: number | null, proof: number | null): { ready?: number; proof?: number } {
  const r = ready === null ? undefined : yOf(ready) + 4
  const p = proof === null ? undefined : yOf(proof) + 4
  if (r === undefined || p === undefined || Math.abs(r - p) >= 14) {
    return { ...(r === undefined ? {} : { ready: r }), ...(p === undefined ? {} : { proof: p }) }
  }
  const middle = Math.max(top + 11, Math.min(bottom - 7, (r + p) / 2))
  return r <= p ? { ready: middle - 7, proof: middle + 7 } : { ready: middle + 7, proof: middle - 7 }
}

/** One decimal keeps the bytes equal everywhere. */
function round(value: number): number {
  return Math.round(value * 10) / 10
}
