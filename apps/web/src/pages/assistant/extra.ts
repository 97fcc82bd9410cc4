/** What a person adds to the evidence: notes, one a line, and the facts of a notice to users. */
import type { ProposalWish } from './proposal-types.ts'

export interface Extra {
  readonly notes: string
  readonly affected: string
  readonly mitigation: string
  /** Empty: nothing is stated, which is not the same as not known. */
  readonly exploited: '' | 'yes' | 'no' | 'unknown'
}

export const noExtra: Extra = { notes: '', affected: '', mitigation: '', exploited: '' }

const mostNotes = 20
const lettersOfNote = 2000
/** Of the field: so much always fits into the notes. */
export const mostNoteLetters = 20_000

export function isEmpty({ notes, affected, mitigation, exploited }: Extra): boolean {
  return `${notes}${affected}${mitigation}${exploited}`.trim() === ''
}

/** A note a line; what is too long for that is cut where a note ends, and nothing of it is lost. */
export function toExtraWish({ notes, ...facts }: Extra): Pick<ProposalWish, 'notes' | 'facts'> {
  const written = notes
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const perLine = written.flatMap(cut)
  const lines = perLine.length <= mostNotes ? perLine : cut(written.join('\n'))
  const stated = Object.entries(facts).filter(([, value]) => value.trim() !== '')
  return {
    ...(lines.length === 0 ? {} : { notes: lines }),
    ...(stated.length === 0 ? {} : { facts: Object.fromEntries(stated) }),
  }
}

function cut(text: string): string[] {
  return text.match(new RegExp(`[^]{1,${lettersOfNote}}`, 'g')) ?? []
}
