/** JSON with comments and trailing commas, as tsconfig.json and the settings of many tools have it. */
import { parseJson } from '../../base/index.ts'

/** Undefined where it is not even that. */
export function parseLooseJson(text: string): unknown {
  const strict = parseJson(text)
  if (strict.ok) return strict.value.value
  const parsed = parseJson(withoutComments(text))
  return parsed.ok ? parsed.value.value : undefined
}

const pieces = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|,(?=\s{0,200}[}\]])/g

function withoutComments(text: string): string {
  const plain = text.replace(pieces, (piece) => (piece.startsWith('/') ? '' : piece))
  return plain.replace(pieces, (piece) => (piece === ',' ? '' : piece))
}

export type Table = Readonly<Record<string, unknown>>

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** All strings in a value, at any depth: keys and values. */
export function stringsIn(value: unknown, most = 5000): readonly string[] {
  const found: string[] = []
  const pending: unknown[] = [value]
  while (pending.length > 0 && found.length < most) {
    const next = pending.pop()
    if (typeof next === 'string') found.push(next)
    else if (Array.isArray(next)) for (const item of next.slice(0, most)) pending.push(item)
    else if (isTable(next)) {
      const keys = Object.keys(next).slice(0, most)
      found.push(...keys)
      for (const key of keys) pending.push(next[key])
    }
  }
  return found
}
