/** poetry.lock, lock-version 1.0 to 2.1 (Poetry, "Basic usage", and its lock file writer). */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { noteCutOff } from '../read/cut-off.ts'
import { placeOf } from '../read/npm.ts'
import { addIssue, type Draft, finishDraft, startDraft } from '../read/package.ts'
import {
  addPythonGraph,
  addPythonProject,
  fileHashes,
  normalName,
  type PythonFacts,
  type PythonWish,
  pypiPurl,
  readPyproject,
  tablesOf,
} from '../read/python.ts'
import { entriesField, field, listField, type Table, textField } from '../read/shape.ts'
import { linesOfArrayTable, readTomlFile } from '../read/toml.ts'

export const poetryLock: Ecosystem = {
  id: 'poetry-lock',
  purlType: 'pypi',
  versions: 'pypi',
  files: ['poetry.lock'],
  title: 'Poetry lock file',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  parse: readPoetryLock,
}

function readPoetryLock(file: SourceFile, near: Near): ParsedFile {
  const table = readTomlFile(file)
  if (!table.ok) return table.error
  const draft = startDraft(file.path)
  const lines = linesOfArrayTable(file.text, 'package')
  const files = field(field(table.value, 'metadata'), 'files')
  if (field(table.value, 'metadata') === undefined && file.text.trim() !== '')
    noteCutOff(draft, file.text, 'the section metadata is missing')
  const project = readPyproject(near)
  const packages: PythonFacts[] = []
  for (const [index, node] of tablesOf(table.value, 'package').entries()) {
    const name = textField(node, 'name')
    const line = lines[index] ?? 1
    if (name !== undefined) packages.push(factsOf(draft, node, { name, line, files: listField(files, name) }))
    else addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a package has no name' })
  }
  addPythonGraph(draft, packages, project?.asks ?? [])
  addPythonProject(draft, project, packages)
  return finishDraft(draft)
}

function factsOf(
  draft: Draft,
  node: Table,
  { name, line, files }: { readonly name: string; readonly line: number; readonly files: readonly unknown[] },
): PythonFacts {
  const version = textField(node, 'version') ?? ''
  if (version === '') addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${name} has no version` })
  const { origin, place } = originOf(field(node, 'source'))
  const isLocal = origin === 'path'
  return {
    key: `${name}@${version}`,
    normal: normalName(name),
    purl: pypiPurl(name, version, place),
    line,
    ...scopeOf(node),
    origin,
    isFirstParty: isLocal && textField(field(node, 'source'), 'type') === 'directory',
    hashes: fileHashes([...listField(node, 'files'), ...files]),
    needs: entriesField(node, 'dependencies').flatMap(([name, wish]) => (isNeeded(wish) ? [name] : [])),
    asksFor: entriesField(node, 'dependencies').map(([dependency]) => dependency),
    wishes: entriesField(node, 'dependencies').flatMap(([name, wish]) => wishesOf(name, wish)),
  }
}

/** A text, a table with `version`, or a list of such tables, one for each marker. */
function wishesOf(name: string, wish: unknown): readonly PythonWish[] {
  if (typeof wish === 'string') return [[name, wish]]
  if (Array.isArray(wish)) return wish.flatMap((one) => (Array.isArray(one) ? [] : wishesOf(name, one)))
  const version = textField(wish, 'version')
  return version === undefined ? [] : [[name, version]]
}

/** Where markers or extras decide, Poetry lists the wish even if no supported platform needs it. */
function isNeeded(wish: unknown): boolean {
  return (
    typeof wish === 'string' || (field(wish, 'markers') === undefined && field(wish, 'optional') !== true)
  )
}

function originOf(
  source: unknown,
): Pick<PythonFacts, 'origin'> & { place: Record<string, string> | undefined } {
  const type = textField(source, 'type')
  const url = textField(source, 'url')
  if (type === 'git') {
    const commit = textField(source, 'resolved_reference') ?? textField(source, 'reference')
    return { origin: 'git', place: placeOf('git', commit === undefined ? url : `${url ?? ''}#${commit}`) }
  }
  if (type === 'url') return { origin: 'url', place: placeOf('url', url) }
  const isLocal = type === 'directory' || type === 'file'
  return { origin: isLocal ? 'path' : 'registry', place: undefined }
}

/** `groups` since 2.1, `category` before 1.5; in between only pyproject.toml knows. */
function scopeOf(node: Table): { readonly scope: Scope | undefined; readonly groups: readonly string[] } {
  const category = textField(node, 'category')
  const stated = listField(node, 'groups').filter((group): group is string => typeof group === 'string')
  const groups = stated.length > 0 ? stated : category === undefined ? [] : [category]
  const isOptional = field(node, 'optional') === true
  const named = [...groups.filter((group) => group !== 'main'), ...(isOptional ? ['optional'] : [])]
  if (groups.length === 0) return { scope: isOptional ? 'optional' : undefined, groups: named }
  if (!groups.includes('main')) return { scope: 'development', groups: named }
  return { scope: isOptional ? 'optional' : 'runtime', groups: named }
}
