/** gradle/verification-metadata.xml (Gradle, "Dependency verification"): every artifact that the build may load. */
import type { Hash, ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { hexHash } from '../read/hash.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { itemsIn, parseXml, type XmlElement } from '../read/xml.ts'

export const gradleVerification: Ecosystem = {
  id: 'gradle-verification',
  purlType: 'maven',
  versions: 'maven',
  files: ['verification-metadata.xml'],
  title: 'verification-metadata.xml',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: true },
  parse: parseVerification,
}

function parseVerification(file: SourceFile): ParsedFile {
  const xml = parseXml(file.text)
  if (!xml.ok) return unreadableFile(file.path, xml.error)
  if (xml.value.name !== 'verification-metadata') {
    const message = `expected the element verification-metadata, found ${xml.value.name.slice(0, 80)}`
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: xml.value.line, message })
  }
  const draft = startDraft(file.path)
  for (const component of itemsIn(xml.value, 'components', 'component')) addComponent(draft, component)
  return finishDraft(draft)
}

function addComponent(draft: Draft, component: XmlElement): void {
  const { attributes, line } = component
  const [namespace = '', name = '', version = ''] = ['group', 'name', 'version'].map((key) =>
    attributes.get(key),
  )
  if ([namespace, name, version].includes('')) {
    const message = `a component needs group, name and version: ${namespace}:${name}:${version}`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
  }
  if (namespace === '' || name === '') return
  addPackage(draft, {
    purl: { type: 'maven', namespace, name, ...(version === '' ? {} : { version }) },
    line,
    hashes: hashesOf(component, `${name}-${version}.jar`),
  })
}

/** Of the artifacts, the jar is the component; a digest that moved (`also-trust`) is not told apart. */
function hashesOf(component: XmlElement, jar: string): readonly Hash[] {
  const artifact = component.children.find((child) => child.attributes.get('name') === jar)
  return (artifact?.children ?? []).flatMap(({ name, attributes }) => {
    const value = attributes.get('value')
    if (name === 'sha256') return hexHash('SHA-256', value)
    return name === 'sha512' ? hexHash('SHA-512', value) : []
  })
}
