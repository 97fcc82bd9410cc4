/** From text to a CSAF document: lenient in what is missing, loud about it (CSAF 2.0 and 2.1). */
import { err, type Issue, ok, parseJson, type Result, type WithIssues } from '../base/index.ts'
import { createLosses, type Losses, shown } from './losses.ts'
import type { CsafDocument, Publisher, Tlp, Tracking } from './model.ts'
import { readProductTree } from './read-products.ts'
import { readNotes, readReferences, readVulnerability } from './read-vulnerability.ts'
import { elements, members, present, wordList, words } from './shape.ts'

/** Untrusted: anybody may have written the text; nothing of a signature is checked here. Never throws. */
export function parseCsaf(text: string, path: string): Result<WithIssues<CsafDocument>, Issue> {
  const parsed = parseJson(text)
  if (!parsed.ok) return err({ ...parsed.error, level: 'error', path })
  const document = toCsafDocument(parsed.value.value, path)
  if (!document.ok) return document
  const repeated = parsed.value.duplicates.slice(0, 100).map(
    ({ key, line }): Issue => ({
      code: 'DUPLICATE_KEY',
      level: 'warning',
      path,
      line,
      message: `the key ${shown(key)} occurs twice; the last one counts`,
    }),
  )
  return ok({ value: document.value.value, issues: [...repeated, ...document.value.issues] })
}

/** Of an already parsed JSON value. Errors when it is no CSAF document at all: without tracking id it is none. */
export function toCsafDocument(value: unknown, path: string): Result<WithIssues<CsafDocument>, Issue> {
  const root = members(value)
  const head = members(root['document'])
  const id = words(members(head['tracking'])['id'])
  const csafVersion = words(head['csaf_version'])
  if (id === undefined || csafVersion === undefined) {
    const missing = csafVersion === undefined ? 'document.csaf_version' : 'document.tracking.id'
    return err({ code: 'SHAPE_UNEXPECTED', level: 'error', path, message: `no CSAF: ${missing} is missing` })
  }
  const losses = createLosses(path)
  if (csafVersion !== '2.0' && csafVersion !== '2.1')
    losses.add('FORMAT_VERSION_UNSUPPORTED', `CSAF 2.0 or 2.1 expected, found ${shown(csafVersion)}`)
  const tree = readProductTree(root['product_tree'], losses)
  const context = { tree, losses }
  const tlp = readTlp(members(head['distribution'])['tlp'], losses)
  const document: CsafDocument = {
    csafVersion,
    category: words(head['category']) ?? '',
    title: words(head['title']) ?? '',
    ...present(head, { language: 'lang' }),
    publisher: readPublisher(head['publisher']),
    tracking: readTracking(head['tracking'], id),
    ...(tlp === undefined ? {} : { tlp }),
    ...present(members(head['aggregate_severity']), { aggregateSeverity: 'text' }),
    notes: readNotes(head['notes']),
    references: readReferences(head['references']),
    products: tree.products,
    groups: tree.groups,
    vulnerabilities: elements(root['vulnerabilities']).map((item) => readVulnerability(item, context)),
  }
  return ok({ value: document, issues: losses.list() })
}

function readPublisher(value: unknown): Publisher {
  const from = members(value)
  return {
    name: words(from['name']) ?? '',
    ...present(from, { namespace: 'namespace', category: 'category' }),
  }
}

function readTracking(value: unknown, id: string): Tracking {
  const from = members(value)
  return {
    id,
    version: words(from['version']) ?? '',
    status: words(from['status']) ?? '',
    ...present(from, { initialRelease: 'initial_release_date', currentRelease: 'current_release_date' }),
    aliases: wordList(from['aliases']),
  }
}

const labels: ReadonlyMap<string, Tlp> = new Map<string, Tlp>([
  ['WHITE', 'CLEAR'],
  ['CLEAR', 'CLEAR'],
  ['GREEN', 'GREEN'],
  ['AMBER', 'AMBER'],
  ['AMBER+STRICT', 'AMBER+STRICT'],
  ['RED', 'RED'],
])

/** Whoever wrote a label wanted to restrict something: one that we cannot read is taken as the strictest. */
function readTlp(value: unknown, losses: Losses): Tlp | undefined {
  if (value === undefined) return undefined
  const label = words(members(value)['label']) ?? ''
  const known = labels.get(label.toUpperCase())
  if (known === undefined) losses.add('SHAPE_UNEXPECTED', `the TLP label ${shown(label)} counts as RED`)
  return known ?? 'RED'
}
