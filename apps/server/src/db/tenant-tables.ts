/** Which tables belong to organisations, and which tables a query names. */
import { AliasNode, type OperationNode, TableNode } from 'kysely'
import type { Tables } from './tables/index.ts'

/** A query that could have reached another organisation; it was not run. */
export class TenantError extends Error {
  override readonly name = 'TenantError'
  readonly code = 'TENANT_CONDITION_MISSING'
}

type SharedTable = {
  readonly [Table in keyof Tables]: Tables[Table] extends { readonly org_id: unknown } ? never : Table
}[keyof Tables]

/** Tables without an organisation that its pages may read: names of people. Everything else is refused or of a tenant. */
const shared: readonly SharedTable[] = ['account']

/** The column that says whose a row is; undefined: nobody's. */
export function tenantColumn(table: string): string | undefined {
  if (table === 'org') return 'id'
  return (shared as readonly string[]).includes(table) ? undefined : 'org_id'
}

export interface Source {
  /** What the rest of the query calls it. */
  readonly name: string
  /** Undefined: a subquery, which was looked at itself. */
  readonly table: string | undefined
}

export function columnOf({ table }: Source): string {
  return table === undefined ? 'org_id' : (tenantColumn(table) ?? 'org_id')
}

/** What a query reads or changes, or what a join adds. The target of an insert is none of them. */
export function listSources(node: OperationNode): readonly Source[] {
  const { from, using, joins, table } = node as Readonly<Record<string, unknown>> & OperationNode & Parts
  return [
    ...(table === undefined ? [] : [toSource(table)]),
    ...(from?.froms ?? []).map(toSource),
    ...(using?.tables ?? []).map(toSource),
    ...(joins ?? []).map((join) => toSource(join.table)),
  ]
}

interface Parts {
  readonly table?: OperationNode
  readonly from?: { readonly froms: readonly OperationNode[] }
  readonly using?: { readonly tables: readonly OperationNode[] }
  readonly joins?: readonly { readonly table: OperationNode }[]
}

function toSource(node: OperationNode): Source {
  if (TableNode.is(node)) {
    const { name } = node.table.identifier
    return { name, table: name }
  }
  if (!AliasNode.is(node)) throw new TenantError(`${node.kind}: a source needs a name`)
  const alias =
    node.alias.kind === 'IdentifierNode' ? (node.alias as OperationNode & { name: string }).name : ''
  return { name: alias, table: TableNode.is(node.node) ? node.node.table.identifier.name : undefined }
}
