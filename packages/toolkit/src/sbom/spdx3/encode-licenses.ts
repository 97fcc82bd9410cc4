/** Licences as expressions and texts of SPDX 3, each written once. */
import { parseLicenseExpression } from '../../model/index.ts'
import type { BomDocument, BomLicenseText } from '../document/bom.ts'
import type { BomLicense } from '../document/element.ts'
import { type LicenseWriting, writeLicense } from '../spdx/document/license-values.ts'
import { type Encoding, toItem } from './encoding.ts'

export interface LicenseEncoding {
  /** The id of the licence, which is written when it is first asked for. */
  readonly idOf: (license: BomLicense, where: string) => string
}

/** The individuals of the expanded licensing profile, by the name that the context gives them. */
const individualIds = {
  NONE: 'expandedlicensing_NoneLicense',
  NOASSERTION: 'expandedlicensing_NoAssertionLicense',
}

export function createLicenses(encoding: Encoding, document: BomDocument): LicenseEncoding {
  const texts = new Map<string, string>()
  const expressions = new Map<string, string>()
  const writing: LicenseWriting = {
    added: new Map(),
    known: new Set(document.licenseTexts.map(({ id }) => id)),
  }
  const addText = (text: BomLicenseText): void => {
    const id = encoding.idOf(text.id)
    texts.set(text.id, id)
    encoding.items.push(writeText(id, text))
  }
  for (const text of document.licenseTexts) addText(text)
  return {
    idOf: (license, where) => {
      const { value } = license
      if (value === 'NONE' || value === 'NOASSERTION') return individualIds[value]
      noteLicense(encoding, license, where)
      const expression = toExpression(writing, license)
      for (const [key, text] of writing.added) if (!texts.has(key)) addText(text)
      const known = expressions.get(expression)
      if (known !== undefined) return known
      const id = encoding.nextId('license')
      expressions.set(expression, id)
      encoding.items.push(
        writeExpression(id, { expression, texts, listVersion: document.licenseListVersion }),
      )
      return id
    },
  }
}

/** An expression of the edition of SPDX 3, where it is one. */
function toExpression(writing: LicenseWriting, license: BomLicense): string {
  const is3Only = license.kind !== 'name' && !parseLicenseExpression(license.value, '2.3').ok
  return is3Only && parseLicenseExpression(license.value).ok ? license.value : writeLicense(writing, license)
}

function writeText(
  id: string,
  { name, text, urls, comment }: BomLicenseText,
): Readonly<Record<string, unknown>> {
  return toItem('expandedlicensing_CustomLicense', id, {
    ...(name !== undefined && { name }),
    ...(comment !== undefined && { comment }),
    simplelicensing_licenseText: text,
    ...(urls.length > 0 && { expandedlicensing_seeAlso: urls }),
  })
}

interface Expression {
  readonly expression: string
  readonly texts: ReadonlyMap<string, string>
  readonly listVersion: string | undefined
}

/** The references of the expression lead to their texts. */
function writeExpression(
  id: string,
  { expression, texts, listVersion }: Expression,
): Readonly<Record<string, unknown>> {
  const keys = new Set(expression.match(/(?:LicenseRef|AdditionRef)-[A-Za-z0-9.-]+/g) ?? [])
  const entries = [...keys].flatMap((key) => {
    const value = texts.get(key)
    return value === undefined ? [] : [{ type: 'DictionaryEntry', key, value }]
  })
  const isVersion = listVersion !== undefined && /^\d+\.\d+\.\d+$/.test(listVersion)
  return toItem('simplelicensing_LicenseExpression', id, {
    simplelicensing_licenseExpression: expression,
    ...(isVersion && { simplelicensing_licenseListVersion: listVersion }),
    ...(entries.length > 0 && { simplelicensing_customIdToUri: entries }),
  })
}

function noteLicense(
  { tally }: Encoding,
  { kind, text, url, isUnqualified }: BomLicense,
  where: string,
): void {
  if (kind !== 'name' && text !== undefined)
    tally.add(`${where}[].text`, 'left-out', 'SPDX names this licence by its id')
  if (kind !== 'name' && url !== undefined)
    tally.add(`${where}[].url`, 'left-out', 'SPDX names this licence by its id')
  if (isUnqualified === true)
    tally.add(
      `${where}[].isUnqualified`,
      'reduced',
      'SPDX 3 must say whether a licence is declared or concluded',
    )
}
