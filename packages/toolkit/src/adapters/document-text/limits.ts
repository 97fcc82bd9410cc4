/** How much of a document is read, and what is said of one that has more. */

/** Letters of a text that is handed on. */
export const mostLetters = 8_000_000

/** More than is given to it: plain data, so that it can come from a thread. */
export interface TooLarge {
  readonly kind: 'too-large'
  /** What is wrong and what to do, as a clause after the file's name. */
  readonly message: string
}

export function tooLarge(message: string): TooLarge {
  return { kind: 'too-large', message }
}

export function tooManyLetters(): TooLarge {
  return tooLarge(
    `it holds more than ${mostLetters} letters of text; split it, or add the part that you need`,
  )
}
