/** library.properties (Arduino library specification): a library that lies in the tree, and those that it asks for. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { partsOf } from '../read/purl-parts.ts'
import { type Property, readProperties } from '../read/properties.ts'
import { statedVersion } from '../read/stated-version.ts'

export const arduinoLibrary: Ecosystem = {
  id: 'arduino-library',
  purlType: 'generic',
  versions: 'generic',
  files: ['library.properties'],
  title: 'library.properties of Arduino',
  knows: { transitive: 'none', scope: false, edges: true, license: false, hashes: false },
  recognised: 'by-content',
  accepts: isOfArduino,
  parse: parseLibrary,
}

/** Processing has files of that name and shape too; only Arduino's name a maintainer or architectures. */
function isOfArduino(text: string): boolean {
  return /^name=/m.test(text) && /^version=/m.test(text) && /^(?:maintainer|architectures)=/m.test(text)
}

type Properties = ReadonlyMap<string, Property>

function parseLibrary(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const properties = readProperties(file.text)
  const name = properties.get('name')
  if (name === undefined || name.value === '') {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line: name?.line ?? 1, message: 'a library without a name' })
    return finishDraft(draft)
  }
  const dependsOn = addDeclared(draft, dependenciesOf(properties), 'name exact versions in sketch.yaml')
  addLibrary(draft, { name, properties, dependsOn, isOwn: !file.path.includes('/') })
  return finishDraft(draft)
}

interface Library {
  readonly name: Property
  readonly properties: Properties
  readonly dependsOn: readonly string[]
  /** In the scanned folder itself it is the product; anywhere else a copy, whoever made it. */
  readonly isOwn: boolean
}

function addLibrary(draft: Draft, { name, properties, dependsOn, isOwn }: Library): void {
  const written = properties.get('version')
  const version = statedVersion(written?.value ?? '')
  if (version === undefined && !isOwn) {
    const message = `${name.value.slice(0, 100)} states no version: ${written?.value.slice(0, 100) ?? ''}`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line: written?.line ?? name.line, message })
  }
  addPackage(draft, {
    key: '.',
    purl: partsOf({ type: 'generic', name: name.value.slice(0, 200), version }),
    line: name.line,
    origin: isOwn ? 'workspace' : 'path',
    isFirstParty: isOwn,
    dependsOn,
  })
}

/** `NAME, NAME (>=1.2.3)`: commas part them, and none stands inside the brackets. */
function dependenciesOf(properties: Properties): readonly Declared[] {
  const depends = properties.get('depends')
  return (depends?.value ?? '').split(',').flatMap((text): Declared[] => {
    const [, name, range = ''] = /^\s*([^(]*[^(\s])\s*(?:\(([^)]*)\))?\s*$/.exec(text.slice(0, 500)) ?? []
    if (name === undefined || depends === undefined) return []
    const version = /^=\s*(\d+\.\d+\.\d+[\w.+-]*)$/.exec(range)?.[1]
    return [
      {
        purl: { type: 'generic', name, version },
        line: depends.line,
        requirement: version === undefined ? range : undefined,
        scope: 'runtime',
      },
    ]
  })
}
