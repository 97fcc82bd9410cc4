/** What the XML schemas ask beyond the JSON schemas of the same version. */
import { asFields } from '../../read/values.ts'
import type { LossTally } from '../document/tally.ts'
import { toXmlCharacters } from '../xml/writer.ts'
import type { WrittenVersion } from './schema.ts'

type Tree = Record<string, unknown>

interface Shape {
  readonly version: WrittenVersion
  readonly tally: LossTally
}

interface Walk extends Shape {
  /** References that were met: in XML each may stand once. */
  readonly refs: Set<string>
}

/** A new tree; depth is bounded by the readers. */
export function toXmlShape(tree: Readonly<Tree>, shape: Shape): Tree {
  return shapeObject(tree, '', { ...shape, refs: new Set() })
}

/** `key` is the member that holds the object. */
function shapeObject(fields: Readonly<Tree>, key: string, walk: Walk): Tree {
  const result: Tree = {}
  for (const [name, value] of Object.entries(fields)) {
    const shaped = shapeMember(name, value, { ...walk, parent: key })
    if (shaped !== undefined) result[name] = shaped
  }
  return result
}

interface Place extends Walk {
  /** The member that holds the object that is read. */
  readonly parent: string
}

function shapeMember(key: string, value: unknown, walk: Place): unknown {
  if (typeof value === 'string') return shapeText(key, value, walk)
  if (Array.isArray(value)) return shapeList(key, value, walk)
  return isObject(value) ? shapeWhole(key, value, walk) : value
}

function shapeList(key: string, list: readonly unknown[], walk: Place): unknown {
  const items = list.map((item: unknown) => shapeItem(key, item, walk)).filter((item) => item !== undefined)
  if (items.length === 0 && filled.has(key)) return list.length === 0 ? undefined : drop(key, walk, noneLeft)
  return key === 'data' && walk.version === '1.5' ? firstOnly(key, items, walk) : items
}

const noneLeft = 'XML asks for one at least, and none is left.'

function shapeItem(key: string, item: unknown, walk: Place): unknown {
  if (typeof item === 'string') {
    if (item === '' && referring.has(key)) return drop(key, walk, 'In XML a reference is not empty.')
    return links.has(key) ? shapeLink(key, item, walk) : item
  }
  return isObject(item) ? shapeWhole(key, item, walk) : item
}

/** Shaped first: what XML takes away may be what it asks for. */
function shapeWhole(key: string, fields: Tree, walk: Place): Tree | undefined {
  const shaped = shapeObject(fields, key, walk)
  const names = needed.get(key) ?? needed.get(`${walk.parent}.${key}`) ?? []
  const isWhole = names.every((name) => Object.hasOwn(shaped, name))
  return isWhole ? shaped : drop(key, walk, 'XML asks for members that it does not have.')
}

/** What objects under these names must have in XML and need not have in JSON. */
const needed: ReadonlyMap<string, readonly string[]> = new Map([
  ['properties', ['name']],
  ['standards', ['name', 'version', 'description', 'owner']],
  ['confidence', ['score']],
  ['conformance', ['score']],
  ['modelParameters.inputs', ['format']],
  ['modelParameters.outputs', ['format']],
  ['energyConsumptions', ['energyProviders']],
])

/** Lists that have something in them in XML, or are not there. */
const filled: ReadonlySet<string> = new Set(['citations', 'energyProviders', 'members', 'patentRefs'])

/** Lists of references, which JSON lets be empty texts. */
const referring: ReadonlySet<string> = new Set([
  'assemblies',
  'dependencies',
  'members',
  'patentRefs',
  'subjects',
  'targets',
  'vulnerabilities',
])

function isObject(value: unknown): value is Tree {
  return asFields(value) !== undefined
}

/** 1.5 XML has one set of data of a component, JSON any number. */
function firstOnly(key: string, items: readonly unknown[], { tally, version }: Walk): readonly unknown[] {
  const isComponentData = items.some((item) => isObject(item) && 'type' in item)
  if (!isComponentData || items.length < 2) return items
  const reason = `CycloneDX ${version} XML has place for one only.`
  tally.add(`components[].${key}`, { kind: 'left-out', reason, count: items.length - 1 })
  return items.slice(0, 1)
}

function shapeText(key: string, text: string, walk: Walk): string | undefined {
  if (key === 'bom-ref') return shapeRef(text, walk)
  if (key === 'cpe' && !isCpe(text))
    return drop(key, walk, 'It is no CPE, and XML accepts nothing else here.')
  if (links.has(key)) return shapeLink(key, text, walk)
  if (numbersOfPatents.has(key)) return shapeNumber(key, text, walk)
  return dates.has(key) ? shapeDate(key, text, walk) : text
}

/** Members that are addresses (xs:anyURI), alone or in lists. */
const links: ReadonlySet<string> = new Set([
  'destination',
  'endpoints',
  'featuredImage',
  'purl',
  'references',
  'socialImage',
  'source',
  'url',
])

