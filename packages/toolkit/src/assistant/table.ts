/** What is known of names. A map is one; so is a text that is read only where somebody asks. */
export interface Table<T> extends Iterable<readonly [name: string, value: T]> {
  readonly get: (name: string) => T | undefined
}
