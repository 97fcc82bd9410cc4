/** Reads CycloneDX JSON of any version from 1.2 on; what a component nests is walked too. */
import type { Issue, JsonPath } from '../../base/index.ts'
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
import type { SbomSource } from '../read/source.ts'
import { createUnread, type Unread } from '../read/unread.ts'
import { asFields, type Fields, listOf, member, textOf, textsOf } from '../read/values.ts'
import { saysNothing } from '../declared-license.ts'
import { readCarriedProduct } from '../tree-products.ts'
import { withTrivySource } from './trivy-source.ts'

interface Notes {
  readonly path: string
  readonly issues: Issue[]
  readonly unread: Unread
}

interface Walk extends Notes {
  readonly visit: (component: DraftComponent) => void
}

/** Where a component stands in the document, and on which line what it holds. */
interface Place {
  readonly path: JsonPath
  readonly lineOf: (path: JsonPath) => number
}

/** The caller has seen that the document is an object. Nothing in it is trusted to have the right shape. */
export function readCycloneDx(source: SbomSource): SbomDraft {
  const { root, path } = source
  const notes: Notes = { path, issues: [], unread: createUnread() }
  const subject = asFields(member(asFields(member(root, 'metadata')), 'component'))
  const at = ['metadata', 'component']
  const place: Place = { path: at, lineOf: (inner) => source.lineOf([...at, ...inner]) }
  const product = subject === undefined ? undefined : toDraft(notes, subject, place)
  const properties = readProperties(root)
  countUnreadParts(notes.unread, root)
  return {
    format: 'cyclonedx',
    formatVersion: textOf(root, 'specVersion') ?? '',
    ...(product !== undefined && { product }),
    name: product?.name ?? '',
    ...(product?.version !== undefined && { version: product.version }),
    eachComponent: (visit) => {
      const walk: Walk = { ...notes, visit }
      if (subject !== undefined) walkNested(walk, subject, place)
      walkList(walk, source)
    },
    eachEdge: (visit) => readEdges(notes.issues, source, visit),
    files: carriedOf<FileReport>(properties, propertyNames.file, readCarriedFile),
    carried: carriedOf<Issue>(properties, propertyNames.issue, readCarriedIssue),
    issues: () => [...notes.issues, ...notes.unread.toIssues(path)],
  }
}

function walkList(walk: Walk, source: SbomSource): void {
  const value = member(source.root, 'components')
  if (value !== undefined && !Array.isArray(value)) complain(walk, 1, 'components is not a list')
  source.each('components', ({ value: item, index, lineOf }) => {
    walkComponent(walk, item, { path: ['components', index], lineOf })
  })
}

function walkComponent(walk: Walk, item: unknown, place: Place): void {
  const fields = asFields(item)
  if (fields === undefined) complain(walk, place.lineOf([]), 'a component is not an object')
  else {
    walk.visit(toDraft(walk, fields, place))
    walkNested(walk, fields, place)
  }
}

/** Nesting is bounded by the JSON reader. */
function walkNested(walk: Walk, parent: Fields, { path, lineOf }: Place): void {
  const value = member(parent, 'components')
  if (value !== undefined && !Array.isArray(value)) complain(walk, lineOf([]), 'components is not a list')
  for (const [index, item] of listOf(parent, 'components').entries()) {
    const at = ['components', index]
    walkComponent(walk, item, { path: [...path, ...at], lineOf: (inner) => lineOf([...at, ...inner]) })
  }
}

function toDraft(notes: Notes, fields: Fields, place: Place): DraftComponent {
  const group = textOf(fields, 'group')
  const name = textOf(fields, 'name') ?? ''
  const version = textOf(fields, 'version')
  const purl = textOf(fields, 'purl')
  const properties = readProperties(fields)
  const facts = readFacts(fields, properties)
  countUnread(notes.unread, fields, facts)
  const carried = properties.find((property) => property.name === propertyNames.unidentified)
  const unidentified = carried === undefined ? undefined : readCarriedUnidentified(carried.value)
  const [product] = carriedOf(properties, propertyNames.product, readCarriedProduct)
  return {
    ref: textOf(fields, 'bom-ref') ?? `#/${place.path.join('/')}`,
    name: group === undefined ? name : `${group}/${name}`,
    ...(version !== undefined && { version }),
    ...(purl !== undefined && { purl: withTrivySource(purl, properties) }),
    line: place.lineOf([]),
    facts,
    ...(unidentified !== undefined && { unidentified }),
    ...(product !== undefined && { product }),
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
  const isConcluded = isConcludedLicense(item)
  return text === undefined || isConcluded || saysNothing(text) ? [] : [text]
}

function isConcludedLicense(item: unknown): boolean {
  const choice = asFields(item)
  const parts = [choice, asFields(member(choice, 'license'))]
  return parts.some((fields) => textOf(fields, 'acknowledgement') === 'concluded')
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

function readEdges(issues: Issue[], source: SbomSource, visit: (edge: DraftEdge) => void): void {
  source.each('dependencies', ({ value, lineOf }) => {
    const line = lineOf([])
    const from = textOf(asFields(value), 'ref')
    if (from === undefined) complain({ issues, path: source.path }, line, 'a dependency has no ref')
    else for (const to of textsOf(asFields(value), 'dependsOn')) visit({ from, to, line })
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
function countUnread(unread: Unread, fields: Fields, facts: DraftFacts): void {
  unread.countMembers(fields, keptMembers, 'components[].')
  const concluded = listOf(fields, 'licenses').filter(isConcludedLicense)
  unread.count('concluded licenses', concluded.length)
  unread.count('hashes of other algorithms', listOf(fields, 'hashes').length - facts.hashes.length)
  const foreign = readProperties(fields).filter(({ name }) => !name.startsWith('occtet:'))
  unread.count('components[].properties', foreign.length)
}

/** Our own compositions are made anew from the file reports. */
function countUnreadParts(unread: Unread, root: Fields): void {
  unread.countMembers(root, keptParts, '')
  const [first] = listOf(root, 'compositions')
  const isOurs = textOf(asFields(first), 'bom-ref') === 'composition:product'
  unread.count('compositions', isOurs ? 0 : listOf(root, 'compositions').length)
  const foreign = readProperties(root).filter(({ name }) => !name.startsWith('occtet:'))
  unread.count('properties', foreign.length)
}

function complain({ issues, path }: Pick<Notes, 'issues' | 'path'>, line: number, message: string): void {
  issues.push({ code: 'SHAPE_UNEXPECTED', level: 'warning', path, line, message })
}
