/** Reads the VEX of CycloneDX 1.4 to 1.7 JSON: vulnerabilities with an analysis, in a BOM or on their own. */
import {
  analysisJustifications,
  vexJustifications,
  type VexResponse,
  vexResponses,
  type VexStatus,
} from '../../../model/index.ts'
import type { VexStatement } from '../../model.ts'
import { type Fields, fieldsOf, listOf, memberOf, present, textOf, textsOf } from '../fields.ts'
import { justificationOf } from '../justifications.ts'
import { vexLimits } from '../limits.ts'
import { collectIssues, type Issues, noteUnread, shown, type Source, type VexReading } from '../reading.ts'
import { nestPaths, normalizeStatement, type VexPath } from '../statements.ts'
import { firstOf, indexComponents, readProperties } from './index-components.ts'
import { statusOf, vexProperties } from './names.ts'
import { readAffects } from './read-affects.ts'

export function readCycloneDxVex(source: Source): VexReading {
  const root = fieldsOf(source.json.value)
  const issues = collectIssues(source.path)
  const metadata = fieldsOf(memberOf(root, 'metadata'))
  const issued = textOf(metadata, 'timestamp')
  const read = readVulnerabilities(root, {
    components: indexComponents(root, issues),
    issues,
    issued,
    source,
  })
  const version = memberOf(root, 'version')
  return {
    document: {
      format: 'cyclonedx',
      formatVersion: textOf(root, 'specVersion') ?? '',
      id: textOf(root, 'serialNumber') ?? `sha256:${source.digest}`,
      ...present({
        author: authorOf(metadata),
        role: firstOf(readProperties(metadata), vexProperties.role),
        version: typeof version === 'number' ? String(version) : undefined,
        issued,
        tooling: toolOf(metadata),
      }),
      statements: read.map(([statement]) => statement),
    },
    issues: issues.list(),
    lines: read.map(([, line]) => line),
  }
}

function authorOf(metadata: Fields): string | undefined {
  const [author] = listOf(metadata, 'authors')
  const others = ['manufacturer', 'manufacture', 'supplier'].map((key) =>
    textOf(memberOf(metadata, key), 'name'),
  )
  return [textOf(author, 'name'), ...others].find((name) => name !== undefined)
}

/** A list in 1.4, an object with components since 1.5. */
function toolOf(metadata: Fields): string | undefined {
  const [tool] = [...listOf(metadata, 'tools'), ...listOf(memberOf(metadata, 'tools'), 'components')]
  return textOf(tool, 'name')
}

interface Context {
  readonly components: ReadonlyMap<string, VexPath>
  readonly issues: Issues
  readonly issued: string | undefined
  readonly source: Source
}

function readVulnerabilities(root: Fields, context: Context): readonly (readonly [VexStatement, number])[] {
  const found: (readonly [VexStatement, number])[] = []
  for (const [index, value] of listOf(root, 'vulnerabilities').entries()) {
    const line = context.source.json.lineOf(['vulnerabilities', index])
    for (const statement of readVulnerability(fieldsOf(value), { ...context, line })) {
      if (found.length < vexLimits.statements) found.push([normalizeStatement(statement), line])
      else context.issues.unkept(`statements after the first ${vexLimits.statements}`)
    }
  }
  return found
}

function readVulnerability(
  item: Fields,
  context: Context & { readonly line: number },
): readonly VexStatement[] {
  const { issues, line } = context
  const id = textOf(item, 'id')
  const state = textOf(memberOf(item, 'analysis'), 'state')
  if (state === undefined) {
    issues.unkept('vulnerabilities without a state of analysis')
    return []
  }
  const status = statusOf.get(state)
  if (id === undefined || status === undefined) {
    const missing = id === undefined ? 'without id' : `in the unknown state ${shown(state)}`
    issues.add('SHAPE_UNEXPECTED', `a vulnerability ${missing} is not read`, line)
    return []
  }
  if (state === 'resolved_with_pedigree' || state === 'false_positive')
    issues.unkept(`the difference between ${state} and ${status}`)
  noteUnread(issues, item, { known: vulnerabilityMembers, prefix: 'vulnerabilities[].' })
  const affects = readAffects(item, status, context)
  if (affects.size === 0)
    issues.add('SHAPE_UNEXPECTED', `the analysis of ${shown(id)} names no product`, line)
  const statement = readAnalysis(item, status, context)
  return [...affects].map(([own, paths]) => toStatement({ statement, status: own, id, paths }, item))
}

