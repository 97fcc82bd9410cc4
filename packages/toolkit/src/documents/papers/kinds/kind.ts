/** The one shape of every kind of paper. */
import type { PaperContext } from '../context.ts'
import type { ItemSet } from '../items.ts'
import type { Publication, Section } from '../model.ts'
import type { TextKey } from '../texts/texts.ts'

export type PaperRole = 'manufacturer' | 'open_source_steward' | 'importer' | 'distributor'

export interface PaperRefusal {
  readonly code: 'NOT_FOR_ROLE' | 'OUT_OF_SCOPE' | 'ROUTE_NOT_ALLOWED' | 'REPORTING_ONLY'
  /** Why, as a sentence, with the article. */
  readonly reason: string
  readonly article: string
}

export interface PaperKind {
  /** kebab-case; names the files. */
  readonly id: string
  /** Law or standard that asks for it. */
  readonly article: string
  readonly title: TextKey
  /** One sentence under the title: what it is for. */
  readonly purpose: TextKey
  /** Items of the catalogue that it must show, each as content or as gap. */
  readonly sets: readonly ItemSet[]
  /** Who needs it; `any` for good practice that everybody may have. */
  readonly roles: readonly PaperRole[] | 'any'
  /** Only under the full regime: products placed before 2027-12-11 do not get it (Art. 69(2)). */
  readonly isFullRegime: boolean
  readonly refuse?: (context: PaperContext) => PaperRefusal | undefined
  readonly sections: (context: PaperContext) => readonly Section[]
  /** The form that others read as it is. */
  readonly publication?: (context: PaperContext) => Publication
}
