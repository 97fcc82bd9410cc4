/** Reads SPDX 2 tag-value (2.1 to 2.3) into the tree that the JSON syntax has, with the line of each member. */
import { err, type JsonError, type JsonPath, limits, ok, type Result } from '../../../base/index.ts'
import type { Spdx2Document, Spdx2Note } from '../syntax.ts'
import { createLineMap, type LineMap } from '../line-map.ts'
import { readTagLines, type TagPair } from './lines.ts'
import { openingTags, type Section, type Tag, tags } from './tags.ts'
import { toCode, toChecksum, toNumbers, toReference, toRelationship } from './values.ts'

type Table = Record<string, unknown>

interface Reader {
  readonly root: Table
  readonly lines: LineMap
  readonly notes: Spdx2Note[]
  readonly duplicates: { key: string; line: number }[]
  /** The section that each kind of tag belongs to now, with its place in the tree. */
  readonly open: Map<Section, Place>
  /** The section that `SPDXID` names. */
  current: Section
  relationship: Place | undefined
  annotation: Place | undefined
  review: Place | undefined
  readonly annotations: Place[]
}

interface Place {
  readonly table: Table
  readonly path: JsonPath
}

/** Untrusted text. The error is the one reason why the text cannot be told apart. */
export function readTagValue(text: string): Result<Spdx2Document, JsonError> {
  if (text.length > limits.tagValueLetters) {
    const message = `at most ${limits.tagValueLetters} letters of tag-value are read, found ${text.length}; convert it to JSON first`
    return err({ code: 'FILE_TOO_LARGE', line: 1, message })
  }
  return readSections(text)
}

function readSections(text: string): Result<Spdx2Document, JsonError> {
  const root: Table = {}
  const creation: Table = {}
  const reader: Reader = {
    root,
    lines: createLineMap(),
    notes: [],
    duplicates: [],
    open: new Map([
      ['document', { table: root, path: [] }],
      ['creation', { table: creation, path: ['creationInfo'] }],
    ]),
    current: 'document',
    relationship: undefined,
    annotation: undefined,
    review: undefined,
    annotations: [],
  }
  for (const entry of readTagLines(text)) {
    if (entry.kind === 'endless') {
      const message = 'the text that begins here has no end: expected </text>'
      return err({ code: 'SYNTAX_INVALID', line: entry.line, message })
    }
    if (entry.kind === 'pair') take(reader, entry)
    else note(reader, entry.line, 'expected a tag and a colon; the line is not read')
  }
  if (Object.keys(creation).length > 0) root['creationInfo'] = creation
  fileAnnotations(reader)
  const { lines, notes, duplicates } = reader
  return ok({ value: root, lineOf: lines.lineOf, duplicates, notes })
}

function take(reader: Reader, pair: TagPair): void {
  const special = specials.get(pair.tag)
  if (special !== undefined) {
    special(reader, pair)
    return
  }
  const tag = tags.get(pair.tag)
  if (tag === undefined) {
    note(reader, pair.line, `the tag ${pair.tag} is not known; it is not read`)
    return
  }
  const opened = openingTags.get(pair.tag)
  if (opened !== undefined) openSection(reader, opened, pair.line)
  const place = reader.open.get(tag.section)
  if (place === undefined) {
    note(reader, pair.line, `${pair.tag} stands before the ${tag.section} that it belongs to; it is not read`)
    return
  }
  fill(reader, place, { tag, pair })
}

const lists = {
  package: 'packages',
  file: 'files',
  snippet: 'snippets',
  license: 'hasExtractedLicensingInfos',
} as const

function openSection(reader: Reader, section: keyof typeof lists, line: number): void {
  const place = append(reader, { table: reader.root, path: [] }, { key: lists[section], line })
  reader.open.set(section, place)
  reader.current = section
}

/** A new object at the end of a list. */
function append(reader: Reader, { table, path }: Place, at: { key: string; line: number }): Place {
  const list = listAt(table, at.key)
  const item: Table = {}
  const place = { table: item, path: [...path, at.key, list.length] }
  list.push(item)
  reader.lines.note(place.path, at.line)
  return place
}