/** Square brackets outside a host are what people write most often and RFC 3986 does not allow. */
function shapeLink(key: string, text: string, walk: Walk): string | undefined {
  const link = text.trim()
  if (isLink(link)) return text
  const escaped = link
    .replaceAll('[', '%5B')
    .replaceAll(']', '%5D')
    .replaceAll(/%(?![0-9A-Fa-f]{2})/g, '%25')
  if (!isLink(escaped)) return drop(key, walk, 'It is no address, and XML accepts nothing else here.')
  const reason = 'Signs that no address may hold are written as percent codes.'
  walk.tally.add(key, { kind: 'reduced', reason })
  return escaped
}

/** RFC 3986, with the characters that libxml2 escapes by itself: white space, letters beyond ASCII, and a few signs. */
function isLink(text: string): boolean {
  const parts = /^(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(text)
  if (parts === null || /%(?![0-9A-Fa-f]{2})/.test(text)) return false
  const [, host, path = '', query = '', fragment = ''] = parts
  const hasScheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)
  const isRelative = !hasScheme && host === undefined
  if (isRelative && /^[^/]*:/.test(path)) return false
  if (host !== undefined && !/^(?:[^@[\]]*@)?(?:\[[0-9A-Fa-f:.]+\]|[^[\]:@]*)(?::\d{0,9})?$/.test(host))
    return false
  return !/[[\]#]/.test(path + query + fragment.slice(1))
}

/** Of white space only the space may stand in them. */
const numbersOfPatents: ReadonlySet<string> = new Set([
  'applicationNumber',
  'patentNumber',
  'publicationNumber',
])

function shapeNumber(key: string, text: string, { tally }: Walk): string {
  const spaced = text.replaceAll(/\s/g, ' ')
  if (spaced !== text) tally.add(key, { kind: 'reduced', reason: 'In XML its white space is spaces.' })
  return spaced
}

/** Some objects must have one, so a second of the same name gets a name of its own. */
function shapeRef(ref: string, { refs, tally }: Walk): string {
  let free = ref
  while (refs.has(toXmlCharacters(free))) free = `${free}+`
  refs.add(toXmlCharacters(free))
  if (free !== ref) {
    const reason = 'In XML a reference may name one thing only; the second thing has another one.'
    tally.add('bom-ref', { kind: 'reduced', reason })
  }
  return free
}

function drop(key: string, { tally }: Walk, reason: string): undefined {
  tally.add(key, { kind: 'left-out', reason })
  return undefined
}

/** Members that are moments (xs:dateTime). */
const dates: ReadonlySet<string> = new Set([
  'activationDate',
  'created',
  'creationDate',
  'deactivationDate',
  'destructionDate',
  'expiration',
  'expirationDate',
  'expires',
  'firstIssued',
  'lastRenewal',
  'lastUpdated',
  'notValidAfter',
  'notValidBefore',
  'published',
  'rejected',
  'revocationDate',
  'timeActivated',
  'timeEnd',
  'timeReceived',
  'timeStart',
  'timestamp',
  'updateDate',
  'updated',
])

/** RFC 3339 allows small letters, a leap second and any offset below a day; xs:dateTime does not. */
function shapeDate(key: string, text: string, walk: Walk): string | undefined {
  const date = text.trim().toUpperCase()
  const parts = /^\d{4}-\d\d-\d\dT\d\d:\d\d:(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))$/.exec(date)
  if (parts === null) return text
  const [, second, hours = '0', minutes = '0'] = parts
  if (second !== '60' && Number(hours) * 60 + Number(minutes) <= 14 * 60 && !date.startsWith('0000'))
    return date
  const moment = new Date(date.replace(/:60(?=[.Z+-])/, ':59'))
  if (Number.isNaN(moment.getTime()) || moment.getUTCFullYear() < 1) {
    return drop(key, walk, 'XML has no such moment.')
  }
  const reason = 'XML has no leap seconds and no offset beyond 14 hours; the moment is written in UTC.'
  walk.tally.add(key, { kind: 'reduced', reason })
  return moment.toISOString()
}

/** The pattern of the XML schemas (CPE 2.2 URI or 2.3 formatted string), in parts. */
const value = String.raw`(?:(?:\?*|\*?)(?:[a-zA-Z0-9\-._]|\\[\\*?!"#$%&'()+,/:;<=>@[\]^${'`'}{|}~])+(?:\?*|\*?)|[*\-])`
const language = String.raw`(?:[a-zA-Z]{2,3}(?:-(?:[a-zA-Z]{2}|[0-9]{3}))?|[*\-])`
const cpe23 = new RegExp(`^cpe:2\\.3:[aho*\\-](?::${value}){5}:${language}(?::${value}){4}$`)
const cpe22 = /^c[pP][eE]:\/[AHOaho]?(?::[A-Za-z0-9._\-~%]*){0,6}$/

function isCpe(text: string): boolean {
  return text.length <= 4096 && (cpe23.test(text) || cpe22.test(text))
}
