/** References of a document under new names, and all that stands beside its elements united with that of others. */
import { sha256Hex } from '../../base/index.ts'
import { parsePurl, splitPurl } from '../../model/index.ts'
import { type BomDocument, type BomLicenseText } from '../document/bom.ts'
import { type BomRef, documentRef } from '../document/parts.ts'
import type { BomElement, BomLicense } from '../document/element.ts'
import type { BomVulnerability } from '../document/vulnerability.ts'
import { union } from './merge-element.ts'

/** Every reference goes through `rename`, the document's own excepted; texts of licenses get names that tell them apart. */
export function mapDocument(document: BomDocument, rename: (ref: BomRef) => BomRef): BomDocument {
  const to = (ref: BomRef): BomRef => (ref === documentRef ? ref : rename(ref))
  const all = (refs: readonly BomRef[]): readonly BomRef[] => [...new Set(refs.map(to))]
  const licenses = new Map(document.licenseTexts.map((text) => [text.id, tellApart(text)]))
  return {
    ...document,
    subjects: all(document.subjects),
    elements: document.elements.map((element) => ({
      ...withLicenses(withGroup(element), licenses),
      ref: to(element.ref),
    })),
    relationships: document.relationships.map((one) => ({ ...one, from: to(one.from), to: all(one.to) })),
    compositions: document.compositions.map((one) => ({
      ...one,
      assemblies: all(one.assemblies),
      dependencies: all(one.dependencies),
    })),
    licenseTexts: document.licenseTexts.map((text) => ({ ...text, id: licenses.get(text.id) ?? text.id })),
    annotations: document.annotations.map((one) => ({ ...one, subjects: all(one.subjects) })),
    vulnerabilities: document.vulnerabilities.map((one) => ({
      ...one,
      ref: to(one.ref),
      affects: all(one.affects),
      ...(one.versions !== undefined && {
        versions: one.versions.map((entry) => ({ ...entry, ref: to(entry.ref) })),
      }),
      ...withinOf(one, document, all),
    })),
  }
}

/** What was found in one product is not found in the whole that it becomes a part of. */
function withinOf(
  { state, within }: BomVulnerability,
  { subjects }: BomDocument,
  all: (refs: readonly BomRef[]) => readonly BomRef[],
): Pick<BomVulnerability, 'within'> {
  const stated = within ?? (state === undefined || subjects.length === 0 ? undefined : subjects)
  return stated === undefined ? {} : { within: all(stated) }
}

/** SPDX has no groups and writes them in front of the name: where the purl says the same, that is no other name. */
function withGroup(element: BomElement): BomElement {
  const purl = element.group === undefined && element.purl !== undefined ? parsePurl(element.purl) : undefined
  if (purl?.ok !== true) return element
  const { namespace, name } = splitPurl(purl.value)
  return namespace !== undefined && element.name === `${namespace}/${name}`
    ? { ...element, group: namespace, name }
    : element
}

/** `LicenseRef-1` of two documents are two licenses; the same text is the same license everywhere. */
function tellApart({ id, text }: BomLicenseText): string {
  const suffix = `-${sha256Hex(text).slice(0, 12)}`
  return id.endsWith(suffix) ? id : `${id}${suffix}`
}

function withLicenses(element: BomElement, names: ReadonlyMap<string, string>): BomElement {
  if (names.size === 0) return element
  const rename = (license: BomLicense): BomLicense => ({
    ...license,
    value: license.value.replaceAll(/LicenseRef-[A-Za-z0-9.-]+/g, (id) => names.get(id) ?? id),
  })
  return {
    ...element,
    declaredLicenses: element.declaredLicenses.map(rename),
    concludedLicenses: element.concludedLicenses.map(rename),
    ...(element.foundLicenses === undefined ? {} : { foundLicenses: element.foundLicenses.map(rename) }),
  }
}

/** Authors of the parts are authors of the whole; what only one document can have stands in a property. */
export function uniteDocuments(parts: readonly BomDocument[]): BomDocument {
  const all = <T>(pick: (document: BomDocument) => readonly T[]): readonly T[] => union(parts.flatMap(pick))
  const references = all(({ references: own = [] }) => own)
  return {
    ...(references.length === 0 ? {} : { references }),
    family: 'cyclonedx',
    specVersion: '1.6',
    creators: all(({ creators }) => creators),
    lifecycles: all(({ lifecycles }) => lifecycles),
    subjects: [],
    elements: [],
    relationships: parts.flatMap(({ relationships }) => relationships),
    compositions: all(({ compositions }) => compositions),
    licenseTexts: all(({ licenseTexts }) => licenseTexts),
    annotations: all(({ annotations }) => annotations),
    vulnerabilities: all(({ vulnerabilities }) => vulnerabilities),
    externalDocuments: all(({ externalDocuments }) => externalDocuments),
    properties: all(({ properties }) => properties),
  }
}

/** An element with nothing but its name. */
export function productOf(ref: BomRef, name: string): BomElement {
  return {
    ref,
    kind: 'application',
    name,
    cpes: [],
    authors: [],
    hashes: [],
    declaredLicenses: [],
    concludedLicenses: [],
    references: [],
    attributionTexts: [],
    contentTypes: [],
    occurrences: [],
    properties: [],
  }
}
