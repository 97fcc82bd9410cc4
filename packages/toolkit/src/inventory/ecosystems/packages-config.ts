/** packages.config (NuGet reference, "packages.config"): one flat list, transitive packages included. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addIssue, addPackage, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { parseXml } from '../read/xml.ts'

export const packagesConfig: Ecosystem = {
  id: 'packages-config',
  purlType: 'nuget',
  versions: 'nuget',
  files: ['packages.config', 'packages.*.config'],
  title: 'packages.config',
  knows: { transitive: 'full', scope: true, edges: false, license: false, hashes: false },
  parse: parsePackagesConfig,
}

function parsePackagesConfig(file: SourceFile): ParsedFile {
  const xml = parseXml(file.text)
  if (!xml.ok) return unreadableFile(file.path, xml.error)
  if (xml.value.name !== 'packages') {
    const message = `expected the element packages, found ${xml.value.name.slice(0, 80)}`
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: xml.value.line, message })
  }
  const draft = startDraft(file.path)
  for (const { name: tag, attributes, line } of xml.value.children) {
    const name = attributes.get('id') ?? ''
    const version = attributes.get('version') ?? ''
    if (tag !== 'package' || name === '') {
      addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'expected a package with an id' })
      continue
    }
    if (version === '')
      addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${name} has no version` })
    const isDevelopment = attributes.get('developmentDependency') === 'true'
    addPackage(draft, {
      purl: { type: 'nuget', name, ...(version === '' ? {} : { version }) },
      line,
      requirement: attributes.get('allowedVersions'),
      scope: isDevelopment ? 'development' : 'runtime',
    })
  }
  return finishDraft(draft)
}
