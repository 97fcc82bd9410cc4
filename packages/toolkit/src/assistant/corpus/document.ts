/** A document that the user adds, cut into passages; it stays with the user. */
import { sha256Hex } from '../../base/index.ts'
import type { AskedPassage } from '../passage.ts'
import { passageEntry, type WordedEntry } from '../search/entry.ts'

export interface UserDocument {
  /** As the user knows it: the file's name. */
  readonly name: string
  /** Plain text or Markdown, decoded. */
  readonly text: string
}

/** Characters of a passage; a paragraph that is longer is cut at the end of a sentence. */
const passageLength = 900
/** Passages of one document; what lies beyond is left out, and the result says so. */
const mostPassages = 20_000

export interface DocumentEntries {
  readonly entries: readonly WordedEntry[]
  /** SHA-256 of the text; part of each passage's id. */
  readonly digest: string
  readonly isWhole: boolean
}

/** Passages of a document never stand for a provision, whatever their headings claim: only our own texts do. */
export function documentEntries({ name, text }: UserDocument): DocumentEntries {
  const digest = sha256Hex(text)
  const parts = cut(text)
  return {
    digest,
    isWhole: parts.length <= mostPassages,
    entries: parts
      .slice(0, mostPassages)
      .map((part, at) => toPassage({ name, part, id: `document/${digest.slice(0, 16)}/${at + 1}` }))
      .map((passage) => passageEntry(passage.id, [passage])),
  }
}

interface Part {
  readonly heading: string
  readonly text: string
}

function toPassage(given: { readonly name: string; readonly part: Part; readonly id: string }): AskedPassage {
  const { name, part, id } = given
  return {
    id,
    source: 'document',
    also: [],
    title: part.heading === '' ? name : `${name}: ${part.heading}`,
    text: part.text,
    asks: [],
    place: name,
  }
}

/** Paragraphs under the last heading (Markdown `#`, or a short line that ends without a stop), joined up to the length. */
function cut(text: string): readonly Part[] {
  const parts: Part[] = []
  let heading = ''
  let body = ''
  const close = (): void => {
    if (body !== '') parts.push({ heading, text: body })
    body = ''
  }
  for (const paragraph of text.split(/\r?\n\s*\r?\n/)) {
    const folded = paragraph.replace(/\s+/g, ' ').trim()
    const title = toHeading(folded)
    if (title !== undefined) {
      close()
      heading = isSaid(parts, heading) ? title : `${heading} · ${title}`
      continue
    }
    for (const piece of pieces(folded)) {
      if (body.length + piece.length > passageLength) close()
      body = body === '' ? piece : `${body} ${piece}`
    }
  }
  close()
  return isSaid(parts, heading) ? parts : [...parts, { heading: '', text: heading }]
}

/** Whether nothing is lost when a heading gives way to the next. */
function isSaid(parts: readonly Part[], heading: string): boolean {
  return heading === '' || parts.at(-1)?.heading === heading
}

/** Markdown's `#`, or a short line that does not end like a sentence. */
function toHeading(text: string): string | undefined {
  const marked = /^#{1,6}\s+(.+)$/.exec(text)?.[1]
  if (marked !== undefined && marked.length <= 200) return marked
  return text !== '' && text.length <= 80 && !/[.;:,!?]$/.test(text) ? text : undefined
}

function pieces(text: string): readonly string[] {
  if (text === '') return []
  if (text.length <= passageLength) return [text]
  return text.match(/.{1,900}(?:[.;!?](?=\s)|$)\s*|.{1,900}/gs)?.map((piece) => piece.trim()) ?? []
}
