/** References that are written in our own code: in the grammar, or the programme is wrong. */
import { parseReference, type Reference } from '../../reference.ts'

export function cite(text: string): Reference {
  const reference = parseReference(text)
  if (reference === undefined) throw new Error(`${text} is no reference`)
  return reference
}
