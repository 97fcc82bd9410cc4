/** Licences of an RDF graph as expressions. */
import type { RdfGraph, RdfValue } from './rdf-graph.ts'
import { toWord } from './rdf-members.ts'

/** A small circle or tree of sets can stand for an endless text. */
const longest = 65_536

/** Undefined where the licence cannot be written down. */
export function createLicenseWriter({ nodes }: RdfGraph): (value: RdfValue) => string | undefined {
  /** Undefined while it is being written, so that a circle ends. */
  const known = new Map<string, string | undefined>()
  const write = (id: string): string | undefined => {
    if (known.has(id)) return known.get(id)
    known.set(id, undefined)
    const text = writeNew(id)
    const value = text === undefined || text.length > longest ? undefined : text
    known.set(id, value)
    return value
  }
  const valueOf = (value: RdfValue): string | undefined =>
    value.kind === 'literal' ? value.text : write(value.id)
  const writeNew = (id: string): string | undefined => {
    const node = nodes.get(id)
    const all = (name: string): readonly (string | undefined)[] =>
      (node?.properties.get(name) ?? []).map(valueOf)
    switch (node?.type) {
      case 'ConjunctiveLicenseSet':
        return join(all('member'), ' AND ')
      case 'DisjunctiveLicenseSet':
        return join(all('member'), ' OR ')
      case 'OrLaterOperator':
        return join([...all('member'), '+'], '')
      case 'WithExceptionOperator':
        return join([...all('member'), ...all('licenseException')], ' WITH ', true)
      case 'LicenseException':
      case 'ListedLicenseException':
        return all('licenseExceptionId')[0] ?? nameOf(id)
      case undefined:
      default:
        return all('licenseId')[0] ?? nameOf(id)
    }
  }
  return valueOf
}

/** One part that cannot be written makes the whole unwritable. */
function join(parts: readonly (string | undefined)[], operator: string, isFlat = false): string | undefined {
  const texts = parts.flatMap((part) => part ?? [])
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (texts.length < parts.length || texts.length === 0 || length > longest) return undefined
  if (isFlat || operator === '') return texts.join(operator)
  return `(${texts.join(operator)})`
}

/** `http://spdx.org/licenses/MIT`, `…#LicenseRef-1`, `…#none`. */
function nameOf(id: string): string {
  const word = toWord(id)
  if (word === 'NONE' || word === 'NOASSERTION') return word
  const end = Math.max(id.lastIndexOf('/'), id.lastIndexOf('#'))
  return id.slice(end + 1)
}
