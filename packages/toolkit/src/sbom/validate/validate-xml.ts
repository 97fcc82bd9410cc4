/**
 * CycloneDX XML against the official XML schema, by libxml2 in WebAssembly. The text is read by our own reader first:
 * only what is well-formed, has no document type and no excess ever reaches libxml2, which has no file system and no
 * network.
 */
import type * as Libxml from 'libxml2-wasm'
import { readXml, type XmlNode } from '../cyclonedx/xml/element.ts'
import { versionOfRoot } from '../cyclonedx/xml/read-document.ts'
import { maxViolations, refuse, type SbomValidation, type SbomViolation } from './violation.ts'

/** Loaded when asked for. Below 1.4 no official schema is at hand. */
const schemas: ReadonlyMap<string, () => Promise<{ readonly text: string }>> = new Map([
  ['1.4', () => import('../generated/bom-1.4-xsd.js')],
  ['1.5', () => import('../generated/bom-1.5-xsd.js')],
  ['1.6', () => import('../generated/bom-1.6-xsd.js')],
  ['1.7', () => import('../generated/bom-1.7-xsd.js')],
])

/**
 * Never throws on any text. What is too large is refused by our own reader: libxml2 keeps the whole document in memory of
 * its own, and what runs out there cannot be caught.
 */
export async function validateXml(text: string): Promise<SbomValidation> {
  const opened = readXml(text)
  if (!opened.ok) return refuse({ ...opened.error, pointer: '' })
  const root = opened.value
  const at = { pointer: '', line: root.line }
  const version = versionOfRoot(root)
  if (version === undefined) {
    const message = 'expected an element "bom" of CycloneDX, found other XML'
    return refuse({ ...at, code: 'FORMAT_UNSUPPORTED', message })
  }
  const load = schemas.get(version)
  if (load === undefined) {
    const known = [...schemas.keys()].join(', ')
    const message = `there is a schema for CycloneDX XML ${known}, none for ${JSON.stringify(version.slice(0, 20))}`
    return refuse({ ...at, code: 'FORMAT_VERSION_UNSUPPORTED', message })
  }
  const violations = await findViolations(text, { root, version, schema: (await load()).text })
  return { isValid: violations.length === 0, schema: `cyclonedx-${version}`, violations }
}

interface Checker {
  readonly libxml: typeof Libxml
  /** Throws `XmlLibError` with everything that does not fit. */
  readonly check: (text: string) => void
}

/** A compiled schema is kept for the life of the process: making it takes longer than checking a document. */
const checkers = new Map<string, Promise<Checker>>()

async function createChecker(version: string, schema: string): Promise<Checker> {
  const libxml = await import('libxml2-wasm')
  const { text: licenseIds } = await import('../generated/spdx-xsd.js')
  const imported = { [licenseIdsUrl]: new TextEncoder().encode(licenseIds) }
  libxml.xmlRegisterInputProvider(new libxml.XmlBufferInputProvider(imported))
  const option = optionsOf(libxml)
  const grammar = libxml.XmlDocument.fromString(schema, { url: `bom-${version}.xsd`, option })
  const validator = libxml.XsdValidator.fromDoc(grammar)
  return {
    libxml,
    check: (text) => {
      const document = libxml.XmlDocument.fromString(text, { option })
      try {
        validator.validate(document)
      } finally {
        document.dispose()
      }
    },
  }
}

/** What the schemas import; it is handed over from memory. */
const licenseIdsUrl = 'http://cyclonedx.org/schema/spdx'

/** Nothing is fetched or expanded, whatever the text says; lines count beyond 65535. */
function optionsOf({ ParseOption }: typeof Libxml): number {
  return ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_BIG_LINES
}

async function findViolations(
  text: string,
  { root, version, schema }: { root: XmlNode; version: string; schema: string },
): Promise<readonly SbomViolation[]> {
  const pending = checkers.get(version) ?? createChecker(version, schema)
  checkers.set(version, pending)
  const { libxml, check } = await pending
  try {
    check(withoutDeclaration(text))
    return []
  } catch (cause) {
    if (!(cause instanceof libxml.XmlLibError)) throw cause
    return cause.details.slice(0, maxViolations).map((detail) => toViolation(detail, root))
  }
}

/** The text is decoded already, so what it says of its bytes no longer holds. */
function withoutDeclaration(text: string): string {
  return text.replace(/^\uFEFF?<\?xml\s[^>]*\?>/, (declaration) =>
    declaration.replaceAll(/[^\n]/g, ' ').trimStart(),
  )
}

function toViolation({ message, line, xpath = '' }: Libxml.ErrorDetail, root: XmlNode): SbomViolation {
  const plain = message.replaceAll(/\{https?:[^{}\s]*\}/g, '').trim()
  const text = plain.length > 400 ? `${plain.slice(0, 400)}…` : plain
  return { code: 'SCHEMA', pointer: nameSteps(xpath, root), line: Math.max(line, 1), message: text }
}

/** libxml2 counts children (`/*\/*[3]`) where names have namespaces; people want the names. */
function nameSteps(xpath: string, root: XmlNode): string {
  let siblings: readonly XmlNode[] = [root]
  let path = ''
  for (const step of xpath.split('/').slice(1)) {
    const at = /^\*(?:\[(\d+)\])?$/.exec(step)
    const node = at === null ? undefined : siblings[Number(at[1] ?? 1) - 1]
    if (node === undefined) return path === '' ? xpath : path
    const alike = siblings.filter(({ name }) => name === node.name)
    path += alike.length === 1 ? `/${node.name}` : `/${node.name}[${alike.indexOf(node) + 1}]`
    siblings = node.children
  }
  return path
}
