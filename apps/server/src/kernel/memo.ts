/**
 * Results of pure functions, kept by their whole input: what was read from the same text is the same thing. Nothing here
 * can be out of date, and nothing tells whose text it was; so one memory serves all organisations.
 */

export interface Memo<T> {
  /** Read-only for all who ask (`freeze`). A `make` that throws leaves nothing. */
  readonly of: (key: string, make: () => T) => T
  readonly find: (key: string) => T | undefined
  /** `weight`: of the key by default; in letters of the text that it was made from. */
  readonly keep: (key: string, value: T, weight?: number) => void
}

/** `most`: letters of input; results take a few times as many bytes. What was not asked for longest goes first. */
export function createMemo<T extends object>(most: number): Memo<T> {
  const kept = new Map<string, { readonly value: T; readonly weight: number }>()
  let held = 0
  const drop = (key: string): void => {
    held -= kept.get(key)?.weight ?? 0
    kept.delete(key)
  }
  const find = (key: string): T | undefined => {
    const entry = kept.get(key)
    if (entry === undefined) return undefined
    kept.delete(key)
    kept.set(key, entry)
    return entry.value
  }
  const keep = (key: string, value: T, weight = key.length): void => {
    drop(key)
    if (weight > most) return
    kept.set(key, { value, weight })
    held += weight
    for (const [oldest] of kept) {
      if (held <= most) break
      drop(oldest)
    }
  }
  return {
    find,
    keep,
    of: (key, make) => {
      const known = find(key)
      if (known !== undefined) return known
      const made = make()
      keep(key, made)
      return made
    },
  }
}

/** The same parser, for texts that are read again and again. Its results are frozen. */
export function keepParsed<T extends object>(parse: (text: string) => T, most: number): (text: string) => T {
  const memo = createMemo<T>(most)
  return (text) => memo.of(text, () => freeze(parse(text)))
}

/** All the way down: whoever would change what others read fails at once. Maps and sets are read-only by their types. */
export function freeze<T extends object>(value: T): T {
  const waiting: object[] = [value]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (Object.isFrozen(next) || ArrayBuffer.isView(next)) continue
    Object.freeze(next)
    const inside: Iterable<unknown> =
      next instanceof Map ? next.values() : next instanceof Set ? next : Object.values(next)
    for (const one of inside) if (typeof one === 'object' && one !== null) waiting.push(one)
  }
  return value
}
