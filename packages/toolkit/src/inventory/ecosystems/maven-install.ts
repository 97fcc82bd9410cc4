/** maven_install.json (rules_jvm_external, "Pinning artifacts"): Maven artifacts of a Bazel build, resolved. */
import type { ParsedFile } from '../../model/index.ts'
import type { JsonDocument } from '../../base/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { hexHash } from '../read/hash.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { partsOf } from '../read/purl-parts.ts'
import { entriesField, field, listField, textField } from '../read/shape.ts'

export const mavenInstall: Ecosystem = {
  id: 'maven-install',
  purlType: 'maven',
  versions: 'maven',
  files: ['maven_install.json', '*_maven_install.json'],
  title: 'maven_install.json of Bazel',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: true },
  parse: parseMavenInstall,
}

function parseMavenInstall(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const tree = field(json.value.value, 'dependency_tree')
  if (tree !== undefined) addTree(draft, json.value, tree)
  else if (field(json.value.value, 'artifacts') === undefined) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected artifacts or dependency_tree' })
  } else addArtifacts(draft, json.value)
  return finishDraft(draft)
}

/** Version 2: `GROUP:NAME[:EXTENSION[:CLASSIFIER]]` with its version, and edges between the same keys. */
function addArtifacts(draft: Draft, json: JsonDocument): void {
  const { value } = json
  const edges = new Map(entriesField(value, 'dependencies'))
  for (const [key, entry] of entriesField(value, 'artifacts')) {
    const jar = field(field(entry, 'shasums'), 'jar')
    const coordinates = `${key.split(':').slice(0, 2).join(':')}:${textField(entry, 'version') ?? ''}`
    const targets = edges.get(key)
    addArtifact(draft, {
      key: nameOf(key),
      coordinates,
      line: json.lineOf(['artifacts', key]),
      sha256: jar,
      dependsOn: textsOf(targets).map(nameOf),
    })
  }
}

/** Version 1: `GROUP:NAME[:EXTENSION[:CLASSIFIER]]:VERSION` in a list. */
function addTree(draft: Draft, json: JsonDocument, tree: unknown): void {
  for (const [index, entry] of listField(tree, 'dependencies').entries()) {
    const coordinates = textField(entry, 'coord') ?? ''
    addArtifact(draft, {
      key: nameOf(coordinates),
      coordinates,
      line: json.lineOf(['dependency_tree', 'dependencies', index]),
      sha256: field(entry, 'sha256'),
      dependsOn: textsOf(field(entry, 'directDependencies')).map(nameOf),
    })
  }
}

function textsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : []
}

/** Sources and jars of one artifact are one package. */
function nameOf(coordinates: string): string {
  return coordinates.split(':').slice(0, 2).join(':')
}

interface Artifact {
  readonly key: string
  readonly coordinates: string
  readonly line: number
  readonly sha256: unknown
  readonly dependsOn: readonly string[]
}

function addArtifact(draft: Draft, { key, coordinates, line, sha256, dependsOn }: Artifact): void {
  const parts = coordinates.split(':')
  const [namespace, name = ''] = parts
  const version = parts.length < 3 ? undefined : parts[parts.length - 1]
  if (name === '' || (version ?? '') === '') {
    const message = `${coordinates.slice(0, 100)} is no artifact with a version`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  const purl = partsOf({ type: 'maven', namespace, name, version })
  addPackage(draft, { key, purl, line, hashes: hexHash('SHA-256', sha256), dependsOn })
}
