/** Writes drafts of CSAF 2.0 documents: security advisories and incident responses about one vendor's product. */
import type { Json } from '../base/index.ts'
import { looksLikeRange } from './range-words.ts'

export interface DraftProduct {
  readonly vendor: string
  readonly name: string
  /** Versions, or ranges in words, as their maker writes them; each becomes a product of its own. */
  readonly affected: readonly string[]
  readonly fixed: readonly string[]
}

export interface DraftRemediation {
  readonly category: 'mitigation' | 'none_available' | 'vendor_fix' | 'workaround'
  readonly details: string
  /** RFC 3339. */
  readonly date?: string
}

export interface DraftVulnerability {
  readonly title: string
  /** `CVE-2026-12345`; other texts are left out, because the schema takes no others. */
  readonly cve?: string
  readonly description: string
  readonly remediations: readonly DraftRemediation[]
  readonly threats: readonly { readonly category: 'exploit_status' | 'impact'; readonly details: string }[]
}

/** All texts as they shall stand in the document; the writer invents none. */
export interface CsafDraft {
  readonly language: string
  readonly title: string
  readonly publisher: { readonly name: string; readonly namespace: string; readonly contact?: string }
  readonly tracking: {
    readonly id: string
    /** RFC 3339: of this draft. */
    readonly date: string
    readonly summary: string
  }
  /** TLP label (TLP 1, as CSAF 2.0 has it). */
  readonly tlp: 'RED' | 'AMBER' | 'GREEN' | 'WHITE'
  readonly distribution?: string
  readonly aggregateSeverity?: string
  readonly notes: readonly {
    readonly category: NoteCategory
    readonly title: string
    readonly text: string
  }[]
  readonly references: readonly { readonly url: string; readonly summary: string }[]
  readonly content:
    | {
        readonly kind: 'advisory'
        readonly product: DraftProduct
        readonly vulnerability: DraftVulnerability
      }
    | { readonly kind: 'incident' }
}

type NoteCategory = 'description' | 'details' | 'general' | 'legal_disclaimer' | 'summary'

/**
 * CSAF 2.0, profiles of sections 4.4 (security advisory) and 4.2 (security incident response), tracking status
 * `draft`, version 0.1.0 (section 3.2.1.12). Texts and lists of the caller must not be empty; an incident response needs
 * a reference (6.1.27.2). Then every mandatory test of section 6.1 is passed.
 */
export function writeCsafDraft(draft: CsafDraft): Json {
  const { content } = draft
  return {
    document: writeHead(draft),
    ...(content.kind === 'advisory'
      ? {
          product_tree: { branches: [writeBranches(content.product)] },
          vulnerabilities: [writeVulnerability(content)],
        }
      : {}),
  }
}

function writeHead(draft: CsafDraft): Json {
  const { publisher, tracking, distribution, aggregateSeverity } = draft
  const { contact } = publisher
  const isAdvisory = draft.content.kind === 'advisory'
  return {
    category: isAdvisory ? 'csaf_security_advisory' : 'csaf_security_incident_response',
    csaf_version: '2.0',
    ...(aggregateSeverity === undefined ? {} : { aggregate_severity: { text: aggregateSeverity } }),
    distribution: {
      ...(distribution === undefined ? {} : { text: distribution }),
      tlp: { label: draft.tlp },
    },
    lang: draft.language,
    notes: draft.notes.map(({ category, title, text }) => ({ category, title, text })),
    publisher: {
      category: 'vendor',
      ...(contact === undefined ? {} : { contact_details: contact }),
      name: publisher.name,
      namespace: publisher.namespace,
    },
    ...(draft.references.length === 0
      ? {}
      : {
          references: draft.references.map(({ url, summary }) => ({ category: 'external', summary, url })),
        }),
    title: draft.title,
    tracking: {
      current_release_date: tracking.date,
      id: tracking.id,
      initial_release_date: tracking.date,
      revision_history: [{ date: tracking.date, number: '0.1.0', summary: tracking.summary }],
      status: 'draft',
      version: '0.1.0',
    },
  }
}

function writeBranches(product: DraftProduct): Json {
  const versions = [...product.affected, ...product.fixed]
  return {
    category: 'vendor',
    name: product.vendor,
    branches: [
      {
        category: 'product_name',
        name: product.name,
        branches: versions.map((version, at) => ({
          category: looksLikeRange(version) ? 'product_version_range' : 'product_version',
          name: version,
          product: { name: `${product.vendor} ${product.name} ${version}`, product_id: productId(at) },
        })),
      },
    ],
  }
}

function productId(at: number): string {
  return `CSAFPID-${String(at + 1).padStart(4, '0')}`
}

type Advisory = Extract<CsafDraft['content'], { readonly kind: 'advisory' }>

function writeVulnerability({ product, vulnerability }: Advisory): Json {
  const affected = product.affected.map((_version, at) => productId(at))
  const fixed = product.fixed.map((_version, at) => productId(at + affected.length))
  const { cve, title, description, remediations, threats } = vulnerability
  const isCve = cve !== undefined && /^CVE-[0-9]{4}-[0-9]{4,}$/.test(cve)
  return {
    ...(isCve ? { cve } : {}),
    notes: [{ category: 'description', text: description }],
    product_status: { known_affected: affected, ...(fixed.length === 0 ? {} : { fixed }) },
    ...(remediations.length === 0
      ? {}
      : {
          remediations: remediations.map(({ category, details, date }) => ({
            category,
            ...(date === undefined ? {} : { date }),
            details,
            product_ids: affected,
          })),
        }),
    ...(threats.length === 0
      ? {}
      : {
          threats: threats.map(({ category, details }) => ({ category, details, product_ids: affected })),
        }),
    title,
  }
}
