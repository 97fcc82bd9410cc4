/**
 * Answers of VulnerableCode's programming interface, kept as files: packages with their vulnerabilities (v1, v2, v3),
 * vulnerabilities with their packages (v1), advisories with impacted packages (v2, v3); alone, in lists, or page by page.
 */
import { err, type Result } from '../../base/index.ts'
import type { DropReason, ReadContext, SourceFile, SourceFormat, SourceRecord } from '../source-format.ts'
import { readAdvisory } from './aboutcode-b.ts'
import { type Mention, type PackageEntry, readJson, toPieces } from './aboutcode-lists.ts'
import { describe, globalIds, readAliases, readVersionLists } from './aboutcode-records.ts'
import { type Fields, fields, isObject, list, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { toRecord } from './package-record.ts'

export const vulnerablecode: SourceFormat = {
  id: 'vulnerablecode',
  title: 'VulnerableCode answers (JSON)',
  yields: ['claims'],
  source: 'vulnerablecode',
  license: 'CC-BY-SA-4.0',
  recognises: ({ path, text: sample }) =>
    /\.json$/i.test(path) &&
    (/"(?:vulnerability_id|advisory_uid|avid)"\s*:/.test(sample) ||
      (/"advisory_id"\s*:/.test(sample) && /"impacted_packages"\s*:/.test(sample))) &&
    /"(?:affected_by_vulnerabilities|fixing_vulnerabilities|affected_packages|fixed_packages|impacted_packages|weighted_severity)"\s*:/.test(
      sample,
    ),
  split: splitAnswer,
  read: (file, context) => readJson(parseJsonText(file.text), context, readObject),
}

/** Packages become one piece per vulnerability; other objects one piece each. */
function splitAnswer(file: SourceFile): Iterable<SourceFile> {
  const value = parseJsonText(file.text)
  const items = itemsOf(value)
  const packages = items.filter(isPackage)
  const others = items.filter((item) => !isPackage(item))
  if (items.length === 0 || others[0] === value) return [file]
  const pieces = toPieces(file, packages.map(readPackage), 'package')
  const rest = others.map((item, at) => ({ path: `${file.path}#${at}`, text: JSON.stringify(item) }))
  return [...pieces, ...rest]
}

/** A list, a page (`results`), its second version (`results.packages` beside a table of vulnerabilities), or one object. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  const { results } = fields(value)
  if (Array.isArray(results)) return results
  if (!isObject(results)) return [value]
  const { packages, vulnerabilities, advisories } = results
  const tables = [vulnerabilities, advisories].flatMap((table) => Object.values(fields(table)))
  return [...list(packages), ...tables]
}

function isPackage(item: unknown): item is Fields {
  return isObject(item) && typeof item['purl'] === 'string' && 'affected_by_vulnerabilities' in item
}

function readPackage(item: Fields): PackageEntry {
  return {
    purl: text(item['purl']) ?? '',
    affected: mentionsOf(item['affected_by_vulnerabilities']),
    fixing: mentionsOf(item['fixing_vulnerabilities']),
  }
}

/** Objects in a list (v1, v3) or in a table by id (v2); or ids alone. */
function mentionsOf(value: unknown): readonly Mention[] {
  const items = Array.isArray(value) ? list(value) : Object.values(fields(value))
  return items.flatMap((item) => {
    const alone = text(item)
    if (alone !== undefined) return [{ id: alone }]
    const more = fields(item)
    const id = idOf(more)
    const fixed = [...purlsOf(more['fixed_by_packages']), ...purlsOf(more['fixed_packages'])]
    return id === undefined ? [] : [{ id, more: toText(more), fixed }]
  })
}

/** What a piece keeps of a mention: the packages stand in its own lists. */
function toText(more: Fields): Fields {
  const { summary, severities, weaknesses, references } = more
  return { aliases: aliasesOf(more), summary, severities, weaknesses, references }
}

function idOf(item: Fields): string | undefined {
  return (
    text(item['advisory_uid']) ??
    text(item['avid']) ??
    text(item['vulnerability_id']) ??
    text(item['advisory_id'])
  )
}

/** Purls, or objects with a member `purl`. */
function purlsOf(value: unknown): readonly string[] {
  return list(value).flatMap((item) => text(item) ?? text(fields(item)['purl']) ?? [])
}

function readObject(value: Fields, context: ReadContext): Result<SourceRecord, DropReason> {
  if (Array.isArray(value['impacted_packages'])) return readAdvisory(value, context)
  const id = idOf(value)
  if (id === undefined) return err('NOT_A_RECORD')
  const affected = purlsOf(value['affected_packages'])
  return toRecord(
    {
      ...describe(value),
      id,
      aliases: aliasesOf(value),
      packages: readVersionLists(affected, purlsOf(value['fixed_packages'])),
    },
    context,
  )
}

function aliasesOf(item: Fields): readonly string[] {
  return [...globalIds(texts([item['advisory_id']])), ...readAliases(item['aliases'])]
}
