/** Relationships of SPDX 3, those that state the licences of elements among them. */
import { type BomDocument, type BomRelationship } from '../document/bom.ts'
import { documentRef } from '../document/parts.ts'
import type { BomElement } from '../document/element.ts'
import { leadsNowhere } from '../spdx/document/encoding.ts'
import type { LicenseEncoding } from './encode-licenses.ts'
import { type Encoding, type Item, toItem } from './encoding.ts'
import { relationshipTypes } from './words.ts'

export function writeRelationships(encoding: Encoding, document: BomDocument): readonly Item[] {
  return document.relationships
    .filter((item) => item.from !== documentRef || item.type !== 'describes' || item.comment !== undefined)
    .flatMap((item) => writeRelationship(encoding, item))
}

/** The comment on licences stands with the concluded ones, or where there are none with the declared ones. */
export function writeLicenseRelationships(
  encoding: Encoding,
  licenses: LicenseEncoding,
  element: BomElement,
): readonly Item[] {
  const { concludedLicenses, declaredLicenses, licenseComment } = element
  const rows = [
    ['hasConcludedLicense', concludedLicenses, 'elements[].concludedLicenses'],
    ['hasDeclaredLicense', declaredLicenses, 'elements[].declaredLicenses'],
  ] as const
  const used = rows.filter(([, list]) => list.length > 0)
  if (used.length === 0 && licenseComment !== undefined)
    encoding.tally.add('elements[].licenseComment', 'left-out', 'it stands with a licence, and there is none')
  return used.map(([type, list, where], at) =>
    toItem('Relationship', encoding.nextId('relationship'), {
      from: encoding.idOf(element.ref),
      relationshipType: type,
      to: [...new Set(list.map((license) => licenses.idOf(license, where)))],
      ...(at === 0 && licenseComment !== undefined && { comment: licenseComment }),
    }),
  )
}

const scopedTypes = { optional: 'hasOptionalDependency', provided: 'hasProvidedDependency' } as const

interface Statement {
  readonly type: string
  readonly scope?: string
  readonly comment: string | undefined
}

function writeRelationship(encoding: Encoding, relationship: BomRelationship): readonly Item[] {
  const { idOf, nextId } = encoding
  const { from, completeness } = relationship
  const to = relationship.to.filter(encoding.reach)
  const lost = encoding.reach(from) ? relationship.to.length - to.length : Math.max(1, to.length)
  for (let at = 0; at < lost; at++) encoding.tally.add('relationships[]', 'left-out', leadsNowhere)
  // Nothing left of what was said is not the same as `nothing`.
  if (lost > 0 && (to.length === 0 || !encoding.reach(from))) return []
  const { type, scope, comment } = toStatement(encoding, relationship)
  const individual = completeness === 'complete' ? 'NoneElement' : 'NoAssertionElement'
  const kind = scope === undefined ? 'Relationship' : 'LifecycleScopedRelationship'
  const item = toItem(kind, nextId('relationship'), {
    from: idOf(from),
    relationshipType: type,
    to: to.length === 0 ? [individual] : [...new Set(to.map(idOf))],
    ...(completeness !== undefined && { completeness }),
    ...(scope !== undefined && { scope }),
    ...(comment !== undefined && { comment }),
  })
  return [item]
}

function toStatement({ tally }: Encoding, relationship: BomRelationship): Statement {
  const { type, scope, original, comment } = relationship
  if (scope === 'optional' || scope === 'provided') {
    if (type === 'dependsOn') return { type: scopedTypes[scope], comment }
    tally.add('relationships[].scope', 'left-out', 'SPDX 3 knows it of dependencies only')
  }
  if (original !== undefined && type !== 'other')
    tally.add('relationships[].original', 'reduced', 'SPDX 3 has one word for several of SPDX 2')
  const lifecycle = lifecycleOf(relationship)
  if (relationshipTypes.has(type) && (type !== 'other' || original === undefined))
    return { type, ...lifecycle, comment }
  tally.add('relationships[].type', 'reduced', 'SPDX 3 has no such type; it is `other` with a comment')
  const word = original ?? type
  return { type: 'other', ...lifecycle, comment: comment === undefined ? word : `${word}: ${comment}` }
}

function lifecycleOf({ scope }: BomRelationship): Pick<Statement, 'scope'> {
  return scope === undefined || scope === 'optional' || scope === 'provided' ? {} : { scope }
}
