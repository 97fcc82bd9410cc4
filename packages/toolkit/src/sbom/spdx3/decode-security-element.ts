/** What the element of a vulnerability says itself: names, texts, times, references, and what we carry beside them. */
import {
  carriedOfVulnerabilities,
  readCarriedAnalysis,
  readCarriedIdSource,
  readCarriedRating,
  readCarriedSource,
  readCarriedVersions,
} from '../document/carried-vulnerability.ts'
import type { BomReference } from '../document/element.ts'
import type { BomRating, BomVulnerability } from '../document/vulnerability.ts'
import {
  type CarriedFacts,
  carriedText,
  carriedTextsOf,
  splitCarried,
} from '../cyclonedx/document/carried.ts'
import { toSpdxDate } from '../spdx/document/encoding.ts'
import { takeList, takeText, takeTexts, type Taking } from '../spdx/document/take.ts'
import type { Beside } from './claims.ts'
import { type Decoding, takeNode, takeProperties } from './decoding.ts'
import type { Node } from './graph.ts'
import { fromIdentifiers, type VulnerabilityId } from './identifiers.ts'
import { referenceTypes } from './words.ts'

export interface SecurityElement {
  readonly element: Omit<BomVulnerability, 'ref' | 'affects' | 'ratings'>
  readonly beside: Beside
  /** Those that the profile has no class for. */
  readonly ratings: readonly BomRating[]
}

export function takeSecurityElement(decoding: Decoding, node: Node): SecurityElement {
  return takeNode(decoding, node, (from) => {
    const facts = splitCarried(takeProperties(from), carriedOfVulnerabilities)
    const versions = facts.of('versions').flatMap(readCarriedVersions)
    const beside = {
      analysis: facts.of('analysis').map(readCarriedAnalysis)[0],
      affects: carriedTextsOf(facts, 'affects'),
      versions: versions.length > 0 ? versions : undefined,
    }
    return {
      element: {
        ...takeNames(from, facts),
        ...takeTextMembers(from),
        ...takeTimes(from, facts),
        ...takeReferences(from),
        ...(versions.length > 0 && { versions }),
        ...(facts.others.length > 0 && { properties: facts.others }),
      },
      beside,
      ratings: facts.of('rating').flatMap(readCarriedRating),
    }
  })
}

function takeTextMembers(from: Taking): Partial<BomVulnerability> {
  const known = (['summary', 'description', 'comment'] as const).flatMap((key) => {
    const text = takeText(from, key)
    return text === undefined ? [] : [[key, text]]
  })
  return Object.fromEntries(known) as Partial<BomVulnerability>
}

function takeNames(
  from: Taking,
  facts: CarriedFacts,
): Pick<BomVulnerability, 'ids' | 'source' | 'idSources'> {
  const list = takeList(from, 'externalIdentifier', takeIdentifier)
  const { ids, source, idSources } = fromIdentifiers(list, takeText(from, 'name'))
  const carried = facts.of('source').map(readCarriedSource)[0]
  const carriedOthers = facts.of('idSource').flatMap(readCarriedIdSource)
  const others = carriedOthers.length > 0 ? carriedOthers : idSources
  return {
    ids,
    ...((carried ?? source) !== undefined && { source: carried ?? source }),
    ...(others !== undefined && { idSources: others }),
  } as Pick<BomVulnerability, 'ids' | 'source' | 'idSources'>
}

/** Of several addresses the first. */
function takeIdentifier(item: Taking): VulnerabilityId | undefined {
  takeText(item, 'type')
  takeText(item, 'externalIdentifierType')
  const id = takeText(item, 'identifier')
  const [url, ...others] = takeTexts(item, 'identifierLocator')
  const name = takeText(item, 'issuingAuthority')
  for (const _ of others)
    item.tally.add(`${item.where}identifierLocator`, 'left-out', 'the first address is kept')
  if (id === undefined) return undefined
  const source = { ...(name !== undefined && { name }), ...(url !== undefined && { url }) }
  return { id, source: Object.keys(source).length === 0 ? undefined : source }
}

const times = [
  ['security_publishedTime', 'published'],
  ['security_modifiedTime', 'modified'],
  ['security_withdrawnTime', 'withdrawn'],
] as const

/** The very text of the source, where it says the same moment. */
function takeTimes(from: Taking, facts: CarriedFacts): Partial<BomVulnerability> {
  const known = times.flatMap(([key, name]) => {
    const stated = takeText(from, key)
    const carried = carriedText(facts, name)
    const text = carried !== undefined && toSpdxDate(carried) === stated ? carried : stated
    return text === undefined ? [] : [[name, text]]
  })
  return Object.fromEntries(known) as Partial<BomVulnerability>
}

interface Reference extends BomReference {
  readonly cwe?: number
}

function takeReferences(from: Taking): Pick<BomVulnerability, 'cwes' | 'urls' | 'references'> {
  const all = takeList(from, 'externalRef', (item): readonly Reference[] => {
    takeText(item, 'type')
    const word = takeText(item, 'externalRefType') ?? 'other'
    const comment = takeText(item, 'comment')
    const type = referenceTypes.toOwn(word)
    return takeTexts(item, 'locator').map((url) => {
      const cwe = word === 'cwe' && comment === undefined ? toCwe(url) : undefined
      const note = comment === undefined ? {} : { comment }
      return { type, url, hashes: [], ...note, ...(cwe !== undefined && { cwe }) }
    })
  }).flat()
  const isAdvisory = ({ type, comment }: Reference): boolean => type === 'advisories' && comment === undefined
  const others = all.filter((item) => item.cwe === undefined && !isAdvisory(item))
  return {
    cwes: all.flatMap(({ cwe }) => cwe ?? []),
    urls: all.filter(isAdvisory).map(({ url }) => url),
    ...(others.length > 0 && { references: others }),
  }
}

/** `CWE-79`, or the page of it. */
function toCwe(locator: string): number | undefined {
  const digits = /^(?:CWE-|https?:\/\/cwe\.mitre\.org\/data\/definitions\/)([1-9]\d{0,8})(?:\.html)?$/.exec(
    locator,
  )
  return digits === null ? undefined : Number(digits[1])
}
