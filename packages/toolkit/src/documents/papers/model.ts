/** The one model of every paper: what is said, the article it answers to, and what it rests on. Writers only draw it. */
import type { EvidencePlace } from '../../cra/index.ts'
import type { PaperLanguage } from './texts/texts.ts'

declare const brand: unique symbol

/** A place in the law or a standard, such as `Annex VII(1)(a)`; never empty. */
export type Article = string & { readonly [brand]: 'Article' }

/** The only door: a statement without an article is our own mistake and stops the process. */
export function article(ref: string): Article {
  if (ref.trim() === '') throw new Error('a statement of a paper needs an article')
  return ref as Article
}

/** A signal, the inventory or the findings: what a machine read, where, and when. */
export interface EvidenceBasis {
  readonly kind: 'evidence'
  /** Catalogue id such as `SIG-REPO-SECURITY-MD`, or `inventory`, `findings`. */
  readonly signal: string
  readonly strength: 'strong' | 'medium' | 'weak'
  readonly places: readonly EvidencePlace[]
  /** RFC 3339: when it was read; the age follows from the date of the paper. */
  readonly readAt: string
}

/** A person answered a question of the questionnaire. */
export interface AnswerBasis {
  readonly kind: 'answer'
  readonly question: string
  readonly by: string
  /** RFC 3339. */
  readonly at: string
  /** Catalogue version that the question was answered under. */
  readonly catalogue: string
}

/** Stated by the manufacturer (or steward, importer …) in a file of the product. */
export interface ManufacturerBasis {
  readonly kind: 'manufacturer'
  /** Where, such as `product.yaml: manufacturer.name` or `risk assessment: threats[2]`. */
  readonly field: string
}

/** Follows from the law as the catalogue holds it, and from facts that the manufacturer gave to the classifier. */
export interface RuleBasis {
  readonly kind: 'rule'
  /** Such as `classification: routes`, or an obligation's id. */
  readonly rule: string
}

/** Nothing is known; nothing is invented. */
export interface MissingBasis {
  readonly kind: 'missing'
  /** What is missing, as a sentence. */
  readonly what: string
  /** Where to give it: a field, a question, a file. */
  readonly where: string
}

export type Ground = EvidenceBasis | AnswerBasis | ManufacturerBasis | RuleBasis
export type Basis = Ground | MissingBasis

interface StatementHead {
  readonly kind: 'statement'
  readonly article: Article
  /** Items of the catalogue (`DOC-A7-1a`) that it covers; empty for what only this product's papers have. */
  readonly items: readonly string[]
  readonly label: string
  /** The paper cannot be released while it is a gap. */
  readonly isMandatory: boolean
}

/** Something is said, and it rests on something. */
export interface GroundedStatement extends StatementHead {
  readonly value: readonly [string, ...string[]]
  readonly basis: Ground
  /** Further grounds that say the same. */
  readonly also: readonly Ground[]
}

/** A visible gap. `found`: what was seen all the same, and is not enough by itself. */
export interface GapStatement extends StatementHead {
  readonly basis: MissingBasis
  readonly found: readonly { readonly text: string; readonly basis: Ground }[]
}

export type Statement = GroundedStatement | GapStatement

export function isGap(statement: Statement): statement is GapStatement {
  return statement.basis.kind === 'missing'
}

/** `open`: nobody has said. There is no state that a machine sets. */
export type CheckState = 'yes' | 'partial' | 'no' | 'not-applicable' | 'open'

/** One line of a checklist; ticked only by a person's answer, never by evidence. */
export interface CheckItem {
  readonly article: Article
  readonly items: readonly string[]
  readonly text: string
  readonly state: CheckState
  readonly basis: Basis
  readonly found: readonly { readonly text: string; readonly basis: Ground }[]
  readonly isMandatory: boolean
}

export type Block =
  /** Words of the template: what a section is for. Says nothing about the product. */
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly isOrdered: boolean }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly article: Article
      readonly basis: Ground
      readonly columns: readonly string[]
      /** Each as long as `columns`; the first cell names its row. */
      readonly rows: readonly (readonly string[])[]
    }
  /** Short statements side by side. */
  | { readonly kind: 'key-values'; readonly rows: readonly Statement[] }
  | { readonly kind: 'checklist'; readonly items: readonly CheckItem[] }
  | { readonly kind: 'notice'; readonly tone: 'note' | 'warning'; readonly text: string }
  /** Lines to sign by hand; the signature itself is always empty. */
  | {
      readonly kind: 'signature'
      readonly article: Article
      readonly place: string | undefined
      readonly name: string | undefined
      readonly function: string | undefined
    }
  | Statement

export interface Section {
  /** Unique in the paper; anchors and bookmarks are made of it. */
  readonly id: string
  readonly heading: string
  readonly blocks: readonly Block[]
}

export type PaperState =
  | { readonly kind: 'draft' }
  /** Only `releasePaper` makes it, for a person named here. */
  | { readonly kind: 'released'; readonly by: string; readonly at: string }

/** A form that others read as it is: security.txt, SECURITY.md, OSCAL. */
export interface Publication {
  readonly fileName: string
  readonly text: string
}

export interface Paper {
  /** Id of its kind, such as `technical-documentation`. */
  readonly id: string
  readonly title: string
  /** Law that asks for it. */
  readonly article: Article
  readonly language: PaperLanguage
  readonly product: { readonly id: string; readonly name: string; readonly version: string | undefined }
  /** RFC 3339; the only clock of the paper. */
  readonly date: string
  readonly catalogue: { readonly version: string; readonly asOf: string; readonly disclaimer: string }
  readonly toolVersion: string
  readonly state: PaperState
  readonly sections: readonly Section[]
  readonly publication?: Publication
}

/** Every statement of the paper, in order, those of key-values among them. */
export function statementsOf(paper: Paper): readonly Statement[] {
  return paper.sections.flatMap((section) =>
    section.blocks.flatMap((block) => {
      if (block.kind === 'statement') return [block]
      return block.kind === 'key-values' ? block.rows : []
    }),
  )
}

export function checksOf(paper: Paper): readonly CheckItem[] {
  return paper.sections.flatMap((section) =>
    section.blocks.flatMap((block) => (block.kind === 'checklist' ? block.items : [])),
  )
}
