/** Reads CycloneDX JSON of any version from 1.2 on; what a component nests is walked too. */
import type { Issue } from '../../base/index.ts'
import type { Evidence, FileReport, Scope } from '../../model/index.ts'
import { toHash } from '../hashes.ts'
import { type Property, propertyNames } from '../properties.ts'
import {
  countOf,
  readCarriedFacts,
  readCarriedFile,
  readCarriedIssue,
  readCarriedUnidentified,
} from '../read/carried.ts'
import type { DraftComponent, DraftEdge, DraftFacts, SbomDraft } from '../read/draft.ts'
import type { OpenedDocument } from '../read/open.ts'
import { createUnread, type Unread } from '../read/unread.ts'
import { asFields, type Fields, listOf, member, textOf, textsOf } from '../read/values.ts'

interface Walk {
  readonly document: OpenedDocument
  readonly path: string
  readonly components: DraftComponent[]
  readonly issues: Issue[]
  readonly unread: Unread
}

/** The caller has seen that the document is an object. Nothing in it is trusted to have the right shape. */
export function readCycloneDx(document: OpenedDocument, root: Fields, path: string): SbomDraft {
  const walk: Walk = { document, path, components: [], issues: [], unread: createUnread() }
  const metadata = asFields(member(root, 'metadata'))
  const subject = asFields(member(metadata, 'component'))
  const at = ['metadata', 'component']
  const product = subject === undefined ? undefined : toDraft(walk, subject, at)
  if (subject !== undefined) walkComponents(walk, subject, at)
  walkComponents(walk, root, [])
  const properties = readProperties(root)
  countUnreadParts(walk, root)
  return {
    format: 'cyclonedx',
    formatVersion: textOf(root, 'specVersion') ?? '',
    ...(product !== undefined && { product }),
    name: product?.name ?? '',
    ...(product?.version !== undefined && { version: product.version }),
    components: walk.components,
    edges: readEdges(walk, root),
    files: carriedOf<FileReport>(properties, propertyNames.file, readCarriedFile),
    carried: carriedOf<Issue>(properties, propertyNames.issue, readCarriedIssue),
    issues: [...walk.issues, ...walk.unread.toIssues(path)],
  }
}

/** Nesting is bounded by the JSON reader. */
function walkComponents(walk: Walk, parent: Fields, at: readonly (string | number)[]): void {
  const value = member(parent, 'components')
  if (value !== undefined && !Array.isArray(value)) complain(walk, at, 'components is not a list')
  for (const [index, item] of listOf(parent, 'components').entries()) {
    const place = [...at, 'components', index]
    const fields = asFields(item)
    if (fields === undefined) complain(walk, place, 'a component is not an object')
    else {
      walk.components.push(toDraft(walk, fields, place))
      walkComponents(walk, fields, place)
    }
  }
}

function toDraft(walk: Walk, fields: Fields, place: readonly (string | number)[]): DraftComponent {
  const group = textOf(fields, 'group')
  const name = textOf(fields, 'name') ?? ''
  const version = textOf(fields, 'version')
  const purl = textOf(fields, 'purl')
  const properties = readProperties(fields)
  const facts = readFacts(fields, properties)
  countUnread(walk, fields, facts)
  const carried = properties.find((property) => property.name === propertyNames.unidentified)
  const unidentified = carried === undefined ? undefined : readCarriedUnidentified(carried.value)
  return {
    ref: textOf(fields, 'bom-ref') ?? `#/${place.join('/')}`,
    name: group === undefined ? name : `${group}/${name}`,
    ...(version !== undefined && { version }),
    ...(purl !== undefined && { purl }),
    line: walk.document.lineOf(place),
    facts,
    ...(unidentified !== undefined && { unidentified }),
  }
}

function readFacts(fields: Fields, properties: readonly Property[]): DraftFacts {
  const carried = readCarriedFacts(properties)
  const scope = carried.scope ?? readScope(fields, properties)
  return {
    ...carried,
    ...(scope !== undefined && { scope }),
    licenses: listOf(fields, 'licenses').flatMap(readLicense),
    hashes: listOf(fields, 'hashes').flatMap((item) => {
      const hash = asFields(item)
      return toHash(textOf(hash, 'alg') ?? '', textOf(hash, 'content') ?? '') ?? []
    }),
    evidence: listOf(asFields(member(fields, 'evidence')), 'occurrences').flatMap(readPlace),
  }
}

