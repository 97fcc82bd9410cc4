/** pylock.toml, lock-version 1.0 (PEP 751). */
import type { Hash, ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { noteOpenEnd } from '../read/cut-off.ts'
import { hexHash } from '../read/hash.ts'
import { placeOf } from '../read/npm.ts'
import { addIssue, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import {
  addPythonGraph,
  normalName,
  type PythonFacts,
  pypiPurl,
  readPyproject,
  tablesOf,
} from '../read/python.ts'
import { field, isTable, listField, type Table, textField } from '../read/shape.ts'
import { linesOfArrayTable, readTomlFile } from '../read/toml.ts'

export const pylock: Ecosystem = {
  id: 'pylock',
  purlType: 'pypi',
  versions: 'pypi',
  files: ['pylock.toml', 'pylock.*.toml'],
  title: 'pylock.toml (PEP 751)',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  parse: readPylock,
}

function readPylock(file: SourceFile, near: Near): ParsedFile {
  const table = readTomlFile(file)
  if (!table.ok) return table.error
  if (field(table.value, 'lock-version') === undefined && field(table.value, 'packages') === undefined) {
    const message = 'expected lock-version or packages; found neither'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  noteOpenEnd(draft, file.text)
  const lines = linesOfArrayTable(file.text, 'packages')
  const packages = tablesOf(table.value, 'packages').flatMap((node, index) =>
    factsOf(draft, node, lines[index] ?? 1),
  )
  addPythonGraph(draft, packages, readPyproject(near)?.asks ?? [])
  return finishDraft(draft)
}

/** A package states one of these (PEP 751, "Package entries"). */
const places = ['vcs', 'directory', 'archive', 'sdist', 'wheels']

function factsOf(draft: Draft, node: Table, line: number): readonly PythonFacts[] {
  const name = textField(node, 'name')
  if (name === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a package has no name' })
    return []
  }
  const version = textField(node, 'version')
  if (!places.some((place) => field(node, place) !== undefined) || filesOf(node).some(lacksHashes)) {
    const message = `${name} has no ${places.join(', ')}, or one without hashes`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
  }
  const { origin, place } = originOf(node)
  return [
    {
      key: `${name}@${version ?? ''}@${textField(node, 'marker') ?? ''}`,
      normal: normalName(name),
      purl: pypiPurl(name, version, place),
      line,
      scope: scopeOf(textField(node, 'marker') ?? ''),
      origin,
      isFirstParty: field(node, 'directory') !== undefined,
      hashes: hashesOf(node),
      asksFor: listField(node, 'dependencies').flatMap((item) => textField(item, 'name') ?? []),
    },
  ]
}

function originOf(node: Table): Pick<PythonFacts, 'origin'> & { place: Record<string, string> | undefined } {
  const vcs = field(node, 'vcs')
  if (vcs !== undefined) {
    const url = textField(vcs, 'url')
    return { origin: 'git', place: placeOf('git', url && `${url}#${textField(vcs, 'commit-id') ?? ''}`) }
  }
  const archive = field(node, 'archive')
  if (archive !== undefined) return { origin: 'url', place: placeOf('url', textField(archive, 'url')) }
  return { origin: field(node, 'directory') === undefined ? 'registry' : 'path', place: undefined }
}

/** Markers say which extras or groups need a package (PEP 751, "packages.marker"); no such marker: always. */
function scopeOf(marker: string): Scope {
  if (marker.includes('dependency_groups')) {
    return /["']default["'] in dependency_groups/.test(marker) ? 'runtime' : 'development'
  }
  return / in extras/.test(marker) ? 'optional' : 'runtime'
}

function filesOf(node: Table): readonly unknown[] {
  return [field(node, 'sdist'), field(node, 'archive'), ...listField(node, 'wheels')].filter(isTable)
}

function lacksHashes(file: unknown): boolean {
  return field(file, 'hashes') === undefined
}

function hashesOf(node: Table): readonly Hash[] {
  return filesOf(node).flatMap((file) => {
    const hashes = field(file, 'hashes')
    return [...hexHash('SHA-256', field(hashes, 'sha256')), ...hexHash('SHA-512', field(hashes, 'sha512'))]
  })
}
