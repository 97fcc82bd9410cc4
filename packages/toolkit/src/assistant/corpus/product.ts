/** What is known of the user's product, as passages. */
import type { AskedPassage } from '../passage.ts'
import type { Reference } from '../reference.ts'
import { passageEntry, type WordedEntry } from '../search/entry.ts'

/** A fact, finding, answer, requirement or paper of a product, put into words by whoever has it. */
export interface ProductText {
  readonly kind: 'fact' | 'finding' | 'requirement' | 'answer' | 'document'
  /** Unique within its kind. */
  readonly id: string
  readonly title: string
  /** Words of suppliers and advisories stay untrusted: they are shown as text, and sent only where the person allows it. */
  readonly text: string
  readonly ref?: Reference
  /** Other names that a person asks by: CVE ids, a purl, a package's name. */
  readonly names?: readonly string[]
  readonly place?: string
}

/** `product`: its id, so that passages of two products are never taken for each other. */
export function productEntries(product: string, texts: readonly ProductText[]): readonly WordedEntry[] {
  return texts.map((text) =>
    passageEntry(`product/${product}/${text.kind}/${text.id}`, [toPassage(product, text)]),
  )
}

function toPassage(product: string, { kind, id, title, text, ref, names, place }: ProductText): AskedPassage {
  return {
    id: `product/${product}/${kind}/${id}`,
    source: 'product',
    ...(ref !== undefined && { ref }),
    also: [],
    title,
    text,
    asks: names ?? [],
    ...(place !== undefined && { place }),
  }
}
