/**
 * The objects of an SPDX 3.0.1 JSON-LD document in the plain form that the specification's own schema demands. Nothing
 * is fetched and no JSON-LD is processed: what would need that is said and not guessed.
 */
import { err, type Issue, type JsonDocument, ok, type Result } from '../../base/index.ts'
import { asFields, type Fields, member, textOf } from '../read/values.ts'
import { contextUrl } from './words.ts'

export interface Node {
  /** spdxId, or the name of a blank node. */
  readonly id: string
  readonly type: string
  /** Its members; objects with an id of their own are replaced by that id. */
  readonly fields: Fields
  /** 1-based. */
  readonly line: number
}

export interface Graph {
  /** In the order of the document; an object within another follows it. */
  readonly nodes: readonly Node[]
  /** The first of each id. */
  readonly byId: ReadonlyMap<string, Node>
  readonly issues: readonly Issue[]
}

interface Opening {
  readonly path: string
  readonly nodes: Node[]
  readonly byId: Map<string, Node>
  readonly issues: Issue[]
}

/** The error is the one reason why the document cannot be taken for what it seems to say. */
export function openGraph(
  document: Pick<JsonDocument, 'lineOf'>,
  root: Fields,
  path: string,
): Result<Graph, Issue> {
  const refusal = findRefusal(root)
  if (refusal !== undefined) return err({ ...refusal, level: 'error', path, line: 1 })
  const opening: Opening = { path, nodes: [], byId: new Map(), issues: [] }
  const list = member(root, '@graph')
  if (list === undefined) addRoot(opening, root)
  else if (Array.isArray(list)) {
    const items = list as readonly unknown[]
    for (const [index, item] of items.entries()) addItem(opening, item, document.lineOf(['@graph', index]))
  } else
    return err({
      code: 'SHAPE_UNEXPECTED',
      level: 'error',
      path,
      line: 1,
      message: 'expected @graph to be a list',
    })
  return ok(opening)
}

function findRefusal(root: Fields): Pick<Issue, 'code' | 'message'> | undefined {
  const context = member(root, '@context')
  if (context !== contextUrl) {
    const found = typeof context === 'string' ? JSON.stringify(context.slice(0, 100)) : 'a list or an object'
    const isOther = typeof context === 'string' && context.includes('spdx.org/rdf/3')
    const message = `expected the context ${contextUrl} alone, found ${found}; no other context is looked up`
    return { code: isOther ? 'FORMAT_VERSION_UNSUPPORTED' : 'FORMAT_UNSUPPORTED', message }
  }
  const others = Object.keys(root).filter((key) => key !== '@context' && key !== '@graph')
  if (member(root, '@graph') === undefined || others.length === 0) return undefined
  const message = `expected @context and @graph alone, found ${JSON.stringify(others[0]?.slice(0, 60))} beside them`
  return { code: 'FORMAT_UNSUPPORTED', message }
}

/** A document of one object. */
function addRoot(opening: Opening, root: Fields): void {
  const { '@context': _context, ...fields } = root
  addItem(opening, fields, 1)
}

function addItem(opening: Opening, item: unknown, line: number): void {
  const fields = asFields(item)
  if (fields === undefined) note(opening, line, 'expected an object in the graph; it is not read')
  else if (textOf(fields, 'type') === undefined)
    note(opening, line, 'expected an object with a type; it is not read')
  else if (textOf(fields, 'spdxId') === undefined && textOf(fields, '@id') === undefined)
    note(opening, line, 'expected an object with an id; it is not read')
  else lift(opening, fields, line)
}

/** The id of an object that has one, after it became a node; the value itself where it has none. */
function lift(opening: Opening, fields: Fields, line: number): unknown {
  const trick = Object.keys(fields).find((key) => key.startsWith('@') && key !== '@id')
  if (trick !== undefined) {
    note(
      opening,
      line,
      `${JSON.stringify(trick.slice(0, 60))} within the graph needs JSON-LD; the object is not read`,
    )
    return undefined
  }
  const type = textOf(fields, 'type')
  const id = textOf(fields, 'spdxId') ?? textOf(fields, '@id') ?? nameless(opening, type)
  if (id === undefined) return liftMembers(opening, fields, line)
  if (type === undefined) {
    note(opening, line, 'an object that is only an id needs JSON-LD; write the id itself')
    return undefined
  }
  const at = opening.nodes.length
  opening.nodes.push({ id, type, fields, line })
  const node: Node = { id, type, fields: liftMembers(opening, fields, line), line }
  opening.nodes[at] = node
  if (opening.byId.has(id)) {
    const message = `the id ${JSON.stringify(id.slice(0, 200))} names two objects; references mean the first`
    opening.issues.push({ code: 'DUPLICATE_KEY', level: 'warning', path: opening.path, line, message })
  } else opening.byId.set(id, node)
  return id
}

/** A creation info within an element is as much an object as one beside it. */
function nameless({ nodes }: Opening, type: string | undefined): string | undefined {
  return type === 'CreationInfo' ? `_:within-${nodes.length}` : undefined
}

/** The same object where nothing in it became a node. */
function liftMembers(opening: Opening, fields: Fields, line: number): Fields {
  let changed: Record<string, unknown> | undefined
  for (const [key, value] of Object.entries(fields)) {
    if (typeof value !== 'object' || value === null) continue
    const lifted = liftValue(opening, value, line)
    if (lifted === value) continue
    changed ??= { ...fields }
    Object.defineProperty(changed, key, {
      value: lifted,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return changed ?? fields
}

function liftValue(opening: Opening, value: object, line: number): unknown {
  if (!Array.isArray(value)) return lift(opening, value as Fields, line)
  const items = value as readonly unknown[]
  const lifted = items.map((item) => {
    const fields = asFields(item)
    if (fields !== undefined) return lift(opening, fields, line)
    return Array.isArray(item) ? liftValue(opening, item, line) : item
  })
  return lifted.every((item, at) => item === items[at]) ? value : lifted
}

const maxIssues = 100

function note({ issues, path }: Opening, line: number, message: string): void {
  if (issues.length < maxIssues)
    issues.push({ code: 'ENTRY_UNREADABLE', level: 'error', path, line, message })
}
