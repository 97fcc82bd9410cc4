/** What people read in one area of the web application, in both languages, with the same keys. */

export interface Words<Key extends string = string> {
  readonly en: Readonly<Record<Key, string>>
  readonly de: Readonly<Record<Key, string>>
}

/** Placeholders as in `createTranslator`: `{name}`, `{n|one|many}`. A key that only one language has does not compile. */
export function defineWords<const Key extends string>(words: {
  readonly en: Readonly<Record<Key, string>>
  readonly de: Readonly<Record<NoInfer<Key>, string>>
}): Words<Key> {
  return words
}
