/** Debian and its children: epoch, upstream version, revision, as dpkg orders them (deb-version(7)). */
import { compareDigits, type Digits, isDigitCode, isLetterCode, orderOf, toDigits } from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'

interface DebVersion {
  readonly epoch: Digits
  readonly upstream: string
  readonly revision: string
}

const pattern = /^(?:(\d+):)?([0-9A-Za-z][0-9A-Za-z.+~:_-]*)$/u

function read(text: string): DebVersion | undefined {
  const match = pattern.exec(text.trim())
  if (match === null) return undefined
  const [, epoch = '', rest = ''] = match
  const hyphen = rest.lastIndexOf('-')
  if (hyphen === -1) return { epoch: toDigits(epoch), upstream: rest, revision: '' }
  return { epoch: toDigits(epoch), upstream: rest.slice(0, hyphen), revision: rest.slice(hyphen + 1) }
}

function compare(a: DebVersion, b: DebVersion): Order {
  return (
    compareDigits(a.epoch, b.epoch) ||
    comparePart(a.upstream, b.upstream) ||
    comparePart(a.revision, b.revision)
  )
}

/** Text and numbers in turn, from the left, until one differs; a number that is missing is 0. */
function comparePart(a: string, b: string): Order {
  let left = 0
  let right = 0
  while (left < a.length || right < b.length) {
    const leftText = endOf(a, left, false)
    const rightText = endOf(b, right, false)
    const order = compareWords(a.slice(left, leftText), b.slice(right, rightText))
    if (order !== 0) return order
    left = endOf(a, leftText, true)
    right = endOf(b, rightText, true)
    const numbers = compareDigits(toDigits(a.slice(leftText, left)), toDigits(b.slice(rightText, right)))
    if (numbers !== 0) return numbers
  }
  return 0
}

function endOf(text: string, start: number, ofDigits: boolean): number {
  let index = start
  while (index < text.length && isDigitCode(text.charCodeAt(index)) === ofDigits) index += 1
  return index
}

function compareWords(a: string, b: string): Order {
  const length = Math.max(a.length, b.length)
  for (let index = 0; index < length; index += 1) {
    const order = orderOf(weigh(a, index) - weigh(b, index))
    if (order !== 0) return order
  }
  return 0
}

/** A tilde sorts before the end, the end before letters, letters before everything else. */
function weigh(text: string, index: number): number {
  if (index >= text.length) return 0
  const code = text.charCodeAt(index)
  if (code === 126) return -1
  return isLetterCode(code) ? code : code + 256
}

export const deb = defineScheme({ id: 'deb', synonyms: ['debian', 'ubuntu', 'dpkg', 'echo'], read, compare })
