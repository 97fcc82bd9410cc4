/**
 * `uniqueItems` in linear time: equal values get equal numbers, so a set of numbers finds what occurs twice.
 * The usual way compares each item with each other one, which takes seconds for five thousand components.
 */

export interface UniqueItems {
  readonly hasUniqueItems: (items: readonly unknown[]) => boolean
  /** Forgets all values; call it after each document. */
  readonly reset: () => void
}

export function createUniqueItems(): UniqueItems {
  const numbers = new Map<string, number>()
  let known = new WeakMap<object, number>()
  const toNumber = (content: string): number => {
    const number = numbers.get(content) ?? numbers.size
    numbers.set(content, number)
    return number
  }
  /** Nesting is bounded by the JSON reader; a value within several arrays is numbered once. */
  const numberOf = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return toNumber(`${typeof value}:${String(value)}`)
    const before = known.get(value)
    if (before !== undefined) return before
    const number = toNumber(contentOf(value, numberOf))
    known.set(value, number)
    return number
  }
  return {
    hasUniqueItems: (items) => {
      if (items.length < 2) return true
      const isText = items.every((item) => typeof item === 'string')
      return new Set<unknown>(isText ? items : items.map(numberOf)).size === items.length
    },
    reset: () => {
      numbers.clear()
      known = new WeakMap()
    },
  }
}

function contentOf(value: object, numberOf: (value: unknown) => number): string {
  if (Array.isArray(value)) return `[${value.map(numberOf).join()}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${numberOf(member)}`).join()}}`
}
