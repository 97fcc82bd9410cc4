/** elm.json (Elm, "elm.json"): applications state every package with its version, packages state ranges. */
import type { ParsedFile, Relation, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { indexLines } from '../read/line-index.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { partsOf, splitPath } from '../read/purl-parts.ts'
import { entriesField, field, textField } from '../read/shape.ts'

export const elm: Ecosystem = {
  id: 'elm',
  purlType: 'elm',
  versions: 'semver',
  files: ['elm.json'],
  title: 'elm.json',
  knows: { transitive: 'full', scope: true, edges: false, license: false, hashes: false },
  parse: parseElm,
}

interface List {
  readonly path: readonly string[]
  readonly relation: Relation
  readonly scope: Scope
}

const application: readonly List[] = [
  { path: ['dependencies', 'direct'], relation: 'direct', scope: 'runtime' },
  { path: ['dependencies', 'indirect'], relation: 'transitive', scope: 'runtime' },
  { path: ['test-dependencies', 'direct'], relation: 'direct', scope: 'development' },
  { path: ['test-dependencies', 'indirect'], relation: 'transitive', scope: 'development' },
]

const library: readonly List[] = [
  { path: ['dependencies'], relation: 'direct', scope: 'runtime' },
  { path: ['test-dependencies'], relation: 'direct', scope: 'development' },
]

function parseElm(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const type = textField(json.value.value, 'type')
  if (type !== 'application' && type !== 'package') {
    const message = `expected the type application or package, found ${type ?? 'none'}`
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const reading = { value: json.value.value, lineOf: indexLines(file.text).lineOf }
  for (const list of type === 'package' ? library : application) addList(draft, reading, list)
  return finishDraft(draft)
}

interface Reading {
  readonly value: unknown
  readonly lineOf: (needle: string) => number
}

function addList(draft: Draft, { value, lineOf }: Reading, { path, relation, scope }: List): void {
  const home = path.slice(0, -1).reduce((node: unknown, key) => field(node, key), value)
  for (const [name, written] of entriesField(home, path[path.length - 1] ?? '')) {
    const line = lineOf(`"${name}"`)
    const version = typeof written === 'string' && /^\d+\.\d+\.\d+$/.test(written) ? written : undefined
    const requirement = version === undefined && typeof written === 'string' ? written : undefined
    if (version === undefined) {
      const message = `${name}: ${requirement ?? 'no version'} is no single version`
      addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message })
    }
    addPackage(draft, {
      purl: partsOf({ type: 'elm', ...splitPath(name), version }),
      line,
      relation,
      scope,
      requirement,
    })
  }
}
