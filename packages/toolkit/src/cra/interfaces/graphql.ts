/** Counts the fields of a GraphQL schema that can be asked for (GraphQL specification, 3.3 "Schema"). */

/** Fields of Query, Mutation and Subscription, and of their extensions. */
export function countRootFields(text: string): number {
  let fields = 0
  let depth = 0
  for (const raw of text.split('\n')) {
    const line = raw.replace(/#.*/, '')
    if (depth === 0 && /^\s*(?:extend\s+)?type\s+(?:Query|Mutation|Subscription)\b[^{]{0,200}\{/.test(line)) {
      depth = line.includes('}') ? 0 : 1
      continue
    }
    if (depth === 0) continue
    if (depth === 1 && /^\s*[A-Za-z_]\w{0,100}\s*(?:\(|:)/.test(line)) fields++
    depth += opens(line)
  }
  return fields
}

/** Arguments may go over several lines, in round brackets. */
function opens(line: string): number {
  let change = 0
  for (const character of line) {
    if (character === '{' || character === '(') change++
    if (character === '}' || character === ')') change--
  }
  return change
}
