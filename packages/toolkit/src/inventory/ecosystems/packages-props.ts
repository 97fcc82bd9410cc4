/** Directory.Packages.props and Packages.props (NuGet, "Central Package Management"): versions that projects share. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { childText, parseXml, type XmlElement } from '../read/xml.ts'

export const packagesProps: Ecosystem = {
  id: 'packages-props',
  purlType: 'nuget',
  versions: 'nuget',
  files: ['Directory.Packages.props', 'Packages.props'],
  title: 'Directory.Packages.props',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  yieldsTo: ['packages.lock.json'],
  parse: parsePackagesProps,
}

const items = new Set(['PackageVersion', 'PackageReference', 'GlobalPackageReference'])

function parsePackagesProps(file: SourceFile): ParsedFile {
  const xml = parseXml(file.text)
  if (!xml.ok) return unreadableFile(file.path, xml.error)
  const draft = startDraft(file.path)
  const properties = new Map(
    xml.value.children
      .filter((group) => group.name === 'PropertyGroup')
      .flatMap((group) => group.children.map(({ name, text }) => [name, text] as const)),
  )
  for (const group of xml.value.children) {
    if (group.name !== 'ItemGroup') continue
    for (const item of group.children) if (items.has(item.name)) addItem(draft, item, properties)
  }
  return finishDraft(draft)
}

/** Longer values are no version; left out, they cannot multiply the text. */
function shortOf(value: string | undefined): string | undefined {
  return value !== undefined && value.length <= 200 ? value : undefined
}

/** `$(NAME)` is looked up once in the property groups of the file; conditions are not evaluated. */
function addItem(draft: Draft, item: XmlElement, properties: ReadonlyMap<string, string>): void {
  const { line } = item
  const { name, requirement } = statementOf(item, properties)
  if (name === '' || name.includes('$(')) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `${item.name} without a package id` })
    return
  }
  const version = /^\[?([^,[\]()$*]+)\]?$/.exec(requirement)?.[1]
  if (version === undefined) {
    const message =
      requirement === '' ? `${name} has no version` : `${name}: ${requirement} is no single version`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message })
  }
  addPackage(draft, {
    ...(version === undefined
      ? { purl: { type: 'nuget', name }, requirement }
      : { purl: { type: 'nuget', name, version } }),
    line,
    relation: 'direct',
    ...(item.name === 'GlobalPackageReference' ? { scope: 'build' } : {}),
  })
}

function statementOf(
  item: XmlElement,
  properties: ReadonlyMap<string, string>,
): { name: string; requirement: string } {
  const resolve = (text: string): string =>
    text.replace(/\$\(([\w.]+)\)/g, (whole, name: string) => shortOf(properties.get(name)) ?? whole)
  return {
    name: resolve(item.attributes.get('Include') ?? item.attributes.get('Update') ?? ''),
    requirement: resolve(item.attributes.get('Version') ?? childText(item, 'Version') ?? ''),
  }
}
