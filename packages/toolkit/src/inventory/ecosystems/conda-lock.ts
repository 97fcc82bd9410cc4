/** conda-lock.yml, version 1 (conda-lock, "unified lock file"): packages of Conda and pip for several platforms. */
import type { ParsedFile, PurlParts, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { condaPurl } from '../read/conda.ts'
import { hexHash } from '../read/hash.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { pypiPurl } from '../read/python.ts'
import { entriesField, field, listField, textField } from '../read/shape.ts'
import { noteDuplicateYamlKeys, readYamlFile } from '../read/yaml.ts'

export const condaLock: Ecosystem = {
  id: 'conda-lock',
  purlType: 'conda',
  versions: 'generic',
  files: ['conda-lock.yml', '*.conda-lock.yml'],
  title: 'conda-lock.yml',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  parse: parseCondaLock,
}

function parseCondaLock(file: SourceFile): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  const version = textField(yaml.value.value, 'version')
  if (version !== '1') {
    const message = `version ${version ?? '(none)'} is unknown; it was read as 1`
    addIssue(draft, { code: 'FORMAT_VERSION_UNSUPPORTED', line: 1, message })
  }
  for (const entry of listField(yaml.value.value, 'package')) addEntry(draft, entry, yaml.value.lineOf(entry))
  return finishDraft(draft)
}

/** Edges stay within a platform, and name packages of either manager. */
function keyOf(name: string, platform: string): string {
  return `${name.toLowerCase()}@${platform}`
}

function addEntry(draft: Draft, entry: unknown, line: number): void {
  const name = textField(entry, 'name')
  const version = textField(entry, 'version')
  const platform = textField(entry, 'platform') ?? ''
  if (name === undefined || version === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a package without name or version' })
    return
  }
  addPackage(draft, {
    key: keyOf(name, platform),
    purl: purlOf(entry, name, version),
    line,
    scope: scopeOf(entry),
    groups: [textField(entry, 'category') ?? []].flat(),
    hashes: [
      ...hexHash('SHA-256', field(field(entry, 'hash'), 'sha256')),
      ...hexHash('MD5', field(field(entry, 'hash'), 'md5')),
    ],
    dependsOn: entriesField(entry, 'dependencies').map(([target]) => keyOf(target, platform)),
    requires: entriesField(entry, 'dependencies').flatMap(([target, range]) =>
      typeof range === 'string' && range !== '' ? [[keyOf(target, platform), range] as const] : [],
    ),
  })
}

/** `…/CHANNEL/SUBDIR/NAME-VERSION-BUILD.conda` */
function purlOf(entry: unknown, name: string, version: string): PurlParts {
  if (textField(entry, 'manager') === 'pip') return pypiPurl(name, version, undefined)
  const parts = (textField(entry, 'url') ?? '').split('/')
  const build = /-([^-/]+?)(?:\.tar\.bz2|\.conda)(?:#.*)?$/.exec(parts.pop() ?? '')?.[1]
  const subdir = parts.pop()
  const channel = parts.pop()
  return condaPurl({ name, version, build, channel, subdir })
}

function scopeOf(entry: unknown): Scope {
  const isOptional = textField(entry, 'optional') === 'true'
  const category = textField(entry, 'category')
  if (category === 'main') return 'runtime'
  if (category !== undefined && /^(?:dev|test|docs?)/.test(category)) return 'development'
  return isOptional ? 'optional' : 'unknown'
}
