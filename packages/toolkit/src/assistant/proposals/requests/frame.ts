/** What every request is made with: the product in the release that is meant, and what people say besides. */
import type { Tongue } from '../../passage.ts'
import type { EvidenceText } from '../model.ts'

/** Something that a person of this house knows; counts as evidence of this house. */
export interface Note {
  readonly text: string
  /** As the log names people; absent: whoever asks. */
  readonly by?: string
}

export interface RequestFrame {
  /** Of the text that is drafted, and of our own words in the evidence. */
  readonly language: Tongue
  /** `release`: as people name it (`2.4.0`); evidence that names another number is not about it. */
  readonly product: { readonly name: string; readonly release: string }
  readonly notes: readonly Note[]
}

/** `note-1`, `note-2`, in the order given. */
export function noteEvidence({ notes, language }: RequestFrame): readonly EvidenceText[] {
  const word = language === 'en' ? 'note' : 'Notiz'
  return notes.map(({ text, by }, at) => ({
    id: `note-${at + 1}`,
    source: by === undefined ? word : `${word}, ${by}`,
    origin: 'own',
    text,
  }))
}

/** `gateway 2.4.0` */
export function nameOf({ product }: RequestFrame): string {
  return `${product.name} ${product.release}`
}
