/** Which statement of the case or the profile fills which item of the catalogue; what nobody said is missing, never made up. */
import type { ProductProfile } from '../product/profile.ts'
import { type FieldId, isFieldId } from './fields.ts'
import type { CaseState } from './state.ts'
import { fill } from './texts/texts.ts'
import type { CaseTexts, DerivedId } from './texts/types.ts'

export type SourceId = FieldId | DerivedId

/** One item of a report. `from` says on what it rests. */
export interface Item {
  /** Words of the catalogue, in English, as on the platform. */
  readonly item: string
  readonly label: string
  readonly isOptional: boolean
  /** Null when nothing is known. Several statements stand one per line, each with its name. */
  readonly value: string | null
  /** What is still to be said, `MISSING: …`; empty when the item is complete. */
  readonly missing: readonly string[]
  readonly from: readonly string[]
}

interface Rule {
  readonly sources: readonly SourceId[]
  /** "where applicable", "if known", "where available". */
  readonly isOptional?: true
}

const places: Rule = { sources: ['memberStates'], isOptional: true }

/** By the catalogue's words; a test checks that every item of every stage is here. */
export const itemRules: Readonly<Record<string, Rule>> = {
  'notification type': { sources: ['notificationType'] },
  title: { sources: ['title'] },
  summary: { sources: ['summary'] },
  'manufacturer (from registration)': { sources: ['manufacturer'] },
  'Member States where available': { sources: ['memberStates'] },
  'product name': { sources: ['productName'] },
  'product version': { sources: ['versions'] },
  'date and time of becoming aware': { sources: ['awareAt'] },
  'general information': { sources: ['generalInformation'] },
  'date the measure became available': { sources: ['measureAt'] },
  'details of the measure': { sources: ['measureDetails'] },
  severity: { sources: ['severity'] },
  impact: { sources: ['impact'] },
  'measures taken': { sources: ['measuresTaken'] },
  'measures users can take': { sources: ['userMeasures'] },
  'actor if known': { sources: ['actor'], isOptional: true },
  'suspected unlawful or malicious (yes/no/unknown)': { sources: ['suspectedUnlawful'] },
  'general information on the nature': { sources: ['generalInformation'] },
  'date and time occurred': { sources: ['occurredAt'] },
  'initial assessment': { sources: ['initialAssessment'] },
  'threat type or root cause': { sources: ['cause'] },
  'applied and ongoing mitigation': { sources: ['mitigation'] },
  'that a vulnerability is actively exploited': { sources: ['exploited'] },
  'where applicable the Member States where you know the product was made available': places,
  'where applicable the Member States where the product was made available': places,
  'general information on the product, as available': {
    sources: ['productName', 'versions', 'generalInformation'],
  },
  'general nature of exploit and vulnerability': { sources: ['exploit'] },
  'how sensitive the information is, where applicable': { sources: ['sensitivity'], isOptional: true },
  'sensitivity, where applicable': { sources: ['sensitivity'], isOptional: true },
  'description with severity and impact': { sources: ['summary', 'severity', 'impact'] },
  'detailed description with severity and impact': { sources: ['summary', 'severity', 'impact'] },
  'information on the malicious actor, where available': { sources: ['actor'], isOptional: true },
  'details of the update or other corrective measures': { sources: ['measureAt', 'measureDetails'] },
  'whether unlawful or malicious acts are suspected': { sources: ['suspectedUnlawful'] },
  'general information on the nature of the incident, where available': { sources: ['generalInformation'] },
  'type of threat or likely root cause': { sources: ['cause'] },
}

/** What the statements are taken from. `notificationType` is that of the report at hand. */
export interface Material {
  readonly state: CaseState
  /** Undefined where the product's folder is not at hand. */
  readonly profile: ProductProfile | undefined
  readonly texts: CaseTexts
  readonly notificationType: string
}

export interface Statement {
  readonly value: string
  readonly from: string
}

/** Details that a person can give for an item of the catalogue, or for one of our own; what is derived is left out. */
export function detailsOfItem(item: string): readonly FieldId[] {
  const sources: readonly string[] = itemRules[item]?.sources ?? [item]
  return sources.filter((source) => isFieldId(source))
}

export function toItem(item: string, label: string, material: Material): Item {
  const rule = itemRules[item]
  if (rule === undefined) throw new Error(`no rule fills the catalogue's item ${item}`)
  return buildItem({ item, label, rule }, material)
}

/** The same for items of our own, such as those of an interim report. */
export function buildItem(
  { item, label, rule }: { readonly item: string; readonly label: string; readonly rule: Rule },
  material: Material,
): Item {
  const isOptional = rule.isOptional === true
  const found = rule.sources.map((source) => ({ source, statement: findStatement(source, material) }))
  const known = found.flatMap(({ source, statement }) =>
    statement === undefined ? [] : [{ source, statement }],
  )
  const lines = known.map(({ source, statement }) =>
    rule.sources.length === 1 ? statement.value : `${material.texts.fields[source]}: ${statement.value}`,
  )
  const missing = found.flatMap(({ source, statement }) =>
    statement === undefined && !isOptional ? [missingText(source, material)] : [],
  )
  return {
    item,
    label,
    isOptional,
    value: lines.length === 0 ? null : lines.join('\n'),
    missing,
    from: [...new Set(known.map(({ statement }) => statement.from))],
  }
}

/** Undefined where nobody said it. */
export function findStatement(source: SourceId, material: Material): Statement | undefined {
  const detail = isFieldId(source) ? material.state.details.get(source) : undefined
  if (detail !== undefined) return { value: detail.value, from: `case entry ${detail.entry}` }
  return findDerived(source, material)
}

/** `MISSING: affected versions`, with a hint where the profile has one. */
export function missingText(source: SourceId, { profile, texts }: Material): string {
  const version = profile?.product.version
  const what =
    source === 'versions' && version !== undefined
      ? fill(texts.words.profileVersion, { version })
      : texts.fields[source]
  return fill(texts.words.missing, { what })
}

type Find = (material: Material) => Statement | undefined

/** A title and the details of a measure stand in where nobody recorded a detail of that name. */
const derived: Readonly<Partial<Record<SourceId, Find>>> = {
  notificationType: ({ notificationType }) => ({ value: notificationType, from: 'stage' }),
  title: ({ state: { opened } }) => fromEntry(opened, opened.fact.title),
  productName: ({ state: { opened, subject } }) => fromEntry(opened, subject.productName),
  manufacturer: ({ profile }) => fromProfile(profile?.manufacturer?.name),
  contact: ({ profile }) => fromProfile(profile?.security?.contacts.join(', ')),
  awareAt: ({ state: { aware } }) => aware && fromEntry(aware, aware.at),
  exploited: ({ state: { aware }, texts }) => aware && fromEntry(aware, texts.words.exploited),
  measureAt: ({ state: { measure } }) => measure && fromEntry(measure, measure.at),
  measureDetails: ({ state: { measure } }) => measure && fromEntry(measure, measure.fact.text),
  csirtQuestion: ({ state: { interim } }) => interim && fromEntry(interim, interim.fact.text),
}

function findDerived(source: SourceId, material: Material): Statement | undefined {
  return derived[source]?.(material)
}

function fromEntry({ number }: { readonly number: number }, value: string): Statement {
  return { value, from: `case entry ${number}` }
}

function fromProfile(value: string | undefined): Statement | undefined {
  return value === undefined || value === '' ? undefined : { value, from: 'product profile' }
}
