/** Whether a value is a JSON value of bearable size: what everything behind this door relies on. */
import { limits } from '../../base/index.ts'

/** Values in the whole document; a text of 256 MB, the largest file that is read at all, holds fewer in practice. */
export const maxValues = 20_000_000

interface Open {
  readonly value: object
  readonly depth: number
}

/** Undefined when all is well, else what is wrong. Cycles count as endless nesting. */
export function findUnbearable(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null) return undefined
  const open: Open[] = [{ value: document, depth: 1 }]
  let seen = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.depth > limits.nesting) return `nesting deeper than ${limits.nesting}`
    for (const value of Object.values(next.value) as unknown[]) {
      seen += 1
      if (typeof value === 'object' && value !== null) open.push({ value, depth: next.depth + 1 })
      else if (!isPlain(value)) return `a value of type ${typeof value}, which JSON does not have`
    }
    if (seen > maxValues) return `more than ${maxValues} values`
  }
  return undefined
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return ['string', 'boolean', 'undefined'].includes(typeof value) || value === null
}
