/** The JSON result of osv-scanner (pkg/models/results.go): packages by ecosystem and name, as OSV writes them. */
import { toClaimPurl } from '../../advisories/index.ts'
import type { JsonDocument } from '../../base/index.ts'
import { type Ecosystem, field, listField, readJsonFile, textField } from '../../inventory/index.ts'
import { type ParsedFile, type PurlParts, type Scope, splitPurl } from '../../model/index.ts'
import { whyResultIsSkipped } from '../skipped.ts'
import {
  addForeign,
  finishForeign,
  joinLicenses,
  noteFindings,
  startForeign,
  warnIncomplete,
} from './foreign-draft.ts'
import { texts } from './values.ts'

export const osvScanner: Ecosystem = {
  id: 'osv-scanner',
  purlType: 'mixed',
  versions: 'generic',
  files: ['*osv*.json'],
  title: 'Result of osv-scanner (JSON)',
  knows: { transitive: 'partial', scope: true, edges: false, license: true, hashes: false },
  recognised: 'by-content',
  accepts: (text) =>
    /^\s*\{\s*"results"\s*:/.test(text) &&
    /"experimental_config"\s*:|"dependency_groups"\s*:|"ecosystem"\s*:/.test(text),
  skips: whyResultIsSkipped,
  parse: (file) => {
    const document = readJsonFile(file)
    return document.ok ? parseResult(file.path, document.value) : document.error
  },
}

function parseResult(path: string, document: JsonDocument): ParsedFile {
  const foreign = startForeign(path)
  let findings = 0
  let quiet = 0
  listField(document.value, 'results').forEach((result, at) => {
    listField(result, 'packages').forEach((one, index) => {
      const found = listField(one, 'vulnerabilities').length
      findings += found
      if (found === 0) quiet++
      const stated = field(one, 'package')
      const license = joinLicenses(texts(listField(one, 'licenses')))
      const groups = texts(listField(one, 'dependency_groups'))
      addForeign(foreign, {
        name: textField(stated, 'name') ?? textField(stated, 'commit') ?? '',
        version: textField(stated, 'version'),
        parts: partsOf(stated),
        line: document.lineOf(['results', at, 'packages', index]),
        scope: scopeOf(groups),
        groups: [...groups].sort(),
        ...(license === undefined || license === 'UNKNOWN' ? {} : { license }),
      })
    })
  })
  if (quiet === 0) {
    const message =
      'osv-scanner lists only packages with findings unless it is told otherwise; others may be missing'
    warnIncomplete(foreign, message, 'run osv-scanner with --all-packages')
  }
  noteFindings(foreign, 'osv-scanner', findings)
  return finishForeign(foreign)
}

/** Undefined without a name or ecosystem: a commit alone says which code it is, and not which package. */
function partsOf(stated: unknown): PurlParts | undefined {
  const name = textField(stated, 'name')
  const ecosystem = textField(stated, 'ecosystem')
  if (name === undefined || ecosystem === undefined) return undefined
  const found = toClaimPurl(ecosystem, name)
  const version = textField(stated, 'version')
  return found === undefined
    ? undefined
    : { ...splitPurl(found.purl), ...(version === undefined ? {} : { version }) }
}

const development = new Set(['dev', 'development', 'test', 'tests', 'require-dev', 'docs', 'lint'])
const optional = new Set(['optional', 'extras'])

/** In no group: osv-scanner does not say what it is for. */
function scopeOf(groups: readonly string[]): Scope {
  if (groups.length === 0) return 'unknown'
  if (groups.every((group) => development.has(group))) return 'development'
  if (groups.every((group) => optional.has(group))) return 'optional'
  return groups.includes('build') && groups.length === 1 ? 'build' : 'unknown'
}
