/** What an SBOM says about itself and, of each component, the fields that BSI TR-03183-2 asks for and our model does not keep. */
import { detectSyntax, readBom, readCycloneDxXml, spdxJsonCodec } from '../sbom/index.ts'
import { listAt, openJson, textAt, timeAt, valueAt } from './json-fields.ts'

export interface SbomHeader {
  /** RFC 3339, UTC. */
  readonly timestamp?: string
  /** Programs that the document names as its makers. */
  readonly tools: readonly string[]
  /** E-mail or web address of who made it (people and organisations). */
  readonly creators: readonly string[]
  /** The product as the document names it. */
  readonly subject: { readonly name?: string; readonly version?: string }
  /** How complete the list is by its own words: the `aggregate` of CycloneDX compositions; absent: not declared. */
  readonly completeness?: string
  /** Serial number or namespace. */
  readonly hasUri: boolean
  readonly components: readonly SbomFields[]
}

/** Required fields of a component (TR-03183-2 2.1.0, section 5.2.2); true where the document fills it. */
export interface SbomFields {
  readonly hasPurl: boolean
  readonly hasCpe: boolean
  readonly creator: boolean
  readonly name: boolean
  readonly version: boolean
  readonly filename: boolean
  readonly dependencies: boolean
  readonly licence: boolean
  readonly hash: boolean
  readonly executable: boolean
  readonly archive: boolean
  readonly structured: boolean
}

/** Any text: what cannot be read is not stated. */
export function readSbomHeader(text: string): SbomHeader {
  const root = readRoot(text)
  return valueAt(root, 'bomFormat') === undefined ? readSpdxHeader(root) : readCycloneDxHeader(root)
}

/** The document as JSON: XML in its own words, other forms as the SPDX JSON that says the same. */
function readRoot(text: string): unknown {
  const syntax = detectSyntax(text)
  if (syntax === 'cyclonedx-xml') {
    const xml = readCycloneDxXml(text)
    return xml.ok ? xml.value.tree : undefined
  }
  if (syntax === 'spdx-tag-value' || syntax === 'spdx3-json') {
    const read = readBom(text, '')
    return read.ok ? JSON.parse(spdxJsonCodec.encode(read.value.document, '2.3').text) : undefined
  }
  const opened = openJson(text)
  return opened.ok ? opened.value.value : undefined
}

function readCycloneDxHeader(root: unknown): SbomHeader {
  const metadata = valueAt(root, 'metadata')
  const subject = valueAt(metadata, 'component')
  const tools = [...listAt(metadata, 'tools'), ...listAt(metadata, 'tools', 'components')]
  const makers = [
    ...listAt(metadata, 'authors'),
    valueAt(metadata, 'manufacturer'),
    valueAt(metadata, 'manufacture'),
    valueAt(metadata, 'supplier'),
  ]
  const stated = new Set(listAt(root, 'dependencies').flatMap((item) => textAt(item, 'ref') ?? []))
  const aggregates = listAt(root, 'compositions').flatMap((item) => textAt(item, 'aggregate') ?? [])
  return {
    ...optional('timestamp', timeAt(metadata, 'timestamp')),
    ...optional('completeness', worstOf(aggregates)),
    tools: tools.flatMap((tool) => textAt(tool, 'name') ?? []),
    creators: makers.flatMap(contactsOf),
    subject: {
      ...optional('name', textAt(subject, 'name')),
      ...optional('version', textAt(subject, 'version')),
    },
    hasUri: textAt(root, 'serialNumber') !== undefined,
    components: componentsBelow(root).map((item) => cycloneDxFields(item, stated)),
  }
}

/** What a document calls complete in one place and not in another is not complete. */
function worstOf(aggregates: readonly string[]): string {
  const lacking = [...new Set(aggregates)].filter((word) => word !== 'complete').sort()
  return lacking.length > 0 ? lacking.join(', ') : (aggregates[0] ?? '')
}

/** Nesting is bounded by the JSON reader. */
function componentsBelow(parent: unknown): readonly unknown[] {
  return listAt(parent, 'components').flatMap((item) => [item, ...componentsBelow(item)])
}