function listAt(table: Table, key: string): unknown[] {
  const known = table[key]
  if (Array.isArray(known)) return known as unknown[]
  const list: unknown[] = []
  table[key] = list
  return list
}

function fill(reader: Reader, place: Place, { tag, pair }: { tag: Tag; pair: TagPair }): void {
  const { key, kind } = tag
  const { value, line } = pair
  switch (kind) {
    case 'text':
      set(reader, place, { key, value, pair })
      return
    case 'flag':
      set(reader, place, { key, value: value === 'true' ? true : value === 'false' ? false : value, pair })
      return
    case 'code':
      set(reader, place, { key, value: toCode(value), pair })
      return
    case 'texts':
      add(reader, place, { key, value, line })
      return
    case 'checksums':
      add(reader, place, { key, value: toChecksum(value), line })
      return
    case 'bytes':
    case 'lines':
      addRange(reader, place, { kind, pair })
      return
    default:
      kind satisfies never
  }
}

/** Of a tag that may stand once the last counts, as in JSON. */
function set(
  reader: Reader,
  { table, path }: Place,
  { key, value, pair }: { key: string; value: unknown; pair: TagPair },
): void {
  if (Object.hasOwn(table, key)) reader.duplicates.push({ key: pair.tag, line: pair.line })
  table[key] = value
  reader.lines.note([...path, key], pair.line)
}

function add(
  reader: Reader,
  { table, path }: Place,
  { key, value, line }: { key: string; value: unknown; line: number },
): void {
  const list = listAt(table, key)
  list.push(value)
  reader.lines.note([...path, key, list.length - 1], line)
}

/** A range of bytes and the range of lines that follows it are two ways to say one range. */
function addRange(
  reader: Reader,
  place: Place,
  { kind, pair }: { kind: 'bytes' | 'lines'; pair: TagPair },
): void {
  const numbers = toNumbers(pair.value)
  if (numbers === undefined) {
    note(reader, pair.line, `expected two numbers with a colon between them; ${pair.tag} is not read`)
    return
  }
  const member = kind === 'bytes' ? 'offset' : 'lineNumber'
  const ranges = listAt(place.table, 'ranges') as { startPointer: Table; endPointer: Table }[]
  const last = ranges[ranges.length - 1]
  if (last !== undefined && !Object.hasOwn(last.startPointer, member) && kind === 'lines') {
    last.startPointer[member] = numbers[0]
    last.endPointer[member] = numbers[1]
    return
  }
  const reference = place.table['snippetFromFile']
  const pointer = (number: number): Table => ({
    ...(reference !== undefined && { reference }),
    [member]: number,
  })
  add(reader, place, {
    key: 'ranges',
    value: { startPointer: pointer(numbers[0]), endPointer: pointer(numbers[1]) },
    line: pair.line,
  })
}

type Special = (reader: Reader, pair: TagPair) => void

const specials: ReadonlyMap<string, Special> = new Map<string, Special>([
  ['SPDXID', takeId],
  ['Relationship', takeRelationship],
  ['RelationshipComment', (reader, pair) => setIn(reader, reader.relationship, { key: 'comment', pair })],
  ['ExternalRef', takeReference],
  [
    'ExternalRefComment',
    (reader, pair) => setIn(reader, reader.open.get('external'), { key: 'comment', pair }),
  ],
  ['ExternalDocumentRef', takeExternalDocument],
  ['Annotator', takeAnnotator],
  ['AnnotationDate', (reader, pair) => setIn(reader, reader.annotation, { key: 'annotationDate', pair })],
  ['AnnotationType', (reader, pair) => setIn(reader, reader.annotation, { key: 'annotationType', pair })],
  ['AnnotationComment', (reader, pair) => setIn(reader, reader.annotation, { key: 'comment', pair })],
  ['SPDXREF', (reader, pair) => setIn(reader, reader.annotation, { key: 'SPDXREF', pair })],
  ['Reviewer', takeReviewer],
  ['ReviewDate', (reader, pair) => setIn(reader, reader.review, { key: 'reviewDate', pair })],
  ['ReviewComment', (reader, pair) => setIn(reader, reader.review, { key: 'comment', pair })],
])

