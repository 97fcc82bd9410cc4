/** Reads SPDX 2 YAML into the tree of the JSON syntax. Scalars are texts; types come from the member's name. */
import { type Event, EVENT_ID, getScalarValue, parseEvents, YAMLException } from 'js-yaml'
import { err, type JsonError, type JsonPath, limits, lineAt, ok, type Result } from '../../../base/index.ts'
import { createLineMap, type LineMap } from '../line-map.ts'
import type { Spdx2Document } from '../syntax.ts'
import { toTyped } from './shapes.ts'

interface Frame {
  readonly node: unknown[] | Record<string, unknown>
  readonly path: JsonPath
  /** The key whose value comes next. */
  key: string | undefined
}

interface Builder {
  readonly text: string
  readonly frames: Frame[]
  readonly roots: unknown[]
  readonly lines: LineMap
  readonly duplicates: { key: string; line: number }[]
  readonly count: (offset: number) => number
}

/** Untrusted text. Anchors and aliases are refused, so that no text stands for more than its own length; so are tags. */
export function readSpdxYaml(text: string): Result<Spdx2Document, JsonError> {
  try {
    return build(text, parseEvents(text, { maxDepth: limits.nesting }))
  } catch (cause) {
    return err(toError(cause))
  }
}

function toError(cause: unknown): JsonError {
  const detail = cause instanceof Error ? cause.message : String(cause)
  if (/depth|nesting|call stack/i.test(detail))
    return { code: 'NESTING_TOO_DEEP', line: 1, message: `nested deeper than ${limits.nesting} levels` }
  const reason = cause instanceof YAMLException ? cause.reason : detail
  const line = cause instanceof YAMLException ? (cause.mark?.line ?? 0) + 1 : 1
  return { code: 'SYNTAX_INVALID', line, message: `not valid YAML: ${reason}` }
}

function build(text: string, events: readonly Event[]): Result<Spdx2Document, JsonError> {
  const builder: Builder = {
    text,
    frames: [],
    roots: [],
    lines: createLineMap(),
    duplicates: [],
    count: createCounter(text),
  }
  for (const event of events) {
    const problem = take(builder, event)
    if (problem !== undefined) return err({ code: 'SYNTAX_INVALID', ...problem })
  }
  const [value, ...others] = builder.roots
  if (others.length > 0)
    return err({ code: 'SYNTAX_INVALID', line: 1, message: 'expected one YAML document' })
  const { lines, duplicates } = builder
  return ok({ value, lineOf: lines.lineOf, duplicates, notes: [] })
}

type Problem = { readonly line: number; readonly message: string }

function take(builder: Builder, event: Event): Problem | undefined {
  const mark = markOf(event)
  if (mark !== undefined)
    return { line: lineAt(builder.text, mark), message: 'anchors, aliases and tags of YAML are not read' }
  switch (event.type) {
    case EVENT_ID.DOCUMENT:
    case EVENT_ID.ALIAS:
      return undefined
    case EVENT_ID.POP:
      builder.frames.pop()
      return undefined
    case EVENT_ID.SCALAR:
      return takeScalar(builder, getScalarValue(builder.text, event), event.valueStart)
    case EVENT_ID.MAPPING:
      return open(builder, {}, event.start)
    case EVENT_ID.SEQUENCE:
      return open(builder, [], event.start)
    default:
      return event satisfies never
  }
}

/** Where an anchor, an alias or a tag begins. */
function markOf(event: Event): number | undefined {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart
  if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return undefined
  if (event.anchorStart >= 0) return event.anchorStart
  return event.tagStart >= 0 ? event.tagStart : undefined
}

function takeScalar(builder: Builder, value: string, start: number): Problem | undefined {
  const frame = builder.frames.at(-1)
  if (frame === undefined) builder.roots.push(value)
  else if (Array.isArray(frame.node)) place(builder, frame, { value, start })
  else if (frame.key !== undefined) place(builder, frame, { value: toTyped(frame.key, value), start })
  else {
    const line = builder.count(start)
    if (Object.hasOwn(frame.node, value)) builder.duplicates.push({ key: value, line })
    builder.lines.note([...frame.path, value], line)
    frame.key = value
  }
  return undefined
}

function open(builder: Builder, node: Frame['node'], start: number): Problem | undefined {
  const frame = builder.frames.at(-1)
  if (frame === undefined) {
    builder.roots.push(node)
    builder.frames.push({ node, path: [], key: undefined })
    return undefined
  }
  if (!Array.isArray(frame.node) && frame.key === undefined)
    return { line: builder.count(start), message: 'expected a text as key, found a mapping or a list' }
  builder.frames.push({ node, path: place(builder, frame, { value: node, start }), key: undefined })
  return undefined
}

/** The path of the value. `__proto__` becomes a member like any other. */
function place(
  builder: Builder,
  frame: Frame,
  { value, start }: { readonly value: unknown; readonly start: number },
): JsonPath {
  if (Array.isArray(frame.node)) {
    const path = [...frame.path, frame.node.length]
    builder.lines.note(path, builder.count(start))
    frame.node.push(value)
    return path
  }
  const key = frame.key ?? ''
  Object.defineProperty(frame.node, key, { value, enumerable: true, configurable: true, writable: true })
  frame.key = undefined
  return [...frame.path, key]
}

/** 1-based line of an offset; offsets come in the order of the text, so each line break is counted once. */
function createCounter(text: string): (offset: number) => number {
  let line = 1
  let counted = 0
  return (offset) => {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < offset; at = text.indexOf('\n', counted)) {
      line++
      counted = at + 1
    }
    return line
  }
}