/** E-mail or web address of a person or organisation. */
function contactsOf(maker: unknown): readonly string[] {
  const people = [maker, ...listAt(maker, 'contact')]
  const emails = people.flatMap((one) => textAt(one, 'email') ?? [])
  const urls = listAt(maker, 'url').filter((url) => typeof url === 'string' && url !== '')
  return [...emails, ...urls.map(String)]
}

function cycloneDxFields(item: unknown, stated: ReadonlySet<string>): SbomFields {
  const properties = new Set(listAt(item, 'properties').flatMap((one) => textAt(one, 'name') ?? []))
  const makers = [...listAt(item, 'authors'), valueAt(item, 'manufacturer'), valueAt(item, 'supplier')]
  const distributions = listAt(item, 'externalReferences').filter(
    (one) => textAt(one, 'type') === 'distribution',
  )
  const hashes = [item, ...distributions].flatMap((one) => listAt(one, 'hashes'))
  return {
    hasPurl: textAt(item, 'purl') !== undefined,
    hasCpe: textAt(item, 'cpe') !== undefined,
    creator: makers.some((maker) => contactsOf(maker).length > 0),
    name: textAt(item, 'name') !== undefined,
    version: textAt(item, 'version') !== undefined,
    filename: properties.has('bsi:component:filename'),
    dependencies: stated.has(textAt(item, 'bom-ref') ?? ''),
    licence: listAt(item, 'licenses').length > 0,
    hash: hashes.some((hash) => textAt(hash, 'alg') === 'SHA-512'),
    executable: properties.has('bsi:component:executable'),
    archive: properties.has('bsi:component:archive'),
    structured: properties.has('bsi:component:structured'),
  }
}

/** SPDX 2.x has no field for executable, archive and structured: they stay unfilled. */
function readSpdxHeader(root: unknown): SbomHeader {
  const creators = listAt(root, 'creationInfo', 'creators').filter((item) => typeof item === 'string')
  const from = new Set(listAt(root, 'relationships').flatMap((item) => textAt(item, 'spdxElementId') ?? []))
  const described = new Set(describedIds(root))
  const packages = listAt(root, 'packages')
  const subject = packages.find((item) => described.has(textAt(item, 'SPDXID') ?? ''))
  return {
    ...optional('timestamp', timeAt(root, 'creationInfo', 'created')),
    tools: creators.flatMap((one) => (one.startsWith('Tool:') ? one.slice(5).trim() : [])),
    creators: creators.filter((one) => /^(Person|Organization):.*\(.+@.+\)/.test(one)),
    subject: {
      ...optional('name', textAt(subject, 'name')),
      ...optional('version', textAt(subject, 'versionInfo')),
    },
    hasUri: textAt(root, 'documentNamespace') !== undefined,
    components: packages.filter((item) => item !== subject).map((item) => spdxFields(item, from)),
  }
}

function describedIds(root: unknown): readonly string[] {
  const listed = listAt(root, 'documentDescribes').filter((item) => typeof item === 'string')
  const related = listAt(root, 'relationships').filter(
    (item) => textAt(item, 'relationshipType') === 'DESCRIBES',
  )
  return [...listed, ...related.flatMap((item) => textAt(item, 'relatedSpdxElement') ?? [])]
}

function spdxFields(item: unknown, from: ReadonlySet<string>): SbomFields {
  const references = listAt(item, 'externalRefs').map((one) => textAt(one, 'referenceType') ?? '')
  const isStated = (text: string | undefined): boolean => text !== undefined && text !== 'NOASSERTION'
  return {
    hasPurl: references.includes('purl'),
    hasCpe: references.some((type) => type.startsWith('cpe')),
    creator: isStated(textAt(item, 'originator')) || isStated(textAt(item, 'supplier')),
    name: textAt(item, 'name') !== undefined,
    version: textAt(item, 'versionInfo') !== undefined,
    filename: textAt(item, 'packageFileName') !== undefined,
    dependencies: from.has(textAt(item, 'SPDXID') ?? ''),
    licence: isStated(textAt(item, 'licenseConcluded')) || isStated(textAt(item, 'licenseDeclared')),
    hash: listAt(item, 'checksums').some((one) => textAt(one, 'algorithm') === 'SHA512'),
    executable: false,
    archive: false,
    structured: false,
  }
}

function optional<K extends string>(key: K, value: string | undefined): { readonly [key in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { readonly [key in K]?: string })
}
