/** Package.resolved, versions 1 to 3 (SwiftPM, "PinsStore"): pins of repositories and, from 2 on, of registries. */
import type { JsonDocument, JsonPath } from '../../base/index.ts'
import type { ParsedFile, PurlParts } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { field, listField, textField } from '../read/shape.ts'

export const swiftResolved: Ecosystem = {
  id: 'swift-resolved',
  purlType: 'swift',
  versions: 'swift',
  files: ['Package.resolved', '.package.resolved'],
  title: 'Package.resolved',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: false },
  parse: parsePackageResolved,
}

function parsePackageResolved(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const version = field(json.value.value, 'version')
  if (version !== 1 && version !== 2 && version !== 3) {
    addIssue(draft, {
      code: 'FORMAT_VERSION_UNSUPPORTED',
      line: 1,
      message: `version ${JSON.stringify(version)} is unknown; the pins were read all the same`,
    })
  }
  const path: JsonPath = field(json.value.value, 'object') === undefined ? ['pins'] : ['object', 'pins']
  const home = path.length === 1 ? json.value.value : field(json.value.value, 'object')
  if (!Array.isArray(field(home, 'pins'))) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected a list `pins`' })
  }
  for (const [index, pin] of listField(home, 'pins').entries())
    addPin(draft, pin, lineOf(json.value, path, index))
  return finishDraft(draft)
}

function lineOf(json: JsonDocument, path: JsonPath, index: number): number {
  return json.lineOf([...path, index])
}

/** A branch or a bare commit is pinned too: then the commit is the version. */
function addPin(draft: Draft, pin: unknown, line: number): void {
  const location = textField(pin, 'location') ?? textField(pin, 'repositoryURL')
  const identity = textField(pin, 'identity') ?? textField(pin, 'package')
  const kind = textField(pin, 'kind')
  const state = field(pin, 'state')
  const release = textField(state, 'version')
  const revision = textField(state, 'revision')
  const name = kind === 'registry' ? registryName(identity) : repositoryName(location, identity)
  if (name === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a pin without a location or an identity' })
    return
  }
  const version = release ?? revision
  if (version === undefined) {
    const message = `${name.name} has neither a version nor a revision`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message })
  }
  addPackage(draft, {
    purl: { ...name, ...(version === undefined ? {} : { version }) },
    line,
    requirement: textField(state, 'branch'),
    origin:
      kind === 'localSourceControl'
        ? 'path'
        : release === undefined && revision !== undefined
          ? 'git'
          : 'registry',
  })
}

/** `mona.LinkedList` (SE-0292, "Package scope and name"). */
function registryName(identity: string | undefined): PurlParts | undefined {
  if (identity === undefined) return undefined
  const dot = identity.indexOf('.')
  return {
    type: 'swift',
    ...(dot < 0 ? {} : { namespace: identity.slice(0, dot) }),
    name: identity.slice(dot + 1),
  }
}

/** Host and path of the repository are the namespace (purl-spec, type swift); user, scheme and `.git` are dropped. */
function repositoryName(location: string | undefined, identity: string | undefined): PurlParts | undefined {
  if (location === undefined) return identity === undefined ? undefined : { type: 'swift', name: identity }
  const scheme = location.indexOf('://')
  const rest = location.slice(scheme < 0 ? 0 : scheme + 3).replace(/^[^@/]*@/, '')
  const path = scheme < 0 ? rest.replace(':', '/') : rest
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..')
  const last = parts.pop()?.replace(/\.git$/, '') ?? ''
  if (last === '') return identity === undefined ? undefined : { type: 'swift', name: identity }
  return { type: 'swift', ...(parts.length === 0 ? {} : { namespace: parts.join('/') }), name: last }
}
