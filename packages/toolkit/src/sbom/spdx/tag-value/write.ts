/** Writes the tree of an SPDX 2 document as tag-value text. */
import type { BomLoss } from '../../document/bom.ts'
import { createTally, type Tally } from '../document/tally.ts'
import { asFields, type Fields, listOf, member, textOf } from '../../read/values.ts'
import { placeOfTag } from './places.ts'
import { type Section, type Tag, tagsOf } from './tags.ts'

interface Writing {
  readonly lines: string[]
  readonly tally: Tally
}

export interface WrittenTagValue {
  readonly text: string
  /** Members of the tree for which there is no tag. */
  readonly losses: readonly BomLoss[]
}

/**
 * All files stand before the first package, so that none seems to be in a package that does not contain it: what
 * contains what is said by relationships alone.
 */
export function writeTagValue(root: Fields): WrittenTagValue {
  const writing: Writing = { lines: [], tally: createTally() }
  writeHead(writing, root)
  for (const item of fieldsOf(root, 'files')) writeSection(writing, item, 'file')
  for (const item of fieldsOf(root, 'packages')) writeSection(writing, item, 'package')
  for (const item of fieldsOf(root, 'snippets')) writeSection(writing, item, 'snippet')
  for (const item of fieldsOf(root, 'hasExtractedLicensingInfos')) writeSection(writing, item, 'license')
  writeRelationships(writing, root)
  return { text: `${writing.lines.join('\n')}\n`, losses: writing.tally.toLosses() }
}

function writeHead(writing: Writing, root: Fields): void {
  writePair(writing, 'SPDXVersion', textOf(root, 'spdxVersion'))
  writePair(writing, 'DataLicense', textOf(root, 'dataLicense'))
  writePair(writing, 'SPDXID', textOf(root, 'SPDXID'))
  writeTags(writing, root, tagsOf('document'))
  noteUntagged(writing, root, { section: 'document', known: parts })
  for (const item of fieldsOf(root, 'externalDocumentRefs')) {
    const parts = [textOf(item, 'externalDocumentId'), textOf(item, 'spdxDocument')]
    writePair(writing, 'ExternalDocumentRef', [...parts, formatChecksum(member(item, 'checksum'))].join(' '))
  }
  title(writing, 'Creation Information')
  writeTags(writing, asFields(member(root, 'creationInfo')) ?? {}, tagsOf('creation'))
  writeAnnotations(writing, root)
  for (const item of fieldsOf(root, 'revieweds')) {
    title(writing, 'Review')
    writePair(writing, 'Reviewer', textOf(item, 'reviewer'))
    writePair(writing, 'ReviewDate', textOf(item, 'reviewDate'))
    writePair(writing, 'ReviewComment', textOf(item, 'comment'))
  }
}

const titles = { package: 'Package', file: 'File', snippet: 'Snippet', license: 'License' } as const

function writeSection(writing: Writing, fields: Fields, section: keyof typeof titles): void {
  title(writing, `${titles[section]} Information`)
  const [opening, ...others] = tagsOf(section)
  if (opening !== undefined) writePair(writing, opening[0], textOf(fields, opening[1].key) ?? '')
  if (section === 'package' || section === 'file') writePair(writing, 'SPDXID', textOf(fields, 'SPDXID'))
  writeTags(writing, fields, others)
  for (const item of fieldsOf(fields, 'externalRefs')) {
    const parts = ['referenceCategory', 'referenceType', 'referenceLocator'].map((key) => textOf(item, key))
    writePair(writing, 'ExternalRef', parts.join(' '))
    writePair(writing, 'ExternalRefComment', textOf(item, 'comment'))
  }
  writeAnnotations(writing, fields)
  if (section === 'snippet') noteRanges(writing, fields)
  noteUntagged(writing, fields, { section, known: untagged })
}

function writeTags(writing: Writing, fields: Fields, list: readonly (readonly [string, Tag])[]): void {
  for (const [tag, { key, kind }] of list) {
    if (kind === 'bytes') writeRanges(writing, fields)
    else for (const value of toValues(member(fields, key), kind)) writePair(writing, tag, value)
  }
}

/** What one range says in bytes and in lines stands together. */
function writeRanges(writing: Writing, fields: Fields): void {
  for (const range of fieldsOf(fields, 'ranges')) {
    writePair(writing, 'SnippetByteRange', formatRange(range, 'offset'))
    writePair(writing, 'SnippetLineRange', formatRange(range, 'lineNumber'))
  }
}

/** Both ends of a range lie in the file of the snippet; two ranges of which each says one half seem to be one. */
function noteRanges({ tally }: Writing, fields: Fields): void {
  const file = textOf(fields, 'snippetFromFile')
  const ranges = fieldsOf(fields, 'ranges')
  for (const range of ranges) {
    const hasBytes = formatRange(range, 'offset') !== undefined
    const hasLines = formatRange(range, 'lineNumber') !== undefined
    if (!hasBytes && !hasLines)
      tally.add('snippets[].ranges[]', 'left-out', 'tag-value writes bytes or lines')
    if (ranges.length > 1 && hasBytes !== hasLines)
      tally.add(
        'snippets[].ranges[]',
        'reduced',
        'several ranges in bytes or lines alone cannot be told apart',
      )
    for (const pointer of ['startPointer', 'endPointer']) {
      if (textOf(asFields(member(range, pointer)), 'reference') !== file)
        tally.add(
          'snippets[].ranges[].reference',
          'left-out',
          'in tag-value it is always the file of the snippet',
        )
    }
  }
}

