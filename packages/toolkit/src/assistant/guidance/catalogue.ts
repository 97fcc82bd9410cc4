/** Duties and requirements of the CRA catalogue as passages, where they belong to one provision. */
import { catalogue, textOf } from '../../cra/index.ts'
import type { AskedPassage, Tongue } from '../passage.ts'
import { parseReference, type Reference } from '../reference.ts'

/** In both languages; a record whose reference names several provisions is left out: the guidance has each of them. */
export function cataloguePassages(): readonly AskedPassage[] {
  const records = [
    ...catalogue.requirements.map((record) => ({ record, fields: ['obligation', 'applicability'] })),
    ...[...catalogue.obligations.values()].map((record) => ({
      record,
      fields: ['duty', 'deadline', 'retention'],
    })),
  ]
  return records.flatMap(({ record, fields }) => {
    const ref = toReference(record.ref)
    return ref === undefined
      ? []
      : (['en', 'de'] as const).map((language) => toPassage({ record, fields, ref, language }))
  })
}

interface Source {
  readonly record: { readonly id: string }
  readonly fields: readonly string[]
  readonly ref: Reference
  readonly language: Tongue
}

function toPassage({ record, fields, ref, language }: Source): AskedPassage {
  return {
    id: `catalogue/${record.id}/${language}`,
    source: 'catalogue',
    ref,
    also: [],
    language,
    title: textOf(record, 'title', language) ?? record.id,
    text: fields.flatMap((field) => textOf(record, field, language) ?? []).join(' '),
    asks: [],
  }
}

/** `Art. 13(8) subpara. 1` stands in Art. 13(8); a remark in brackets is not part of it. */
function toReference(ref: string): Reference | undefined {
  return parseReference(ref.replace(/ subpara\. [\d-]+$| \([^)]*\)$/g, ''))
}
