/** Licences as expressions and texts of SPDX 3, each written once. */
import { parseLicenseExpression } from '../../model/index.ts'
import type { BomDocument, BomLicenseText } from '../document/bom.ts'
import type { BomLicense } from '../document/element.ts'
import { type LicenseWriting, noteLicenses, writeLicense } from '../spdx/document/license-values.ts'
import { type Encoding, toItem } from './encoding.ts'

export interface LicenseEncoding {
  /** The id of the licence, which is written when it is first asked for. */
  readonly idOf: (license: BomLicense, where: string) => string
  /** Says what became of the version of the license list, when all licences are written. */
  readonly finish: () => void
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
  const listVersion = toListVersion(document.licenseListVersion)
  const addText = (text: BomLicenseText): void => {
    const id = encoding.idOf(text.id)
    texts.set(text.id, id)
    encoding.items.push(writeText(id, text))
  }
  for (const text of document.licenseTexts) addText(text)
  return {
    finish: () =>
      noteListVersion(encoding, document.licenseListVersion, expressions.size > 0 ? listVersion : undefined),
    idOf: (license, where) => {
      const { value } = license
      noteLicenses({ tally: encoding.tally, edition: '3' }, where, [license])
      if (value === 'NONE' || value === 'NOASSERTION') return individualIds[value]
      const expression = toExpression(writing, license)
      for (const [key, text] of writing.added) if (!texts.has(key)) addText(text)
      const known = expressions.get(expression)
      if (known !== undefined) return known
      const id = encoding.nextId('license')
      expressions.set(expression, id)
      encoding.items.push(writeExpression(id, { expression, texts, listVersion }))
      return id
    },
  }
}

function noteListVersion({ tally }: Encoding, stated: string | undefined, written: string | undefined): void {
  if (stated === undefined || stated === written) return
  const [kind, reason] =
    written === undefined
      ? (['left-out', 'SPDX 3 has it with licence expressions, as three numbers'] as const)
      : (['reduced', 'SPDX 3 demands three numbers; a zero stands for the third'] as const)
  tally.add('licenseListVersion', kind, reason)
}

/** `3.19` is `3.19.0` here; undefined where it is neither. */
function toListVersion(stated: string | undefined): string | undefined {
  const found = stated === undefined ? null : /^(\d+\.\d+)(\.\d+)?$/.exec(stated)
  const version = found === null ? undefined : `${found[1]}${found[2] ?? '.0'}`
  return version === undefined || /(?:^|\.)0\d/.test(version) ? undefined : version
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
  return toItem('simplelicensing_LicenseExpression', id, {
    simplelicensing_licenseExpression: expression,
    ...(listVersion !== undefined && { simplelicensing_licenseListVersion: listVersion }),
    ...(entries.length > 0 && { simplelicensing_customIdToUri: entries }),
  })
}
