/** A schema's say on a document whose long lists are streamed; the same as `collectErrors` says of one in memory. */
import type { Fields } from '../read/values.ts'
import { moveTo, pick, toFrame } from './collect-errors.ts'
import { DigestSet } from './digest-set.ts'
import type { StreamedDocument } from './streamed-document.ts'
import { toViolation } from './to-violation.ts'
import type { SchemaError, SchemaValidator } from './validator.ts'
import { maxViolations, type SbomViolation } from './violation.ts'

export class ElementCheck {
  readonly #document: StreamedDocument
  readonly #validate: SchemaValidator
  readonly #violations: SbomViolation[] = []
  /** Of streamed lists whose elements have to be unique: one that is there twice. */
  readonly #twice = new Map<string, unknown>()

  constructor(document: StreamedDocument, validate: SchemaValidator) {
    this.#document = document
    this.#validate = validate
  }

  /** Each streamed list is read once. At most `maxViolations`, in the order of the document. */
  run(): readonly SbomViolation[] {
    const { root } = this.#document
    const bare = Object.fromEntries(Object.entries(root).filter(([, value]) => !Array.isArray(value)))
    const ofBare = this.#check(bare)
    if (ofBare !== undefined) this.#add(ofBare)
    const frame = toFrame(root)
    if (this.#check(frame) !== undefined && ofBare !== undefined) return this.#violations
    const isKeptRight = this.#check(this.#rest()) === undefined
    for (const key of Object.keys(root)) {
      if (this.#document.isStreamed(key) || !isKeptRight) this.#checkList(key, frame)
    }
    if (this.#violations.length === 0 && (!isKeptRight || this.#twice.size > 0)) this.#checkLists()
    return this.#violations
  }

  /** The document without what its streamed lists hold. */
  #rest(): Fields {
    const entries = Object.entries(this.#document.root)
    return Object.fromEntries(
      entries.map(([key, value]) => [key, this.#document.isStreamed(key) ? [] : value]),
    )
  }

  #checkList(key: string, frame: Fields): void {
    const { root } = this.#document
    if (!Array.isArray(root[key])) return
    let distinct: DigestSet | undefined
    let isFirst = true
    this.#document.each(key, ({ value, index }) => {
      const found = this.#check({ ...frame, [key]: [value] })
      if (found !== undefined) {
        this.#add(moveTo(found, key, index))
        return
      }
      if (isFirst && this.#document.isStreamed(key) && this.#check({ ...frame, [key]: [value, value] })) {
        distinct = new DigestSet()
      }
      isFirst = false
      if (distinct?.add(value) === false && !this.#twice.has(key)) this.#twice.set(key, value)
    })
  }

  /** Nothing but how the elements of lists go together: asked of a small document with the same fault. */
  #checkLists(): void {
    const entries = Object.entries(this.#rest())
    const small = Object.fromEntries(
      entries.map(([key, value]) => {
        const twice = this.#twice.has(key) ? this.#twice.get(key) : undefined
        return [key, twice === undefined ? value : [twice, twice]]
      }),
    )
    const found = this.#check(small)
    if (found !== undefined) this.#add(found)
  }

  #check(document: Fields): SchemaError | undefined {
    return pick(this.#validate(document))
  }

  #add(error: SchemaError): void {
    if (this.#violations.length >= maxViolations) return
    this.#violations.push(toViolation(error, (path) => this.#document.lineAround(path)))
  }
}
