/** The version axis: why a finding matched, drawn as the affected stretch with the found version on it. */
import { type Html, html, rawHtml } from '../html.ts'

export interface VersionAxis {
  /** First affected version; undefined: all versions from the beginning. */
  readonly introduced: string | undefined
  /** First version that is not affected any more, or the last that is; undefined: no end is known. */
  readonly end: { readonly version: string; readonly kind: 'fixed' | 'lastAffected' } | undefined
  readonly yours: string
  readonly words: {
    readonly fromStart: string
    readonly yours: string
    readonly fixed: string
    readonly lastAffected: string
    readonly noEnd: string
    /** The whole picture as a sentence. */
    readonly label: string
  }
}

/** Places are in order, not to scale: versions have no distance. Labels stand on two lines so that they never meet. */
export function drawVersionAxis(axis: VersionAxis): Html {
  const { words } = axis
  const from = axis.introduced === undefined ? 0 : 12
  const to = axis.end === undefined ? 100 : 76
  const isAtStart = axis.introduced === axis.yours
  const isAtEnd = axis.end?.kind === 'lastAffected' && axis.end.version === axis.yours
  const me = isAtStart ? from : isAtEnd ? to : 44
  const start = axis.introduced ?? words.fromStart
  return html`<svg class="axis" role="img" aria-label="${words.label}"><rect y="36" width="100%" height="4" rx="2" class="ax"/>${rawHtml(
    `<rect x="${from}%" y="31" width="${to - from}%" height="14" fill="url(#h-affected)" class="bad"/>` +
      `<rect x="${from}%" y="31" width="${to - from}%" height="14" class="badf"/>` +
      `<rect x="${me}%" y="22" width="3" height="29" class="me"/>`,
  )}<text x="${me}%" y="15" text-anchor="${anchor(me)}" class="y">${words.yours} ${axis.yours}</text><text x="${from}%" y="64" text-anchor="${anchor(from)}">${start}</text><text x="${to}%" y="64" text-anchor="${anchor(to)}">${endText(axis)}</text></svg>`
}

function endText({ end, words }: VersionAxis): string {
  if (end === undefined) return words.noEnd
  return `${end.version}, ${end.kind === 'fixed' ? words.fixed : words.lastAffected}`
}

function anchor(place: number): 'start' | 'middle' | 'end' {
  return place < 25 ? 'start' : place > 90 ? 'end' : 'middle'
}