function setIn(
  reader: Reader,
  place: Place | undefined,
  { key, pair }: { key: string; pair: TagPair },
): void {
  if (place === undefined)
    note(reader, pair.line, `${pair.tag} stands before what it belongs to; it is not read`)
  else set(reader, place, { key, value: pair.value, pair })
}

/** Files that follow a package are in it (SPDX 2.3, clause 8, "cardinality" of tag-value). */
function takeId(reader: Reader, pair: TagPair): void {
  const place = reader.open.get(reader.current)
  setIn(reader, place, { key: 'SPDXID', pair })
  const owner = reader.current === 'file' ? reader.open.get('package') : undefined
  if (owner !== undefined) add(reader, owner, { key: 'hasFiles', value: pair.value, line: pair.line })
}

function takeRelationship(reader: Reader, { value, line }: TagPair): void {
  const relationship = toRelationship(value)
  if (relationship === undefined) {
    note(reader, line, 'expected an id, a relationship type and an id; the relationship is not read')
    return
  }
  reader.relationship = append(reader, { table: reader.root, path: [] }, { key: 'relationships', line })
  Object.assign(reader.relationship.table, relationship)
}

function takeReference(reader: Reader, { value, line }: TagPair): void {
  const place = reader.open.get('package')
  const reference = toReference(value)
  if (place === undefined || reference === undefined) {
    note(reader, line, 'expected a package, and its category, type and locator; the reference is not read')
    return
  }
  const opened = append(reader, place, { key: 'externalRefs', line })
  Object.assign(opened.table, reference)
  reader.open.set('external', opened)
}

function takeExternalDocument(reader: Reader, { value, line }: TagPair): void {
  const match = /^(\S+)\s+(\S+)\s+(.+)$/.exec(value.slice(0, 10_000))
  if (match === null) {
    note(reader, line, 'expected an id, a URI and a checksum; the external document is not read')
    return
  }
  const [, externalDocumentId, spdxDocument, checksum = ''] = match
  const place = append(reader, { table: reader.root, path: [] }, { key: 'externalDocumentRefs', line })
  Object.assign(place.table, { externalDocumentId, spdxDocument, checksum: toChecksum(checksum) })
}

function takeAnnotator(reader: Reader, pair: TagPair): void {
  const place: Place = { table: { annotator: pair.value }, path: ['annotations', reader.annotations.length] }
  reader.lines.note(place.path, pair.line)
  reader.annotation = place
  reader.annotations.push(place)
}

function takeReviewer(reader: Reader, pair: TagPair): void {
  reader.review = append(reader, { table: reader.root, path: [] }, { key: 'revieweds', line: pair.line })
  setIn(reader, reader.review, { key: 'reviewer', pair })
}

/** In the tree an annotation stands with its element, which may come later in the text. */
function fileAnnotations(reader: Reader): void {
  if (reader.annotations.length === 0) return
  const { root } = reader
  const elements = new Map<unknown, Table>()
  for (const list of ['packages', 'files', 'snippets']) {
    for (const element of listAt({ list: root[list] }, 'list') as Table[])
      elements.set(element['SPDXID'], element)
  }
  for (const { table, path } of reader.annotations) {
    const { SPDXREF: subject, ...annotation } = table
    const isDocument = subject === undefined || subject === root['SPDXID']
    const owner = isDocument ? root : elements.get(subject)
    if (owner !== undefined) listAt(owner, 'annotations').push(annotation)
    else {
      const named = JSON.stringify(String(subject).slice(0, 80))
      note(
        reader,
        reader.lines.lineOf(path),
        `an annotation is of ${named}, which the document does not list`,
      )
    }
  }
}

const maxNotes = 100

function note({ notes }: Reader, line: number, message: string): void {
  if (notes.length < maxNotes) notes.push({ line, message })
  else if (notes.length === maxNotes) notes.push({ line, message: 'there is more that is not read' })
}
