/** New rows carry the organisation, and replace no row of another one. */
import {
  AndNode,
  BinaryOperationNode,
  type InsertQueryNode,
  type OnConflictNode,
  type OperationNode,
  ReferenceNode,
  ValueNode,
  ValuesNode,
} from 'kysely'
import { TenantError, tenantColumn } from './tenant-tables.ts'

export function checkInsert(node: InsertQueryNode, orgId: string): void {
  const table = node.into?.table.identifier.name ?? ''
  if (tenantColumn(table) !== 'org_id') throw new TenantError(`${table}: no organisation adds rows here`)
  checkRows(node, { table, orgId })
  checkConflict(node, { table, orgId })
}

interface Target {
  readonly table: string
  readonly orgId: string
}

function checkRows({ columns, values }: InsertQueryNode, { table, orgId }: Target): void {
  const at = columns?.findIndex(({ column: { name } }) => name === 'org_id') ?? -1
  if (at < 0) throw new TenantError(`${table}: a new row needs its org_id`)
  if (values === undefined || !ValuesNode.is(values)) {
    throw new TenantError(`${table}: rows are added by value, not from a query`)
  }
  for (const row of values.values) {
    const value = row.values[at]
    const isOurs = row.kind === 'PrimitiveValueListNode' ? value === orgId : isValue(value, orgId)
    if (!isOurs) throw new TenantError(`${table}: a new row is of another organisation`)
  }
}

function isValue(value: unknown, orgId: string): boolean {
  return ValueNode.is(value as OperationNode) && (value as ValueNode).value === orgId
}

/** `on conflict … do update` changes a row that is there: only one whose key, or condition, names the organisation. */
function checkConflict(
  { onConflict, onDuplicateKey, replace, orAction }: InsertQueryNode,
  { table, orgId }: Target,
): void {
  if (replace === true || orAction?.action === 'replace' || onDuplicateKey !== undefined) {
    throw new TenantError(`${table}: use on conflict, with columns`)
  }
  if (onConflict?.updates === undefined) return
  const isKeyed = onConflict.columns?.some(({ column: { name } }) => name === 'org_id') === true
  if (!isKeyed && !isConditioned(onConflict, { table, orgId })) {
    throw new TenantError(`${table}: the columns of a conflict include org_id`)
  }
  if (onConflict.updates.some(({ column }) => nameOf(column) === 'org_id')) {
    throw new TenantError('org_id: a row stays with its organisation')
  }
}

function nameOf(column: OperationNode): unknown {
  return (column as { readonly column?: { readonly name?: unknown } }).column?.name
}

function isConditioned({ updateWhere }: OnConflictNode, { table, orgId }: Target): boolean {
  const search = (node: OperationNode | undefined): boolean => {
    if (node === undefined) return false
    if (AndNode.is(node)) return search(node.left) || search(node.right)
    if (!BinaryOperationNode.is(node) || !ReferenceNode.is(node.leftOperand)) return false
    const { column, table: of } = node.leftOperand
    return (
      column.kind === 'ColumnNode' &&
      column.column.name === 'org_id' &&
      of?.table.identifier.name === table &&
      (node.operator as OperationNode & { operator?: string }).operator === '=' &&
      isValue(node.rightOperand, orgId)
    )
  }
  return search(updateWhere?.where)
}