/** An occurrence without a line is no place that a person can open, so the SBOM's own line stands for it. */
function readPlace(item: unknown): readonly Evidence[] {
  const location = textOf(asFields(item), 'location')
  const line = countOf(asFields(item), 'line')
  return location === undefined || line === undefined ? [] : [{ path: location, line }]
}

/** `excluded` means "test and other non-runtime purposes" (CycloneDX 1.6, component scope). */
const scopes: ReadonlyMap<string, Scope> = new Map([
  ['required', 'runtime'],
  ['optional', 'optional'],
  ['excluded', 'development'],
])

/** The CycloneDX property taxonomy has a name for development packages of npm. */
function readScope(fields: Fields, properties: readonly Property[]): Scope | undefined {
  const isDevelopment = properties.some(
    ({ name, value }) => name === 'cdx:npm:package:development' && value === 'true',
  )
  return isDevelopment ? 'development' : scopes.get(textOf(fields, 'scope') ?? '')
}

/** Concluded licenses are somebody's judgement and no declaration, so they are left out (and counted). */
function readLicense(item: unknown): readonly string[] {
  const choice = asFields(item)
  const license = asFields(member(choice, 'license'))
  const text = textOf(choice, 'expression') ?? textOf(license, 'id') ?? textOf(license, 'name')
  const isConcluded = [choice, license].some((fields) => textOf(fields, 'acknowledgement') === 'concluded')
  return text === undefined || isConcluded ? [] : [text]
}

function readProperties(fields: Fields): readonly Property[] {
  return listOf(fields, 'properties').flatMap((item) => {
    const property = asFields(item)
    const name = textOf(property, 'name')
    const value = member(property, 'value')
    return name === undefined || typeof value !== 'string' ? [] : [{ name, value }]
  })
}

function carriedOf<T>(
  properties: readonly Property[],
  name: string,
  read: (text: string) => T | undefined,
): readonly T[] {
  return properties.flatMap((property) => (property.name === name ? (read(property.value) ?? []) : []))
}

function readEdges(walk: Walk, root: Fields): readonly DraftEdge[] {
  return listOf(root, 'dependencies').flatMap((item, index) => {
    const from = textOf(asFields(item), 'ref')
    const line = walk.document.lineOf(['dependencies', index])
    if (from !== undefined) return textsOf(asFields(item), 'dependsOn').map((to) => ({ from, to, line }))
    complain(walk, ['dependencies', index], 'a dependency has no ref')
    return []
  })
}

const keptMembers: ReadonlySet<string> = new Set([
  'type',
  'bom-ref',
  'group',
  'name',
  'version',
  'scope',
  'hashes',
  'licenses',
  'purl',
  'properties',
  'evidence',
  'components',
])

const keptParts: ReadonlySet<string> = new Set([
  '$schema',
  'bomFormat',
  'specVersion',
  'serialNumber',
  'version',
  'metadata',
  'components',
  'dependencies',
  'compositions',
  'properties',
])

/** Of one component: members, licenses, digests, and properties under names that are not ours. */
function countUnread({ unread }: Walk, fields: Fields, facts: DraftFacts): void {
  unread.countMembers(fields, keptMembers, 'components[].')
  unread.count('concluded licenses', listOf(fields, 'licenses').length - facts.licenses.length)
  unread.count('hashes of other algorithms', listOf(fields, 'hashes').length - facts.hashes.length)
  const foreign = readProperties(fields).filter(({ name }) => !name.startsWith('occtet:'))
  unread.count('components[].properties', foreign.length)
}

/** Our own compositions are made anew from the file reports. */
function countUnreadParts({ unread }: Walk, root: Fields): void {
  unread.countMembers(root, keptParts, '')
  const [first] = listOf(root, 'compositions')
  const isOurs = textOf(asFields(first), 'bom-ref') === 'composition:product'
  unread.count('compositions', isOurs ? 0 : listOf(root, 'compositions').length)
  const foreign = readProperties(root).filter(({ name }) => !name.startsWith('occtet:'))
  unread.count('properties', foreign.length)
}

function complain(walk: Walk, place: readonly (string | number)[], message: string): void {
  const line = walk.document.lineOf(place)
  walk.issues.push({ code: 'SHAPE_UNEXPECTED', level: 'warning', path: walk.path, line, message })
}
