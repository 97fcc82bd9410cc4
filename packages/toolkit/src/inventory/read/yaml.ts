/** YAML files of an ecosystem (YAML 1.2), as plain tables of texts, with the line of each table. */
import { type Event, EVENT_ID, getScalarValue, parseEvents, YAMLException } from 'js-yaml'
import { err, limits, ok, type Result } from '../../base/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import type { SourceFile } from '../ecosystem.ts'
import { addIssue, type Draft, type IssueFacts, unreadableFile } from './package.ts'
import { isTable, type Table } from './shape.ts'
import { readYamlLines, type YamlDocument, type YamlValue } from './yaml-lines.ts'

export type { YamlDocument } from './yaml-lines.ts'

interface Frame {
  readonly node: YamlValue[] | Record<string, YamlValue>
  /** The key whose value comes next. */
  key: string | undefined
  keyLine: number
  /** Its name for aliases that follow it. */
  readonly anchor: string | undefined
}

interface Builder {
  readonly text: string
  readonly lines: Map<unknown, number>
  readonly duplicates: { key: string; line: number }[]
  readonly frames: Frame[]
  readonly roots: YamlValue[]
  /** What aliases may stand for; undefined where they are refused. */
  readonly anchors: Map<string, YamlValue> | undefined
  /** Offset up to which lines were counted, and the line there. */
  counted: number
  line: number
}

/**
 * Untrusted text; never throws. Aliases are refused, so that no text stands for more than its own length; duplicate
 * keys are listed and the last one counts; nesting is bounded by `limits.nesting`.
 */
export function parseYaml(text: string): Result<readonly YamlDocument[], IssueFacts> {
  const quick = readYamlLines(text)
  if (quick !== undefined) return ok([quick])
  return parseAnyYaml(text)
}

/**
 * For files that people write with anchors (pipelines, Compose): an alias is the very node that its anchor names, shared
 * and not copied, so whoever walks the value must visit each node once. An alias inside its own anchor is refused.
 */
export function parseSharedYaml(text: string): Result<readonly YamlDocument[], IssueFacts> {
  const quick = readYamlLines(text)
  return quick === undefined ? parseAnyYaml(text, new Map()) : ok([quick])
}

/** The full parser; with a map for anchors, aliases are shared nodes. */
export function parseAnyYaml(
  text: string,
  anchors?: Map<string, YamlValue>,
): Result<readonly YamlDocument[], IssueFacts> {
  try {
    const events = parseEvents(text, { maxDepth: limits.nesting })
    return buildDocuments(text, events, anchors)
  } catch (cause) {
    return err(toIssue(cause))
  }
}

/** The first document of a file with a table at its top; the error is the finished answer with its issue. */
export function readYamlFile(file: SourceFile): Result<YamlDocument & { readonly value: Table }, ParsedFile> {
  const parsed = parseYaml(file.text)
  if (!parsed.ok) return err(unreadableFile(file.path, parsed.error))
  const first = parsed.value[0]
  if (first !== undefined && isTable(first.value)) return ok({ ...first, value: first.value })
  const message = 'expected a YAML mapping at the top'
  return err(unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message }))
}

/** Says which keys occurred twice: the last one counts, so what the first one said is lost. */
export function noteDuplicateYamlKeys(draft: Draft, document: YamlDocument): void {
  for (const { key, line } of document.duplicates) {
    const message = `the key ${key.slice(0, 200)} occurs twice; the last one counts`
    addIssue(draft, { code: 'DUPLICATE_KEY', line, message })
  }
}

function toIssue(cause: unknown): IssueFacts {
  const detail = cause instanceof Error ? cause.message : String(cause)
  if (/depth|nesting|call stack/i.test(detail)) {
    return { code: 'NESTING_TOO_DEEP', line: 1, message: `nested deeper than ${limits.nesting} levels` }
  }
  const reason = cause instanceof YAMLException ? cause.reason : detail
  const line = cause instanceof YAMLException ? (cause.mark?.line ?? 0) + 1 : undefined
  return { code: 'SYNTAX_INVALID', line, message: `not valid YAML: ${reason}` }
}

function buildDocuments(
  text: string,
  events: readonly Event[],
  anchors: Map<string, YamlValue> | undefined,
): Result<readonly YamlDocument[], IssueFacts> {
  const builder: Builder = {
    text,
    lines: new Map(),
    duplicates: [],
    frames: [],
    roots: [],
    anchors,
    counted: 0,
    line: 1,
  }
  for (const event of events) {
    const problem = take(builder, event)
    if (problem !== undefined) return err({ ...problem, line: builder.line })
  }
  const { lines, duplicates } = builder
  const lineOf = (node: unknown): number => lines.get(node) ?? 1
  return ok(builder.roots.map((value) => ({ value, lineOf, duplicates })))
}

