/** Names that a document gives itself, made from its content: same input, same bytes. */
import { sha256HexOf } from '../base/index.ts'

/** UTC to the second, the only form that SPDX 2.3 (clause 6.9) allows; throws when the text is no date. */
export function toTimestamp(text: string): string {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new Error(`expected an RFC 3339 timestamp, found ${JSON.stringify(text)}`)
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** A list of the document whose items are made when they are written. */
export interface LazyList {
  readonly items: () => Iterable<object>
}

export type SealedDocument = Readonly<Record<string, string | number | object | LazyList>>

/**
 * The document's text in pieces, two spaces a level, with the digest of all the rest appended to the text of `member`,
 * which stands before every lazy list. The document is written twice: once for the digest.
 */
export function* toSealedPieces(document: SealedDocument, member: string): Generator<string> {
  const start = document[member]
  if (typeof start !== 'string') throw new Error(`${member} is no text to append a digest to`)
  const uuid = toUuid(toPieces(document))
  yield* toPieces({ ...document, [member]: `${start}${uuid}` })
}

function* toPieces(document: SealedDocument): Generator<string> {
  const entries = Object.entries(document)
  for (const [at, [key, value]] of entries.entries()) {
    yield `${at === 0 ? '{' : ','}\n  ${JSON.stringify(key)}: `
    if (isLazy(value)) yield* toListPieces(value.items())
    else yield JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')
  }
  yield '\n}\n'
}

/** About as many items in one piece as make writing them worth a call. */
const ITEMS_OF_A_PIECE = 256

function* toListPieces(items: Iterable<object>): Generator<string> {
  let piece = '['
  let count = 0
  for (const item of items) {
    piece += `${count === 0 ? '' : ','}\n    ${JSON.stringify(item, null, 2).replaceAll('\n', '\n    ')}`
    if (++count % ITEMS_OF_A_PIECE !== 0) continue
    yield piece
    piece = ''
  }
  yield count === 0 ? '[]' : `${piece}\n  ]`
}

function isLazy(value: SealedDocument[string]): value is LazyList {
  return typeof value === 'object' && 'items' in value && typeof value.items === 'function'
}

/** A name-based UUID of version 8 over SHA-256 (RFC 9562, sections 5.8 and B.2). */
export function toUuid(content: Iterable<string>): string {
  const hex = sha256HexOf(withPrefix(content))
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

function* withPrefix(content: Iterable<string>): Generator<string> {
  yield 'occtet:sbom\0'
  yield* content
}
