/**
 * The part of YAML that lock files are written in, read line by line: block mappings and lists, one-line flow
 * collections, texts that need no unescaping. It takes a fifth of the time of the full parser.
 */
import { limits } from '../../base/index.ts'

/** Every scalar is its text (`1.10` stays `1.10`, `true` is 'true', nothing is ''). */
export type YamlValue = string | readonly YamlValue[] | YamlTable
export interface YamlTable {
  readonly [key: string]: YamlValue
}

export interface YamlDocument {
  readonly value: YamlValue
  /** 1-based line of the key (or dash) whose value is this table or list; 1 for anything else. */
  readonly lineOf: (node: unknown) => number
  readonly duplicates: readonly { readonly key: string; readonly line: number }[]
}

type Table = Record<string, YamlValue>

interface Frame {
  readonly indent: number
  readonly node: Table | YamlValue[]
}

interface Reader {
  readonly root: Table
  readonly frames: Frame[]
  readonly lines: Map<unknown, number>
  /** Where the value of the last key belongs if deeper lines follow; undefined after a value on the same line. */
  open:
    | { readonly table: Table; readonly key: string; readonly indent: number; readonly line: number }
    | undefined
}

/** A document exactly as the full parser reads it; undefined where the text uses anything else of YAML. */
export function readYamlLines(text: string): YamlDocument | undefined {
  const root: Table = {}
  const reader: Reader = {
    root,
    frames: [{ indent: 0, node: root }],
    lines: new Map([[root, 1]]),
    open: undefined,
  }
  let line = 0
  for (let start = 0; start < text.length; ) {
    line++
    const end = text.indexOf('\n', start)
    const stop = end < 0 ? text.length : end
    let indent = start
    while (text.charCodeAt(indent) === 32) indent++
    if (indent < stop && text.charCodeAt(indent) !== 35) {
      if (!takeLine(reader, text.slice(indent, stop), { indent: indent - start, line })) return undefined
    }
    start = stop + 1
  }
  if (Object.keys(root).length === 0) return undefined
  const { lines } = reader
  return { value: root as YamlTable, lineOf: (node) => lines.get(node) ?? 1, duplicates: [] }
}

interface Place {
  readonly indent: number
  readonly line: number
}

function takeLine(reader: Reader, content: string, place: Place): boolean {
  if (content.startsWith('- ')) return takeItem(reader, content.slice(2), place)
  const frame = frameFor(reader, place, false)
  if (frame === undefined || Array.isArray(frame)) return false
  const split = splitKey(content)
  if (split === undefined || split.key === '__proto__' || Object.hasOwn(frame, split.key)) return false
  const { key, rest } = split
  reader.open = rest === '' ? { table: frame, key, ...place } : undefined
  const value = rest === '' ? '' : valueOf(rest, reader.lines, place.line)
  if (value === undefined) return false
  frame[key] = value
  return true
}

function takeItem(reader: Reader, content: string, place: Place): boolean {
  const frame = frameFor(reader, place, true)
  const value = valueOf(content, reader.lines, place.line)
  if (frame === undefined || !Array.isArray(frame) || typeof value !== 'string') return false
  reader.open = undefined
  frame.push(value)
  return true
}

/** The collection that a line of this depth belongs to; a list may stand as deep as its key. */
function frameFor(reader: Reader, { indent }: Place, isItem: boolean): Table | YamlValue[] | undefined {
  const { open, frames } = reader
  if (open !== undefined && (indent > open.indent || (isItem && indent === open.indent))) {
    const node: Table | YamlValue[] = isItem ? [] : {}
    if (frames.length >= limits.nesting) return undefined
    open.table[open.key] = node
    reader.lines.set(node, open.line)
    frames.push({ indent, node })
    return node
  }
  for (let last = frames[frames.length - 1]; last !== undefined; last = frames[frames.length - 1]) {
    if (last.indent === indent && Array.isArray(last.node) === isItem) return last.node
    if (last.indent < indent) return undefined
    frames.pop()
  }
  return undefined
}

const quotedKey = /^(?:'([ -&(-~]*)'|"([ !#-[\]-~]*)"):(?: (.*))?$/

/** Longer ones need another notation (YAML 1.2, section 7.4.3). */
const maxKey = 1000

function splitKey(content: string): { readonly key: string; readonly rest: string } | undefined {
  const quoted = /^['"]/.test(content) ? quotedKey.exec(content) : null
  const colon = content.indexOf(': ')
  const end = colon < 0 && content.endsWith(':') ? content.length - 1 : colon
  const key = quoted?.[1] ?? quoted?.[2] ?? plainScalar(content.slice(0, Math.max(end, 0)), plainKey)
  if (key === undefined || key.length > maxKey) return undefined
  return { key, rest: quoted === null ? content.slice(end + 2) : (quoted[3] ?? '') }
}

function valueOf(rest: string, lines: Map<unknown, number>, line: number): YamlValue | undefined {
  const scalar = scalarOf(rest)
  if (scalar !== undefined) return scalar
  const first = rest[0]
  const isTable = first === '{' && rest.endsWith('}')
  if (!isTable && !(first === '[' && rest.endsWith(']'))) return undefined
  const inner = rest.slice(1, -1)
  const parts = inner === '' ? [] : inner.split(', ')
  const node = isTable ? flowTable(parts) : flowList(parts)
  if (node !== undefined) lines.set(node, line)
  return node
}

const plainKey = /^[\w./(][ -~]*$/
const plainValue = /^[\w./^~=+<$(;][ -~]*$/
/** Inside brackets these separate. */
const plainInFlow = /^[\w./^~=+<$(;][ -+\--Z\\^-z|~]*$/
const quotedValue = /^(?:'((?:[ -&(-~]|'')*)'|"([ !#-[\]-~]*)")$/

function scalarOf(text: string, plain = plainValue): string | undefined {
  if (!/^['"]/.test(text)) return plainScalar(text, plain)
  const quoted = quotedValue.exec(text)
  return quoted?.[1]?.replaceAll("''", "'") ?? quoted?.[2]
}

/** A colon or a number sign beside a blank is structure. */
function plainScalar(text: string, plain: RegExp): string | undefined {
  const hasStructure = text.includes(': ') || text.includes(' #') || text.endsWith(':') || text.endsWith(' ')
  return hasStructure || !plain.test(text) ? undefined : text
}

const flowKey = /^[A-Za-z]\w*$/

function flowTable(parts: readonly string[]): Table | undefined {
  const table: Table = {}
  for (const part of parts) {
    const colon = part.indexOf(': ')
    const key = scalarOf(part.slice(0, Math.max(colon, 0)), flowKey)
    const value = scalarOf(part.slice(colon + 2), plainInFlow)
    if (key === undefined || key === '__proto__' || Object.hasOwn(table, key) || value === undefined)
      return undefined
    table[key] = value
  }
  return table
}

function flowList(parts: readonly string[]): YamlValue[] | undefined {
  const list: YamlValue[] = []
  for (const part of parts) {
    const value = scalarOf(part, plainInFlow)
    if (value === undefined) return undefined
    list.push(value)
  }
  return list
}
