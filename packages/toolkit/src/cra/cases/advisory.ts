/** A draft of a machine-readable notice to users (Art. 14(8)): CSAF 2.0, from what the case and the profile say. */
import { err, type Json, ok, type Result } from '../../base/index.ts'
import { type CsafDraft, writeCsafDraft } from '../../csaf/index.ts'
import type { ProductProfile } from '../product/profile.ts'
import type { Language } from '../questionnaire/types.ts'
import { findStatement, type Material, missingText, type SourceId } from './content.ts'
import type { CaseFile } from './events.ts'
import { type CaseState, toState } from './state.ts'
import { caseTexts, fill } from './texts/texts.ts'
import { formatInstant, type Instant } from './time.ts'

export interface AdvisoryInput {
  readonly file: CaseFile
  readonly profile: ProductProfile | undefined
  readonly language: Language
  readonly now: Instant
}

/** What the standard demands and nobody has said: without it there is no draft. */
export interface AdvisoryGap {
  readonly code: 'ADVISORY_INCOMPLETE'
  readonly missing: readonly string[]
}

/** TLP AMBER, because the flaw is exploited and users are told first; a person decides before it goes out. */
export function buildAdvisory({ file, profile, language, now }: AdvisoryInput): Result<Json, AdvisoryGap> {
  const texts = caseTexts(language)
  const state = toState(file)
  const { drill, track } = state.opened.fact
  const material: Material = { state, profile, texts, notificationType: '' }
  const reader = createReader(material)
  const mark = drill ? `${texts.words.drillMark} ` : ''
  const namespace = profile?.manufacturer?.website
  const draft: CsafDraft = {
    language,
    title: `${mark}${reader.need('title')}`,
    publisher: {
      name: reader.need('manufacturer'),
      namespace: isWebAddress(namespace) ? namespace : reader.lack('manufacturer.website'),
      ...contactOf(reader.may('contact')),
    },
    tracking: {
      id: file.id,
      date: formatInstant(now),
      summary: drill ? texts.words.drill : texts.words.noticeDraft,
    },
    tlp: 'AMBER',
    ...(drill ? { distribution: texts.words.drill } : {}),
    ...severityOf(reader.may('severity')),
    notes: notesOf(material, `${mark}${reader.need('summary')}`),
    references: referencesOf(profile, texts.fields.contact),
    content: track === 'AEV' ? advisoryOf(reader, mark, state) : { kind: 'incident' },
  }
  // Section 4.2: an incident response refers to something outside.
  if (track === 'INC' && draft.references.length === 0) reader.lack('security.policyUrl')
  const missing = reader.missing()
  return missing.length === 0 ? ok(writeCsafDraft(draft)) : err({ code: 'ADVISORY_INCOMPLETE', missing })
}

interface Reader {
  readonly need: (source: SourceId) => string
  readonly may: (source: SourceId) => string | undefined
  /** Notes a member of the product profile as missing. */
  readonly lack: (member: string) => string
  readonly missing: () => readonly string[]
  readonly material: Material
}

function createReader(material: Material): Reader {
  const missing = new Set<string>()
  const may = (source: SourceId): string | undefined => findStatement(source, material)?.value
  return {
    material,
    may,
    need: (source) => {
      const value = may(source)
      if (value === undefined) missing.add(missingText(source, material))
      return value ?? ''
    },
    lack: (member) => {
      missing.add(fill(material.texts.words.missing, { what: `product.yaml: ${member}` }))
      return ''
    },
    missing: () => [...missing],
  }
}

function isWebAddress(text: string | undefined): text is string {
  return text !== undefined && /^https?:\/\/[^\s]+$/.test(text) && URL.canParse(text)
}

function contactOf(contact: string | undefined): { readonly contact?: string } {
  return contact === undefined ? {} : { contact }
}

function severityOf(severity: string | undefined): { readonly aggregateSeverity?: string } {
  return severity === undefined ? {} : { aggregateSeverity: severity }
}

function notesOf({ state, texts }: Material, summary: string): CsafDraft['notes'] {
  const { fields, words } = texts
  const details = (['impact', 'userMeasures', 'mitigation'] as const).flatMap((id) => {
    const value = state.details.get(id)?.value
    return value === undefined ? [] : [{ category: 'details' as const, title: fields[id], text: value }]
  })
  const drill = { category: 'general' as const, title: words.drillMark, text: words.drill }
  return [
    ...(state.opened.fact.drill ? [drill] : []),
    { category: 'summary', title: fields.summary, text: summary },
    ...details,
    { category: 'legal_disclaimer', title: words.disclaimer, text: words.disclaimer },
  ]
}

function referencesOf(profile: ProductProfile | undefined, summary: string): CsafDraft['references'] {
  const url = profile?.security?.policyUrl
  return isWebAddress(url) ? [{ url, summary }] : []
}

function advisoryOf(reader: Reader, mark: string, state: CaseState): CsafDraft['content'] {
  const { texts } = reader.material
  const cve = reader.may('cve')
  const impact = reader.may('impact')
  const affected = listOf(reader.need('versions'))
  return {
    kind: 'advisory',
    product: {
      vendor: reader.need('manufacturer'),
      name: reader.need('productName'),
      affected,
      fixed: listOf(reader.may('fixedVersions') ?? '').filter((version) => !affected.includes(version)),
    },
    vulnerability: {
      title: `${mark}${reader.need('title')}`,
      ...(cve === undefined ? {} : { cve }),
      description: `${mark}${reader.may('exploit') ?? reader.need('summary')}`,
      remediations: remediationsOf(reader, state),
      threats: [
        ...(state.aware === undefined
          ? []
          : [{ category: 'exploit_status' as const, details: texts.words.exploited }]),
        ...(impact === undefined ? [] : [{ category: 'impact' as const, details: impact }]),
      ],
    },
  }
}

function remediationsOf(
  reader: Reader,
  { measure }: CaseState,
): readonly {
  readonly category: 'mitigation' | 'vendor_fix' | 'workaround'
  readonly details: string
  readonly date?: string
}[] {
  const advice = reader.may('userMeasures')
  const first =
    measure === undefined
      ? []
      : [
          {
            category:
              measure.fact.measure === 'corrective' ? ('vendor_fix' as const) : ('workaround' as const),
            details: measure.fact.text,
            date: measure.at,
          },
        ]
  return advice === undefined ? first : [...first, { category: 'mitigation', details: advice }]
}

/** Versions as people list them: commas, semicolons or lines between. */
function listOf(text: string): readonly string[] {
  const parts = text.split(/[,;\n]/).map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}
