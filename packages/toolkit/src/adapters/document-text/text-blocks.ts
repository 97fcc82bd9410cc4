/** Text that comes in pieces, put together into blocks: white space folded, empty blocks left out. */

export interface TextBlocks {
  /** Ends the block before it. `mark` stands at the beginning of the new one. */
  readonly start: (mark: string) => void
  readonly add: (piece: string) => void
  /** Letters that were kept so far. */
  readonly letters: () => number
  /** All of them, an empty line between two. */
  readonly toText: () => string
}

/** A mark without a text. */
const lonely = '#'

export function createTextBlocks(): TextBlocks {
  const blocks: string[] = []
  let mark = ''
  let pieces: string[] = []
  let endsInSpace = true
  let letters = 0
  const start = (next: string): void => {
    if (pieces.length > 0) {
      const block = `${mark}${pieces.join('')}`.trim()
      if (block !== '' && block !== lonely) blocks.push(block)
      pieces = []
    }
    endsInSpace = true
    mark = next
  }
  return {
    start,
    add: (piece) => {
      const folded = piece.replace(/\s+/g, ' ')
      const own = endsInSpace && folded.startsWith(' ') ? folded.slice(1) : folded
      if (own === '') return
      pieces.push(own)
      letters += own.length
      endsInSpace = own.endsWith(' ')
    },
    letters: () => letters,
    toText: () => {
      start('')
      return blocks.join('\n\n')
    },
  }
}
