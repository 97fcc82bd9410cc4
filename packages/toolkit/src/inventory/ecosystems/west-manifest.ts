/** west.yml of Zephyr (Zephyr documentation, "West Manifests"): the repositories that `west update` brings along. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { forgePurl, versionOfRef } from '../read/forge.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { field, isTable, listField, type Table, textField, toText } from '../read/shape.ts'
import { readYamlFile } from '../read/yaml.ts'

export const westManifest: Ecosystem = {
  id: 'west-manifest',
  purlType: 'mixed',
  versions: 'generic',
  files: ['west.yml'],
  title: 'west.yml of Zephyr',
  knows: { transitive: 'partial', scope: false, edges: false, license: false, hashes: false },
  parse: parseWest,
}

function parseWest(file: SourceFile): ParsedFile {
  const document = readYamlFile(file)
  if (!document.ok) return document.error
  const { value, lineOf } = document.value
  const manifest = field(value, 'manifest')
  if (!isTable(manifest)) {
    const message = 'expected a mapping named manifest'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  for (const project of listField(manifest, 'projects')) {
    addProject(draft, manifest, { project, line: lineOf(project) })
  }
  return finishDraft(draft)
}

interface Stated {
  readonly project: unknown
  readonly line: number
}

function addProject(draft: Draft, manifest: Table, { project, line }: Stated): void {
  const name = textField(project, 'name')
  if (name === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a project without a name' })
    return
  }
  const url = urlOf(manifest, project, name)
  const revision =
    toText(field(project, 'revision') ?? field(field(manifest, 'defaults'), 'revision')) || 'master'
  const version = versionOfRef(revision)
  if (version === undefined) {
    const message = `${name.slice(0, 100)}: ${revision.slice(0, 100)} is no commit and no tag of one release`
    addIssue(draft, {
      code: 'VERSION_UNRESOLVED',
      line,
      message,
      hint: 'write the commit: west manifest --freeze',
    })
  }
  addPackage(draft, {
    purl: forgePurl(url ?? name, version),
    line,
    relation: 'direct',
    origin: url === undefined ? 'path' : 'git',
    requirement: version === undefined ? revision : undefined,
    ...(url?.endsWith(`/${name}`) === true ? {} : { alias: name }),
  })
  noteImport(draft, { project, line }, name)
}

/** The manifests of projects are read by west itself, from the clone that it makes. */
function noteImport(draft: Draft, { project, line }: Stated, name: string): void {
  const imports = field(project, 'import')
  if (imports === undefined || imports === false || imports === 'false') return
  const message = `${name.slice(0, 100)} brings projects of its own manifest along, which is not in this file`
  addIssue(draft, {
    code: 'INCLUDE_MISSING',
    line,
    message,
    hint: 'scan the result of west manifest --freeze',
  })
}

/** `url`, or the base of the remote and the path of the repository. */
function urlOf(manifest: Table, project: unknown, name: string): string | undefined {
  const own = textField(project, 'url')
  if (own !== undefined) return own
  const wanted = textField(project, 'remote') ?? textField(field(manifest, 'defaults'), 'remote')
  const remote = listField(manifest, 'remotes').find((one) => textField(one, 'name') === wanted)
  const base = textField(remote, 'url-base')
  if (base === undefined || wanted === undefined) return undefined
  return `${base.replace(/\/+$/, '')}/${textField(project, 'repo-path') ?? name}`
}
