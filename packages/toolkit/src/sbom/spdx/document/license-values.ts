/** License fields of SPDX 2: one expression, NONE or NOASSERTION, with the texts of what is not on the SPDX list. */
import { sha256Hex } from '../../../base/index.ts'
import { findLicenseId, parseLicenseExpression } from '../../../model/index.ts'
import type { BomLicenseText } from '../../document/bom.ts'
import type { BomElement, BomLicense } from '../../document/element.ts'
import type { Tally } from './tally.ts'
import { textReferencePrefix, textUnknown } from '../licenses.ts'

/** What a reader needs of the document: our own references stand for the texts that they replaced. */
export type OwnTexts = ReadonlyMap<string, BomLicense>

export function toLicense(written: string, texts: OwnTexts): BomLicense {
  const own = texts.get(written)
  if (own !== undefined) return own
  if (findLicenseId(written) === written) return { kind: 'id', value: written }
  const isExpression = parseLicenseExpression(written, '2.3').ok
  return { kind: isExpression ? 'expression' : 'name', value: written }
}

/** The licence that our writer put under this reference; undefined where it stands for itself. */
export function toOwnText(entry: BomLicenseText): BomLicense | undefined {
  const { id, text, name, urls } = entry
  if (!id.startsWith(textReferencePrefix)) return undefined
  const [url] = urls
  const value = name ?? text
  return {
    kind: 'name',
    value,
    ...(text !== value && { text }),
    ...(url !== undefined && { url }),
  }
}

/**
 * Without those that our own writers added: for a text that nobody knows, and for a licence that is a mere name and
 * stands alone wherever it stands. In a larger expression the name is known by its reference only.
 */
export function keepLicenseTexts(
  texts: readonly BomLicenseText[],
  elements: readonly BomElement[],
): readonly BomLicenseText[] {
  const hasOwn = texts.some(({ id }) => id.startsWith(textReferencePrefix))
  const mentioned = new Set<string>()
  for (const { declaredLicenses, concludedLicenses, foundLicenses = [] } of hasOwn ? elements : []) {
    for (const { kind, value } of [...declaredLicenses, ...concludedLicenses, ...foundLicenses]) {
      if (kind !== 'expression' || !value.includes(textReferencePrefix)) continue
      for (const id of value.match(/LicenseRef-[A-Za-z0-9.-]+/g) ?? []) mentioned.add(id)
    }
  }
  return texts.filter((entry) => {
    const isName = entry.id.startsWith(textReferencePrefix) && !mentioned.has(entry.id)
    return entry.text !== textUnknown && !isName
  })
}

/** What SPDX does not say of a licence, and what a reader of the text will take it for. `edition`: of expressions. */
export function noteLicenses(
  { tally, edition }: { readonly tally: Tally; readonly edition?: '3' },
  where: string,
  licenses: readonly BomLicense[],
): void {
  for (const license of licenses) {
    const { kind, text, url, isUnqualified } = license
    const isName = kindAfter(license, edition) === 'name'
    for (const member of isName ? [] : (['text', 'url'] as const)) {
      if ((member === 'text' ? text : url) !== undefined)
        tally.add(`${where}[].${member}`, 'left-out', 'SPDX names this licence by its id')
    }
    if (kindAfter(license, edition) !== kind)
      tally.add(
        `${where}[].kind`,
        'reduced',
        'SPDX does not say whether it is an id, an expression or a name',
      )
    if (isUnqualified === true)
      tally.add(
        `${where}[].isUnqualified`,
        'reduced',
        'SPDX must say whether a licence is declared or concluded',
      )
  }
}

function kindAfter({ kind, value }: BomLicense, edition: '3' | undefined): BomLicense['kind'] {
  const isExpression = parseLicenseExpression(value, edition === '3' ? undefined : '2.3').ok
  if (value !== 'NONE' && value !== 'NOASSERTION' && (kind === 'name' || !isExpression)) return 'name'
  if (findLicenseId(value) === value) return 'id'
  return isExpression ? 'expression' : 'name'
}

export interface LicenseWriting {
  /** Entries for hasExtractedLicensingInfos that the document does not bring along itself. */
  readonly added: Map<string, BomLicenseText>
  readonly known: ReadonlySet<string>
}

/** One license as a part of an expression, or NONE, or NOASSERTION. */
export function writeLicense(writing: LicenseWriting, license: BomLicense): string {
  const { value, kind } = license
  if (value === 'NONE' || value === 'NOASSERTION') return value
  const isExpression = kind !== 'name' && parseLicenseExpression(value, '2.3').ok
  if (!isExpression) return addText(writing, license)
  for (const id of value.match(/(?<![A-Za-z0-9.:-])LicenseRef-[A-Za-z0-9.-]+/g) ?? []) {
    if (!writing.known.has(id) && !writing.added.has(id))
      writing.added.set(id, { id, text: textUnknown, urls: [] })
  }
  return value
}

/** Several statements all count, so AND joins them; those that say nothing add nothing. */
export function writeLicenses(writing: LicenseWriting, licenses: readonly BomLicense[]): string | undefined {
  const [first] = licenses
  if (first === undefined) return undefined
  if (licenses.length === 1) return writeLicense(writing, first)
  const saying = licenses.filter(({ value }) => value !== 'NONE' && value !== 'NOASSERTION')
  if (saying.length === 0) return first.value
  const parts = [...new Set(saying.map((license) => writeLicense(writing, license)))]
  return parts.length === 1
    ? parts[0]
    : parts.map((part) => (/ /.test(part) ? `(${part})` : part)).join(' AND ')
}

function addText(writing: LicenseWriting, { value, text, url }: BomLicense): string {
  const content = text === undefined && url === undefined ? value : JSON.stringify([value, text, url])
  const id = `${textReferencePrefix}${sha256Hex(content).slice(0, 16)}`
  const isNamed = value !== ''
  if (writing.known.has(id)) return id
  writing.added.set(id, {
    id,
    text: text ?? value,
    ...(isNamed && { name: value }),
    urls: url === undefined ? [] : [url],
  })
  return id
}
