/** Tags as places in the neutral document, for the losses of the writer. These tables are data. */
import { type Section, tags } from './tags.ts'

const sections: Readonly<Record<Section, string>> = {
  document: '',
  creation: '',
  package: 'elements[].',
  file: 'elements[].',
  snippet: 'elements[].',
  license: 'licenseTexts[].',
  external: 'externalDocuments[].',
}

/** Members of the tree that have another name in the document. */
const members: ReadonlyMap<string, string> = new Map([
  ['copyrightText', 'copyright'],
  ['documentNamespace', 'id'],
  ['extractedText', 'text'],
  ['fileContributors', 'authors'],
  ['licenseComments', 'licenseComment'],
  ['licenseConcluded', 'concludedLicenses'],
  ['licenseDeclared', 'declaredLicenses'],
  ['licenseInfoFromFiles', 'foundLicenses'],
  ['licenseInfoInFiles', 'declaredLicenses'],
  ['noticeText', 'notice'],
  ['packageFileName', 'fileName'],
  ['seeAlsos', 'urls'],
  ['versionInfo', 'version'],
])

const others: ReadonlyMap<string, string> = new Map([
  ['AnnotationComment', 'annotations[].text'],
  ['CreatorComment', 'creationComment'],
  ['ExternalRef', 'elements[].references[]'],
  ['ExternalRefComment', 'elements[].references[].comment'],
  ['Relationship', 'relationships[]'],
  ['RelationshipComment', 'relationships[].comment'],
  ['ReviewComment', 'annotations[].text'],
])

export function placeOfTag(name: string): string {
  const tag = tags.get(name)
  const other = others.get(name)
  if (other !== undefined || tag === undefined) return other ?? name
  return `${sections[tag.section]}${members.get(tag.key) ?? tag.key}`
}
