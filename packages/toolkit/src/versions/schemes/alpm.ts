/**
 * Arch Linux: epoch, version and release in the order of pacman's `vercmp`.
 *
 * A version without a release equals every release of it (`1.5` = `1.5-1` = `1.5-2`): the order is total over
 * versions that state one, as all packages do, and over versions that do not.
 */
import { compareDigits, compareText, type Digits, isDigitCode, orderOf, toDigits } from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'

interface Segment {
  /** Separators in front of the segment; more of them win. */
  readonly gap: number
  readonly isNumber: boolean
  readonly number: Digits
  readonly text: string
}

interface AlpmVersion {
  readonly epoch: Digits
  readonly version: readonly Segment[]
  readonly release: readonly Segment[] | undefined
}

const pattern = /^(?:(\d+):)?((?:[^0-9A-Za-z\s:/-]*[0-9A-Za-z])+)(?:-([0-9]+(?:\.[0-9]+)*))?$/u

function read(text: string): AlpmVersion | undefined {
  const match = pattern.exec(text.trim())
  if (match === null) return undefined
  const [, epoch = '', version = '', release] = match
  return {
    epoch: toDigits(epoch),
    version: toSegments(version),
    release: release === undefined ? undefined : toSegments(release),
  }
}

function toSegments(text: string): readonly Segment[] {
  const segments: Segment[] = []
  for (const match of text.matchAll(/([^0-9A-Za-z]*)(\d+|[A-Za-z]+)/gu)) {
    const [, gap = '', word = ''] = match
    const isNumber = isDigitCode(word.charCodeAt(0))
    segments.push({
      gap: gap.length,
      isNumber,
      number: isNumber ? toDigits(word) : 0,
      text: isNumber ? '' : word,
    })
  }
  return segments
}

function compare(a: AlpmVersion, b: AlpmVersion): Order {
  const order = compareDigits(a.epoch, b.epoch) || compareSegments(a.version, b.version)
  if (order !== 0 || a.release === undefined || b.release === undefined) return order
  return compareSegments(a.release, b.release)
}

function compareSegments(a: readonly Segment[], b: readonly Segment[]): Order {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const left = a[index]
    const right = b[index]
    const order = left === undefined || right === undefined ? 0 : compareSegment(left, right)
    if (order !== 0) return order
  }
  if (a.length > b.length) return isEarlierThanEnd(a[b.length]) ? -1 : 1
  if (a.length < b.length) return isEarlierThanEnd(b[a.length]) ? 1 : -1
  return 0
}

function compareSegment(a: Segment, b: Segment): Order {
  return (
    orderOf(a.gap - b.gap) ||
    orderOf(Number(a.isNumber) - Number(b.isNumber)) ||
    compareDigits(a.number, b.number) ||
    compareText(a.text, b.text)
  )
}

/** Letters that directly follow a number are a pre-release (`1.5b` < `1.5`); after a separator they are not. */
function isEarlierThanEnd(segment: Segment | undefined): boolean {
  return segment !== undefined && segment.gap === 0 && !segment.isNumber
}

export const alpm = defineScheme({
  id: 'alpm',
  synonyms: ['arch', 'archlinux', 'arch linux', 'msys2'],
  read,
  compare,
})
