/** Values of the toolkit are read-only; the types of answers, which zod infers, are not. One step between them, without a copy. */

/** The same shape, to be read only. */
export type ReadOnly<T> = T extends readonly (infer Item)[]
  ? readonly ReadOnly<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: ReadOnly<T[Name]> }
    : T

/** Answers are turned into JSON and never changed, so that they may be seen as changeable. */
export function toAnswer<T>(value: ReadOnly<T>): T {
  return value as T
}
