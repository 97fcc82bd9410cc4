/**
 * Sentences that can be said in every language: the English words are the key, and what stands in their gaps are values.
 * What comes from the tree (paths, names) is a value as well, and is never translated.
 */

/** Where a result carries what its sentences are made of; left out of JSON, kept by copies. */
export const spoken: unique symbol = Symbol('spoken')

/** A sentence or a piece of one; plain data. */
export interface Message {
  /** The English words; `{0}`, `{1}` are gaps. */
  readonly key: string
  /** By the number of the gap. */
  readonly values: readonly Value[]
}

/** `3 workflows`: a number and what is counted, by its English singular. */
interface Counted {
  readonly noun: string
  readonly number: number
}

interface Joined {
  readonly pieces: readonly Value[]
  readonly between: string
}

/** A whole sentence that goes on: said without its full stop. */
interface Open {
  readonly open: Message
}

/** What may be said where the words may also come from outside, such as the message of a parser. */
export type Spoken = string | Message | Counted | Joined | Open

export type Value = Spoken | number

/** A sentence with gaps: say`${count(3, 'workflow')} of ${total} look for known flaws.` Values are never read as words. */
export function say(words: TemplateStringsArray, ...values: readonly Value[]): Message {
  return { key: words.reduce((text, word, at) => `${text}{${at - 1}}${word}`), values }
}

/** `3 workflows`, `1 workflow`. */
export function count(number: number, noun: string): Counted {
  return { noun, number }
}

export function join(pieces: readonly Value[], between: string): Joined {
  return { pieces, between }
}

/** A word of our own tables, such as a kind of find; one that no language file has is said as it is. */
export function term(word: string): Message {
  return { key: word, values: [] }
}

export function terms(words: readonly string[]): Joined {
  return join(words.map(term), ', ')
}

/** The sentence without its full stop, so that another can go on. */
export function withoutStop(open: Message): Open {
  return { open }
}

/** The words of one language. */
export interface Words {
  /** The text for a key; gaps may name a form, such as `{0:dative}`. */
  readonly text: (key: string) => string
  /** `3 Dateien`. */
  readonly counted: (number: number, noun: string, form: string | undefined) => string
}

export const english: Words = {
  text: (key) => key,
  counted: (number, noun) => `${number} ${number === 1 ? noun : pluralOf(noun)}`,
}

function pluralOf(noun: string): string {
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}

/** In one pass, so that a value that holds `{0}` stays what it is. */
export function speak(value: Value, words: Words, form?: string): string {
  if (typeof value !== 'object') return String(value)
  if ('noun' in value) return words.counted(value.number, value.noun, form)
  if ('pieces' in value) return value.pieces.map((piece) => speak(piece, words)).join(value.between)
  if ('open' in value) return speak(value.open, words).replace(/\.$/, '')
  return words
    .text(value.key)
    .replace(gap, (_, at: string, inner: string | undefined) =>
      speak(value.values[Number(at)] ?? '', words, inner),
    )
}

/** `{0}` or `{0:form}`. */
export const gap = /\{(\d)(?::(\w+))?\}/g

export function inEnglish(value: Value): string {
  return speak(value, english)
}