function toValues(value: unknown, kind: Tag['kind']): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
  switch (kind) {
    case 'text':
    case 'texts':
      return items.filter((item) => typeof item === 'string')
    case 'flag':
      return items.filter((item) => typeof item === 'boolean').map(String)
    case 'checksums':
      return items.map(formatChecksum)
    case 'code':
      return items.map(formatCode)
    case 'bytes':
    case 'lines':
      return []
    default:
      return kind satisfies never
  }
}

function formatChecksum(value: unknown): string {
  const fields = asFields(value)
  return `${textOf(fields, 'algorithm') ?? ''}: ${textOf(fields, 'checksumValue') ?? ''}`
}

function formatCode(value: unknown): string {
  const fields = asFields(value)
  const excluded = listOf(fields, 'packageVerificationCodeExcludedFiles').filter(
    (item) => typeof item === 'string',
  )
  const code = textOf(fields, 'packageVerificationCodeValue') ?? ''
  return excluded.length === 0 ? code : `${code} (excludes: ${excluded.join(', ')})`
}

function formatRange(range: Fields, key: string): string | undefined {
  const [start, end] = ['startPointer', 'endPointer'].map((pointer) =>
    member(asFields(member(range, pointer)), key),
  )
  return typeof start === 'number' && typeof end === 'number' ? `${start}:${end}` : undefined
}

function writeAnnotations(writing: Writing, fields: Fields): void {
  for (const item of fieldsOf(fields, 'annotations')) {
    title(writing, 'Annotation')
    writePair(writing, 'Annotator', textOf(item, 'annotator'))
    writePair(writing, 'AnnotationDate', textOf(item, 'annotationDate'))
    writePair(writing, 'AnnotationType', textOf(item, 'annotationType'))
    writePair(writing, 'SPDXREF', textOf(fields, 'SPDXID'))
    writePair(writing, 'AnnotationComment', textOf(item, 'comment') ?? '')
  }
}

function writeRelationships(writing: Writing, root: Fields): void {
  const rows = [...fieldsOf(root, 'relationships')]
  const relate = (from: unknown, type: string, to: unknown): void => {
    rows.push({ spdxElementId: from, relationshipType: type, relatedSpdxElement: to })
  }
  const id = member(root, 'SPDXID')
  for (const to of listOf(root, 'documentDescribes')) relate(id, 'DESCRIBES', to)
  for (const item of fieldsOf(root, 'packages'))
    for (const to of listOf(item, 'hasFiles')) relate(member(item, 'SPDXID'), 'CONTAINS', to)
  const written = new Set<string>()
  if (rows.length > 0) title(writing, 'Relationships')
  for (const item of rows) {
    const parts = ['spdxElementId', 'relationshipType', 'relatedSpdxElement'].map((key) => textOf(item, key))
    const line = parts.join(' ')
    const comment = textOf(item, 'comment')
    if (comment === undefined && written.has(line)) continue
    for (const said of [line, mirrorOf(item)]) written.add(said)
    writePair(writing, 'Relationship', line)
    writePair(writing, 'RelationshipComment', comment)
  }
}

/** The same the other way round, of the two words that a list of the tree may repeat. */
function mirrorOf(item: Fields): string {
  const mirrors = new Map([
    ['CONTAINED_BY', 'CONTAINS'],
    ['DESCRIBED_BY', 'DESCRIBES'],
  ])
  const word = mirrors.get(textOf(item, 'relationshipType') ?? '') ?? ''
  return [textOf(item, 'relatedSpdxElement'), word, textOf(item, 'spdxElementId')].join(' ')
}

const untagged: readonly string[] = ['SPDXID', 'externalRefs', 'annotations', 'hasFiles']
const parts: readonly string[] = [
  'SPDXID',
  'spdxVersion',
  'dataLicense',
  'externalDocumentRefs',
  'creationInfo',
  'annotations',
  'revieweds',
  'documentDescribes',
  'packages',
  'files',
  'snippets',
  'hasExtractedLicensingInfos',
  'relationships',
]

function noteUntagged(
  { tally }: Writing,
  fields: Fields,
  { section, known: others }: { readonly section: Section; readonly known: readonly string[] },
): void {
  const known = new Set([...tagsOf(section).map(([, { key }]) => key), ...others])
  for (const key of Object.keys(fields)) {
    if (!known.has(key))
      tally.add(`${section}.${key.slice(0, 60)}`, 'left-out', 'tag-value has no tag for it')
  }
}

function title({ lines }: Writing, text: string): void {
  lines.push('', `## ${text}`)
}

/** A value of several lines, or with blanks at its ends, stands between `<text>` (clause 5.1). */
function writePair({ lines, tally }: Writing, tag: string, value: string | undefined): void {
  if (value === undefined) return
  const isPlain = !/[\r\n]/.test(value) && value === value.trim() && !value.startsWith('<text>')
  if (isPlain) {
    lines.push(`${tag}: ${value}`)
    return
  }
  const plain = value.replaceAll(/\r\n?/g, '\n')
  if (plain !== value)
    tally.add(placeOfTag(tag), 'reduced', 'lines of tag-value end as those of the whole text do')
  const inner = plain.replaceAll('</text>', '</ text>')
  if (inner !== plain)
    tally.add(placeOfTag(tag), 'reduced', '</text> ends a text of tag-value, so a blank stands in it')
  lines.push(`${tag}: <text>${inner}</text>`)
}

function fieldsOf(fields: Fields, key: string): readonly Fields[] {
  return listOf(fields, key).flatMap((item): readonly Fields[] => {
    const found = asFields(item)
    return found === undefined ? [] : [found]
  })
}
