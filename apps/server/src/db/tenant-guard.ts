/**
 * No query reaches rows of another organisation: each is looked at before it runs. A table counts as a table of tenants
 * unless it stands in `shared`, so one that was forgotten here is refused, not open.
 *
 * What counts as proof: `org_id = <the organisation>` as a conjunct of `where` or of an inner join's `on`, or equality of
 * `org_id` with a table that is proven. An outer join proves only the table that it adds.
 */
import {
  AndNode,
  BinaryOperationNode,
  InsertQueryNode,
  type JoinNode,
  type KyselyPlugin,
  type OperationNode,
  OperatorNode,
  ParensNode,
  RawNode,
  ReferenceNode,
  ValueNode,
  WithNode,
} from 'kysely'
import { checkInsert } from './tenant-insert.ts'
import { columnOf, listSources, type Source, tenantColumn, TenantError } from './tenant-tables.ts'

/** Throws TenantError instead of running. A mistake of ours, never of a caller: it ends as a fault of the server. */
export function tenantGuard(orgId: string): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      if (!allowed.has(node.kind)) throw new TenantError(`${node.kind}: no query of an organisation`)
      visit(node, { orgId, names: new Set(), proven: new Set() })
      return node
    },
    transformResult: async ({ result }) => await Promise.resolve(result),
  }
}

const queries = new Set(['SelectQueryNode', 'UpdateQueryNode', 'DeleteQueryNode', 'InsertQueryNode'])
const allowed = new Set([...queries, 'RawNode'])

interface Around {
  readonly orgId: string
  /** Of common table expressions; they were looked at where they stand. */
  readonly names: ReadonlySet<string>
  /** Names of proven sources of the queries around this one. */
  readonly proven: ReadonlySet<string>
}

/** Every node once. Values are data, not nodes: nobody looks into them. */
function visit(node: OperationNode, around: Around): void {
  if (queries.has(node.kind)) return visitQuery(node, around)
  if (node.kind === 'MergeQueryNode') throw new TenantError('merge: not for tables of organisations')
  if (RawNode.is(node)) checkRaw(node)
  visitChildren(node, around)
}

function visitChildren(node: OperationNode, around: Around, without: readonly string[] = []): void {
  if (ValueNode.is(node) || node.kind === 'PrimitiveValueListNode') return
  for (const [name, child] of Object.entries(node)) {
    if (without.includes(name)) continue
    for (const one of Array.isArray(child) ? (child as unknown[]) : [child as unknown]) {
      if (isNode(one)) visit(one, around)
    }
  }
}

function isNode(value: unknown): value is OperationNode {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
}

/** Text that we cannot read may hold expressions, but no tables. */
function checkRaw({ sqlFragments }: RawNode): void {
  if (/\b(?:from|join|into|update|delete|table|truncate|using|copy|call)\b/i.test(sqlFragments.join(' ? '))) {
    throw new TenantError('raw SQL may not name tables: build the query')
  }
}

function visitQuery(node: OperationNode, around: Around): void {
  const named = visitNames(node, around)
  const sources = listSources(node).filter(({ table }) => table === undefined || !named.names.has(table))
  const proven = proveSources(node, sources, named)
  const open = sources.find((source) => isTenants(source) && !proven.has(source.name))
  if (open !== undefined) {
    throw new TenantError(`${open.table ?? ''}: expected ${columnOf(open)} = the organisation as a condition`)
  }
  if (InsertQueryNode.is(node)) checkInsert(node, around.orgId)
  if (node.kind === 'UpdateQueryNode') checkUpdates(node as OperationNode & WithUpdates, around.orgId)
  // Subqueries in `from` do not see what stands beside them.
  const inside = { ...named, proven: new Set([...withoutShadowed(around.proven, sources), ...proven]) }
  visitChildren(node, inside, ['with', 'from', 'using', 'joins'])
  for (const part of ['from', 'using'] as const) {
    const sourced = (node as unknown as Readonly<Record<string, unknown>>)[part]
    if (isNode(sourced)) visit(sourced, { ...named, proven: new Set() })
  }
  for (const join of joinsOf(node)) {
    visit(join.table, { ...named, proven: new Set() })
    if (join.on !== undefined) visit(join.on, inside)
  }
}

/** The names that `with` gives, each visible to those after it; all to each other where it is recursive. */
function visitNames(node: OperationNode, around: Around): Around {
  const part = (node as { readonly with?: OperationNode }).with
  if (part === undefined || !WithNode.is(part)) return around
  const names = new Set(around.names)
  const all = part.expressions.map(({ name }) => name.table.table.identifier.name)
  if (part.recursive === true) for (const name of all) names.add(name)
  part.expressions.forEach(({ expression }, at) => {
    visit(expression, { ...around, names: new Set(names), proven: new Set() })
    names.add(all[at] ?? '')
  })
  return { ...around, names }
}

