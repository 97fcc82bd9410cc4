/** XML as a plain tree of elements; attributes as a map; namespaces prefixes are dropped. */
import { SaxesParser } from 'saxes'
import { err, limits, ok, type Result } from '../../base/index.ts'
import type { IssueFacts } from './package.ts'

export interface XmlElement {
  /** Local name. */
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its own text, trimmed. */
  readonly text: string
  /** 1-based line on which the start tag ends. */
  readonly line: number
}

interface Open {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  readonly texts: string[]
  readonly line: number
}

/** Thrown inside the parser's callbacks to leave it at the first problem; never leaves this file. */
class Refusal extends Error {
  readonly facts: IssueFacts
  constructor(facts: IssueFacts) {
    super(facts.message)
    this.facts = facts
  }
}

/** Untrusted text; never throws. No entity other than the five of XML is expanded, and nothing is fetched. */
export function parseXml(text: string): Result<XmlElement, IssueFacts> {
  try {
    const root = readTree(text)
    return root === undefined
      ? err({ code: 'SYNTAX_INVALID', line: 1, message: 'no XML element was found' })
      : ok(root)
  } catch (cause) {
    if (cause instanceof Refusal) return err(cause.facts)
    return err({ code: 'SYNTAX_INVALID', message: cause instanceof Error ? cause.message : 'not valid XML' })
  }
}

function readTree(text: string): XmlElement | undefined {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const stack: Open[] = []
  let root: XmlElement | undefined
  parser.on('error', (error) => {
    const message = `not valid XML: ${error.message.replace(/^\d+:\d+: /, '')}`
    throw new Refusal({ code: 'SYNTAX_INVALID', line: parser.line, message })
  })
  parser.on('opentag', (tag) => {
    if (stack.length >= limits.nesting) {
      const message = `nested deeper than ${limits.nesting} levels`
      throw new Refusal({ code: 'NESTING_TOO_DEEP', line: parser.line, message })
    }
    const attributes = new Map(
      Object.entries(tag.attributes).map(([name, value]) => [localName(name), value]),
    )
    stack.push({ name: localName(tag.name), attributes, children: [], texts: [], line: parser.line })
  })
  const addText = (part: string): void => {
    stack[stack.length - 1]?.texts.push(part)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const open = stack.pop()
    if (open === undefined) return
    const { texts, ...rest } = open
    const element: XmlElement = { ...rest, text: texts.join('').trim() }
    const parent = stack[stack.length - 1]
    if (parent === undefined) root = element
    else parent.children.push(element)
  })
  parser.write(text).close()
  return root
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name)
}

/** The children of the child `list` that are called `item`. */
export function itemsIn(element: XmlElement | undefined, list: string, item: string): readonly XmlElement[] {
  return childOf(element, list)?.children.filter((child) => child.name === item) ?? []
}

/** The text of the first child of that name; undefined where it is absent or empty. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  const text = childOf(element, name)?.text
  return text === undefined || text === '' ? undefined : text
}
