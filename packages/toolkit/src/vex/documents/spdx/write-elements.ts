/** Vulnerabilities and products as SPDX 3.0.1 elements, without their ids. */
import type { Json } from '../../../base/index.ts'
import type { VexStatement } from '../../model.ts'
import { hashOf, isCpe, purlTextOf } from '../identifiers.ts'
import type { VexItem } from '../statements.ts'

export function writeVulnerability({ vulnerability }: VexStatement): { readonly [key: string]: Json } {
  const { id, aliases, description } = vulnerability
  return {
    name: id,
    ...(description === undefined ? {} : { description }),
    externalIdentifier: [id, ...aliases].map((identifier) =>
      toIdentifier(identifier.startsWith('CVE-') ? 'cve' : 'securityOther', identifier),
    ),
  }
}

export function writePackage(item: VexItem): { readonly [key: string]: Json } {
  const purl = purlTextOf(item)
  const others = item.ids.filter((id) => hashOf('spdx', id) === undefined)
  const hashes = item.ids.flatMap((id) => {
    const hash = hashOf('spdx', id)
    return hash === undefined ? [] : [{ type: 'Hash', algorithm: hash.name, hashValue: hash.value }]
  })
  return {
    name: item.name ?? item.purl ?? item.ids[0] ?? '',
    ...(others.length === 0 ? {} : { externalIdentifier: others.map((id) => toIdentifier(typeOf(id), id)) }),
    ...(hashes.length === 0 ? {} : { verifiedUsing: hashes }),
    ...(purl === undefined ? {} : { software_packageUrl: purl }),
  }
}

function typeOf(id: string): string {
  if (!isCpe(id)) return 'other'
  return id.startsWith('cpe:2.3:') ? 'cpe23' : 'cpe22'
}

function toIdentifier(externalIdentifierType: string, identifier: string): Json {
  return { type: 'ExternalIdentifier', externalIdentifierType, identifier }
}
