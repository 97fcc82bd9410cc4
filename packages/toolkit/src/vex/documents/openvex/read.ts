/** Reads OpenVEX 0.2.0 and what came before it (0.0.1: texts where 0.2.0 has objects). */
import { vexJustifications, vexStatuses } from '../../../model/index.ts'
import type { VexStatement } from '../../model.ts'
import { type Fields, fieldsOf, listOf, memberOf, present, textOf, textsOf } from '../fields.ts'
import { vexLimits } from '../limits.ts'
import { collectIssues, type Issues, noteUnread, shown, type Source, type VexReading } from '../reading.ts'
import { givenText } from '../sentences.ts'
import { normalizeStatement } from '../statements.ts'
import { readProducts } from './read-products.ts'

export function readOpenVex(source: Source): VexReading {
  const root = fieldsOf(source.json.value)
  const issues = collectIssues(source.path)
  noteUnread(issues, root, { known: headMembers, prefix: '' })
  const head = {
    ...present({
      author: textOf(root, 'author'),
      role: textOf(root, 'role'),
      version: versionOf(root),
      issued: textOf(root, 'timestamp'),
      updated: textOf(root, 'last_updated'),
      tooling: textOf(root, 'tooling'),
    }),
  }
  const read = readStatements(root, { source, issues, issued: head.issued })
  const context = textOf(root, '@context') ?? ''
  const formatVersion = /\/v(\d+\.\d+\.\d+)/.exec(context)?.[1] ?? '0.0.1'
  return {
    document: {
      format: 'openvex',
      formatVersion,
      id: textOf(root, '@id') ?? `sha256:${source.digest}`,
      ...head,
      statements: read.map(([statement]) => statement),
    },
    issues: issues.list(),
    lines: read.map(([, line]) => line),
  }
}

/** A number since 0.2.0, a text before. */
function versionOf(root: Fields): string | undefined {
  const version = memberOf(root, 'version')
  return typeof version === 'number' ? String(version) : textOf(root, 'version')
}

interface Context {
  readonly source: Source
  readonly issues: Issues
  readonly issued: string | undefined
}

function readStatements(root: Fields, context: Context): readonly (readonly [VexStatement, number])[] {
  const items = listOf(root, 'statements')
  if (items.length > vexLimits.statements)
    context.issues.add('ENTRY_UNREADABLE', `statements after the first ${vexLimits.statements} are not read`)
  return items.slice(0, vexLimits.statements).flatMap((item, index) => {
    const line = context.source.json.lineOf(['statements', index])
    const statement = readStatement(fieldsOf(item), { ...context, line })
    return statement === undefined ? [] : [[normalizeStatement(statement), line] as const]
  })
}

function readStatement(
  item: Fields,
  { issues, issued, line }: Context & { readonly line: number },
): VexStatement | undefined {
  const status = vexStatuses.find((known) => known === textOf(item, 'status'))
  const vulnerability = readVulnerability(item, issues)
  const products = readProducts(item, issues, line)
  if (status === undefined || vulnerability === undefined || products.length === 0) {
    const missing =
      status === undefined ? 'a known status' : vulnerability === undefined ? 'a vulnerability' : 'a product'
    issues.add('SHAPE_UNEXPECTED', `a statement without ${missing} is not read`, line)
    return undefined
  }
  noteUnread(issues, item, { known: statementMembers, prefix: 'statements[].' })
  const given = textOf(item, 'justification')
  const justification = vexJustifications.find((known) => known === given)
  if (given !== undefined && justification === undefined)
    issues.add('SHAPE_UNEXPECTED', `the justification ${shown(given)} is not known`, line)
  return {
    vulnerability,
    products,
    status,
    responses: [],
    ...present({ justification }),
    ...present({
      impact: givenText(textOf(item, 'impact_statement')),
      action: givenText(textOf(item, 'action_statement')),
      actionAt: textOf(item, 'action_statement_timestamp'),
      notes: textOf(item, 'status_notes'),
      supplier: textOf(item, 'supplier'),
      at: timeOf(item, issues) ?? issued,
    }),
  }
}

/** Specification, "Statement inheritance": a statement without time has that of its document. */
function timeOf(item: Fields, issues: Issues): string | undefined {
  const [made, updated] = [textOf(item, 'timestamp'), textOf(item, 'last_updated')]
  if (made !== undefined && updated !== undefined && made !== updated)
    issues.unkept('statements[].timestamp before last_updated')
  return updated ?? made
}

function readVulnerability(item: Fields, issues: Issues): VexStatement['vulnerability'] | undefined {
  const value = memberOf(item, 'vulnerability')
  if (typeof value === 'string') return value === '' ? undefined : { id: value, aliases: [] }
  const iri = textOf(value, '@id')
  const id = textOf(value, 'name') ?? iri
  if (id === undefined) return undefined
  noteUnread(issues, fieldsOf(value), { known: vulnerabilityMembers, prefix: 'vulnerability.' })
  const description = textOf(value, 'description')
  const aliases = [...(iri === undefined ? [] : [iri]), ...textsOf(value, 'aliases')]
  return { id, aliases, ...present({ description }) }
}

const headMembers: ReadonlySet<string> = new Set([
  '@context',
  '@id',
  'author',
  'role',
  'timestamp',
  'last_updated',
  'version',
  'tooling',
  'statements',
])

const statementMembers: ReadonlySet<string> = new Set([
  'vulnerability',
  'products',
  'subcomponents',
  'status',
  'justification',
  'impact_statement',
  'action_statement',
  'action_statement_timestamp',
  'status_notes',
  'supplier',
  'timestamp',
  'last_updated',
])

const vulnerabilityMembers: ReadonlySet<string> = new Set(['@id', 'name', 'description', 'aliases'])
