/** Reads the VEX relationships of an SPDX 3.0.1 document in JSON-LD, as the official context writes it. */
import { vexJustifications, type VexStatus, vexStatuses } from '../../../model/index.ts'
import type { VexStatement } from '../../model.ts'
import { type Fields, fieldsOf, listOf, memberOf, present, textOf } from '../fields.ts'
import { readPurl, toHashId } from '../identifiers.ts'
import { vexLimits } from '../limits.ts'
import { collectIssues, type Issues, noteUnread, shown, type Source, type VexReading } from '../reading.ts'
import { givenText } from '../sentences.ts'
import { nestPaths, normalizeStatement, type VexItem } from '../statements.ts'
import { relationshipOf, toCamel } from './names.ts'

export function readSpdxVex(source: Source): VexReading {
  const root = fieldsOf(source.json.value)
  const graph = Array.isArray(root['@graph']) ? (root['@graph'] as readonly unknown[]) : [root]
  const issues = collectIssues(source.path)
  const elements = new Map<string, Fields>()
  for (const value of graph) {
    const id = textOf(value, 'spdxId') ?? textOf(value, '@id')
    if (id !== undefined && !elements.has(id)) elements.set(id, fieldsOf(value))
  }
  const info = fieldsOf(graph.find((value) => textOf(value, 'type') === 'CreationInfo'))
  const head = graph.find((value) => textOf(value, 'type') === 'SpdxDocument')
  const context: Context = { elements, issues, issued: textOf(info, 'created') }
  const read = graph.flatMap((value, index) => {
    const line = source.json.lineOf(['@graph', index])
    const statement = readRelationship(fieldsOf(value), context, line)
    return statement === undefined ? [] : [[statement, line] as const]
  })
  if (read.length > vexLimits.statements) issues.unkept(`statements after the first ${vexLimits.statements}`)
  const kept = read.slice(0, vexLimits.statements)
  const version = graph
    .map((value) => textOf(value, 'security_vexVersion'))
    .find((text) => text !== undefined)
  return {
    document: {
      format: 'spdx',
      formatVersion: textOf(info, 'specVersion') ?? '3.0.1',
      id: textOf(head, 'spdxId') ?? `sha256:${source.digest}`,
      ...present({
        author: nameOf(listOf(info, 'createdBy')[0], elements),
        version,
        issued: context.issued,
        tooling: nameOf(listOf(info, 'createdUsing')[0], elements),
      }),
      statements: kept.map(([statement]) => statement),
    },
    issues: issues.list(),
    lines: kept.map(([, line]) => line),
  }
}

interface Context {
  readonly elements: ReadonlyMap<string, Fields>
  readonly issues: Issues
  readonly issued: string | undefined
}

/** A reference, or the element itself in its place. */
function resolve(value: unknown, elements: Context['elements']): Fields | undefined {
  if (typeof value === 'string') return elements.get(value)
  return typeof value === 'object' && value !== null ? fieldsOf(value) : undefined
}

function nameOf(value: unknown, elements: Context['elements']): string | undefined {
  return textOf(resolve(value, elements), 'name')
}

const statusByType: ReadonlyMap<string, VexStatus> = new Map(
  vexStatuses.map((status) => [relationshipOf[status].type, status]),
)

function readRelationship(item: Fields, context: Context, line: number): VexStatement | undefined {
  const { issues } = context
  const status = statusByType.get(textOf(item, 'type') ?? '')
  if (status === undefined) return undefined
  if (textOf(item, 'security_withdrawnTime') !== undefined) {
    issues.add('ENTRY_UNREADABLE', 'a withdrawn statement is not read', line)
    return undefined
  }
  const vulnerability = readVulnerability(memberOf(item, 'from'), context, line)
  const products = readProducts(item, context, line)
  if (vulnerability === undefined || products.length === 0) {
    issues.add('SHAPE_UNEXPECTED', 'a statement without vulnerability or product is not read', line)
    return undefined
  }
  noteUnread(issues, item, { known: relationshipMembers, prefix: 'relationship.' })
  return normalizeStatement({
    vulnerability,
    products,
    status,
    responses: [],
    ...readReasons(item, context, line),
  })
}

/** The assessed element lies in each of the products. */
function readProducts(item: Fields, context: Context, line: number): VexStatement['products'] {
  const targets = memberOf(item, 'to')
  const outer = (Array.isArray(targets) ? (targets as readonly unknown[]) : [targets]).flatMap(
    (value) => readItem(value, context, line) ?? [],
  )
  const assessed = memberOf(item, 'security_assessedElement')
  if (assessed === undefined) return nestPaths(outer.map((one) => [one]))
  const inner = readItem(assessed, context, line)
  // Without it the statement would be about the whole product.
  return inner === undefined ? [] : nestPaths(outer.map((one) => [one, inner]))
}

