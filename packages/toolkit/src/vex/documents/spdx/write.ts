/** Writes SPDX 3.0.1 JSON-LD in the security profile: one relationship for each component that a statement names. */
import { compareCodeUnits, type Json } from '../../../base/index.ts'
import type { VexStatement } from '../../model.ts'
import { purlTextOf } from '../identifiers.ts'
import { digestOf, toText, uuidOf } from '../identity.ts'
import { type LossBook, loseFields, loseMeta, openLosses } from '../losses.ts'
import type { VexMeta, VexWriting } from '../meta.ts'
import { sentences } from '../sentences.ts'
import { type ReducedItem, reduceStatements, without } from '../reduce.ts'
import { keyOfItem, pathsOf, type VexItem } from '../statements.ts'
import { isSameTime, toSeconds } from '../times.ts'
import { relationshipOf, toCamel } from './names.ts'
import { writePackage, writeVulnerability } from './write-elements.ts'

const FORMAT = 'SPDX 3.0.1'

/** Statements whose products have no name that SPDX takes are left out, with a loss; undefined where none is left. */
export function writeSpdxVex(statements: readonly VexStatement[], meta: VexMeta): VexWriting | undefined {
  const losses = openLosses()
  loseMeta(losses, meta, { format: FORMAT, fields: ['role', 'tlp'] })
  const sorted = reduceStatements(statements, {
    meta,
    losses,
    depth: 2,
    reduceItem,
    reduceRest: (statement) => reduceFields(statement, meta, losses),
  })
  const given = meta.id?.includes(':') === true ? meta.id : undefined
  // What is written decides the id, not what was lost: so the same statements read back give the same id.
  const base = given ?? `urn:uuid:${uuidOf(writeGraph(sorted, { base: 'urn:x', meta }))}`
  const graph = writeGraph(sorted, { base, meta })
  if (graph.length === 0) return undefined
  const text = toText({ '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': graph })
  return { text, losses: losses.list() }
}

/** Empty where no statement is left. */
function writeGraph(sorted: readonly VexStatement[], given: Omit<Graph, 'found'>): readonly Json[] {
  const { base, meta } = given
  const graph: Graph = { ...given, found: new Map() }
  const written = sorted.flatMap((statement) => writeStatement(statement, graph))
  if (written.length === 0) return []
  const author = addAgent(meta.author, graph)
  const tool = meta.tooling === undefined ? undefined : addElement('Tool', { name: meta.tooling }, graph)
  const elements = sortById([...graph.found.values()])
  const relationships = sortById([...new Map(written.map((one) => [idOf(one), one])).values()])
  const document = {
    type: 'SpdxDocument',
    spdxId: base,
    creationInfo: CREATION,
    name: meta.title,
    element: [...elements, ...relationships].map(idOf),
    profileConformance: ['core', 'software', 'security'],
    rootElement: relationships.map(idOf),
  }
  const info = {
    type: 'CreationInfo',
    '@id': CREATION,
    created: toSeconds(meta.timestamp) ?? meta.timestamp,
    createdBy: [author],
    ...(tool === undefined ? {} : { createdUsing: [tool] }),
    specVersion: '3.0.1',
  }
  return [info, document, ...elements, ...relationships]
}

function sortById<T extends object>(elements: readonly T[]): readonly T[] {
  return elements.toSorted((a, b) => compareCodeUnits(idOf(a), idOf(b)))
}

const CREATION = '_:creation'

interface Graph {
  readonly base: string
  readonly meta: VexMeta
  readonly found: Map<string, Json & object>
}

function idOf(element: object): string {
  return 'spdxId' in element && typeof element.spdxId === 'string' ? element.spdxId : ''
}

/** Gives back the id that the content makes; equal elements are one. */
function addElement(type: string, members: { readonly [key: string]: Json }, graph: Graph): string {
  const kind = type.slice(type.indexOf('_') + 1).toLowerCase()
  const spdxId = `${graph.base}#${kind}-${digestOf({ type, members }).slice(0, 24)}`
  graph.found.set(spdxId, { type, spdxId, creationInfo: CREATION, ...members })
  return spdxId
}

function addAgent(name: string, graph: Graph): string {
  return addElement('Agent', { name }, graph)
}

