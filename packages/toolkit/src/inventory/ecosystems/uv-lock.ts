/** uv.lock, version 1 (uv documentation, "The lockfile"). */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { placeOf } from '../read/npm.ts'
import { addIssue, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import {
  addPythonGraph,
  fileHashes,
  normalName,
  type PythonAsk,
  type PythonFacts,
  type PythonWish,
  pypiPurl,
  tablesOf,
} from '../read/python.ts'
import { entriesField, field, listField, type Table, textField } from '../read/shape.ts'
import { linesOfArrayTable, readTomlFile } from '../read/toml.ts'

export const uvLock: Ecosystem = {
  id: 'uv-lock',
  purlType: 'pypi',
  versions: 'pypi',
  files: ['uv.lock'],
  title: 'uv lock file',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  parse: readUvLock,
}

const newestVersion = 1

function readUvLock(file: SourceFile, near: Near): ParsedFile {
  const table = readTomlFile(file)
  if (!table.ok) return table.error
  const version = field(table.value, 'version')
  const draft = startDraft(file.path)
  if (file.text.trim() === '') {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'the file is empty', hint: 'run uv lock' })
    return finishDraft(draft)
  }
  if (version === undefined && field(table.value, 'package') === undefined) {
    const message = 'expected version or package; found neither'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  if (typeof version === 'number' && version > newestVersion) {
    const message = `version ${version} is newer than ${newestVersion}; it is read as ${newestVersion}`
    addIssue(draft, { code: 'FORMAT_VERSION_UNSUPPORTED', line: 1, message })
  }
  const lines = linesOfArrayTable(file.text, 'package')
  const tables = tablesOf(table.value, 'package')
  const hasManifest = near('pyproject.toml') !== undefined
  const packages = tables.flatMap((node, index) =>
    factsOf(draft, node, {
      line: lines[index] ?? 1,
      isOurs: isOwn(node) && (hasManifest || !isPackaged(node)),
    }),
  )
  const asks = tables.filter(isOwn).flatMap(asksOf)
  addPythonGraph(draft, packages, asks)
  return finishDraft(draft)
}

/** A folder of the project: itself, a member of its workspace, or a local dependency. */
function isOwn(node: Table): boolean {
  return ['editable', 'virtual', 'directory', 'workspace'].some(
    (kind) => field(field(node, 'source'), kind) !== undefined,
  )
}

/** Relative to the lock. */
function folderOf(node: Table): string | undefined {
  const source = field(node, 'source')
  return textField(source, 'editable') ?? textField(source, 'virtual') ?? textField(source, 'directory')
}

/** A virtual folder is no package: nothing of that name is ever installed. */
function isPackaged(node: Table): boolean {
  return field(field(node, 'source'), 'virtual') === undefined
}

/**
 * `isOurs`: a folder of the product. Without a pyproject.toml in reach nobody can say whose folder it is, so it is
 * listed like any other package.
 */
function factsOf(draft: Draft, node: Table, at: { line: number; isOurs: boolean }): readonly PythonFacts[] {
  const { line, isOurs } = at
  const name = textField(node, 'name')
  if (name === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a package has no name' })
    return []
  }
  const version = textField(node, 'version')
  const { origin, place } = originOf(node)
  const own = isOwn(node)
  const sdist = field(node, 'sdist')
  noteUnfinished(draft, node, { name, line })
  return [
    {
      key:
        textField(field(node, 'source'), 'virtual') === '.' ||
        textField(field(node, 'source'), 'editable') === '.'
          ? '.'
          : `${name}@${version ?? ''}@${line}`,
      normal: normalName(name),
      purl: pypiPurl(name, version, place),
      line,
      ...(own ? { relation: 'direct' as const, scope: 'runtime' as const } : {}),
      origin: own && !isOurs ? 'path' : origin,
      isFirstParty: isOurs,
      folder: folderOf(node),
      hashes: own ? [] : fileHashes([sdist, ...listField(node, 'wheels')]),
      needs: namesIn(listField(node, 'dependencies')),
      asksFor: [
        ...namesIn(listField(node, 'dependencies')),
        ...groupsIn(node, 'optional-dependencies'),
        ...(own ? groupsIn(node, 'dev-dependencies') : []),
      ],
      wishes: own ? wishesOf(node) : [],
    },
  ]
}

/** Whatever is no folder of the project has a source, a version, and archives where a registry is the source. */
function noteUnfinished(draft: Draft, node: Table, { name, line }: { name: string; line: number }): void {
  const isFinished =
    field(node, 'source') !== undefined &&
    (isOwn(node) || field(node, 'version') !== undefined) &&
    (field(field(node, 'source'), 'registry') === undefined ||
      field(node, 'sdist') !== undefined ||
      field(node, 'wheels') !== undefined)
  if (isFinished) return
  const message = `the entry of ${name} lacks a version, a source or its archives`
  addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
}

function originOf(node: Table): Pick<PythonFacts, 'origin'> & { place: Record<string, string> | undefined } {
  const source = field(node, 'source')
  const git = textField(source, 'git')
  if (git !== undefined) return { origin: 'git', place: placeOf('git', git.replace(/\?[^#]*/, '')) }
  const url = textField(source, 'url')
  if (url !== undefined) return { origin: 'url', place: placeOf('url', url) }
  if (isOwn(node)) return { origin: 'workspace', place: undefined }
  return { origin: field(source, 'path') === undefined ? 'registry' : 'path', place: undefined }
}

/** Of what packages ask for, the file keeps the specifiers of its own projects only. */
function wishesOf(node: Table): readonly PythonWish[] {
  const metadata = field(node, 'metadata')
  const groups = field(metadata, 'requires-dev')
  const development = entriesField(metadata, 'requires-dev').flatMap(([group]) => listField(groups, group))
  return [...listField(metadata, 'requires-dist'), ...development].flatMap((item): readonly PythonWish[] => {
    const name = textField(item, 'name')
    return name === undefined ? [] : [[name, textField(item, 'specifier') ?? '']]
  })
}

function namesIn(list: readonly unknown[]): readonly string[] {
  return list.flatMap((item) => textField(item, 'name') ?? [])
}

function groupsIn(node: Table, key: string): readonly string[] {
  return entriesField(node, key).flatMap(([, list]) => namesIn(Array.isArray(list) ? list : []))
}

function asksOf(node: Table): readonly PythonAsk[] {
  const stated = new Map(
    tablesOf(field(node, 'metadata'), 'requires-dist').map((item) => [
      textField(item, 'name') ?? '',
      textField(item, 'specifier') ?? '',
    ]),
  )
  const asks = (names: readonly string[], scope: Scope): readonly PythonAsk[] =>
    names.map((name) => ({ name, specifier: stated.get(name) ?? '', scope }))
  return [
    ...asks(namesIn(listField(node, 'dependencies')), 'runtime'),
    ...asks(groupsIn(node, 'optional-dependencies'), 'optional'),
    ...asks(groupsIn(node, 'dev-dependencies'), 'development'),
  ]
}
