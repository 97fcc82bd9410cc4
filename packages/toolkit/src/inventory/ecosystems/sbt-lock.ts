/** build.sbt.lock (plugin sbt-dependency-lock, format 1): resolved artifacts with the configurations that use them. */
import type { Hash, ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { hexHash } from '../read/hash.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { field, listField, textField } from '../read/shape.ts'

export const sbtLock: Ecosystem = {
  id: 'sbt-lock',
  purlType: 'maven',
  versions: 'maven',
  files: ['build.sbt.lock'],
  title: 'build.sbt.lock',
  knows: { transitive: 'full', scope: true, edges: false, license: false, hashes: true },
  parse: parseSbtLock,
}

function parseSbtLock(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const version = field(json.value.value, 'lockVersion')
  if (version !== 1) {
    const message = `lock version ${JSON.stringify(version)} is unknown; it was read as 1`
    addIssue(draft, { code: 'FORMAT_VERSION_UNSUPPORTED', line: 1, message })
  }
  for (const [at, entry] of listField(json.value.value, 'dependencies').entries()) {
    addEntry(draft, entry, json.value.lineOf(['dependencies', at]))
  }
  return finishDraft(draft)
}

function addEntry(draft: Draft, entry: unknown, line: number): void {
  const [namespace, name, version] = ['org', 'name', 'version'].map((key) => textField(entry, key))
  if (namespace === undefined || name === undefined || version === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'expected org, name and version' })
    return
  }
  const groups = listField(entry, 'configurations').filter((group) => typeof group === 'string')
  const purl = { type: 'maven', namespace, name, version }
  addPackage(draft, { purl, line, scope: scopeOf(groups), groups, hashes: hashesOf(entry, name) })
}

function scopeOf(groups: readonly string[]): Scope {
  if (groups.some((group) => group === 'compile' || group === 'runtime')) return 'runtime'
  if (groups.length === 0) return 'unknown'
  return groups.every((group) => /test/i.test(group)) ? 'development' : 'build'
}

/** The jar of the name is the component; its digest is written as `sha1:HEX`. */
function hashesOf(entry: unknown, name: string): readonly Hash[] {
  const jar = listField(entry, 'artifacts').find((one) => textField(one, 'name') === `${name}.jar`)
  const [kind, value] = (textField(jar, 'hash') ?? '').split(':')
  return kind === 'sha1' ? hexHash('SHA-1', value) : kind === 'sha256' ? hexHash('SHA-256', value) : []
}
