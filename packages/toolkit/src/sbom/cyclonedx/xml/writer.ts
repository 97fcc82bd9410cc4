/** XML text, piece by piece: indented, escaped, and without the characters that XML 1.0 cannot hold. */
import type { LossTally } from '../document/tally.ts'

export interface XmlWriter {
  readonly tally: LossTally
  /** `1.4` to `1.7`: which of several forms is written. */
  readonly version: string
  /** A whole element around a text. */
  readonly leaf: (name: string, text: string, attributes?: XmlAttributes) => void
  readonly open: (name: string, attributes?: XmlAttributes) => void
  readonly close: (name: string) => void
  /** An element with nothing in it. */
  readonly empty: (name: string, attributes?: XmlAttributes) => void
  readonly toText: () => string
}

export type XmlAttributes = readonly (readonly [name: string, value: string])[]

export function createXmlWriter(version: string, tally: LossTally): XmlWriter {
  const pieces: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n']
  let depth = 0
  const clean = (text: string): string => cleanText(text, tally)
  const start = (name: string, attributes: XmlAttributes = []): string => {
    const written = attributes.map(([key, value]) => ` ${key}="${escapeAttribute(clean(value))}"`)
    return `${'  '.repeat(depth)}<${name}${written.join('')}`
  }
  return {
    tally,
    version,
    leaf: (name, text, attributes) => {
      pieces.push(`${start(name, attributes)}>${escapeText(clean(text))}</${name}>\n`)
    },
    open: (name, attributes) => {
      pieces.push(`${start(name, attributes)}>\n`)
      depth++
    },
    close: (name) => {
      depth--
      pieces.push(`${'  '.repeat(depth)}</${name}>\n`)
    },
    empty: (name, attributes) => {
      pieces.push(`${start(name, attributes)}/>\n`)
    },
    toText: () => pieces.join(''),
  }
}

/** XML 1.0, production 2 (Char): control characters, halves of surrogate pairs and two code points are none. */
const noCharacters = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** As the text stands in XML: two texts may be one there. */
export function toXmlCharacters(text: string): string {
  return text.replaceAll(noCharacters, '\uFFFD')
}

function cleanText(text: string, tally: LossTally): string {
  const found = text.match(noCharacters)
  if (found === null) return text
  const reason = 'XML cannot hold this character; a replacement character stands for it.'
  tally.add('text', { kind: 'reduced', reason, count: found.length })
  return toXmlCharacters(text)
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}

/** Line ends and tabs of attributes are spaces unless they are written as numbers (XML 1.0, section 3.3.3). */
function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;')
}
