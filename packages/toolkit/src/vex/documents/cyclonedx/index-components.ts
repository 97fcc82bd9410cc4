/** What a CycloneDX document lists, by bom-ref: each component with the path of products around it. */
import { type Fields, fieldsOf, listOf, memberOf, present, textOf } from '../fields.ts'
import { readPurl, toHashId } from '../identifiers.ts'
import { vexLimits } from '../limits.ts'
import { type Issues, shown } from '../reading.ts'
import type { VexItem, VexPath } from '../statements.ts'
import { vexProperties } from './names.ts'

/** In the order of the document; the first component under a reference counts. */
export function indexComponents(root: Fields, issues: Issues): ReadonlyMap<string, VexPath> {
  const found = new Map<string, VexPath>()
  const subject = memberOf(memberOf(root, 'metadata'), 'component')
  const link = toBomLink(root)
  const head =
    subject === undefined ? [] : [readComponent(fieldsOf(subject), link)].filter((item) => item !== undefined)
  const walk: Walk = { found, issues }
  if (subject !== undefined) {
    const ref = textOf(subject, 'bom-ref')
    if (ref !== undefined && head.length > 0) found.set(ref, head)
    walkComponents(subject, head, walk)
  }
  walkComponents(root, head, walk)
  for (const service of listOf(root, 'services')) addComponent(fieldsOf(service), head, walk)
  return found
}

interface Walk {
  readonly found: Map<string, VexPath>
  readonly issues: Issues
}

function walkComponents(parent: unknown, around: VexPath, walk: Walk): void {
  for (const value of listOf(parent, 'components')) {
    const path = addComponent(fieldsOf(value), around, walk)
    if (path === undefined) continue
    if (path.length < vexLimits.depth) walkComponents(value, path, walk)
    else if (listOf(value, 'components').length > 0)
      walk.issues.add('NESTING_TOO_DEEP', `components deeper than ${vexLimits.depth} levels are not read`)
  }
}

function addComponent(fields: Fields, around: VexPath, { found, issues }: Walk): VexPath | undefined {
  const item = readComponent(fields)
  if (item === undefined) return undefined
  const ref = textOf(fields, 'bom-ref')
  const path = [...around, item]
  if (ref !== undefined && found.has(ref))
    issues.add('DUPLICATE_KEY', `the bom-ref ${shown(ref)} is given twice; the first one counts`)
  else if (ref !== undefined) found.set(ref, path)
  return path
}

/** `urn:cdx:SERIAL/VERSION` of this very document; undefined without serial number. */
function toBomLink(root: Fields): string | undefined {
  const serial = /^urn:uuid:([0-9a-f-]{36})$/i.exec(textOf(root, 'serialNumber') ?? '')?.[1]
  const version = memberOf(root, 'version')
  return serial === undefined ? undefined : `urn:cdx:${serial}/${typeof version === 'number' ? version : 1}`
}

/** A purl names a component everywhere; only without one does the document's own name count. */
function readComponent(fields: Fields, bomLink?: string): VexItem | undefined {
  const named = readPurl(textOf(fields, 'purl') ?? '')
  const kept = readProperties(fields)
  const ids = readIds(fields, kept)
  if (named !== undefined) {
    const versions = named.versions ?? firstOf(kept, vexProperties.versions)
    return { purl: named.purl, ids, ...present({ versions, name: firstOf(kept, vexProperties.name) }) }
  }
  const ref = textOf(fields, 'bom-ref')
  if (ids.length === 0 && ref !== undefined) ids.push(bomLink === undefined ? ref : `${bomLink}#${ref}`)
  const name = nameOf(fields, ids[0])
  if (ids.length === 0 && name === undefined) return undefined
  return { ids, ...present({ versions: firstOf(kept, vexProperties.versions), name }) }
}

function readIds(fields: Fields, kept: Properties): string[] {
  const cpe = textOf(fields, 'cpe')
  const hashes = listOf(fields, 'hashes').flatMap(
    (hash) => toHashId('cyclonedx', textOf(hash, 'alg') ?? '', textOf(hash, 'content') ?? '') ?? [],
  )
  return [...allOf(kept, vexProperties.id), ...(cpe === undefined ? [] : [cpe]), ...hashes]
}

function nameOf(fields: Fields, id: string | undefined): string | undefined {
  const parts = [textOf(fields, 'group'), textOf(fields, 'name')].filter((part) => part !== undefined)
  const name = [parts.join('/'), textOf(fields, 'version')].filter((part) => part !== undefined).join(' ')
  return name === '' || name === id ? undefined : name
}

export type Properties = readonly { readonly name: string; readonly value: string }[]

export function readProperties(fields: unknown): Properties {
  return listOf(fields, 'properties').flatMap((item) => {
    const [name, value] = [textOf(item, 'name'), textOf(item, 'value')]
    return name === undefined || value === undefined ? [] : [{ name, value }]
  })
}

export function firstOf(properties: Properties, name: string): string | undefined {
  return properties.find((property) => property.name === name)?.value
}

export function allOf(properties: Properties, name: string): readonly string[] {
  return properties.flatMap((property) => (property.name === name ? [property.value] : []))
}
