/** The members of a vulnerability that its own element has: names, texts, times and references. */
import type { BomReference } from '../document/element.ts'
import { isSameJson } from '../document/same.ts'
import type { BomVulnerability } from '../document/vulnerability.ts'
import { toSpdxDate } from '../spdx/document/encoding.ts'
import type { Encoding, Item } from './encoding.ts'
import { fromIdentifiers, identifierTypeOf, toIdentifiers, type VulnerabilityId } from './identifiers.ts'
import type { Moving } from './moving.ts'
import { referenceTypes } from './words.ts'

const place = 'vulnerabilities[].'

export function writeSecurityElement(
  encoding: Encoding,
  vulnerability: BomVulnerability,
  moving: Moving,
): Item {
  const { summary, description, comment } = vulnerability
  const references = writeReferences(encoding, vulnerability)
  return {
    ...writeNames(encoding, vulnerability, moving),
    ...(isText(summary) && { summary }),
    ...(isText(description) && { description }),
    ...(isText(comment) && { comment }),
    ...(references.length > 0 && { externalRef: references }),
    ...writeTimes(vulnerability, moving),
  }
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}

function writeNames({ tally }: Encoding, vulnerability: BomVulnerability, { tell, keep }: Moving): Item {
  const { ids, source, idSources = [] } = vulnerability
  const identifiers = toIdentifiers(vulnerability)
  const said = fromIdentifiers(identifiers, identifiers[0]?.id)
  for (const id of ids) if (id === '') tally.add(`${place}ids`, 'left-out', 'an empty text says nothing')
  if (!isSameJson(said.source, source)) {
    tell('source')
    keep('source', source)
  }
  if (!isSameJson(said.idSources ?? [], idSources)) {
    tell('idSources')
    for (const item of idSources) keep('idSource', item)
  }
  const [first] = identifiers
  return {
    ...(first !== undefined && { name: first.id }),
    ...(identifiers.length > 0 && { externalIdentifier: identifiers.map(writeIdentifier) }),
  }
}

function writeIdentifier({ id, source }: VulnerabilityId): Item {
  return {
    type: 'ExternalIdentifier',
    externalIdentifierType: identifierTypeOf(id),
    identifier: id,
    ...(source?.url !== undefined && { identifierLocator: [source.url] }),
    ...(source?.name !== undefined && { issuingAuthority: source.name }),
  }
}

const times = [
  ['published', 'security_publishedTime'],
  ['modified', 'security_modifiedTime'],
  ['withdrawn', 'security_withdrawnTime'],
] as const

function writeTimes(vulnerability: BomVulnerability, { tell, keep }: Moving): Item {
  const members = times.flatMap(([key, member]) => {
    const stated = vulnerability[key]
    const time = toSpdxDate(stated)
    if (stated !== undefined && time !== stated) {
      tell(key)
      keep(key, stated)
    }
    return time === undefined ? [] : [[member, time]]
  })
  return Object.fromEntries(members) as Item
}

function writeReferences({ tally }: Encoding, vulnerability: BomVulnerability): readonly Item[] {
  const { cwes, urls, references = [] } = vulnerability
  const known = cwes.filter((cwe) => Number.isSafeInteger(cwe) && cwe > 0)
  for (let at = known.length; at < cwes.length; at++) tally.add(`${place}cwes`, 'left-out', 'it is no CWE')
  const stated = urls.filter((url) => url !== '')
  for (let at = stated.length; at < urls.length; at++)
    tally.add(`${place}urls`, 'left-out', 'an empty text says nothing')
  return [
    ...known.map((cwe) => toReference('cwe', `https://cwe.mitre.org/data/definitions/${cwe}.html`)),
    ...stated.map((url) => toReference('securityAdvisory', url)),
    ...references.map((reference) => writeReference({ tally }, reference)),
  ]
}

function toReference(externalRefType: string, url: string, comment?: string): Item {
  return {
    type: 'ExternalRef',
    externalRefType,
    locator: [url],
    ...(comment !== undefined && { comment }),
  }
}

function writeReference({ tally }: Pick<Encoding, 'tally'>, reference: BomReference): Item {
  const { type, url, comment, hashes, category } = reference
  const where = `${place}references[].`
  const known = referenceTypes.toSpdx(type)
  if (known === undefined)
    tally.add(`${where}type`, 'reduced', 'SPDX 3 has no such type of reference; it is `other`')
  for (const _ of hashes) tally.add(`${where}hashes`, 'left-out', 'SPDX 3 has no field for it')
  if (category !== undefined) tally.add(`${where}category`, 'left-out', 'SPDX 3 has types of references only')
  return toReference(known ?? 'other', url, comment)
}
