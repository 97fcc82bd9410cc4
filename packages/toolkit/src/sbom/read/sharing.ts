/** Equal texts and equal short lists, kept once: documents of a million components repeat the same few words. */

export interface Sharing {
  readonly text: (text: string) => string
  readonly texts: <T extends string>(texts: readonly T[]) => readonly T[]
}

export const nothing: readonly never[] = Object.freeze([])

/** The same list without the room that it may have grown for further items. */
export function fitted<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? nothing : list.slice()
}

/** Words beyond these are kept as they come: a list of all different ones must not be kept twice. */
const MAX_WORDS = 50_000
const MAX_LETTERS = 200

export function createSharing(): Sharing {
  const words = new Map<string, string>()
  const lists = new Map<string, readonly string[]>()
  const text = (given: string): string => {
    const known = words.get(given)
    if (known !== undefined) return known
    if (words.size < MAX_WORDS && given.length <= MAX_LETTERS) words.set(given, given)
    return given
  }
  return {
    text,
    texts: <T extends string>(given: readonly T[]): readonly T[] => {
      if (given.length === 0) return nothing
      const [first] = given
      if (given.length > 1 || first === undefined || first.length > MAX_LETTERS) return given
      const known = lists.get(first)
      if (known !== undefined) return known as readonly T[]
      if (lists.size < MAX_WORDS) lists.set(first, given)
      return given
    },
  }
}