function readReasons(
  item: Fields,
  { elements, issues, issued }: Context,
  line: number,
): Partial<VexStatement> {
  const word = textOf(item, 'security_justificationType')
  const justification = vexJustifications.find((known) => toCamel(known) === word)
  if (word !== undefined && justification === undefined)
    issues.add('SHAPE_UNEXPECTED', `the justification ${shown(word)} is not known`, line)
  return {
    ...present({ justification }),
    ...present({
      impact: givenText(textOf(item, 'security_impactStatement')),
      action: givenText(textOf(item, 'security_actionStatement')),
      actionAt: textOf(item, 'security_actionStatementTime'),
      notes: textOf(item, 'security_statusNotes'),
      supplier: nameOf(memberOf(item, 'suppliedBy'), elements),
      at: textOf(item, 'security_modifiedTime') ?? textOf(item, 'security_publishedTime') ?? issued,
    }),
  }
}

function readVulnerability(
  value: unknown,
  { elements, issues }: Context,
  line: number,
): VexStatement['vulnerability'] | undefined {
  const element = resolve(value, elements)
  if (element === undefined) {
    if (typeof value === 'string' && value !== '') {
      issues.add('REFERENCE_MISSING', `the vulnerability ${shown(value)} is not in the document`, line)
      return { id: value, aliases: [] }
    }
    return undefined
  }
  const ids = listOf(element, 'externalIdentifier')
    .filter((one) => isVulnerabilityId(textOf(one, 'externalIdentifierType')))
    .flatMap((one) => textOf(one, 'identifier') ?? [])
  const id = textOf(element, 'name') ?? ids[0] ?? textOf(element, 'spdxId')
  const description = textOf(element, 'description')
  noteUnread(issues, element, { known: vulnerabilityMembers, prefix: 'vulnerability.' })
  return id === undefined ? undefined : { id, aliases: ids, ...present({ description }) }
}

function isVulnerabilityId(type: string | undefined): boolean {
  return type === 'cve' || type === 'securityOther'
}

/** An element outside of the document is known by its id only. */
function readItem(value: unknown, { elements, issues }: Context, line: number): VexItem | undefined {
  const element = resolve(value, elements)
  if (element !== undefined) return readElement(element, issues, line)
  if (typeof value !== 'string' || value === '') return undefined
  issues.add('REFERENCE_MISSING', `the product ${shown(value)} is not in the document`, line)
  return { ids: [value] }
}

function readElement(element: Fields, issues: Issues, line: number): VexItem | undefined {
  noteUnread(issues, element, { known: productMembers, prefix: 'product.' })
  const text = textOf(element, 'software_packageUrl') ?? identifiersOf(element, 'packageUrl')[0]
  const named = readPurl(text ?? '')
  if (text !== undefined && named === undefined)
    issues.add('PURL_INVALID', `${shown(text)} is no package URL`, line)
  const ids = [...identifiersOf(element), ...hashesOf(element)]
  if (named === undefined && ids.length === 0) {
    const own = textOf(element, 'spdxId')
    if (own === undefined) return undefined
    ids.push(own)
  }
  const name = textOf(element, 'name')
  const isPlain = name === named?.purl || (name !== undefined && ids.includes(name))
  return { ids, ...named, ...present({ name: isPlain ? undefined : name }) }
}

/** External identifiers of one type, or all that are no purls. */
function identifiersOf(element: Fields, type?: string): readonly string[] {
  return listOf(element, 'externalIdentifier').flatMap((one) => {
    const own = textOf(one, 'externalIdentifierType')
    const isAsked = type === undefined ? own !== 'packageUrl' : own === type
    return isAsked ? (textOf(one, 'identifier') ?? []) : []
  })
}

function hashesOf(element: Fields): readonly string[] {
  return listOf(element, 'verifiedUsing').flatMap(
    (hash) => toHashId('spdx', textOf(hash, 'algorithm') ?? '', textOf(hash, 'hashValue') ?? '') ?? [],
  )
}

const common = ['type', 'spdxId', '@id', 'creationInfo', 'name']

const relationshipMembers: ReadonlySet<string> = new Set([
  ...common,
  'from',
  'to',
  'relationshipType',
  'suppliedBy',
  'security_assessedElement',
  'security_justificationType',
  'security_impactStatement',
  'security_actionStatement',
  'security_actionStatementTime',
  'security_statusNotes',
  'security_vexVersion',
  'security_publishedTime',
  'security_modifiedTime',
])

const vulnerabilityMembers: ReadonlySet<string> = new Set([...common, 'description', 'externalIdentifier'])

const productMembers: ReadonlySet<string> = new Set([
  ...common,
  'externalIdentifier',
  'verifiedUsing',
  'software_packageUrl',
  'software_packageVersion',
])
