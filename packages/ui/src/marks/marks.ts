/** Small drawn marks: severity bars, evidence cells, the ring. Shape first, colour second; defined once, used by id. */
import { type Html, rawHtml } from '../html.ts'

export type SeverityMark = 'critical' | 'high' | 'medium' | 'low' | 'none' | 'unknown'

/** What the machine found for a requirement; there is no mark for "met" here. */
export type EvidenceMark = 'evidence' | 'contrary' | 'none' | 'not-looked'

/** How far something got, whatever it is about: whole, in part, not at all, unknown, or left out on purpose. */
export type StatusMark = 'whole' | 'part' | 'gap' | 'unknown' | 'left-out'

const heights = [4, 7, 10, 13] as const
const severityRank: Readonly<Record<SeverityMark, number>> = {
  critical: 4,
  high: 3,
  medium: 2,
  low: 1,
  none: 0,
  unknown: -1,
}

/** 0 none to 4 critical; −1 unknown. */
export function rankOfSeverity(level: SeverityMark): number {
  return severityRank[level]
}

/** The symbols that `severityMark` and `evidenceMark` refer to; once per page, before the first use. */
export function markSymbols(): Html {
  const bars = Object.entries(severityRank).map(([level, rank]) => severitySymbol(level, rank))
  return rawHtml(
    `<svg class="vh" aria-hidden="true"><defs>${bars.join('')}${evidenceSymbols}${statusSymbols}</defs></svg>`,
  )
}

/** Four rising bars, as many filled as the level is high. Decorative: the word always stands beside it. */
export function severityMark(level: SeverityMark): Html {
  return rawHtml(`<svg class="sev s-${level}" aria-hidden="true"><use href="#s-${level}"/></svg>`)
}

/** Takes the colour of what it stands in (`e-…`). Evidence: cut cell. Contrary: crossed frame. None: empty frame. Not looked at: dots in a dashed frame. */
export function evidenceMark(state: EvidenceMark): Html {
  return rawHtml(`<svg class="cell" aria-hidden="true"><use href="#e-${state}"/></svg>`)
}

/** Whole: solid. Part: cut diagonally. Gap: crossed frame. Unknown: dashed frame. Left out: a dash. */
export function statusMark(status: StatusMark): Html {
  return rawHtml(`<svg class="mk" aria-hidden="true"><use href="#m-${status}"/></svg>`)
}

/** The ring of eight segments with one still to do. */
export function ringMark(): Html {
  return rawHtml(
    '<svg class="ring" viewBox="0 0 24 24" aria-hidden="true"><g fill="none" stroke-width="4">' +
      '<circle cx="12" cy="12" r="8.5" stroke="currentColor" stroke-dasharray="4.9 1.776" transform="rotate(-90 12 12)"/>' +
      '<circle cx="12" cy="12" r="8.5" class="todo-seg" stroke-dasharray="4.9 48.5" transform="rotate(-45 12 12)"/></g></svg>',
  )
}

function severitySymbol(level: string, rank: number): string {
  const shape = (height: number, i: number): string => {
    const place = `x="${i * 5 + (rank < 0 ? 0.5 : 0)}" y="${13 - height + (rank < 0 ? 0.5 : 0)}"`
    if (rank < 0)
      return `<rect ${place} width="2" height="${height - 1}" fill="none" stroke="currentColor" stroke-dasharray="1.5 1.5"/>`
    return `<rect ${place} width="3" height="${height}" fill="currentColor"${i < rank ? '' : ' opacity=".28"'}/>`
  }
  return `<symbol id="s-${level}" viewBox="0 0 18 13">${heights.map(shape).join('')}</symbol>`
}

const frame = '<rect x="1" y="1" width="20" height="20" rx="2" fill="none" stroke="currentColor"'
const dots = [5.5, 11, 16.5].flatMap((x) =>
  [5.5, 11, 16.5].map((y) => `<circle cx="${x}" cy="${y}" r="1.2" fill="currentColor"/>`),
)
const evidenceSymbols = [
  `<symbol id="e-evidence" viewBox="0 0 22 22">${frame} stroke-width="1.6"/><path d="M2 20 20 2v18z" fill="currentColor"/></symbol>`,
  `<symbol id="e-contrary" viewBox="0 0 22 22">${frame} stroke-width="2"/><path d="m2 2 18 18M20 2 2 20" stroke="currentColor" stroke-width="2"/></symbol>`,
  `<symbol id="e-none" viewBox="0 0 22 22">${frame} stroke-width="1.6"/></symbol>`,
  `<symbol id="e-not-looked" viewBox="0 0 22 22">${frame} stroke-dasharray="3 2"/>${dots.join('')}</symbol>`,
].join('')

const small =
  '<rect x="1.75" y="1.75" width="10.5" height="10.5" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.5"'
const statusSymbols = [
  '<symbol id="m-whole" viewBox="0 0 14 14"><rect x="1" y="1" width="12" height="12" rx="2" fill="currentColor"/></symbol>',
  `<symbol id="m-part" viewBox="0 0 14 14">${small}/><path d="M2 12 12 2v10z" fill="currentColor"/></symbol>`,
  `<symbol id="m-gap" viewBox="0 0 14 14">${small}/><path d="m2 2 10 10M12 2 2 12" stroke="currentColor" stroke-width="1.5"/></symbol>`,
  `<symbol id="m-unknown" viewBox="0 0 14 14">${small} stroke-dasharray="2 2"/><circle cx="7" cy="7" r="1.4" fill="currentColor"/></symbol>`,
  '<symbol id="m-left-out" viewBox="0 0 14 14"><path d="M3 7h8" stroke="currentColor" stroke-width="1.7"/></symbol>',
].join('')
