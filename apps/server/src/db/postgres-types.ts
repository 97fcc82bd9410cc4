/** Migrations are written once, in SQLite's types; on PostgreSQL they mean the types that hold and sort the same. */
import {
  AddColumnNode,
  type ColumnDefinitionNode,
  CreateTableNode,
  DataTypeNode,
  type KyselyPlugin,
  RawNode,
  type RootOperationNode,
} from 'kysely'

/** Text sorts by code point in every installation, whatever its locale; integers hold ±2^53. */
const types: Readonly<Record<string, string>> = {
  text: 'text collate "C"',
  integer: 'bigint',
  blob: 'bytea',
}

export const postgresTypes: KyselyPlugin = {
  transformQuery: ({ node }) => toPostgres(node),
  transformResult: async ({ result }) => await Promise.resolve(result),
}

function toPostgres(node: RootOperationNode): RootOperationNode {
  if (CreateTableNode.is(node)) return { ...node, columns: node.columns.map(toColumn) }
  if (node.kind !== 'AlterTableNode') return node
  const alterations = node.columnAlterations?.map((change) =>
    AddColumnNode.is(change) ? { ...change, column: toColumn(change.column) } : change,
  )
  return alterations === undefined ? node : { ...node, columnAlterations: alterations }
}

function toColumn(column: ColumnDefinitionNode): ColumnDefinitionNode {
  const { dataType } = column
  if (!DataTypeNode.is(dataType) || typeof dataType.dataType !== 'string') return column
  if (column.autoIncrement === true) {
    const { autoIncrement: _, ...rest } = column
    return { ...rest, dataType: RawNode.createWithSql('bigserial') }
  }
  const type = types[dataType.dataType]
  return type === undefined ? column : { ...column, dataType: RawNode.createWithSql(type) }
}
