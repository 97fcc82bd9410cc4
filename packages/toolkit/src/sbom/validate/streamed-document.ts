/** The document as a check sees it: small members at hand, long lists element by element. */
import type { JsonPath } from '../../base/index.ts'
import type { SourceItem } from '../read/source.ts'
import { type Fields, listOf } from '../read/values.ts'
import type { ByteSource } from '../stream/byte-source.ts'
import { eachElement } from '../stream/elements.ts'
import type { JsonOutline, StreamError } from '../stream/outline.ts'
import { lineAround } from './to-violation.ts'

export class StreamedDocument {
  readonly root: Fields
  /** The first fault; what was found before it is then worth nothing. */
  failure: StreamError | undefined
  readonly #source: ByteSource
  readonly #outline: JsonOutline
  readonly #read = new Set<string>()
  /** The element that is visited now. */
  #current: { readonly list: string; readonly item: SourceItem; readonly line: number } | undefined

  constructor(source: ByteSource, outline: JsonOutline) {
    this.#source = source
    this.#outline = outline
    this.root = outline.root
  }

  /** Whether the elements of this list are not in `root`. */
  isStreamed(list: string): boolean {
    return this.#outline.ranges.has(list)
  }

  each(list: string, visit: (item: SourceItem) => void): void {
    const range = this.#outline.ranges.get(list)
    if (range === undefined) {
      for (const [index, value] of listOf(this.root, list).entries()) {
        visit({ value, index, lineOf: (path) => this.#outline.lineOf([list, index, ...path]) })
      }
      return
    }
    if (this.failure !== undefined) return
    this.#read.add(list)
    this.failure = eachElement(this.#source, range, {
      element: (item) => {
        this.#current = { list, item, line: isNoted(item.value) ? item.line : range.line }
        visit(item)
        return undefined
      },
      duplicate: () => undefined,
    })
    this.#current = undefined
  }

  /** Lists that nobody asked for are JSON too. */
  readTheRest(): void {
    for (const list of this.#outline.ranges.keys())
      if (!this.#read.has(list)) this.each(list, () => undefined)
  }

  /** As of a document that was read whole. Of a streamed list only what lies in the element that is visited now. */
  lineAround(path: JsonPath): number {
    const [list = '', index] = path
    const current = this.#current
    if (current !== undefined && list === current.list && Number(index) === current.item.index) {
      return lineAround(current.item.lineOf, path.slice(2), current.line)
    }
    const range = this.#outline.ranges.get(String(list))
    if (range !== undefined) return range.line
    const value = this.root[String(list)]
    if (typeof value !== 'object' || value === null) return 1
    return lineAround((at) => this.#outline.lineOf(at), path, this.#outline.lineOf([list]))
  }
}

/** `JsonDocument` knows the lines of such elements only. */
function isNoted(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null)
}
