/** The elements of an XML file that a format asks for, one small tree after the other: the whole file is never one. */
import { SaxesParser } from 'saxes'
import { limits } from '../../base/index.ts'

export interface XmlTree {
  /** Without its prefix: feeds bind the same names to different ones. */
  readonly name: string
  /** By local name. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlTree[]
  /** Its own, runs of blanks as one. */
  readonly text: string
}

interface Growing {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlTree[]
  text: string
}

/** Leaves the parser at the first problem; caught below. */
class Damage extends Error {}

export interface XmlVisitor {
  /** By local name. */
  readonly isWanted: (name: string) => boolean
  /** The outermost elements that are wanted, in the order of the file. */
  readonly visit: (tree: XmlTree) => void
}

/**
 * False where the file is no well-formed XML (XML 1.0), or is nested deeper than any feed; then some of its elements
 * may have been visited. Untrusted text; never throws. No entity but XML's own five is expanded.
 */
export function visitXmlTrees(text: string, visitor: XmlVisitor): boolean {
  try {
    feed(text, visitor)
    return true
  } catch (cause) {
    // Out of memory and the like must not look like a bad file.
    if (cause instanceof Damage) return false
    throw cause
  }
}

function feed(text: string, { isWanted, visit }: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const open: Growing[] = []
  let depth = 0
  parser.on('error', (error) => {
    throw new Damage(error.message)
  })
  parser.on('opentag', ({ name: written, attributes }) => {
    if (++depth > limits.nesting) throw new Damage('nested too deep')
    const name = localName(written)
    if (open.length === 0 && !isWanted(name)) return
    const own = new Map(Object.entries(attributes).map(([key, value]) => [localName(key), value]))
    open.push({ name, attributes: own, children: [], text: '' })
  })
  const addText = (part: string): void => {
    const last = open.at(-1)
    if (last !== undefined) last.text += part
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    depth--
    const closed = open.pop()
    if (closed === undefined) return
    const tree = { ...closed, text: closed.text.replace(/\s+/g, ' ').trim() }
    const parent = open.at(-1)
    if (parent === undefined) visit(tree)
    else parent.children.push(tree)
  })
  parser.write(text.codePointAt(0) === 0xfeff ? text.slice(1) : text).close()
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

export function childrenOf(tree: XmlTree | undefined, name: string): readonly XmlTree[] {
  return tree?.children.filter((child) => child.name === name) ?? []
}

/** Text of the first child of that name; undefined where it is absent or empty. */
export function textOf(tree: XmlTree | undefined, name: string): string | undefined {
  const text = childrenOf(tree, name)[0]?.text
  return text === '' ? undefined : text
}
