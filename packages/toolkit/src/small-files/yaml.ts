/** YAML from outside as a tree that remembers lines: bounded in size, depth and aliases, and harmless keys. */
import { EVENT_ID, type Event, getScalarValue, parseEvents, YAMLException } from 'js-yaml'
import { err, limits, ok, type Result } from '../base/index.ts'

export type YamlNode =
  | { readonly kind: 'scalar'; readonly line: number; readonly text: string }
  | { readonly kind: 'list'; readonly line: number; readonly items: YamlNode[] }
  | {
      readonly kind: 'map'
      readonly line: number
      readonly entries: Map<string, YamlNode>
      /** The last name that is there more than once, and the line of its later value, which is the one in `entries`. */
      twice?: { readonly key: string; readonly line: number }
    }

/** CI files are small: beyond these bounds a file is not a CI file but an attempt. */
const bounds = { characters: 512 * 1024, aliases: 200, nodes: 20_000 } as const

/** How much of one text is read; interface descriptions are larger than CI files. */
export interface YamlBounds {
  readonly characters: number
  readonly aliases: number
  readonly nodes: number
}

/** First document of a text, or one sentence saying why it cannot be read. Merge keys (`<<`) are applied. */
export function parseYaml(text: string, most: YamlBounds = bounds): Result<YamlNode, string> {
  if (text.length > most.characters) return err(`larger than ${most.characters} characters`)
  try {
    return buildTree(text, parseEvents(text, { maxDepth: limits.nesting }), most)
  } catch (cause) {
    // The parser may also fail with other errors on hostile text; either way the file is unreadable.
    return err(cause instanceof YAMLException ? `not valid YAML: ${cause.reason}` : 'not valid YAML')
  }
}

/** Member of a mapping; undefined for anything else. */
export function yamlGet(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined
}

export function yamlText(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined
}

/** The texts of a list of scalars, or of one scalar; other nodes give none. */
export function yamlTexts(node: YamlNode | undefined): readonly string[] {
  if (node?.kind === 'scalar') return [node.text]
  if (node?.kind !== 'list') return []
  return node.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []))
}

export function yamlItems(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : []
}

export function yamlEntries(node: YamlNode | undefined): readonly (readonly [string, YamlNode])[] {
  return node?.kind === 'map' ? [...node.entries] : []
}

interface Builder {
  readonly text: string
  readonly stack: {
    readonly node: YamlNode
    key: string | undefined
    awaitsKey: boolean
    readonly own: Set<string>
  }[]
  readonly anchors: Map<string, YamlNode>
  readonly lineStarts: readonly number[]
  root: YamlNode | undefined
  aliases: number
}

function buildTree(text: string, events: readonly Event[], most: YamlBounds): Result<YamlNode, string> {
  if (events.length > most.nodes) return err(`more than ${most.nodes} values`)
  const builder: Builder = {
    text,
    stack: [],
    anchors: new Map(),
    lineStarts: findLineStarts(text),
    root: undefined,
    aliases: 0,
  }
  let documents = 0
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT && ++documents > 1) break
    takeEvent(builder, event)
    if (builder.aliases > most.aliases) return err(`more than ${most.aliases} aliases`)
  }
  return builder.root === undefined ? err('empty') : ok(builder.root)
}

function takeEvent(builder: Builder, event: Event): void {
  switch (event.type) {
    case EVENT_ID.DOCUMENT:
      return
    case EVENT_ID.POP:
      builder.stack.pop()
      return
    case EVENT_ID.ALIAS:
      builder.aliases++
      takeAlias(builder, builder.text.slice(event.anchorStart, event.anchorEnd))
      return
    case EVENT_ID.SCALAR: {
      const line = lineOf(builder, event.valueStart)
      addNode(builder, { kind: 'scalar', line, text: getScalarValue(builder.text, event) }, event)
      return
    }
    case EVENT_ID.SEQUENCE:
      openNode(builder, { kind: 'list', line: lineOf(builder, event.start), items: [] }, event)
      return
    case EVENT_ID.MAPPING:
      openNode(builder, { kind: 'map', line: lineOf(builder, event.start), entries: new Map() }, event)
      return
    default:
      event satisfies never
  }
}

type Anchored = { readonly anchorStart: number; readonly anchorEnd: number }

function openNode(builder: Builder, node: YamlNode, at: Anchored): void {
  addNode(builder, node, at)
  builder.stack.push({ node, key: undefined, awaitsKey: node.kind === 'map', own: new Set() })
}

function addNode(builder: Builder, node: YamlNode, at: Anchored): void {
  if (at.anchorStart >= 0) builder.anchors.set(builder.text.slice(at.anchorStart, at.anchorEnd), node)
  attach(builder, node)
}

function takeAlias(builder: Builder, name: string): void {
  const target = builder.anchors.get(name)
  const isOpen = builder.stack.some((frame) => frame.node === target)
  // An alias to an unknown or still open node (a cycle) becomes an empty text.
  attach(builder, target === undefined || isOpen ? { kind: 'scalar', line: 1, text: '' } : target)
}

function attach(builder: Builder, node: YamlNode): void {
  const frame = builder.stack[builder.stack.length - 1]
  if (frame === undefined) {
    builder.root ??= node
    return
  }
  if (frame.node.kind === 'list') frame.node.items.push(node)
  if (frame.node.kind !== 'map') return
  if (frame.awaitsKey) {
    frame.key = node.kind === 'scalar' ? node.text : ''
    frame.awaitsKey = false
    return
  }
  const key = frame.key ?? ''
  // A merge key may give a name first; only names that are written out count.
  if (frame.own.has(key)) frame.node.twice = { key, line: node.line }
  frame.own.add(key)
  setMember(frame.node.entries, key, node)
  frame.awaitsKey = true
}

function setMember(entries: Map<string, YamlNode>, key: string, node: YamlNode): void {
  if (key !== '<<') {
    entries.set(key, node)
    return
  }
  const merged = node.kind === 'list' ? node.items : [node]
  for (const source of merged) {
    for (const [name, value] of yamlEntries(source)) if (!entries.has(name)) entries.set(name, value)
  }
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function lineOf(builder: Builder, offset: number): number {
  let low = 0
  let high = builder.lineStarts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((builder.lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low + 1
}
