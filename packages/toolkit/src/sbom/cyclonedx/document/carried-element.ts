/** What an element carries under our names, read back; a value of another shape is left out. */
import type { BomElement, BomLicense, BomOccurrence, BomReference } from '../../document/element.ts'
import { asFields, listOf, member, textOf } from '../../read/values.ts'
import { type CarriedFacts, carriedTextsOf } from './carried.ts'
import { toKind } from './names.ts'

type Lists = Pick<BomElement, 'additionalKinds' | 'verificationCodeExcludes' | 'foundLicenses'>

export function carriedListMembers(facts: CarriedFacts): Lists {
  const additionalKinds = carriedTextsOf(facts, 'additionalKinds')
    .map(toKind)
    .filter((kind) => kind !== undefined)
  const verificationCodeExcludes = carriedTextsOf(facts, 'verificationCodeExcludes')
  const foundLicenses = facts.of('foundLicense').flatMap(readLicense)
  return {
    ...(additionalKinds.length > 0 && { additionalKinds }),
    ...(verificationCodeExcludes.length > 0 && { verificationCodeExcludes }),
    ...(foundLicenses.length > 0 && { foundLicenses }),
  }
}

function readLicense(value: unknown): readonly BomLicense[] {
  const fields = asFields(value)
  const kind = (['expression', 'id', 'name'] as const).find((word) => word === member(fields, 'kind'))
  const stated = textOf(fields, 'value')
  if (kind === undefined || stated === undefined) return []
  const text = textOf(fields, 'text')
  const url = textOf(fields, 'url')
  return [{ kind, value: stated, ...(text !== undefined && { text }), ...(url !== undefined && { url }) }]
}

export function readCarriedOccurrences(facts: CarriedFacts): readonly BomOccurrence[] {
  return facts.of('occurrence').flatMap((value) => {
    const fields = asFields(value)
    const location = member(fields, 'location')
    if (typeof location !== 'string') return []
    const line = numberOf(fields, 'line')
    const endLine = numberOf(fields, 'endLine')
    const range = asFields(member(fields, 'bytes'))
    const start = numberOf(range, 'start')
    const end = numberOf(range, 'end')
    return [
      {
        location,
        ...(line !== undefined && { line }),
        ...(endLine !== undefined && { endLine }),
        ...(start !== undefined && end !== undefined && { bytes: { start, end } }),
      },
    ]
  })
}

function numberOf(fields: ReturnType<typeof asFields>, key: string): number | undefined {
  const value = member(fields, key)
  return typeof value === 'number' ? value : undefined
}

/** A reference whose type CycloneDX does not have, as `encode` keeps it. */
export function readCarriedReference(value: unknown): readonly BomReference[] {
  const fields = asFields(value)
  const type = textOf(fields, 'type')
  const url = textOf(fields, 'url')
  if (type === undefined || url === undefined) return []
  const comment = textOf(fields, 'comment')
  const category = textOf(fields, 'category')
  const hashes = listOf(fields, 'hashes').flatMap((item) => {
    const algorithm = textOf(asFields(item), 'algorithm')
    const digest = textOf(asFields(item), 'value')
    return algorithm === undefined || digest === undefined ? [] : [{ algorithm, value: digest }]
  })
  return [
    {
      type,
      url,
      ...(comment !== undefined && { comment }),
      hashes,
      ...(category !== undefined && { category }),
    },
  ]
}