/** A version listed against the state has its status from there, and no reason or action of its own. */
function toStatement(
  given: {
    readonly statement: Omit<VexStatement, 'products' | 'vulnerability'>
    readonly status: VexStatus
    readonly id: string
    readonly paths: readonly VexPath[]
  },
  item: Fields,
): VexStatement {
  const { statement, status, id, paths } = given
  const aliases = listOf(item, 'references').flatMap((one) => textOf(one, 'id') ?? [])
  const description = textOf(item, 'description')
  const rest = status === statement.status ? statement : { responses: [], ...present({ at: statement.at }) }
  return {
    vulnerability: { id, aliases, ...present({ description }) },
    products: nestPaths(paths),
    ...rest,
    status,
  }
}

function readAnalysis(
  item: Fields,
  status: VexStatus,
  { issues, issued }: Context,
): Omit<VexStatement, 'products' | 'vulnerability'> {
  const analysis = fieldsOf(memberOf(item, 'analysis'))
  noteUnread(issues, analysis, { known: analysisMembers, prefix: 'analysis.' })
  const kept = readProperties(item)
  const detail = textOf(analysis, 'detail')
  const isNotAffected = status === 'not_affected'
  const [updated, first] = [textOf(analysis, 'lastUpdated'), textOf(analysis, 'firstIssued')]
  if (updated !== undefined && first !== undefined && updated !== first)
    issues.unkept('analysis.firstIssued before lastUpdated')
  const action = [textOf(item, 'recommendation'), textOf(item, 'workaround')]
    .filter((text) => text !== undefined)
    .join('\n\n')
  return {
    status,
    ...readJustification(analysis, kept, issues),
    responses: readResponses(analysis, issues),
    ...present({
      impact: isNotAffected ? detail : firstOf(kept, vexProperties.impact),
      notes: isNotAffected ? firstOf(kept, vexProperties.notes) : detail,
      action: action === '' ? undefined : action,
      actionAt: firstOf(kept, vexProperties.actionAt),
      supplier: firstOf(kept, vexProperties.supplier),
      at: updated ?? first ?? firstOf(kept, vexProperties.at) ?? issued,
    }),
  }
}

function readJustification(
  analysis: Fields,
  kept: ReturnType<typeof readProperties>,
  issues: Issues,
): Pick<VexStatement, 'justification' | 'analysis'> {
  const text = textOf(analysis, 'justification')
  const nine = analysisJustifications.find((known) => known === text)
  if (text !== undefined && nine === undefined) issues.unkept(`the unknown justification ${shown(text)}`)
  const own = vexJustifications.find((known) => known === firstOf(kept, vexProperties.justification))
  const five = own ?? (nine === undefined ? undefined : justificationOf(nine))
  const isDerived = own !== undefined && firstOf(kept, vexProperties.analysis) === 'derived'
  return {
    ...present({ justification: five }),
    ...(nine === undefined || isDerived ? {} : { analysis: nine }),
  }
}

function readResponses(analysis: Fields, issues: Issues): readonly VexResponse[] {
  return textsOf(analysis, 'response').flatMap((text): readonly VexResponse[] => {
    const known = vexResponses.find((response) => response === text)
    if (known === undefined) issues.unkept(`the unknown response ${shown(text)}`)
    return known === undefined ? [] : [known]
  })
}

const vulnerabilityMembers: ReadonlySet<string> = new Set([
  'bom-ref',
  'id',
  'source',
  'references',
  'description',
  'recommendation',
  'workaround',
  'analysis',
  'affects',
  'properties',
])

const analysisMembers: ReadonlySet<string> = new Set([
  'state',
  'justification',
  'response',
  'detail',
  'firstIssued',
  'lastUpdated',
])
