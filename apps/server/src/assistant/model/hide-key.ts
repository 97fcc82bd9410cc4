/** An endpoint may say the key that it was given: whoever reads the answer must not. */

export interface KeyHider {
  /** Text in pieces; what may be the beginning of the key is held back until it is known. */
  readonly next: (text: string) => string
  /** What was held back in the end. */
  readonly rest: () => string
  /** A whole text. */
  readonly all: (text: string) => string
}

/** Shorter ones are words, such as the `none` that endpoints without keys are given. */
const shortest = 8
const sign = '[key]'

export function createKeyHider(key: string | undefined): KeyHider {
  if (key === undefined || key.length < shortest) {
    return { next: (text) => text, rest: () => '', all: (text) => text }
  }
  const all = (text: string): string => text.replaceAll(key, sign)
  let held = ''
  return {
    next: (text) => {
      const clean = all(held + text)
      const from = clean.length - openEnd(clean, key)
      held = clean.slice(from)
      return clean.slice(0, from)
    },
    rest: () => {
      const last = held
      held = ''
      return last
    },
    all,
  }
}

/** Letters at the end with which the key begins. */
function openEnd(text: string, key: string): number {
  for (let length = Math.min(key.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(key.slice(0, length))) return length
  }
  return 0
}
