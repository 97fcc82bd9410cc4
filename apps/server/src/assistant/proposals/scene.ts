/** One wish for a proposal at its place: who asks, which release is meant, and what the person says besides. */
import type { RequestFrame } from '@occtet/toolkit/assistant'
import type { ReleaseRow } from '../../db/tables/products.ts'
import { refuse, type Refused } from '../../products/refuse.ts'
import type { ProductAsked } from '../product-parts.ts'

export interface Scene extends ProductAsked {
  /** Id of the subject. */
  readonly subject: string
  readonly notes: readonly string[]
  /** For notices and policies, by name. */
  readonly facts: Readonly<Record<string, string>>
}

/** Where the subject can only be there in a release. */
export interface ReleasedScene extends Scene {
  readonly release: ReleaseRow
}

/** Notes stand under the name of whoever asks. */
export function frameOf({ language, notes, caller }: Scene, product: RequestFrame['product']): RequestFrame {
  return { language, product, notes: notes.map((text) => ({ text, by: caller.name })) }
}

export function unfit(message: string): Refused {
  return refuse(422, 'SUBJECT_UNFIT', message)
}
