/** idf_component.yml (Espressif, "IDF Component Manager"): what a component asks for, and which version it is itself. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { gitPackage, registryPackage } from '../read/firmware-names.ts'
import { addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { partsOf } from '../read/purl-parts.ts'
import { entriesField, isTable, textField, toText } from '../read/shape.ts'
import { noteDuplicateYamlKeys, readYamlFile, type YamlDocument } from '../read/yaml.ts'
import { statedVersion } from '../read/stated-version.ts'

export const espIdfManifest: Ecosystem = {
  id: 'esp-idf-manifest',
  purlType: 'mixed',
  versions: 'generic',
  files: ['idf_component.yml'],
  title: 'idf_component.yml of ESP-IDF without a lock file',
  knows: { transitive: 'none', scope: false, edges: false, license: true, hashes: false },
  coveredBy: findLock,
  parse: parseManifest,
}

/** The lock file lies in the project; manifests beside it, in `main`, and two folders deep. */
const locks = ['dependencies.lock', '../dependencies.lock', '../../dependencies.lock']

/** It does not list components that were copied by hand, so their manifests are read all the same. */
function findLock({ path }: SourceFile, near: Near): string | undefined {
  const [above, folder] = path.split('/').slice(-3, -1)
  const isCopy = path.split('/').length > 2 && folder !== 'main' && above !== 'managed_components'
  return isCopy ? undefined : locks.find((lock) => near(lock) !== undefined)
}

function parseManifest(file: SourceFile, near: Near): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  const isLocked = locks.some((lock) => near(lock) !== undefined)
  const declared = entriesField(yaml.value.value, 'dependencies').map(([name, wanted]) =>
    readDependency(yaml.value, name, wanted),
  )
  if (!isLocked) addDeclared(draft, declared, 'commit dependencies.lock, which idf.py writes')
  addOwn(draft, file.path, yaml.value)
  return finishDraft(draft)
}

function readDependency(document: YamlDocument, name: string, wanted: unknown): Declared {
  const line = isTable(wanted) ? document.lineOf(wanted) : document.lineOf(dependenciesOf(document))
  const range = toText(wanted) || (textField(wanted, 'version') ?? '')
  const git = textField(wanted, 'git')
  if (git !== undefined)
    return { ...gitPackage(git, range === '' ? undefined : range), line, scope: 'runtime' }
  const isFolder = textField(wanted, 'path') ?? textField(wanted, 'override_path')
  if (isFolder !== undefined) {
    return { purl: { type: 'generic', name: name.slice(0, 200) }, line, scope: 'runtime', origin: 'path' }
  }
  return { ...registryPackage(fullName(name), range), line, scope: 'runtime' }
}

function dependenciesOf({ value }: YamlDocument): unknown {
  return isTable(value) ? value['dependencies'] : undefined
}

/** The IDF itself; a name without a namespace is one of Espressif's (same document, "Manifest"). */
function fullName(name: string): string {
  if (name === 'idf') return 'esp-idf'
  return name.includes('/') ? name : `espressif/${name}`
}

/**
 * A component with a version was made to be handed on: a copy, unless it lies in the scanned folder itself. Folders of
 * the manager are named `NAMESPACE__NAME`.
 */
function addOwn(draft: Draft, path: string, { value }: YamlDocument): void {
  const folder = path.split('/').at(-2)
  const version = statedVersion(textField(value, 'version') ?? '')
  if (folder === undefined || version === undefined || folder === 'main') return
  const [namespace, name] = folder.includes('__') ? folder.split('__', 2) : [undefined, folder]
  addPackage(draft, {
    purl: partsOf({ type: 'generic', namespace, name: name ?? folder, version }),
    line: 1,
    origin: 'path',
    license: textField(value, 'license'),
  })
}
