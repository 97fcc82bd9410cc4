/** dependencies.lock of ESP-IDF (Espressif, "IDF Component Manager"): components with versions and hashes, and the IDF itself. */
import type { Origin, ParsedFile, PurlParts } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { forgePurl } from '../read/forge.ts'
import { hexHash } from '../read/hash.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { entriesField, field, isTable, listField, textField, toText } from '../read/shape.ts'
import { readYamlFile } from '../read/yaml.ts'

export const espIdfLock: Ecosystem = {
  id: 'esp-idf-lock',
  purlType: 'mixed',
  versions: 'generic',
  files: ['dependencies.lock'],
  title: 'dependencies.lock of ESP-IDF',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: true },
  parse: parseLock,
}

function parseLock(file: SourceFile): ParsedFile {
  const document = readYamlFile(file)
  if (!document.ok) return document.error
  const { value, lineOf } = document.value
  if (!isTable(field(value, 'dependencies'))) {
    const message = 'expected a mapping named dependencies'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  const known = field(value, 'direct_dependencies')
  const direct = Array.isArray(known) ? new Set(known.map(toText)) : undefined
  for (const [name, component] of entriesField(value, 'dependencies')) {
    addComponent(draft, { name, component, line: lineOf(component), direct })
  }
  return finishDraft(draft)
}

interface Stated {
  readonly name: string
  readonly component: unknown
  readonly line: number
  /** Undefined in files of the first version, which do not say. */
  readonly direct: ReadonlySet<string> | undefined
}

function addComponent(draft: Draft, { name, component, line, direct }: Stated): void {
  const version = toText(field(component, 'version'))
  const source = field(component, 'source')
  const type = textField(source, 'type') ?? ''
  if (version === '') {
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${name.slice(0, 100)} states no version` })
  }
  addPackage(draft, {
    key: name,
    purl: purlOf(name, version, source),
    line,
    relation: direct === undefined ? 'unknown' : direct.has(name) ? 'direct' : 'transitive',
    scope: 'runtime',
    origin: originOf(type),
    isFirstParty: type === 'local',
    hashes: hexHash('SHA-256', field(component, 'component_hash')),
    dependsOn: listField(component, 'dependencies').flatMap((one) => textField(one, 'name') ?? []),
  })
}

/** purl-spec has no type for components of Espressif. */
function purlOf(name: string, version: string, source: unknown): PurlParts {
  const git = textField(source, 'type') === 'git' ? textField(source, 'git') : undefined
  if (git !== undefined) return forgePurl(git, version === '' ? undefined : version)
  const slash = name.lastIndexOf('/')
  return {
    type: 'generic',
    ...(slash > 0 ? { namespace: name.slice(0, slash) } : {}),
    name: name === 'idf' ? 'esp-idf' : name.slice(slash + 1),
    ...(version === '' ? {} : { version }),
  }
}

function originOf(type: string): Origin {
  if (type === 'local') return 'path'
  return type === 'git' ? 'git' : 'registry'
}
