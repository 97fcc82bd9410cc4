/** What is searched: one entry for a thing, with its texts in every language that it has. */
import type { AskedPassage, AskedRefusal, Passage, Refusal, Tongue } from '../passage.ts'

export interface Entry {
  /** Unique in an index. */
  readonly id: string
  readonly means: EntryMeaning
  /** Taken times the score: below 1 for what people mean less often by the same words, above 1 for what is before them. Absent: 1. */
  readonly prior?: number
}

/** A passage in the languages that it exists in, or something that is refused. */
export type EntryMeaning =
  | { readonly kind: 'passage'; readonly passages: readonly Passage[] }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }

/** A text and the language it is written in. */
export interface Phrase {
  readonly text: string
  readonly language: Tongue
}

/** An entry with the words that it is found by. */
export interface WordedEntry extends Entry {
  /** How people ask for it. */
  readonly asks: readonly Phrase[]
  readonly titles: readonly Phrase[]
  readonly texts: readonly Phrase[]
}

/** Passages that say the same in several languages share a `group`. */
export function passageEntry(group: string, passages: readonly AskedPassage[]): WordedEntry {
  const inTongues = (read: (passage: AskedPassage) => readonly string[]): readonly Phrase[] =>
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
    means: { kind: 'passage', passages: passages.map(({ asks: _, ...passage }) => passage) },
  }
}

export function refusalEntry({ asks, ...refusal }: AskedRefusal): WordedEntry {
  const inBoth = (texts: Readonly<Record<Tongue, readonly string[]>>): readonly Phrase[] => [
    ...texts.en.map((text) => ({ text, language: 'en' as const })),
    ...texts.de.map((text) => ({ text, language: 'de' as const })),
  ]
  return {
    id: `refusal/${refusal.id}`,
    asks: inBoth(asks),
    titles: inBoth({ en: [refusal.title.en], de: [refusal.title.de] }),
    texts: [],
    means: { kind: 'refusal', refusal },
  }
}
