/** Writes CycloneDX VEX as a document of its own (1.4 to 1.7): vulnerabilities, and the products that they are about. */
import type { Json } from '../../../base/index.ts'
import { splitPurl } from '../../../model/index.ts'
import type { VexStatement } from '../../model.ts'
import { present, unlessEmpty } from '../fields.ts'
import { hashOf, isBomLink, isCpe, plainIds, purlOfBomLink } from '../identifiers.ts'
import { digestOf, toText, uuidOf } from '../identity.ts'
import { loseMeta, openLosses } from '../losses.ts'
import type { VexMeta, VexWriting } from '../meta.ts'
import { vexLimits } from '../limits.ts'
import { reduceStatements } from '../reduce.ts'
import { keyOfPath, nestPaths, pathsOf, type VexItem, type VexPath } from '../statements.ts'
import type { VexProduct } from '../../model.ts'
import { stateOf, vexProperties } from './names.ts'
import { writeVulnerability } from './write-vulnerability.ts'

/** The products stand as components of the document, subcomponents inside them; a BOM-Link alone needs none. */
export function writeCycloneDxVex(
  statements: readonly VexStatement[],
  meta: VexMeta,
  version: string,
): VexWriting {
  const losses = openLosses()
  const format = `CycloneDX ${version}`
  loseMeta(losses, meta, { format, fields: ['tlp'] })
  const sorted = reduceStatements(statements, {
    meta,
    losses,
    depth: vexLimits.depth,
    reduceItem: (item) => ({ item, lost: [] }),
    reduceRest: (statement) => statement,
  })
  const listed = sorted
    .flatMap(({ products }) => pathsOf(products))
    .filter((path) => linkOf(path) === undefined)
  const vulnerabilities = sorted.map((statement) => {
    const affects = pathsOf(statement.products).map((path) => writeAffects(path, statement))
    return writeVulnerability({ statement, affects: mergeAffects(affects), meta, version })
  })
  const body = {
    version: Number(meta.version),
    metadata: writeMetadata(meta, version),
    ...(listed.length === 0 ? {} : { components: writeComponents(nestPaths(listed), []) }),
    vulnerabilities,
  }
  const serialNumber =
    meta.id !== undefined && /^urn:uuid:[0-9a-f-]{36}$/.test(meta.id) ? meta.id : `urn:uuid:${uuidOf(body)}`
  const $schema = `http://cyclonedx.org/schema/bom-${version}.schema.json`
  const text = toText({ $schema, bomFormat: 'CycloneDX', specVersion: version, serialNumber, ...body })
  return { text, losses: losses.list() }
}

export function writeMetadata(meta: VexMeta, version: string): Json {
  const { tooling, role } = meta
  const tool = { type: 'application', name: tooling }
  return {
    timestamp: meta.timestamp,
    ...(tooling === undefined
      ? {}
      : { tools: version === '1.4' ? [{ name: tooling }] : { components: [tool] } }),
    authors: [{ name: meta.author }],
    ...(role === undefined ? {} : { properties: [{ name: vexProperties.role, value: role }] }),
  }
}

/** The BOM-Link that says everything of a path: alone, and with no other purl than its own. */
function linkOf(path: VexPath): string | undefined {
  const [item] = path
  const [id] = item?.ids ?? []
  if (path.length !== 1 || item === undefined || id === undefined || item.ids.length > 1) return undefined
  return isBomLink(id) && item.name === undefined && purlOfBomLink(id) === item.purl ? id : undefined
}

/** `urn:cdx:…`, or a name made of the path's content. */
function refOf(path: VexPath): string {
  return linkOf(path) ?? `product-${digestOf(keyOfPath(path)).slice(0, 24)}`
}

const MAX_RANGE = 4096

function writeAffects(path: VexPath, { status }: VexStatement): Affected {
  const range = path.at(-1)?.versions
  const versions =
    range === undefined || range.length > MAX_RANGE ? [] : [{ range, status: stateOf[status].versions }]
  return { ref: refOf(path), versions }
}

interface Affected {
  readonly ref: string
  readonly versions: readonly Json[]
}

/** Two ranges of one BOM-Link are one entry with two versions. */
function mergeAffects(affects: readonly Affected[]): readonly Json[] {
  const byRef = new Map<string, Json[]>()
  for (const { ref, versions } of affects) {
    const own = byRef.get(ref) ?? []
    own.push(...versions)
    byRef.set(ref, own)
  }
  return [...byRef].map(([ref, versions]) => (versions.length === 0 ? { ref } : { ref, versions }))
}

function writeComponents(products: readonly VexProduct[], around: VexPath): readonly Json[] {
  const merged = new Map<string, { readonly item: VexItem; readonly within: VexProduct[] }>()
  for (const { subcomponents, ...item } of products) {
    const ref = refOf([...around, item])
    const entry = merged.get(ref) ?? { item, within: [] }
    entry.within.push(...subcomponents)
    merged.set(ref, entry)
  }
  return [...merged].map(([ref, { item, within }]) => {
    const path = [...around, item]
    const type = within.length > 0 ? 'application' : 'library'
    return {
      type,
      'bom-ref': ref.startsWith('urn:cdx:') ? `product-${digestOf(keyOfPath(path)).slice(0, 24)}` : ref,
      ...writeItem(item),
      ...(within.length === 0 ? {} : { components: writeComponents(within, path) }),
    }
  })
}

function writeItem(item: VexItem): { readonly [key: string]: Json } {
  const { purl, versions, name } = item
  const parts = purl === undefined ? undefined : splitPurl(purl)
  const cpe = item.ids.find(isCpe)
  const own = [...plainIds(item), ...item.ids.filter((id) => isCpe(id) && id !== cpe)]
  const hashes = item.ids.flatMap((id) => {
    const hash = hashOf('cyclonedx', id)
    return hash === undefined ? [] : [{ alg: hash.name, content: hash.value }]
  })
  const properties = [
    ...own.map((value) => ({ name: vexProperties.id, value })),
    ...toProperty(vexProperties.versions, versions),
    ...toProperty(vexProperties.name, parts === undefined ? undefined : name),
  ]
  return {
    ...present({ group: parts?.namespace }),
    name: parts?.name ?? name ?? item.ids[0] ?? '',
    ...present({ version: parts?.version }),
    ...present({ hashes: unlessEmpty(hashes) }),
    ...present({ cpe, purl }),
    ...present({ properties: unlessEmpty(properties) }),
  }
}

function toProperty(name: string, value: string | undefined): readonly { name: string; value: string }[] {
  return value === undefined ? [] : [{ name, value }]
}