/** By the component that is assessed: `to` holds the products that it was assessed in. */
function writeStatement(statement: VexStatement, graph: Graph): readonly (Json & object)[] {
  const groups = new Map<string, Group>()
  for (const [outer, inner] of pathsOf(statement.products)) {
    if (outer === undefined) continue
    const key = inner === undefined ? '' : keyOfItem(inner)
    const group = groups.get(key) ?? { inner, outer: [] }
    group.outer.push(outer)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => writeRelationship(statement, group, graph))
}

interface Group {
  readonly inner: VexItem | undefined
  readonly outer: VexItem[]
}

function reduceItem(item: VexItem): ReducedItem {
  if (item.versions !== undefined && purlTextOf(item) === undefined)
    return { reason: 'its versions have no place without package URL' }
  if (item.purl === undefined && item.ids.length === 0) return { reason: 'only a name says what it is' }
  return { item, lost: [] }
}

/** Each status has members of its own; what another one would need is lost. */
function reduceFields(statement: VexStatement, meta: VexMeta, losses: LossBook): VexStatement {
  const { status } = statement
  loseFields(losses, statement, { format: FORMAT, fields: ['analysis', 'responses'] })
  const fields = ['justification', 'impact', 'action', 'actionAt'] as const
  const own: readonly string[] =
    status === 'not_affected'
      ? ['justification', 'impact']
      : status === 'affected'
        ? ['action', 'actionAt']
        : []
  const foreign = fields.filter((field) => !own.includes(field))
  loseFields(losses, statement, { format: `${FORMAT} with status ${status}`, fields: foreign })
  if (isBare(statement)) losses.filled(statement, 'impact', `a reason is demanded: "${sentences.noReason}"`)
  if (isIdle(statement)) losses.filled(statement, 'action', `an action is demanded: "${sentences.noAction}"`)
  const reduced = without(statement, ['analysis', ...foreign])
  const at = reduceTime(statement, 'at', losses)
  const actionAt = reduced.actionAt === undefined ? undefined : reduceTime(statement, 'actionAt', losses)
  const rest = without(reduced, ['actionAt'])
  return {
    ...rest,
    responses: [],
    at: at === undefined || isSameTime(at, toSeconds(meta.timestamp)) ? meta.timestamp : at,
    ...(actionAt === undefined ? {} : { actionAt }),
  }
}

function isBare({ status, justification, impact }: VexStatement): boolean {
  return status === 'not_affected' && justification === undefined && impact === undefined
}

function isIdle({ status, action }: VexStatement): boolean {
  return status === 'affected' && action === undefined
}

function reduceTime(statement: VexStatement, field: 'at' | 'actionAt', losses: LossBook): string | undefined {
  const text = statement[field]
  const time = toSeconds(text)
  if (text === undefined) return undefined
  if (time === undefined) losses.lost(statement, field, 'it is no RFC 3339 time')
  else if (/\.\d*[1-9]/.test(text)) losses.changed(statement, field, 'SPDX has times to the second only')
  return time
}

function writeRelationship(statement: VexStatement, { inner, outer }: Group, graph: Graph): Json & object {
  const { meta } = graph
  const { status, supplier, notes, justification, actionAt, at } = statement
  const addPackage = (item: VexItem): string => addElement('software_Package', writePackage(item), graph)
  const impact = isBare(statement) ? sentences.noReason : statement.impact
  const action = isIdle(statement) ? sentences.noAction : statement.action
  const members = {
    from: addElement('security_Vulnerability', writeVulnerability(statement), graph),
    relationshipType: relationshipOf[status].relationshipType,
    to: outer.map(addPackage).sort(compareCodeUnits),
    ...(inner === undefined ? {} : { security_assessedElement: addPackage(inner) }),
    ...(supplier === undefined ? {} : { suppliedBy: addAgent(supplier, graph) }),
    ...(notes === undefined ? {} : { security_statusNotes: notes }),
    ...(at === undefined || at === meta.timestamp ? {} : { security_publishedTime: at }),
    security_vexVersion: meta.version,
    ...(justification === undefined ? {} : { security_justificationType: toCamel(justification) }),
    ...(impact === undefined ? {} : { security_impactStatement: impact }),
    ...(action === undefined ? {} : { security_actionStatement: action }),
    ...(actionAt === undefined ? {} : { security_actionStatementTime: actionAt }),
  }
  const { type } = relationshipOf[status]
  const spdxId = `${graph.base}#statement-${digestOf({ type, members }).slice(0, 24)}`
  return { type, spdxId, creationInfo: CREATION, ...members }
}
