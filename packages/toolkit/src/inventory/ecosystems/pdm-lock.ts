/** pdm.lock, lock_version 2 to 4.5 (PDM documentation, "Lock file"). */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { noteCutOff, noteOpenEnd } from '../read/cut-off.ts'
import { placeOf } from '../read/npm.ts'
import { addIssue, type Draft, finishDraft, startDraft } from '../read/package.ts'
import {
  addPythonGraph,
  addPythonProject,
  fileHashes,
  normalName,
  parseRequirement,
  type PythonFacts,
  type PythonWish,
  pypiPurl,
  readPyproject,
  tablesOf,
} from '../read/python.ts'
import { entriesField, field, listField, type Table, textField } from '../read/shape.ts'
import { linesOfArrayTable, readTomlFile } from '../read/toml.ts'

export const pdmLock: Ecosystem = {
  id: 'pdm-lock',
  purlType: 'pypi',
  versions: 'pypi',
  files: ['pdm.lock'],
  title: 'PDM lock file',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  parse: readPdmLock,
}

function readPdmLock(file: SourceFile, near: Near): ParsedFile {
  const table = readTomlFile(file)
  if (!table.ok) return table.error
  const draft = startDraft(file.path)
  noteOpenEnd(draft, file.text)
  const lines = linesOfArrayTable(file.text, 'package')
  const files = new Map(entriesField(field(table.value, 'metadata'), 'files'))
  const packages = tablesOf(table.value, 'package').flatMap((node, index) => {
    const listed = files.get(`${textField(node, 'name') ?? ''} ${textField(node, 'version') ?? ''}`)
    return factsOf(draft, node, { line: lines[index] ?? 1, files: Array.isArray(listed) ? listed : [] })
  })
  if (field(table.value, 'metadata') === undefined && file.text.trim() !== '')
    noteCutOff(draft, file.text, 'the section metadata is missing')
  const project = readPyproject(near)
  addPythonGraph(draft, packages, project?.asks ?? [])
  addPythonProject(draft, project, packages)
  return finishDraft(draft)
}

function factsOf(
  draft: Draft,
  node: Table,
  { line, files }: { readonly line: number; readonly files: readonly unknown[] },
): readonly PythonFacts[] {
  const name = textField(node, 'name')
  if (name === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a package has no name' })
    return []
  }
  const version = textField(node, 'version')
  const { origin, place } = originOf(node)
  const wishes = listField(node, 'dependencies').flatMap((text) =>
    typeof text === 'string' ? (parseRequirement(text) ?? []) : [],
  )
  return [
    {
      // A package with extras stands there once more, under the same name and version.
      key: `${name}@${version ?? ''}`,
      normal: normalName(name),
      purl: pypiPurl(name, version, place),
      line,
      ...scopeOf(node),
      origin,
      isFirstParty: origin === 'path',
      hashes: fileHashes([...listField(node, 'files'), ...files]),
      needs: needsOf(node),
      asksFor: wishes.map((wish) => wish.name),
      wishes: wishes.flatMap(({ name: asked, specifier, url }): readonly PythonWish[] =>
        url === undefined ? [[asked, specifier]] : [],
      ),
    },
  ]
}

/** Where markers decide, the wish may be that of another platform. */
function needsOf(node: Table): readonly string[] {
  return listField(node, 'dependencies').flatMap((text) => {
    const wish = typeof text === 'string' ? parseRequirement(text) : undefined
    return wish === undefined || wish.marker !== undefined ? [] : [wish.name]
  })
}

function originOf(node: Table): Pick<PythonFacts, 'origin'> & { place: Record<string, string> | undefined } {
  const git = textField(node, 'git')
  const revision = textField(node, 'revision')
  if (git !== undefined) {
    return { origin: 'git', place: placeOf('git', revision === undefined ? git : `${git}#${revision}`) }
  }
  const url = textField(node, 'url')
  if (url !== undefined) return { origin: 'url', place: placeOf('url', url) }
  return { origin: textField(node, 'path') === undefined ? 'registry' : 'path', place: undefined }
}

/** `groups` since lock_version 4.3; `default` is what the project runs with. */
function scopeOf(node: Table): { readonly scope: Scope | undefined; readonly groups: readonly string[] } {
  const groups = listField(node, 'groups').filter((group): group is string => typeof group === 'string')
  if (groups.length === 0) return { scope: undefined, groups: [] }
  if (groups.includes('default'))
    return { scope: 'runtime', groups: groups.filter((group) => group !== 'default') }
  const isDevelopment = groups.every((group) =>
    /^(?:dev|develop|development|tests?|testing|docs?|lint|ci)$/.test(group),
  )
  return { scope: isDevelopment ? 'development' : 'optional', groups }
}
