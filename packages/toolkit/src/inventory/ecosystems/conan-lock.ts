/** conan.lock: the graph of Conan 1 (lock versions 0.1 to 0.4) and the flat lists of Conan 2 (0.5). */
import type { JsonDocument, JsonPath } from '../../base/index.ts'
import type { ParsedFile, PurlParts, Relation, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { addGraph, type Seed } from '../read/graph.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import {
  addIssue,
  addPackage,
  type Draft,
  finishDraft,
  type PackageFacts,
  startDraft,
} from '../read/package.ts'
import { noteDangling } from '../read/references.ts'
import { entriesField, field, isTable, listField, textField } from '../read/shape.ts'

export const conanLock: Ecosystem = {
  id: 'conan-lock',
  purlType: 'conan',
  versions: 'conan',
  files: ['conan.lock'],
  title: 'conan.lock',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: false },
  parse: parseConanLock,
}

function parseConanLock(file: SourceFile, near: Near): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const isGraph = isTable(field(json.value.value, 'graph_lock'))
  const isList = lists.some(([name]) => Array.isArray(field(json.value.value, name)))
  if (isGraph) addNodes(draft, json.value)
  if (isList) addLists(draft, json.value, conanfileNames(near('conanfile.txt')?.text))
  if (!isGraph && !isList) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected `graph_lock` or `requires`' })
  }
  return finishDraft(draft)
}

const lists: readonly (readonly [name: string, group: string, scope: Scope])[] = [
  ['requires', 'requires', 'runtime'],
  ['build_requires', 'build-requires', 'build'],
  ['python_requires', 'python-requires', 'build'],
  ['config_requires', 'config-requires', 'build'],
]

/** Conan 2 sorts all packages into lists; only conanfile.txt tells which of them are direct. */
function addLists(draft: Draft, json: JsonDocument, direct: ReadonlySet<string> | undefined): void {
  for (const [list, group, scope] of lists) {
    for (const [index, item] of listField(json.value, list).entries()) {
      const text = typeof item === 'string' ? item : textField(listField({ item }, 'item'), '0')
      const purl = parseReference(text ?? '')
      const line = json.lineOf([list, index])
      if (purl === undefined) {
        addIssue(draft, {
          code: 'ENTRY_UNREADABLE',
          line,
          message: `an entry of ${list} is no package reference`,
        })
        continue
      }
      const relation: Relation =
        direct === undefined ? 'unknown' : direct.has(purl.name) ? 'direct' : 'transitive'
      addPackage(draft, { purl, line, relation, scope, groups: [group] })
    }
  }
}

/** Names under the headers of conanfile.txt; undefined without that file (conanfile.py is code and is not run). */
function conanfileNames(text: string | undefined): ReadonlySet<string> | undefined {
  if (text === undefined) return undefined
  const names = new Set<string>()
  let isRequires = false
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    if (line.startsWith('[')) isRequires = /^\[(?:build_|tool_|test_)?requires\]/.test(line)
    else if (isRequires && /^[\w+.-]+\//.test(line)) names.add(line.slice(0, line.indexOf('/')))
  }
  return names
}

interface Node {
  readonly id: string
  readonly value: unknown
  readonly line: number
  readonly isRoot: boolean
}

const nodesPath: JsonPath = ['graph_lock', 'nodes']

/** The node that has a `path` is the consumer: the project itself. */
function addNodes(draft: Draft, json: JsonDocument): void {
  const nodes: Node[] = entriesField(field(json.value, 'graph_lock'), 'nodes').map(([id, value]) => ({
    id,
    value,
    line: json.lineOf([...nodesPath, id]),
    isRoot: textField(value, 'path') !== undefined,
  }))
  const ids = new Set(nodes.map((node) => node.id))
  const wishes = nodes.map(({ id, value, line }) => ({
    from: textField(value, 'ref') ?? `node ${id}`,
    line,
    wants: [...targets(value, 'requires'), ...targets(value, 'build_requires')],
  }))
  noteDangling(draft, wishes, { isListed: (id) => ids.has(id) })
  const seeds: Seed[] = []
  const packages: (PackageFacts & { readonly key: string })[] = []
  for (const node of nodes) {
    const reference = textField(node.value, 'ref') ?? textField(node.value, 'pref')
    const purl = parseReference(reference ?? '')
    if (node.isRoot) {
      for (const key of targets(node.value, 'requires')) seeds.push({ key, scope: 'runtime' })
      for (const key of targets(node.value, 'build_requires')) seeds.push({ key, scope: 'build' })
    } else if (purl === undefined) {
      addIssue(draft, {
        code: 'ENTRY_UNREADABLE',
        line: node.line,
        message: `node ${node.id} has no package reference`,
      })
    }
    if (purl !== undefined) packages.push(toFacts(node, purl))
  }
  addGraph(draft, packages, seeds)
}

function toFacts(node: Node, purl: PurlParts): PackageFacts & { readonly key: string } {
  const isBuild = textField(node.value, 'context') === 'build'
  return {
    key: node.id,
    purl,
    line: node.line,
    isFirstParty: node.isRoot,
    ...(node.isRoot ? { origin: 'workspace', relation: 'unknown' } : {}),
    ...(isBuild ? { scope: 'build' } : {}),
    dependsOn: [...targets(node.value, 'requires'), ...targets(node.value, 'build_requires')],
  }
}

/** Node ids: a list since lock version 0.3, the values of a table before. */
function targets(node: unknown, name: string): readonly string[] {
  const ids = [...listField(node, name), ...entriesField(node, name).map(([, id]) => id)]
  return ids.filter((id) => typeof id === 'string')
}

const reference = /^([^/@#:%]+)\/([^/@#:%]+)(?:@([^/#:%]+)\/([^/#:%]+))?@?(?:#([^:%]+))?(?:[:%].*)?$/

/** `name/version@user/channel#revision:package_id%time`; user and channel become qualifiers (purl-spec, type conan). */
function parseReference(text: string): PurlParts | undefined {
  const match = reference.exec(text)
  if (match === null) return undefined
  const [, name = '', version = '', user = '_', channel = '_', revision = '0'] = match
  const qualifiers: Record<string, string> = {
    ...(user === '_' ? {} : { user }),
    ...(channel === '_' ? {} : { channel }),
    ...(revision === '0' ? {} : { rrev: revision }),
  }
  return { type: 'conan', name, version, ...(Object.keys(qualifiers).length === 0 ? {} : { qualifiers }) }
}
