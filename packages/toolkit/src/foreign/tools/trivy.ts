/** The JSON report of Trivy (schema version 2; pkg/types/report.go): packages of images, trees and SBOMs. */
import type { JsonDocument } from '../../base/index.ts'
import { type Ecosystem, field, listField, readJsonFile, textField } from '../../inventory/index.ts'
import type { ParsedFile, Relation, Scope } from '../../model/index.ts'
import { whyResultIsSkipped } from '../skipped.ts'
import {
  addForeign,
  finishForeign,
  type ForeignDraft,
  joinLicenses,
  noteFindings,
  startForeign,
  warnIncomplete,
} from './foreign-draft.ts'
import { toDistroRelease, trivyParts } from './trivy-types.ts'
import { texts } from './values.ts'

export const trivy: Ecosystem = {
  id: 'trivy',
  purlType: 'mixed',
  versions: 'generic',
  files: ['*trivy*.json'],
  title: 'Result of Trivy (JSON)',
  knows: { transitive: 'partial', scope: true, edges: true, license: true, hashes: false },
  recognised: 'by-content',
  accepts: (text) => /"SchemaVersion"\s*:\s*2\b/.test(text) && /"Artifact(?:Name|Type)"\s*:/.test(text),
  skips: whyResultIsSkipped,
  parse: (file) => {
    const document = readJsonFile(file)
    return document.ok ? parseReport(file.path, document.value) : document.error
  },
}

const findingKinds = ['Vulnerabilities', 'Misconfigurations', 'Secrets', 'Licenses']

function parseReport(path: string, document: JsonDocument): ParsedFile {
  const foreign = startForeign(path)
  const os = field(field(document.value, 'Metadata'), 'OS')
  const distro = { family: textField(os, 'Family') ?? '', name: textField(os, 'Name') ?? '' }
  let findings = 0
  let isOnlyVulnerable = false
  listField(document.value, 'Results').forEach((result, at) => {
    const packages = listField(result, 'Packages')
    const vulnerable = listField(result, 'Vulnerabilities')
    findings += findingKinds.reduce((sum, kind) => sum + listField(result, kind).length, 0)
    const around = {
      type: textField(result, 'Type') ?? '',
      class: textField(result, 'Class') ?? '',
      distro,
      at,
    }
    if (packages.length === 0 && vulnerable.length > 0) isOnlyVulnerable = true
    const lineOf = (list: string, index: number): number => document.lineOf(['Results', at, list, index])
    packages.forEach((one, index) => addOne(foreign, { ...around, one, line: lineOf('Packages', index) }))
    if (packages.length === 0)
      vulnerable.forEach((one, index) =>
        addVulnerable(foreign, { ...around, one, line: lineOf('Vulnerabilities', index) }),
      )
  })
  if (isOnlyVulnerable) {
    const message = 'Trivy listed only packages that it found something about; the others are missing here'
    warnIncomplete(foreign, message, 'run Trivy with --list-all-pkgs, or write an SBOM with it')
  }
  noteFindings(foreign, 'Trivy', findings)
  return finishForeign(foreign)
}

interface Row {
  readonly one: unknown
  readonly type: string
  readonly class: string
  readonly distro: { readonly family: string; readonly name: string }
  /** Of the result: ids of packages are unique within one. */
  readonly at: number
  readonly line: number
}

function addOne(foreign: ForeignDraft, row: Row): void {
  const { one } = row
  const name = textField(one, 'Name') ?? ''
  const version = versionOf(one, '')
  const relationship = textField(one, 'Relationship')
  const source = sourceOf(one, name, version)
  const license = joinLicenses(texts(listField(one, 'Licenses')))
  addForeign(foreign, {
    key: `${row.at} ${textField(one, 'ID') ?? `${name}@${version}`}`,
    name,
    version,
    purl: textField(field(one, 'Identifier'), 'PURL') ?? textField(one, 'Ref'),
    parts: trivyParts(row.type, row.distro, { name, version }),
    qualifiers: source === undefined ? {} : { upstream: source },
    line: row.line,
    relation: relations[relationship ?? ''] ?? (field(one, 'Indirect') === true ? 'transitive' : 'unknown'),
    scope: scopeOf(one, row.class),
    isFirstParty: relationship === 'root' || relationship === 'workspace',
    ...(license === undefined ? {} : { license }),
    dependsOn: texts(listField(one, 'DependsOn')).map((id) => `${row.at} ${id}`),
  })
}

const relations: Readonly<Record<string, Relation>> = { direct: 'direct', indirect: 'transitive' }

function scopeOf(one: unknown, kind: string): Scope {
  if (field(one, 'Dev') === true) return 'development'
  return kind === 'os-pkgs' ? 'runtime' : 'unknown'
}

/** `[epoch:]version[-release]`, of the package itself or with the prefix `Src` of its source. */
function versionOf(one: unknown, prefix: '' | 'Src'): string {
  const version = textField(one, `${prefix}Version`) ?? ''
  const release = textField(one, `${prefix}Release`)
  const epoch = field(one, `${prefix}Epoch`)
  const start = typeof epoch === 'number' && epoch > 0 ? `${epoch}:` : ''
  return version === '' ? '' : `${start}${version}${release === undefined ? '' : `-${release}`}`
}

/** Distributions write their advisories about source packages (qualifier `upstream`); said where it is another one. */
function sourceOf(one: unknown, name: string, version: string): string | undefined {
  const source = textField(one, 'SrcName')
  if (source === undefined) return undefined
  const sourceVersion = versionOf(one, 'Src')
  if (sourceVersion === '' || sourceVersion === version) return source === name ? undefined : source
  return `${source}@${sourceVersion}`
}

/** Of a report without lists of packages, what its findings name. */
function addVulnerable(foreign: ForeignDraft, row: Row): void {
  const name = textField(row.one, 'PkgName') ?? ''
  const version = textField(row.one, 'InstalledVersion') ?? ''
  const distro = toDistroRelease(row.distro)
  addForeign(foreign, {
    key: `${row.at} ${textField(row.one, 'PkgID') ?? `${name}@${version}`}`,
    name,
    version,
    purl: textField(field(row.one, 'PkgIdentifier'), 'PURL') ?? textField(row.one, 'PkgRef'),
    parts: trivyParts(row.type, row.distro, { name, version }),
    qualifiers: row.class === 'os-pkgs' && distro !== undefined ? { distro } : {},
    line: row.line,
    scope: scopeOf(row.one, row.class),
  })
}
