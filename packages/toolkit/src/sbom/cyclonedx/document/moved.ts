/** What an element says beyond the members of CycloneDX, as properties that only we read; each is counted. */
import type { BomElement, BomReference } from '../../document/element.ts'
import { carriedLists, carriedTexts, carry } from './carried.ts'
import type { Tree } from './encode-parts.ts'
import { componentTypes, referenceTypes } from './names.ts'
import type { LossTally } from './tally.ts'

type Move = (where: string, name: string, value: unknown) => void

export function movedFacts(element: BomElement, tally: LossTally): readonly Tree[] {
  const reason = 'CycloneDX has no place for this; it stands in a property that only OCCTET reads.'
  const facts: Tree[] = []
  const move: Move = (where, name, value) => {
    tally.add(`elements[].${where}`, { kind: 'moved', reason })
    facts.push({ ...carry(name, value) })
  }
  moveTexts(element, move)
  moveKinds(element, move)
  moveParts(element, move)
  return facts
}

function moveTexts(element: BomElement, move: Move): void {
  for (const key of carriedTexts) {
    const value = element[key]
    if (value !== undefined && !isWritten(element, key)) move(key, key, value)
  }
  for (const key of carriedLists) {
    const rest = (element[key] ?? []).slice(skippedOf(element, key))
    if (rest.length > 0) move(key, key, rest)
  }
}

function moveKinds(element: BomElement, move: Move): void {
  const { filesAnalyzed, kind } = element
  if (filesAnalyzed !== undefined) move('filesAnalyzed', 'filesAnalyzed', filesAnalyzed)
  if (kind !== 'service' && !componentTypes.has(kind)) move('kind', 'kind', kind)
  for (const key of ['supplier', 'originator'] as const) {
    const actor = element[key]
    if (actor !== undefined && actor.kind !== 'organization') move(`${key}.kind`, `${key}Kind`, actor.kind)
  }
}

function moveParts({ references, foundLicenses = [], occurrences }: BomElement, move: Move): void {
  for (const reference of references) {
    if (!isCycloneDx(reference)) move('references', 'reference', reference)
  }
  for (const license of foundLicenses) move('foundLicenses', 'foundLicense', license)
  if (!occurrences.some(isRange)) return
  for (const occurrence of occurrences) move('occurrences', 'occurrence', occurrence)
}

/** Homepage and download location are references where they are addresses. */
function isWritten(element: BomElement, key: (typeof carriedTexts)[number]): boolean {
  const value = element[key]
  return (key === 'homepage' || key === 'downloadLocation') && value !== undefined && isUrl(value)
}

/** How many of a list stand in a member of CycloneDX. */
function skippedOf(element: BomElement, key: (typeof carriedLists)[number]): number {
  if (element.kind === 'service') return 0
  if (key === 'cpes') return 1
  return key === 'contentTypes' && mimeType(element) !== undefined ? 1 : 0
}

function isRange({ endLine, bytes }: BomElement['occurrences'][number]): boolean {
  return endLine !== undefined || bytes !== undefined
}

export function mimeType({ contentTypes: [first] }: BomElement): string | undefined {
  return first !== undefined && isMimeType(first) ? first : undefined
}

/** The pattern of the schemas. */
function isMimeType(text: string): boolean {
  return /^[-+a-z0-9.]+\/[-+a-z0-9.]+$/.test(text)
}

export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s"<>\\^`{|}]+$/i.test(text)
}

export function isCycloneDx({ type, category }: BomReference): boolean {
  return category === undefined && referenceTypes.has(type)
}
