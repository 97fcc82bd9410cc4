/** The JSON output of ScanCode 32 (packages, dependencies, licence detections of files). */
import type { JsonDocument } from '../../base/index.ts'
import { addIssue, type Ecosystem, field, listField, readJsonFile, textField } from '../../inventory/index.ts'
import type { ParsedFile, Relation, Scope } from '../../model/index.ts'
import { whyResultIsSkipped } from '../skipped.ts'
import {
  addForeign,
  finishForeign,
  type ForeignDraft,
  startForeign,
  warnIncomplete,
} from './foreign-draft.ts'

export const scancode: Ecosystem = {
  id: 'scancode',
  purlType: 'mixed',
  versions: 'generic',
  files: ['*scancode*.json'],
  title: 'Result of ScanCode (JSON)',
  knows: { transitive: 'partial', scope: true, edges: false, license: true, hashes: false },
  recognised: 'by-content',
  accepts: (text) =>
    /"tool_name"\s*:\s*"scancode-toolkit"/.test(text) ||
    (/"files"\s*:\s*\[/.test(text) &&
      /"(?:for_package_uid|package_uid|detected_license_expression_spdx)"\s*:/.test(text)),
  skips: whyResultIsSkipped,
  parse: (file) => {
    const document = readJsonFile(file)
    return document.ok ? parseOutput(file.path, document.value) : document.error
  },
}

function parseOutput(path: string, document: JsonDocument): ParsedFile {
  const foreign = startForeign(path)
  const { value } = document
  listField(value, 'packages').forEach((one, at) => {
    const license = licenseOf(one)
    addForeign(foreign, {
      name: textField(one, 'name') ?? '',
      version: textField(one, 'version'),
      purl: textField(one, 'purl'),
      line: document.lineOf(['packages', at]),
      ...(license === undefined ? {} : { license }),
    })
  })
  listField(value, 'dependencies').forEach((one, at) =>
    addDependency(foreign, one, document.lineOf(['dependencies', at])),
  )
  if (field(value, 'packages') === undefined && field(value, 'dependencies') === undefined) {
    warnIncomplete(foreign, 'this scan did not look for packages', 'run ScanCode with --package')
  }
  noteDetections(foreign, listField(value, 'files'))
  return finishForeign(foreign)
}

/** The declared expression; `LicenseRef-scancode-unknown` and the like say that ScanCode does not know. */
function licenseOf(one: unknown): string | undefined {
  const expression = textField(one, 'declared_license_expression_spdx')
  return expression ?? textField(one, 'extracted_license_statement')?.trim().slice(0, 200)
}

function addDependency(foreign: ForeignDraft, one: unknown, line: number): void {
  const purl = textField(one, 'purl')
  const requirement = textField(one, 'extracted_requirement')
  const isPinned = field(one, 'is_pinned') === true || field(one, 'is_resolved') === true
  const group = textField(one, 'scope')
  addForeign(foreign, {
    // The same package from two manifests stays one; the purl is the key.
    name: purl ?? '',
    purl: isPinned ? purl : purl?.replace(/@[^@/?#]*(?=$|[?#])/, ''),
    line,
    ...(isPinned || requirement === undefined ? {} : { requirement }),
    scope: scopeOf(one, group),
    relation: relationOf(field(one, 'is_direct')),
    ...(group === undefined ? {} : { groups: [group] }),
  })
}

function scopeOf(one: unknown, group: string | undefined): Scope {
  if (/^(?:dev|devdependencies|development|test|tests|require-dev|testimplementation)$/i.test(group ?? ''))
    return 'development'
  if (field(one, 'is_optional') === true) return 'optional'
  return field(one, 'is_runtime') === true ? 'runtime' : 'unknown'
}

function relationOf(isDirect: unknown): Relation {
  return typeof isDirect === 'boolean' ? (isDirect ? 'direct' : 'transitive') : 'unknown'
}

/** An inventory has no place for licences of single files; the most frequent are named, so that nobody misses them. */
function noteDetections(foreign: ForeignDraft, files: readonly unknown[]): void {
  const counts = new Map<string, number>()
  for (const file of files) {
    const license = textField(file, 'detected_license_expression_spdx')
    if (license !== undefined) counts.set(license, (counts.get(license) ?? 0) + 1)
  }
  if (counts.size === 0) return
  const all = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const named = all.slice(0, 5).map(([license, count]) => `${license.slice(0, 80)} (${count})`)
  const more = all.length > 5 ? ` and ${all.length - 5} more` : ''
  const total = all.reduce((sum, [, count]) => sum + count, 0)
  addIssue(foreign.draft, {
    code: 'FORMAT_UNSUPPORTED',
    level: 'note',
    line: 1,
    message: `ScanCode found licences in ${total} files, which the list of components does not show: ${named.join(', ')}${more}`,
  })
}
