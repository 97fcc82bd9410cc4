/** Finds many words in one pass over bytes (Aho and Corasick, "Efficient string matching", 1975), letter case folded. */

export interface WordFinder {
  /** Calls back with the index of each word and the offset of its last byte, in order of offsets. */
  scan(bytes: Uint8Array, found: (word: number, last: number) => void): void
}

/** Words in lower case ASCII; their index is their number. */
export function createWordFinder(words: readonly string[]): WordFinder {
  const classes = toClasses(words)
  const width = classes.count
  const trie = buildTrie(words, classes.of, width)
  const next = markEnds(linkTrie(trie, width), trie.outputs, width)
  const tables = { next, outputs: trie.outputs, classOf: classes.of, width }
  return { scan: (bytes, found) => scanWith(tables, bytes, found) }
}

interface Trie {
  /** Target state times `width`, by state and class; -1 where there is none. */
  readonly next: number[]
  /** Words that end in a state. */
  readonly outputs: (readonly number[])[]
}

/** Bytes that no word has share class 0, so the table stays small. */
function toClasses(words: readonly string[]): { readonly of: Uint8Array; readonly count: number } {
  const of = new Uint8Array(256)
  let count = 1
  for (const word of words) {
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at)
      if (of[code] !== 0) continue
      of[code] = count
      if (code >= 97 && code <= 122) of[code - 32] = count
      count++
    }
  }
  return { of, count }
}

function buildTrie(words: readonly string[], classOf: Uint8Array, width: number): Trie {
  const trie = { next: [] as number[], outputs: [] as (readonly number[])[] }
  addState(trie, width)
  for (const [index, word] of words.entries()) {
    let state = 0
    for (let at = 0; at < word.length; at++) {
      const slot = state * width + (classOf[word.charCodeAt(at)] ?? 0)
      const target = trie.next[slot] ?? -1
      state = target < 0 ? addState(trie, width) : target
      trie.next[slot] = state
    }
    trie.outputs[state] = [...(trie.outputs[state] ?? []), index]
  }
  return trie
}

function addState(trie: Trie, width: number): number {
  for (let column = 0; column < width; column++) trie.next.push(-1)
  return trie.outputs.push([]) - 1
}

/** Breadth first: every missing edge becomes that of the longest suffix, and outputs of suffixes are inherited. */
function linkTrie({ next, outputs }: Trie, width: number): Int32Array {
  const table = new Int32Array(next.length)
  const suffix = new Uint32Array(outputs.length)
  const queue: number[] = [0]
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    const own = suffix[state] ?? 0
    for (let column = 0; column < width; column++) {
      const slot = state * width + column
      const target = next[slot] ?? -1
      const detour = state === 0 ? 0 : (table[own * width + column] ?? 0) / width
      table[slot] = (target < 0 ? detour : target) * width
      if (target < 0) continue
      suffix[target] = detour
      outputs[target] = [...(outputs[target] ?? []), ...(outputs[detour] ?? [])]
      queue.push(target)
    }
  }
  return table
}

/** Twice the row of each target, plus one if a word ends there: one look tells both. */
function markEnds(table: Int32Array, outputs: Trie['outputs'], width: number): Int32Array {
  return table.map((row) => row * 2 + ((outputs[row / width]?.length ?? 0) > 0 ? 1 : 0))
}

interface Tables {
  readonly next: Int32Array
  readonly outputs: readonly (readonly number[])[]
  readonly classOf: Uint8Array
  readonly width: number
}

function scanWith(tables: Tables, bytes: Uint8Array, found: (word: number, last: number) => void): void {
  const { next, outputs, classOf, width } = tables
  let row = 0
  for (let at = 0; at < bytes.length; at++) {
    const entry = next[row + (classOf[bytes[at] ?? 0] ?? 0)] ?? 0
    row = entry >> 1
    if ((entry & 1) === 1) for (const word of outputs[row / width] ?? []) found(word, at)
  }
}
