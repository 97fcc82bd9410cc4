/** Reads back the facts that our own documents carry in properties or annotations. */
import type { Issue, IssueCode, IssueLevel } from '../../base/index.ts'
import type { FileReport, FileStatus, Origin, Relation, Scope } from '../../model/index.ts'
import { type Property, propertyNames } from '../properties.ts'
import { type DraftFacts, noFacts } from './draft.ts'
import { type Fields, member, parseFields, textOf } from './values.ts'

const relations: readonly Relation[] = ['direct', 'transitive', 'unknown']
const scopes: readonly Scope[] = ['runtime', 'development', 'optional', 'peer', 'build', 'unknown']
const origins: readonly Origin[] = ['registry', 'git', 'url', 'path', 'workspace']
const statuses: readonly FileStatus[] = ['parsed', 'partial', 'skipped', 'unsupported', 'unreadable']
const levels: readonly IssueLevel[] = ['error', 'warning', 'note']

/** A record, so that the compiler notices a code that is missing here. */
const issueCodes: Readonly<Record<IssueCode, true>> = {
  FILE_TOO_LARGE: true,
  FILE_UNREADABLE: true,
  FILE_NOT_UTF8: true,
  FOLDER_UNREADABLE: true,
  LINK_SKIPPED: true,
  SYNTAX_INVALID: true,
  NESTING_TOO_DEEP: true,
  DUPLICATE_KEY: true,
  SHAPE_UNEXPECTED: true,
  FORMAT_VERSION_UNSUPPORTED: true,
  FORMAT_UNSUPPORTED: true,
  ENTRY_UNREADABLE: true,
  VERSION_UNRESOLVED: true,
  VERSION_UNPARSABLE: true,
  PURL_INVALID: true,
  REFERENCE_MISSING: true,
  INCLUDE_MISSING: true,
  LOCK_MISSING: true,
  RANGE_INVALID: true,
  PARSER_FAILED: true,
  DIGEST_MISMATCH: true,
}
const codes = Object.keys(issueCodes) as readonly IssueCode[]

/** Values outside our own vocabulary are left out, as if the property were absent. */
export function readCarriedFacts(properties: readonly Property[]): DraftFacts {
  const names = propertyNames
  const values = (name: string): readonly string[] =>
    properties.flatMap((property) => (property.name === name ? [property.value] : []))
  const first = (name: string): string | undefined => values(name)[0]
  const relation = oneOf(relations, first(names.relation))
  const scope = oneOf(scopes, first(names.scope))
  const origin = oneOf(origins, first(names.origin))
  const ecosystem = first(names.ecosystem)
  const requirement = first(names.requirement)
  return {
    ...noFacts,
    ...(relation !== undefined && { relation }),
    ...(scope !== undefined && { scope }),
    ...(origin !== undefined && { origin }),
    ...(ecosystem !== undefined && { ecosystem }),
    ...(requirement !== undefined && { requirement }),
    ...(first(names.versionResolved) === 'false' && { isVersionResolved: false }),
    ...(first(names.firstParty) === 'true' && { isFirstParty: true }),
    groups: values(names.group),
    aliases: values(names.alias),
  }
}

/** Undefined where the text is none that our writer makes. */
export function readCarriedFile(text: string): FileReport | undefined {
  const fields = parseFields(text)
  const path = textOf(fields, 'path')
  const ecosystem = textOf(fields, 'ecosystem')
  const status = oneOf(statuses, textOf(fields, 'status'))
  const packages = countOf(fields, 'packages')
  const reason = textOf(fields, 'reason')
  if (path === undefined || ecosystem === undefined || status === undefined || packages === undefined)
    return undefined
  return { path, ecosystem, status, packages, ...(reason !== undefined && { reason }) }
}

export function readCarriedIssue(text: string): Issue | undefined {
  const fields = parseFields(text)
  const code = oneOf(codes, textOf(fields, 'code'))
  const level = oneOf(levels, textOf(fields, 'level'))
  const path = member(fields, 'path')
  const message = textOf(fields, 'message')
  if (code === undefined || level === undefined || typeof path !== 'string' || message === undefined)
    return undefined
  const line = countOf(fields, 'line')
  const hint = textOf(fields, 'hint')
  return {
    code,
    level,
    path,
    ...(line !== undefined && { line }),
    message,
    ...(hint !== undefined && { hint }),
  }
}

export function readCarriedUnidentified(text: string): { line: number; reason: string } | undefined {
  const fields = parseFields(text)
  const line = countOf(fields, 'line')
  const reason = textOf(fields, 'reason')
  return line === undefined || reason === undefined ? undefined : { line, reason }
}

export function countOf(fields: Fields | undefined, key: string): number | undefined {
  const value = member(fields, key)
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

function oneOf<T extends string>(allowed: readonly T[], text: string | undefined): T | undefined {
  return allowed.find((item) => item === text)
}
