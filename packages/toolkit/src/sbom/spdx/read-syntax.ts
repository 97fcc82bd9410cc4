/** The door for every syntax of SPDX 2: what it is, is said by how it begins. */
import { err, type JsonError, ok, type Result } from '../../base/index.ts'
import { contentStart } from '../read/look.ts'
import { openDocument } from '../read/open.ts'
import { readSpdxXml } from './other-syntaxes/xml.ts'
import { readSpdxYaml } from './other-syntaxes/yaml.ts'
import type { Spdx2Document } from './syntax.ts'
import { readTagValue } from './tag-value/read.ts'

export type Spdx2Syntax = 'json' | 'tag-value' | 'yaml' | 'xml'

/** `xml` is the XML syntax and RDF/XML; undefined where the text begins like none of them. */
export function detectSpdx2Syntax(text: string): Spdx2Syntax | undefined {
  const at = contentStart(text)
  const start = text.slice(at, at + 65_536)
  if (start.startsWith('{')) return 'json'
  if (start.startsWith('<')) return isSpdxXml(start) ? 'xml' : undefined
  if (/^SPDXVersion\s*:/.test(start)) return 'tag-value'
  return /^["']?spdxVersion["']?\s*:/m.test(start) ? 'yaml' : undefined
}

function isSpdxXml(start: string): boolean {
  const isRdf = /<(?:[\w.-]+:)?RDF[\s>]/.test(start) && start.includes('http://spdx.org/rdf/terms')
  return isRdf || /<Document[\s>]/.test(start)
}

/** Untrusted text. */
export function readSpdx2Syntax(text: string, syntax: Spdx2Syntax): Result<Spdx2Document, JsonError> {
  switch (syntax) {
    case 'json': {
      const opened = openDocument(text)
      return opened.ok ? ok({ ...opened.value, notes: [] }) : err(opened.error)
    }
    case 'tag-value':
      return readTagValue(text)
    case 'yaml':
      return readSpdxYaml(text)
    case 'xml':
      return readSpdxXml(text)
    default:
      return syntax satisfies never
  }
}
