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
      if (areDistinctTexts(items) || areDistinctTexts(items.map(referenceOf))) return true
      return new Set(items.map(numberOf)).size === items.length
    },
    reset: () => {
      numbers.clear()
      known = new WeakMap()
    },
  }
}

/** Two objects of different references differ, whatever else they hold: the usual case, and a cheap one. */
function referenceOf(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return undefined
  return 'bom-ref' in item ? item['bom-ref'] : 'ref' in item ? item.ref : undefined
}

function areDistinctTexts(items: readonly unknown[]): boolean {
  return items.every((item) => typeof item === 'string') && new Set(items).size === items.length
}

function contentOf(value: object, numberOf: (value: unknown) => number): string {
  if (Array.isArray(value)) return `[${value.map(numberOf).join()}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${numberOf(member)}`).join()}}`
}
