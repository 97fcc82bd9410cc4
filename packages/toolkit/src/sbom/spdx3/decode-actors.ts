/** Agents and tools of SPDX 3 as actors. */
import type { BomActor } from '../document/parts.ts'
import { parseActor, toActor } from '../spdx/document/actors.ts'
import { takeAll, takeList, takeText, takeTexts } from '../spdx/document/take.ts'
import type { Tally } from '../spdx/document/tally.ts'
import type { Graph, Node } from './graph.ts'

const kinds: ReadonlyMap<string, BomActor['kind']> = new Map([
  ['Person', 'person'],
  ['Organization', 'organization'],
  ['SoftwareAgent', 'tool'],
  ['Tool', 'tool'],
  ['Agent', 'unknown'],
])

export function isActor({ type }: Node): boolean {
  return kinds.has(type)
}

/** Each node is read once, when it is first asked for. */
export function createActors(graph: Graph, tally: Tally, used: Set<string>): (id: string) => BomActor {
  const actors = new Map<string, BomActor>()
  return (id) => {
    const known = actors.get(id)
    if (known !== undefined) return known
    const node = graph.byId.get(id)
    const actor = node === undefined ? toUnlisted(id) : readActor(node, tally)
    actors.set(id, actor)
    used.add(id)
    return actor
  }
}

/** The one organization that SPDX itself names, or somebody whom another document describes. */
function toUnlisted(id: string): BomActor {
  const isSpdx = id === 'SpdxOrganization' || id === 'https://spdx.org/rdf/3.0.1/terms/Core/SpdxOrganization'
  return isSpdx ? toActor('organization', 'SPDX') : toActor('unknown', id)
}

function readActor({ id, type, fields }: Node, tally: Tally): BomActor {
  const where = `@graph[${type.slice(0, 60)}].`
  return takeAll(fields, { where, tally }, (from): BomActor => {
    for (const key of ['spdxId', '@id', 'type', 'creationInfo']) from.taken.add(key)
    const kind = kinds.get(type) ?? 'unknown'
    const name = takeText(from, 'name')
    if (name === undefined) tally.add(`${where}name`, 'reduced', 'it has no name; its id stands for it')
    const contacts = takeList(from, 'externalIdentifier', (item) => {
      takeText(item, 'type')
      const word = takeText(item, 'externalIdentifierType')
      const value = takeText(item, 'identifier') ?? ''
      const isUrl = /^https?:\/\//.test(value)
      if (word !== 'email' && isUrl)
        tally.add(`${item.where}externalIdentifierType`, 'reduced', 'of an address only the address is kept')
      return word === 'email' || isUrl ? { value, isEmail: word === 'email' } : undefined
    })
    const pages = takeList(from, 'externalRef', (item) => {
      takeText(item, 'type')
      if (takeText(item, 'externalRefType') !== 'altWebPage')
        tally.add(`${item.where}externalRefType`, 'reduced', 'of an address only the address is kept')
      return takeTexts(item, 'locator')
    })
    const tool = kind === 'tool' ? parseActor(`Tool: ${name ?? id}`) : undefined
    return {
      ...(tool ?? toActor(kind, name === 'NOASSERTION' ? '' : (name ?? id))),
      emails: contacts.flatMap(({ value, isEmail }) => (isEmail ? [value] : [])),
      urls: [...contacts.flatMap(({ value, isEmail }) => (isEmail ? [] : [value])), ...pages.flat()],
    }
  })
}
