/** What is searched: one entry for a thing, with its texts in every language that it has. */
import type { Passage, Refusal, Tongue } from '../passage.ts'

/** A text and the language it is written in. */
export interface Phrase {
  readonly text: string
  readonly language: Tongue
}

export interface Entry {
  /** Unique in an index. */
  readonly id: string
  /** How people ask for it. */
  readonly asks: readonly Phrase[]
  readonly titles: readonly Phrase[]
  readonly texts: readonly Phrase[]
  readonly means: EntryMeaning
  /** Taken times the score: below 1 for what people mean less often by the same words, above 1 for what is before them. Absent: 1. */
  readonly prior?: number
}

/** A passage in the languages that it exists in, or something that is refused. */
export type EntryMeaning =
  | { readonly kind: 'passage'; readonly passages: readonly Passage[] }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }

/** Passages that say the same in several languages share a `group`. */
export function passageEntry(group: string, passages: readonly Passage[]): Entry {
  const inTongues = (read: (passage: Passage) => readonly string[]): readonly Phrase[] =>
    passages.flatMap((passage) =>
      read(passage).flatMap((text) =>
        (passage.language === undefined ? (['en', 'de'] as const) : [passage.language]).map((language) => ({
          text,
          language,
        })),
      ),
    )
  return {
    id: group,
    asks: inTongues(({ asks }) => asks),
    titles: inTongues(({ title }) => [title]),
    texts: inTongues(({ text }) => [text]),
    means: { kind: 'passage', passages },
  }
}

export function refusalEntry(refusal: Refusal): Entry {
  const inBoth = (texts: Readonly<Record<Tongue, readonly string[]>>): readonly Phrase[] => [
    ...texts.en.map((text) => ({ text, language: 'en' as const })),
    ...texts.de.map((text) => ({ text, language: 'de' as const })),
  ]
  return {
    id: `refusal/${refusal.id}`,
    asks: inBoth(refusal.asks),
    titles: inBoth({ en: [refusal.title.en], de: [refusal.title.de] }),
    texts: [],
    means: { kind: 'refusal', refusal },
  }
}
