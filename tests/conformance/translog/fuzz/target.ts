/** What is fuzzed: a parser, valid inputs for it, and what must hold of each answer. */
import type { Result } from '../../../../packages/toolkit/src/base/index.ts'

/** What a parser did with one input. */
export interface Answer {
  readonly isAccepted: boolean
  /** What is wrong with the acceptance; absent if nothing is. */
  readonly problem?: string
}

export interface FuzzTarget {
  readonly name: string
  /** Valid inputs, all accepted; mutations start from them. */
  readonly samples: readonly Uint8Array[]
  /** Changes that know the format, beside those of `mutate.ts`. */
  readonly mutations?: readonly Mutation[]
  /** Throws only if the parser throws. */
  readonly check: (input: Uint8Array) => Answer
}

/** In [0, 1). */
export type Random = () => number
export type Mutation = (input: Uint8Array, random: Random) => Uint8Array

export const refused: Answer = { isAccepted: false }

/** Accepted; `again` is what the parsed value is written as, and must be the input. */
export function accepted(input: Uint8Array | string, again: Uint8Array | string | undefined): Answer {
  const isSame = again !== undefined && Buffer.compare(Buffer.from(input), Buffer.from(again)) === 0
  return isSame ? { isAccepted: true } : { isAccepted: true, problem: 'is not written as it was read' }
}

/** Accepted, and `isRight` must hold. */
export function acceptedIf(isRight: boolean, otherwise: string): Answer {
  return isRight ? { isAccepted: true } : { isAccepted: true, problem: otherwise }
}

/** The value, or undefined: for formats that must not refuse what was parsed. */
export function valueOf<T>(result: Result<T, unknown>): T | undefined {
  return result.ok ? result.value : undefined
}

/** Bytes as text for parsers of text; what is no UTF-8 becomes halves of surrogate pairs, so that they see those as well. */
export function toText(input: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input)
  } catch {
    return Buffer.from(input).toString('utf8').replaceAll('\ufffd', '\ud800')
  }
}

/** A parser of text and its format. */
export function textTarget<T>(
  name: string,
  samples: readonly string[],
  { parse, format }: TextFormat<T>,
): FuzzTarget {
  return {
    name,
    samples: samples.map((sample) => Buffer.from(sample)),
    check: (input) => {
      const text = toText(input)
      const parsed = parse(text)
      if (!parsed.ok) return refused
      const again = format(parsed.value)
      return acceptedIf(again === text, 'is not written as it was read')
    },
  }
}

export interface TextFormat<T> {
  readonly parse: (text: string) => Result<T, unknown>
  readonly format: (value: T) => string | undefined
}

export function pickFrom<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}
