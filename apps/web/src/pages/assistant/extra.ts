/** What a person adds to the evidence: notes, one a line, and the facts that a notice or a policy is made from. */
import type { Proposal, ProposalWish } from './proposal-types.ts'

export interface Extra {
  readonly notes: string
  /** By the names that the server knows them by; empty: nothing is stated, which is not the same as not known. */
  readonly facts: Readonly<Record<string, string>>
}

const mostNotes = 20
const lettersOfNote = 2000
/** Of the field: so much always fits into the notes. */
export const mostNoteLetters = 20_000

export function isEmpty({ notes, facts }: Extra): boolean {
  return [notes, ...Object.values(facts)].every((text) => text.trim() === '')
}

/** A note a line; what is too long for that is cut where a note ends, and nothing of it is lost. */
export function toExtraWish({ notes, facts }: Extra): Pick<ProposalWish, 'notes' | 'facts'> {
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

/** What this person said for a proposal that is read again; somebody else's notes stay under their own name. */
export function notesOf({ madeBy, evidence }: Pick<Proposal, 'madeBy' | 'evidence'>, reader: string): string {
  if (madeBy !== reader) return ''
  return evidence.flatMap(({ id, text }) => (/^note-\d+$/.test(id) ? [text] : [])).join('\n')
}
