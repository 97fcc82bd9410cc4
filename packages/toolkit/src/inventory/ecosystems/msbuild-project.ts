/** Project files of .NET (MSBuild, "PackageReference"): what a project asks for, with central versions where it has none. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { readProperties, resolveProperties, versionsAbove } from '../read/msbuild.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { childText, parseXml, type XmlElement } from '../read/xml.ts'

export const msbuildProject: Ecosystem = {
  id: 'msbuild-project',
  purlType: 'nuget',
  versions: 'nuget',
  files: ['*.csproj', '*.fsproj', '*.vbproj'],
  title: 'Project file of .NET',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['packages.lock.json', 'obj/project.assets.json'],
  parse: parseProject,
}

interface Around {
  readonly properties: ReadonlyMap<string, string>
  /** Version by lowercase name, of Directory.Packages.props. */
  readonly central: ReadonlyMap<string, string>
}

function parseProject(file: SourceFile, near: Near): ParsedFile {
  const xml = parseXml(file.text)
  if (!xml.ok) return unreadableFile(file.path, xml.error)
  const draft = startDraft(file.path)
  const above = versionsAbove(near)
  const around = {
    properties: new Map([...above.properties, ...readProperties(xml.value)]),
    central: above.versions,
  }
  for (const group of xml.value.children) {
    if (group.name !== 'ItemGroup') continue
    for (const item of group.children) {
      if (item.name === 'PackageReference') addReference(draft, item, around)
    }
  }
  return finishDraft(draft)
}

function addReference(draft: Draft, item: XmlElement, { properties, central }: Around): void {
  const { line } = item
  const name = resolveProperties(item.attributes.get('Include') ?? '', properties)
  if (item.attributes.has('Update') && name === '') return
  if (name === '' || name.includes('$(')) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'PackageReference without a package id' })
    return
  }
  const own = ['VersionOverride', 'Version'].map((key) => item.attributes.get(key) ?? childText(item, key))
  const written = own.find((value) => value !== undefined && value !== '') ?? central.get(name.toLowerCase())
  const requirement = resolveProperties(written ?? '', properties)
  const version = exactVersion(requirement)
  if (version === undefined) {
    const message =
      requirement === ''
        ? `${name} has no version`
        : `${name}: ${requirement.slice(0, 100)} is no single version`
    const hint = 'commit packages.lock.json (RestorePackagesWithLockFile), which states the versions in use'
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message, hint })
  }
  addPackage(draft, {
    ...(version === undefined
      ? { purl: { type: 'nuget', name }, requirement }
      : { purl: { type: 'nuget', name, version } }),
    line,
    relation: 'direct',
    scope: scopeOf(item),
  })
}

/** `1.2` means 1.2 or above, and NuGet takes the lowest: the version that is written, unless another package asks for more. */
function exactVersion(requirement: string): string | undefined {
  return /^\[?([^,[\]()$*\s]+)\]?$/.exec(requirement)?.[1]
}

/** `PrivateAssets="all"`: used by the build of this project, and handed on to nobody. */
function scopeOf(item: XmlElement): Scope {
  const kept = item.attributes.get('PrivateAssets') ?? childText(item, 'PrivateAssets') ?? ''
  return /^\s*all\s*$/i.test(kept) ? 'build' : 'runtime'
}
