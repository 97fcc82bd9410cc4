/** What the parts of the encoder share. */
import { sha256Hex } from '../../../base/index.ts'
import { type BomAnnotation } from '../../document/bom.ts'
import { type BomActor, type BomRef, documentRef } from '../../document/parts.ts'
import type { BomHash, BomLicense } from '../../document/element.ts'
import { formatActor } from './actors.ts'
import { documentId } from './decoding.ts'
import { toSpdxHashName } from './hash-names.ts'
import { type LicenseWriting, noteLicenses, writeLicense, writeLicenses } from './license-values.ts'
import { noteEmptyTexts, type Tally } from './tally.ts'

export interface Encoding {
  readonly version: string
  readonly tally: Tally
  readonly licenses: LicenseWriting
  readonly idOf: (ref: BomRef) => string
  /** Whether something has that id, in this document or in one that it names. */
  readonly reach: (ref: BomRef) => boolean
  /** SPDX form; stands where a date must be and none is known. */
  readonly created: string
  readonly notesOf: (ref: BomRef) => readonly BomAnnotation[]
}

/** Letters, digits, dots and hyphens only (clause 7.2); an id of another document has its own part in front. */
const wellFormedId = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?SPDXRef-[A-Za-z0-9.-]+$/

/** Deterministic; `onChange` hears of each reference, once, that cannot stay what it is. */
export function createIds(onChange: () => void): (ref: BomRef) => string {
  const ids = new Map<BomRef, string>([[documentRef, documentId]])
  return (ref) => {
    const known = ids.get(ref)
    if (known !== undefined) return known
    const isKept = wellFormedId.test(ref) || ref === 'NONE' || ref === 'NOASSERTION'
    const id = isKept ? ref : toId(ref)
    ids.set(ref, id)
    if (!isKept) onChange()
    return id
  }
}

function toId(ref: BomRef): string {
  const readable = ref
    .replace(/^SPDXRef-/, '')
    .slice(0, 48)
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return `SPDXRef-${readable === '' ? '' : `${readable}-`}${sha256Hex(ref).slice(0, 16)}`
}

/** UTC to the second (clause 6.9); undefined where the text is no date, or none of the years 0 to 9999. */
export function toSpdxDate(text: string | undefined): string | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text)
  if (Number.isNaN(time)) return undefined
  const date = new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z')
  return /^\d{4}-/.test(date) ? date : undefined
}

export function writeDate(encoding: Encoding, where: string, text: string | undefined): string | undefined {
  const date = toSpdxDate(text)
  if (text !== undefined && date === undefined) encoding.tally.add(where, 'left-out', 'it is no date')
  else if (text !== undefined && date?.slice(0, 19) !== text.slice(0, 19) && !/[+-]\d\d:\d\d$/.test(text))
    encoding.tally.add(where, 'reduced', 'SPDX 2 writes dates as UTC, to the second')
  else if (text !== undefined && /\.\d*[1-9]/.test(text))
    encoding.tally.add(where, 'reduced', 'SPDX 2 writes dates as UTC, to the second')
  return date
}

export function writeActor(encoding: Encoding, where: string, actor: BomActor): string {
  if (actor.kind === 'unknown' && actor.name === '') return 'NOASSERTION'
  const { text, lost } = formatActor(actor)
  for (const member of lost) {
    const isKind = member === 'kind'
    const reason = isKind
      ? 'it is written as an organization; what it is was not said'
      : 'SPDX 2 has no field for it'
    encoding.tally.add(`${where}.${member}`, isKind ? 'reduced' : 'left-out', reason)
  }
  return text
}

export interface WrittenHash {
  readonly algorithm: string
  readonly checksumValue: string
}

export function writeHashes(
  encoding: Encoding,
  where: string,
  hashes: readonly BomHash[],
): readonly WrittenHash[] {
  return hashes.flatMap(({ algorithm, value }) => {
    const name = toSpdxHashName(algorithm, encoding.version)
    if (name !== undefined) return [{ algorithm: name, checksumValue: value }]
    encoding.tally.add(where, 'left-out', `SPDX ${encoding.version} has no algorithm of this name`)
    return []
  })
}

/** All of them as one field; the tally hears of what one expression cannot say. */
export function writeLicenseField(
  encoding: Encoding,
  where: string,
  licenses: readonly BomLicense[],
): string | undefined {
  noteLicenses({ tally: encoding.tally }, where, licenses)
  if (licenses.length > 1) {
    encoding.tally.add(
      where,
      'reduced',
      'several licences of one element become one expression, joined by AND',
    )
  }
  return writeLicenses(encoding.licenses, licenses)
}

export function writeLicenseList(
  encoding: Encoding,
  where: string,
  licenses: readonly BomLicense[],
): readonly string[] {
  noteLicenses({ tally: encoding.tally }, where, licenses)
  return licenses.map((license) => writeLicense(encoding.licenses, license))
}

/** Members of a value that its writer does not know: also those that the model gets tomorrow. */
export function noteRest(
  { tally }: Pick<Encoding, 'tally'>,
  value: object,
  { where, written }: { readonly where: string; readonly written: ReadonlySet<string> },
): void {
  noteEmptyTexts(tally, value, where)
  for (const [key, member] of Object.entries(value)) {
    const isNothing = member === undefined || (Array.isArray(member) && member.length === 0)
    if (written.has(key) || isNothing) continue
    const count = Array.isArray(member) ? member.length : 1
    for (let at = 0; at < count; at++) tally.add(`${where}${key}`, 'left-out', 'SPDX 2 has no field for it')
  }
}

export const leadsNowhere = 'it leads to something that is not in the document, nor in one that it names'

/** The member, or nothing where the list is empty. */
export function listed(key: string, items: readonly unknown[]): Readonly<Record<string, unknown>> {
  return items.length === 0 ? {} : { [key]: items }
}