type Problem = Pick<IssueFacts, 'code' | 'message'>

function take(builder: Builder, event: Event): Problem | undefined {
  switch (event.type) {
    case EVENT_ID.DOCUMENT:
      return undefined
    case EVENT_ID.POP:
      close(builder)
      return undefined
    case EVENT_ID.ALIAS:
      return takeAlias(builder, anchorOf(builder, event) ?? '', event.anchorStart)
    case EVENT_ID.SCALAR: {
      const value = getScalarValue(builder.text, event)
      const anchor = anchorOf(builder, event)
      if (anchor !== undefined) builder.anchors?.set(anchor, value)
      return takeScalar(builder, value, event.valueStart)
    }
    case EVENT_ID.MAPPING:
      return open(builder, {}, { start: event.start, anchor: anchorOf(builder, event) })
    case EVENT_ID.SEQUENCE:
      return open(builder, [], { start: event.start, anchor: anchorOf(builder, event) })
    default:
      return event satisfies never
  }
}

function takeScalar(builder: Builder, value: string, start: number): Problem | undefined {
  const frame = builder.frames[builder.frames.length - 1]
  if (frame === undefined) builder.roots.push(value)
  else if (Array.isArray(frame.node)) frame.node.push(value)
  else if (frame.key === undefined) {
    if (start > 0) countTo(builder, start)
    if (Object.hasOwn(frame.node, value)) builder.duplicates.push({ key: value, line: builder.line })
    frame.key = value
    frame.keyLine = builder.line
  } else place(frame, value)
  return undefined
}

interface Anchored {
  readonly anchorStart: number
  readonly anchorEnd: number
}

function anchorOf({ text }: Builder, { anchorStart, anchorEnd }: Anchored): string | undefined {
  return anchorStart < 0 ? undefined : text.slice(anchorStart, anchorEnd)
}

/** A name counts from the end of what it names, so no node ever holds itself. */
function close(builder: Builder): void {
  const frame = builder.frames.pop()
  if (frame?.anchor !== undefined) builder.anchors?.set(frame.anchor, frame.node)
}

function takeAlias(builder: Builder, name: string, start: number): Problem | undefined {
  countTo(builder, start)
  if (builder.anchors === undefined) {
    return { code: 'SHAPE_UNEXPECTED', message: 'aliases (*name) are not read in this kind of file' }
  }
  const value = builder.anchors.get(name)
  const frame = builder.frames[builder.frames.length - 1]
  if (value === undefined || frame === undefined || (!Array.isArray(frame.node) && frame.key === undefined)) {
    return { code: 'SHAPE_UNEXPECTED', message: `the alias *${name.slice(0, 100)} stands for nothing here` }
  }
  place(frame, value)
  return undefined
}

interface Opening {
  readonly start: number
  readonly anchor: string | undefined
}

function open(builder: Builder, node: Frame['node'], { start, anchor }: Opening): Problem | undefined {
  const frame = builder.frames[builder.frames.length - 1]
  if (frame === undefined) {
    builder.roots.push(node)
    builder.lines.set(node, 1)
  } else if (!Array.isArray(frame.node) && frame.key === undefined) {
    countTo(builder, start)
    return { code: 'SHAPE_UNEXPECTED', message: 'expected a text as key, found a mapping or a list' }
  } else {
    if (Array.isArray(frame.node)) countTo(builder, start)
    builder.lines.set(node, Array.isArray(frame.node) ? builder.line : frame.keyLine)
    place(frame, node)
  }
  builder.frames.push({ node, key: undefined, keyLine: 1, anchor })
  return undefined
}

function place(frame: Frame, value: YamlValue): void {
  if (Array.isArray(frame.node)) frame.node.push(value)
  else if (frame.key !== undefined) define(frame.node, frame.key, value)
  frame.key = undefined
}

/** `__proto__` becomes a member like any other; all else keeps the engine's quick path. */
function define(table: Record<string, YamlValue>, key: string, value: YamlValue): void {
  if (key !== '__proto__') table[key] = value
  else Object.defineProperty(table, key, { value, enumerable: true, configurable: true, writable: true })
}

/** Events come in the order of the text, so each line break is counted once. */
function countTo(builder: Builder, offset: number): void {
  for (let at = builder.text.indexOf('\n', builder.counted); at >= 0 && at < offset; ) {
    builder.line++
    builder.counted = at + 1
    at = builder.text.indexOf('\n', builder.counted)
  }
}
