/** A small XML answer of a registry as texts by path. Entities that the document defines itself are refused. */
import { SaxesParser } from 'saxes'

const deepest = 40

/** Trimmed texts by path without namespaces (`project/licenses/license/name`); undefined where it is not well-formed. */
export function readXmlTexts(bytes: Uint8Array): ReadonlyMap<string, readonly string[]> | undefined {
  const found = new Map<string, string[]>()
  const path: string[] = []
  let text = ''
  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw new Error('a document type is not read')
  })
  parser.on('opentag', ({ name }) => {
    path.push(name.slice(name.indexOf(':') + 1))
    if (path.length > deepest) throw new Error('too deep')
    text = ''
  })
  const take = (piece: string): void => void (text += piece)
  parser.on('text', take)
  parser.on('cdata', take)
  parser.on('closetag', () => {
    const key = path.join('/')
    if (text.trim() !== '') found.set(key, [...(found.get(key) ?? []), text.trim()])
    path.pop()
    text = ''
  })
  try {
    parser.write(new TextDecoder().decode(bytes)).close()
    return found
  } catch {
    return undefined
  }
}
