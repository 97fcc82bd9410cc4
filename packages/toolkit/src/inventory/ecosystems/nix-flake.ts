/** flake.lock (Nix, "Lock files"): the inputs of a flake, each at one commit. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { vcsPurl } from '../read/forge.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { type LooseParts, partsOf } from '../read/purl-parts.ts'
import { entriesField, field, textField } from '../read/shape.ts'

export const nixFlake: Ecosystem = {
  id: 'nix-flake',
  purlType: 'generic',
  versions: 'generic',
  files: ['flake.lock'],
  title: 'flake.lock of Nix',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: false },
  parse: parseFlake,
}

/** What the inputs build is not listed: a flake's lock names repositories, not packages. */
function parseFlake(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const root = textField(json.value.value, 'root') ?? 'root'
  const nodes = entriesField(json.value.value, 'nodes')
  const direct = new Set(inputsOf(field(Object.fromEntries(nodes), root)))
  for (const [key, node] of nodes) {
    if (key === root) continue
    const place = { line: json.value.lineOf(['nodes', key]), isDirect: direct.has(key) }
    addNode(draft, { key, node, ...place })
  }
  if (nodes.length > 1) {
    const message = 'these are sources of builds; the packages that they build are not listed'
    const hint = 'scan an SBOM that the build wrote'
    addIssue(draft, { code: 'REFERENCE_MISSING', level: 'note', line: 1, message, hint })
  }
  return finishDraft(draft)
}

/** Names of nodes; a list is a path through other inputs (`follows`), which leads to a node that is listed anyhow. */
function inputsOf(node: unknown): readonly string[] {
  return entriesField(node, 'inputs').flatMap(([, target]) => (typeof target === 'string' ? [target] : []))
}

interface Node {
  readonly key: string
  readonly node: unknown
  readonly line: number
  readonly isDirect: boolean
}

function addNode(draft: Draft, { key, node, line, isDirect }: Node): void {
  const locked = field(node, 'locked')
  const purl = purlOf(key, locked)
  const isPath = textField(locked, 'type') === 'path'
  if ((purl.version ?? '') === '' && !isPath) {
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${key.slice(0, 100)} has no revision` })
  }
  addPackage(draft, {
    key,
    purl: partsOf(purl),
    line,
    relation: isDirect ? 'direct' : 'transitive',
    scope: 'build',
    origin: isPath ? 'path' : 'git',
    dependsOn: inputsOf(node),
  })
}

const hosts: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  sourcehut: 'git.sr.ht',
}

function purlOf(key: string, locked: unknown): LooseParts {
  const type = textField(locked, 'type') ?? ''
  const version = textField(locked, 'rev') ?? textField(locked, 'narHash')
  const host = textField(locked, 'host') ?? (Object.hasOwn(hosts, type) ? hosts[type] : undefined)
  const owner = textField(locked, 'owner')
  const repo = textField(locked, 'repo')
  if (host !== undefined && owner !== undefined && repo !== undefined) {
    return vcsPurl(`https://${host}/${owner}/${repo}`, version)
  }
  const url = textField(locked, 'url')
  if (type === 'git' && url !== undefined) return vcsPurl(url, version, key)
  return { type: 'generic', name: key, version, qualifiers: { download_url: url } }
}
