/** XML text as elements with namespaces and lines. No DTD, no entity but XML's own five, nothing is fetched. */
import { SaxesParser } from 'saxes'
import { err, limits, ok, type Result } from '../../../base/index.ts'

export interface XmlNode {
  /** Local name. */
  readonly name: string
  /** Namespace; empty where there is none. */
  readonly uri: string
  /** Without those that declare namespaces; names outside any namespace are local names, others `{uri}name`. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  /** Its own text, as written. */
  readonly text: string
  /** 1-based line on which the start tag ends. */
  readonly line: number
}

export interface XmlProblem {
  readonly code: 'SYNTAX_INVALID' | 'NESTING_TOO_DEEP' | 'FORMAT_UNSUPPORTED' | 'FILE_TOO_LARGE'
  readonly line: number
  readonly message: string
}

interface Growing extends XmlNode {
  readonly children: XmlNode[]
  text: string
}

/** No element of an SBOM has more than a dozen. */
const maxAttributes = 64

/** Leaves the parser at the first problem; caught below. */
class Refusal extends Error {
  readonly problem: XmlProblem
  constructor(problem: XmlProblem) {
    super(problem.message)
    this.problem = problem
  }
}

/** Untrusted text; never throws. A document type is refused, whatever it says: it is how entities get in. */
export function readXml(text: string): Result<XmlNode, XmlProblem> {
  if (text.length > limits.xmlLetters) {
    const message = `at most ${limits.xmlLetters} letters of XML are read, found ${text.length}; convert it to JSON first`
    return err({ code: 'FILE_TOO_LARGE', line: 1, message })
  }
  try {
    const root = build(text.startsWith('\uFEFF') ? text.slice(1) : text)
    return root === undefined
      ? err({ code: 'SYNTAX_INVALID', line: 1, message: 'no XML element was found' })
      : ok(root)
  } catch (cause) {
    if (cause instanceof Refusal) return err(cause.problem)
    throw cause
  }
}

function build(text: string): XmlNode | undefined {
  const parser = new SaxesParser({ xmlns: true, position: true })
  refuseDangers(parser)
  const open: Growing[] = []
  let root: XmlNode | undefined
  parser.on('opentag', (tag) => {
    if (open.length >= limits.nesting) {
      refuse(parser, 'NESTING_TOO_DEEP', `nested deeper than ${limits.nesting} levels`)
    }
    const own = Object.values(tag.attributes).filter(({ uri }) => uri !== xmlnsUri)
    const named = own.map(({ uri, local, value }) => [uri === '' ? local : `{${uri}}${local}`, value])
    open.push({
      name: tag.local,
      uri: tag.uri,
      attributes: Object.fromEntries(named) as Record<string, string>,
      children: [],
      text: '',
      line: parser.line,
    })
  })
  const addText = (part: string): void => {
    const last = open.at(-1)
    if (last !== undefined) last.text += part
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const closed = open.pop()
    const parent = open.at(-1)
    if (parent === undefined) root = closed
    else if (closed !== undefined) parent.children.push(closed)
  })
  parser.write(text).close()
  return root
}

type Parser = SaxesParser<{ xmlns: true; position: true }>

/** Whatever no SBOM needs and an attacker might want. */
function refuseDangers(parser: Parser): void {
  let attributes = 0
  parser.on('error', (error) =>
    refuse(
      parser,
      'SYNTAX_INVALID',
      `not valid XML: ${error.message.replace(/^\d+:\d+: /, '').slice(0, 200)}`,
    ),
  )
  parser.on('doctype', () =>
    refuse(parser, 'FORMAT_UNSUPPORTED', 'a document type declaration is not accepted'),
  )
  parser.on('opentagstart', () => {
    attributes = 0
  })
  parser.on('attribute', () => {
    if (++attributes > maxAttributes)
      refuse(parser, 'SYNTAX_INVALID', `more than ${maxAttributes} attributes`)
  })
}

function refuse(parser: Parser, code: XmlProblem['code'], message: string): never {
  throw new Refusal({ code, line: parser.line, message })
}

const xmlnsUri = 'http://www.w3.org/2000/xmlns/'
