/** What the parts of the encoder share: ids, agents, and the objects that several elements refer to. */
import { type BomDocument, type BomLoss } from '../document/bom.ts'
import { type BomActor, type BomRef } from '../document/parts.ts'
import type { BomHash } from '../document/element.ts'
import { parseActor } from '../spdx/document/actors.ts'
import { toSpdxDate } from '../spdx/document/encoding.ts'
import { noteEmptyTexts, type Tally } from '../spdx/document/tally.ts'
import { hashNames } from './words.ts'

export type Item = Readonly<Record<string, unknown>>

export interface Encoding {
  readonly tally: Tally
  readonly idOf: (ref: BomRef) => string
  /** Whether something has that id, in this document or in one that it imports. */
  readonly reach: (ref: BomRef) => boolean
  /** A new id, `BASE#occtet-KIND-N`. */
  readonly nextId: (kind: string) => string
  /** Objects in the order of the document. */
  readonly items: Item[]
  readonly agentOf: (actor: BomActor, where: string) => string
  readonly toolOf: (actor: BomActor, where: string) => string
}

/** Of the document; every element has it. */
export const creationInfo = '_:creationInfo'

/** An element with the members that all have. */
export function toItem(type: string, spdxId: string, members: Item): Item {
  return { type, spdxId, creationInfo, ...members }
}

export function createEncoding(
  tally: Tally,
  ids: Pick<Encoding, 'idOf' | 'reach'> & { readonly base: string },
  refs: Iterable<BomRef>,
): Encoding {
  const taken = new Set([...refs].map(ids.idOf))
  const counts = new Map<string, number>()
  const nextId = (kind: string): string => {
    for (let count = (counts.get(kind) ?? 0) + 1; ; count++) {
      counts.set(kind, count)
      const id = `${ids.base}#occtet-${kind}-${count}`
      if (!taken.has(id)) return id
    }
  }
  const items: Item[] = []
  const actors = new Map<string, string>()
  const once = (actor: BomActor, key: string, write: () => Item): string => {
    const known = actors.get(`${key} ${JSON.stringify(actor)}`)
    if (known !== undefined) return known
    const item = write()
    items.push(item)
    const id = String(item['spdxId'])
    actors.set(`${key} ${JSON.stringify(actor)}`, id)
    return id
  }
  return {
    tally,
    idOf: ids.idOf,
    reach: ids.reach,
    nextId,
    items,
    agentOf: (actor, where) =>
      once(actor, 'agent', () => writeAgent(actor, { tally, where, id: nextId('agent') })),
    toolOf: (actor, where) =>
      once(actor, 'tool', () => writeTool(actor, { tally, where, id: nextId('tool') })),
  }
}

const agentTypes = {
  person: 'Person',
  organization: 'Organization',
  tool: 'SoftwareAgent',
  unknown: 'Agent',
} as const

interface At {
  readonly tally: Tally
  readonly where: string
  readonly id: string
}

function writeAgent(actor: BomActor, { tally, where, id }: At): Item {
  const { kind, name, emails, urls, vendor } = actor
  if (kind === 'tool') noteToolName(actor, tally, where)
  if (vendor !== undefined) tally.add(`${where}.vendor`, 'left-out', noField)
  const identifiers = emails.map((identifier) => ({
    type: 'ExternalIdentifier',
    externalIdentifierType: 'email',
    identifier,
  }))
  const pages = { type: 'ExternalRef', externalRefType: 'altWebPage', locator: urls }
  return toItem(agentTypes[kind], id, {
    name: kind === 'tool' ? toolName(actor) : name === '' ? 'NOASSERTION' : name,
    ...(identifiers.length > 0 && { externalIdentifier: identifiers }),
    ...(urls.length > 0 && { externalRef: [pages] }),
  })
}

function writeTool(actor: BomActor, at: At): Item {
  return { ...writeAgent({ ...actor, kind: 'tool' }, at), type: 'Tool' }
}

/** SPDX 3 has one name for a tool: as in SPDX 2, the version stands behind a hyphen. */
function toolName({ name, version }: BomActor): string {
  return version === undefined ? name : `${name}-${version}`
}

/** A reader finds name and version again only where the hyphen between them is the one that it takes. */
function noteToolName(actor: BomActor, tally: Tally, where: string): void {
  const read = parseActor(`Tool: ${toolName(actor)}`)
  if (read?.name === actor.name && read.version === actor.version) return
  for (const member of ['name', 'version'])
    tally.add(`${where}.${member}`, 'reduced', 'SPDX 3 has one text for the name of a tool and its version')
}

export const noField = 'SPDX 3 has no field for it'

export function writeHashes(
  { tally }: Pick<Encoding, 'tally'>,
  where: string,
  hashes: readonly BomHash[],
): readonly Item[] {
  return hashes.flatMap(({ algorithm, value }) => {
    const name = hashNames.toSpdx(algorithm)
    if (name !== undefined) return [{ type: 'Hash', algorithm: name, hashValue: value }]
    tally.add(where, 'left-out', 'SPDX 3 has no algorithm of this name')
    return []
  })
}

/** UTC to the second; undefined, and said, where the text is no date. */
export function writeTime(
  { tally }: Pick<Encoding, 'tally'>,
  where: string,
  text: string | undefined,
): string | undefined {
  const time = toSpdxDate(text)
  if (text !== undefined && time === undefined) tally.add(where, 'left-out', 'it is no date')
  if (text !== undefined && /\.\d*[1-9]/.test(text))
    tally.add(where, 'reduced', 'SPDX 3 writes times to the second')
  return time
}

export function writeProperties(properties: BomDocument['properties']): Item {
  if (properties.length === 0) return {}
  const entries = properties.map(({ name, value }) => ({
    type: 'extension_CdxPropertyEntry',
    extension_cdxPropName: name,
    extension_cdxPropValue: value,
  }))
  return { extension: [{ type: 'extension_CdxPropertiesExtension', extension_cdxProperty: entries }] }
}

/** Members of a value that its writer does not know: also those that the model gets tomorrow. */
export function noteRest(
  { tally }: Pick<Encoding, 'tally'>,
  value: object,
  { where, written }: { readonly where: string; readonly written: ReadonlySet<string> },
): void {
  noteEmptyTexts(tally, value, where)
  for (const [key, member] of Object.entries(value)) {
    if (written.has(key) || member === undefined) continue
    const count = Array.isArray(member) ? member.length : 1
    for (let at = 0; at < count; at++) tally.add(`${where}${key}`, 'left-out', noField)
  }
}

export interface EncodedGraph {
  readonly root: Item
  readonly losses: readonly BomLoss[]
}
