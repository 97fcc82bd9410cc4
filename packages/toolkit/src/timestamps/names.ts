/** Distinguished names: compared byte for byte, written out for people (RFC 4514, section 2, without its escapes). */
import { type Faults, openSequence } from './der-cursor.ts'
import { type DerNode, tags } from './der.ts'
import { readOid, readText } from './der-values.ts'

/** A name as its bytes and as a line of text. Two names are the same when their bytes are: stricter than RFC 5280, section 7.1. */
export interface Name {
  readonly der: Uint8Array
  /** Hostile text without control characters, such as `CN=Example TSA, O=Example`. */
  readonly text: string
}

const labels = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.5', 'serialNumber'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.97', 'organizationIdentifier'],
])
const MAX_PARTS = 30

/** Most specific part first. */
export function readName(node: DerNode, what: string, faults: Faults): Name {
  if (node.children.length > MAX_PARTS) faults.push(`${what}: expected a name of at most ${MAX_PARTS} parts`)
  const parts = node.children.slice(0, MAX_PARTS).flatMap((set) => {
    if (set.tag !== tags.set || set.children.length === 0) faults.push(`${what}: expected sets of name parts`)
    return set.children.map((pair) => {
      const cursor = openSequence(pair, what, faults)
      const type = readOid(cursor.take(tags.oid, 'a type'), what, faults)
      const [value, ...more] = cursor.rest()
      if (value === undefined || more.length > 0) faults.push(`${what}: expected one value for each type`)
      return `${labels.get(type) ?? type}=${(value && readText(value)) ?? '?'}`
    })
  })
  return { der: node.whole, text: parts.reverse().join(', ') }
}
