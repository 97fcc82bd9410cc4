/**
 * A reader that empties the object it reads: whatever a decoder took is gone from it, and what is still there at the
 * end was not understood and is counted as a loss. So no member can be forgotten.
 */
import { asFields, type Fields } from '../../read/values.ts'
import type { LossTally } from './tally.ts'

type Members = Record<string, unknown>

const noPlace = {
  kind: 'left-out',
  reason: 'Only CycloneDX has a place for this.',
} as const

/** Lives as long as one object is read; `finish` ends it. The object must belong to the caller alone. */
export class Take {
  readonly #members: Members
  readonly #where: string
  readonly #tally: LossTally

  constructor(fields: Fields, { where, tally }: { where: string; tally: LossTally }) {
    this.#members = fields
    this.#where = where
    this.#tally = tally
  }

  /** A text, also an empty one. */
  text(key: string): string | undefined {
    const value = this.#own(key)
    return typeof value === 'string' ? this.#taken(key, value) : undefined
  }

  number(key: string): number | undefined {
    const value = this.#own(key)
    return typeof value === 'number' ? this.#taken(key, value) : undefined
  }

  /** The texts of a list; other items of it stay and are counted. */
  texts(key: string): readonly string[] {
    const value = this.#own(key)
    if (!Array.isArray(value)) return []
    const [taken, others] = divide(value, (item): item is string => typeof item === 'string')
    this.#members[key] = others.length === 0 ? undefined : others
    return taken
  }

  numbers(key: string): readonly number[] {
    const value = this.#own(key)
    if (!Array.isArray(value)) return []
    const [taken, others] = divide(value, (item): item is number => typeof item === 'number')
    this.#members[key] = others.length === 0 ? undefined : others
    return taken
  }

  /** Reads the objects of a list one after the other; what `read` leaves of each is counted. */
  each<T>(key: string, read: (take: Take, index: number) => T): readonly T[] {
    const value = this.#own(key)
    if (!Array.isArray(value)) return []
    const others: unknown[] = []
    const results: T[] = []
    for (const [index, item] of value.entries()) {
      const fields = asFields(item)
      if (fields === undefined) others.push(item)
      else
        results.push(this.#read(fields, { where: `${this.#at(key)}[]`, read: (take) => read(take, index) }))
    }
    this.#members[key] = others.length === 0 ? undefined : others
    return results
  }

  /** Reads a member that is an object. */
  one<T>(key: string, read: (take: Take) => T): T | undefined {
    const fields = asFields(this.#own(key))
    if (fields === undefined) return undefined
    this.#members[key] = undefined
    return this.#read(fields, { where: this.#at(key), read })
  }

  /** Whether a member is there that nobody took yet. */
  has(key: string): boolean {
    return this.#own(key) !== undefined
  }

  /** Takes a member that says nothing beyond what the model says anyhow. */
  drop(key: string): void {
    this.#members[key] = undefined
  }

  /** Counts a member that was taken and is said less exactly by the model. */
  lose(key: string, loss: Parameters<LossTally['add']>[1] = noPlace): void {
    this.#tally.add(this.#at(key), loss)
  }

  finish(): void {
    for (const [key, value] of Object.entries(this.#members)) countRest(value, this.#at(key), this.#tally)
  }

  #read<T>(fields: Fields, { where, read }: { where: string; read: (take: Take) => T }): T {
    const take = new Take(fields, { where, tally: this.#tally })
    const result = read(take)
    take.finish()
    return result
  }

  #own(key: string): unknown {
    return Object.hasOwn(this.#members, key) ? this.#members[key] : undefined
  }

  #taken<T>(key: string, value: T): T {
    this.#members[key] = undefined
    return value
  }

  /** Nested components are components: one pattern for all levels. */
  #at(key: string): string {
    const name = key.slice(0, 60)
    if (this.#where === '') return name
    const own = `${name}[]`
    return this.#where === own || this.#where.endsWith(`.${own}`)
      ? this.#where.slice(0, -2)
      : `${this.#where}.${name}`
  }
}

function divide<T>(
  items: readonly unknown[],
  fits: (item: unknown) => item is T,
): readonly [readonly T[], readonly unknown[]] {
  const taken: T[] = []
  const others: unknown[] = []
  for (const item of items) {
    if (fits(item)) taken.push(item)
    else others.push(item)
  }
  return [taken, others]
}

/** An object is counted by its members and a list by its items; what is empty says nothing. */
function countRest(value: unknown, where: string, tally: LossTally): void {
  if (value === undefined) return
  if (Array.isArray(value)) {
    if (value.length > 0) tally.add(where, { ...noPlace, count: value.length })
    return
  }
  const fields = asFields(value)
  if (fields === undefined) tally.add(where, noPlace)
  else
    for (const [key, member] of Object.entries(fields))
      countRest(member, `${where}.${key.slice(0, 60)}`, tally)
}