function withoutShadowed(proven: ReadonlySet<string>, sources: readonly Source[]): readonly string[] {
  return [...proven].filter((name) => !sources.some((source) => source.name === name))
}

interface Proof {
  readonly sources: readonly Source[]
  readonly around: Around
  readonly proven: Set<string>
}

/** Names of the sources of which every row is proven to be of the organisation. */
function proveSources(node: OperationNode, sources: readonly Source[], around: Around): ReadonlySet<string> {
  const proof = { sources, around, proven: new Set<string>() }
  const everywhere = [...conjunctsOf(whereOf(node))]
  const ofOne: { readonly name: string; readonly conjunct: OperationNode }[] = []
  for (const join of joinsOf(node)) {
    const conjuncts = conjunctsOf(join.on?.on)
    if (join.joinType === 'InnerJoin' || join.joinType === 'LateralInnerJoin') everywhere.push(...conjuncts)
    else if (join.joinType === 'LeftJoin' || join.joinType === 'LateralLeftJoin') {
      const [added] = listSources(join)
      if (added !== undefined) ofOne.push(...conjuncts.map((conjunct) => ({ name: added.name, conjunct })))
    }
  }
  for (let before = -1; before < proof.proven.size; ) {
    before = proof.proven.size
    for (const conjunct of everywhere) proveBy(conjunct, proof)
    for (const { name, conjunct } of ofOne) proveBy(conjunct, proof, name)
  }
  return proof.proven
}

/** `only`: the one source of which the conjunct says something. */
function proveBy(conjunct: OperationNode, proof: Proof, only?: string): void {
  if (!BinaryOperationNode.is(conjunct) || !isEquals(conjunct.operator)) return
  const { leftOperand: left, rightOperand: right } = conjunct
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const source = findSource(one, proof.sources)
    if (source === undefined || (only !== undefined && source.name !== only)) continue
    if (isOurs(other, proof)) proof.proven.add(source.name)
  }
}

function isOurs(node: OperationNode, { sources, around, proven }: Proof): boolean {
  if (ValueNode.is(node)) return node.value === around.orgId
  const source = findSource(node, sources)
  if (source !== undefined) return proven.has(source.name)
  if (!ReferenceNode.is(node) || node.column.kind !== 'ColumnNode' || node.table === undefined) return false
  const name = node.table.table.identifier.name
  return (
    node.column.column.name === 'org_id' &&
    around.proven.has(name) &&
    !sources.some((inner) => inner.name === name)
  )
}

/** Whose `org_id` this is. Without a table's name only where one source alone can be meant. */
function findSource(node: OperationNode, sources: readonly Source[]): Source | undefined {
  if (!ReferenceNode.is(node) || node.column.kind !== 'ColumnNode') return undefined
  const column = node.column.column.name
  const name = node.table?.table.identifier.name
  const candidates = sources.filter((source) =>
    name === undefined ? isTenants(source) || source.table === undefined : source.name === name,
  )
  const [source] = candidates
  return candidates.length === 1 && source !== undefined && columnOf(source) === column ? source : undefined
}

function isTenants({ table }: Source): boolean {
  return table !== undefined && tenantColumn(table) !== undefined
}

function isEquals(operator: OperationNode): boolean {
  return OperatorNode.is(operator) && operator.operator === '='
}

function whereOf(node: OperationNode): OperationNode | undefined {
  return (node as { readonly where?: { readonly where: OperationNode } }).where?.where
}

function joinsOf(node: OperationNode): readonly JoinNode[] {
  return (node as { readonly joins?: readonly JoinNode[] }).joins ?? []
}

function conjunctsOf(node: OperationNode | undefined): readonly OperationNode[] {
  if (node === undefined) return []
  if (AndNode.is(node)) return [...conjunctsOf(node.left), ...conjunctsOf(node.right)]
  return ParensNode.is(node) ? conjunctsOf(node.node) : [node]
}

interface WithUpdates {
  readonly updates?: readonly { readonly column: OperationNode; readonly value: OperationNode }[]
}

/** A row cannot be given away. */
function checkUpdates({ updates = [] }: WithUpdates, orgId: string): void {
  for (const { column, value } of updates) {
    const name = (column as { readonly column?: { readonly name?: unknown } }).column?.name
    if (name !== 'org_id' || (ValueNode.is(value) && value.value === orgId)) continue
    throw new TenantError('org_id: a row stays with its organisation')
  }
}
