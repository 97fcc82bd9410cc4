/** Wildcards in linear space and O(pattern x text) time: no regular expression is ever made from a file's text. */

type Token = { readonly kind: 'star' } | { readonly kind: 'one'; readonly test: (code: string) => boolean }

/** One path segment of a pattern: `*`, `?`, `[a-z]`, `[!a]` and `\x`. */
export type Segment = readonly Token[]

export function compileSegment(pattern: string): Segment {
  const tokens: Token[] = []
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at)
    const end = char === '[' ? pattern.indexOf(']', at + 2) : -1
    if (char === '*') tokens.push({ kind: 'star' })
    else if (char === '?') tokens.push({ kind: 'one', test: () => true })
    else if (end > 0) {
      tokens.push({ kind: 'one', test: charClass(pattern.slice(at + 1, end)) })
      at = end
    } else {
      const literal = char === '\\' && at + 1 < pattern.length ? pattern.charAt(++at) : char
      tokens.push({ kind: 'one', test: (found) => found === literal })
    }
  }
  return tokens
}

function charClass(body: string): (char: string) => boolean {
  const isNegated = body.startsWith('!') || body.startsWith('^')
  const set = isNegated ? body.slice(1) : body
  return (char) => {
    let isIn = false
    for (let at = 0; at < set.length; at++) {
      const isRange = set.charAt(at + 1) === '-' && at + 2 < set.length
      if (isRange) {
        isIn ||= char >= set.charAt(at) && char <= set.charAt(at + 2)
        at += 2
      } else isIn ||= char === set.charAt(at)
    }
    return isIn !== isNegated
  }
}

/** Greedy match that steps back to the last star only, which is enough for one kind of star. */
export function matchesSegment(segment: Segment, text: string): boolean {
  let at = 0
  let token = 0
  let star = -1
  let resume = 0
  while (at < text.length) {
    const current = segment[token]
    if (current?.kind === 'star') {
      star = token++
      resume = at
    } else if (current?.kind === 'one' && current.test(text.charAt(at))) {
      token++
      at++
    } else if (star >= 0) {
      token = star + 1
      at = ++resume
    } else return false
  }
  while (segment[token]?.kind === 'star') token++
  return token === segment.length
}

/** `**` is any number of whole segments. */
export type Glob = readonly (Segment | '**')[]

export function compileGlob(pattern: string): Glob {
  return pattern
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (part === '**' ? part : compileSegment(part)))
}

export function matchesGlob(glob: Glob, path: string): boolean {
  const parts = path.split('/')
  let at = 0
  let token = 0
  let star = -1
  let resume = 0
  while (at < parts.length) {
    const current = glob[token]
    if (current === '**') {
      star = token++
      resume = at
    } else if (current !== undefined && matchesSegment(current, parts[at] ?? '')) {
      token++
      at++
    } else if (star >= 0) {
      token = star + 1
      at = ++resume
    } else return false
  }
  while (glob[token] === '**') token++
  return token === glob.length
}
