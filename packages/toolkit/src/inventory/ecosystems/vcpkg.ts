/** vcpkg.json (vcpkg, "Manifest mode"): ports of a project. A baseline fixes their versions elsewhere; overrides fix them here. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { JsonDocument, JsonPath } from '../../base/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { type LooseParts, partsOf } from '../read/purl-parts.ts'
import { entriesField, field, listField, textField } from '../read/shape.ts'
import { readConfiguration, type VcpkgRegistries } from '../read/vcpkg.ts'

export const vcpkg: Ecosystem = {
  id: 'vcpkg',
  purlType: 'vcpkg',
  versions: 'generic',
  files: ['vcpkg.json'],
  title: 'vcpkg.json',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  parse: parseVcpkg,
}

interface Reading {
  readonly draft: Draft
  readonly json: JsonDocument
  readonly overrides: ReadonlyMap<string, Version>
  readonly registries: VcpkgRegistries
}

interface Version {
  readonly version: string | undefined
  readonly port: string | undefined
}

function parseVcpkg(file: SourceFile, near: Near): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const { value } = json.value
  const registries = readConfiguration(near('vcpkg-configuration.json')?.text, value)
  const reading: Reading = { draft, json: json.value, overrides: overridesOf(value), registries }
  const declared = [
    ...portsOf(reading, ['dependencies'], undefined),
    ...entriesField(value, 'features').flatMap(([name]) =>
      portsOf(reading, ['features', name, 'dependencies'], name),
    ),
  ]
  const dependsOn = addDeclared(
    draft,
    declared,
    'state the versions as overrides, or scan an SBOM of the build',
  )
  addOwn(draft, value, dependsOn)
  return finishDraft(draft)
}

/** Four notations of a version (vcpkg, "Versions"): they differ in how they are ordered, not in what they say. */
function versionOf(node: unknown): Version {
  const text = ['version', 'version-semver', 'version-date', 'version-string'].flatMap(
    (key) => textField(node, key) ?? [],
  )[0]
  const [version, port] = (text ?? '').split('#')
  const stated = field(node, 'port-version')
  return {
    version: version === '' ? undefined : version,
    port: typeof stated === 'number' ? String(stated) : port,
  }
}

function overridesOf(value: unknown): ReadonlyMap<string, Version> {
  return new Map(
    listField(value, 'overrides').flatMap((one) => {
      const name = textField(one, 'name')
      return name === undefined ? [] : [[name, versionOf(one)] as const]
    }),
  )
}

function portsOf(reading: Reading, path: JsonPath, feature: string | undefined): readonly Declared[] {
  const list = path.slice(0, -1).reduce((node: unknown, key) => field(node, String(key)), reading.json.value)
  return listField(list, 'dependencies').flatMap((entry, index): Declared[] => {
    const line = reading.json.lineOf([...path, index])
    const name = typeof entry === 'string' ? entry : textField(entry, 'name')
    if (name === undefined) {
      addIssue(reading.draft, { code: 'ENTRY_UNREADABLE', line, message: 'a port without a name' })
      return []
    }
    const least = textField(entry, 'version>=')
    return [
      {
        purl: purlOf(reading, name),
        line,
        requirement: least === undefined ? undefined : `>=${least}`,
        scope: scopeOf(entry, feature),
        groups: feature === undefined ? [] : [feature],
      },
    ]
  })
}

function purlOf({ overrides, registries }: Reading, name: string): LooseParts {
  const { version, port } = overrides.get(name) ?? { version: undefined, port: undefined }
  const { repository, baseline } = registries.of(name)
  return {
    type: 'vcpkg',
    name,
    version,
    qualifiers: {
      port_version: port === '0' ? undefined : port,
      repository_url: repository,
      repository_revision: baseline,
    },
  }
}

/** `host`: a tool that the build runs. Features are asked for by whoever builds. */
function scopeOf(entry: unknown, feature: string | undefined): Scope {
  if (field(entry, 'host') === true) return 'build'
  if (feature === undefined) return 'runtime'
  return /^tests?$/.test(feature) ? 'development' : 'optional'
}

function addOwn(draft: Draft, value: unknown, dependsOn: readonly string[]): void {
  const name = textField(value, 'name')
  if (name === undefined) return
  addPackage(draft, {
    key: '.',
    purl: partsOf({ type: 'vcpkg', name, version: versionOf(value).version }),
    line: 1,
    origin: 'workspace',
    isFirstParty: true,
    license: textField(value, 'license'),
    dependsOn,
  })
}
