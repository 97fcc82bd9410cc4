/** CSAF documents as plain data (CSAF 2.0 section 3.2; 2.1 where it differs): what advisories, VEX and documents share. */

/** Chosen by the document's author, valid inside it only. */
export type ProductId = string

export interface CsafDocument {
  /** `2.0` or `2.1`; another text is kept as written, with an issue. */
  readonly csafVersion: string
  /** `csaf_security_advisory`, `csaf_vex`, `csaf_withdrawn`, … as written. */
  readonly category: string
  readonly title: string
  readonly language?: string
  readonly publisher: Publisher
  readonly tracking: Tracking
  /** Absent: the document states none, which CSAF 2.0 allows and means no restriction was declared. */
  readonly tlp?: Tlp
  readonly aggregateSeverity?: string
  readonly notes: readonly Note[]
  readonly references: readonly Reference[]
  /** All products by id, in the order of the document: of branches, of the list of full names, of relationships. */
  readonly products: ReadonlyMap<ProductId, CsafProduct>
  readonly groups: ReadonlyMap<string, readonly ProductId[]>
  readonly vulnerabilities: readonly CsafVulnerability[]
}

/** Traffic Light Protocol. WHITE (TLP 1) is CLEAR; a label that nobody knows counts as RED. */
export type Tlp = 'CLEAR' | 'GREEN' | 'AMBER' | 'AMBER+STRICT' | 'RED'

export interface Publisher {
  readonly name: string
  readonly namespace?: string
  /** `vendor`, `coordinator`, `discoverer`, `user`, … */
  readonly category?: string
}

/** Section 3.2.1.12. Dates as written (RFC 3339). */
export interface Tracking {
  readonly id: string
  readonly version: string
  /** `draft`, `interim` or `final`; other texts as written. */
  readonly status: string
  readonly initialRelease?: string
  readonly currentRelease?: string
  /** Other ids of this document, never of a vulnerability. */
  readonly aliases: readonly string[]
}

export interface Note {
  readonly category: string
  readonly title?: string
  readonly text: string
}

export interface Reference {
  readonly url: string
  /** `self` or `external`. */
  readonly category?: string
  readonly summary?: string
}

/** One level of the product tree; a chain to the root instead of a list, so that deep trees cost no more than they say. */
export interface Branch {
  readonly category: string
  readonly name: string
  readonly parent?: Branch
}

/** What helps to recognise a product elsewhere (section 3.1.3.3); purls as written, unchecked. */
export interface ProductIdentification {
  readonly purls: readonly string[]
  readonly cpe?: string
  readonly hashes: readonly {
    readonly algorithm: string
    readonly value: string
    readonly filename: string
  }[]
  readonly modelNumbers: readonly string[]
  readonly serialNumbers: readonly string[]
  readonly skus: readonly string[]
  readonly sbomUrls: readonly string[]
  /** `x_generic_uris`, without their namespaces: a CycloneDX BOM-Link, for one. */
  readonly genericUris: readonly string[]
}

export type CsafProduct = NamedProduct | ComponentProduct

interface ProductFacts {
  readonly id: ProductId
  readonly name: string
  readonly helper: ProductIdentification
}

/** A product of its own: in a branch, or in the flat list of full product names (then without `branch`). */
export interface NamedProduct extends ProductFacts {
  readonly kind: 'named'
  readonly branch?: Branch
}

/**
 * A relationship (2.0 section 3.2.2.4) or product path (2.1) makes a product with an id of its own: `component` as it
 * is found in what `steps` name, innermost first. What is said of it holds for none of these products alone.
 */
export interface ComponentProduct extends ProductFacts {
  readonly kind: 'component'
  readonly component: ProductId
  /** One step for a relationship; never empty. */
  readonly steps: readonly PathStep[]
}

export interface PathStep {
  /** `default_component_of`, `optional_component_of`, `external_component_of`, `installed_on`, `installed_with`. */
  readonly category: string
  readonly within: ProductId
}

/** Products by id and by group; `resolveProducts` puts both together. */
export interface ProductRefs {
  readonly products: readonly ProductId[]
  readonly groups: readonly string[]
}

/** Section 3.2.3.9; `unknown` since 2.1. */
export const statusGroups = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
  'unknown',
] as const

export type StatusGroup = (typeof statusGroups)[number]

export interface CsafVulnerability {
  readonly cve?: string
  /** Ids in other systems: issue numbers as often as aliases. */
  readonly ids: readonly { readonly system: string; readonly text: string }[]
  readonly title?: string
  /** `CWE-79`. */
  readonly weaknesses: readonly string[]
  readonly discovered?: string
  /** 2.0 `release_date`, 2.1 `disclosure_date`. */
  readonly released?: string
  readonly status: Readonly<Record<StatusGroup, readonly ProductId[]>>
  readonly scores: readonly Score[]
  readonly flags: readonly Flag[]
  readonly remediations: readonly Remediation[]
  readonly threats: readonly Threat[]
  readonly notes: readonly Note[]
  readonly references: readonly Reference[]
}

/** 2.0 `scores`, 2.1 `metrics`. */
export interface Score {
  readonly products: readonly ProductId[]
  readonly cvss: readonly {
    readonly version: 'v2' | 'v3' | 'v4'
    readonly vector: string
    readonly base?: number
  }[]
  /** 2.1: a word instead of numbers. */
  readonly qualitative?: string
  /** 2.1: URL of whoever rated it; absent: the publisher. */
  readonly source?: string
}

/** Machine-readable reason why a product is not affected: what VEX calls a justification (section 3.2.3.5). */
export interface Flag {
  readonly label: string
  readonly date?: string
  /** Absent: about the vulnerability as a whole. */
  readonly about?: ProductRefs
}

export interface Remediation {
  /** `vendor_fix`, `workaround`, `mitigation`, `none_available`, `no_fix_planned`, … */
  readonly category: string
  readonly details: string
  readonly date?: string
  readonly url?: string
  readonly entitlements: readonly string[]
  readonly about?: ProductRefs
}

/** `impact` (for not affected products: the impact statement), `exploit_status`, `target_set`. */
export interface Threat {
  readonly category: string
  readonly details: string
  readonly date?: string
  readonly about?: ProductRefs
}
