/** Ratings and entries of exploit catalogues as assessment relationships. */
import { carryOrdered } from '../cyclonedx/document/carried.ts'
import type { BomActor } from '../document/parts.ts'
import { isSameJson } from '../document/same.ts'
import type { BomExploit, BomRating, BomSource } from '../document/vulnerability.ts'
import { exploitType, fromAssessment, publishedOf, toAssessment } from './assessments.ts'
import { type Encoding, type Item, toItem, writeProperties } from './encoding.ts'
import type { Moving } from './moving.ts'

export interface Ends {
  readonly encoding: Encoding
  /** Of the vulnerability. */
  readonly id: string
  readonly to: readonly string[]
}

function toAssessed({ encoding, id, to }: Ends, type: string, members: Item): Item {
  const ends = { from: id, relationshipType: 'hasAssessmentFor', to }
  return toItem(type, encoding.nextId('assessment'), { ...ends, ...members })
}

export function writeExploit(at: Ends, { catalog, isExploited, url }: BomExploit): Item {
  return toAssessed(at, exploitType, {
    security_catalogType: catalog,
    security_exploited: isExploited,
    security_locator: url,
  })
}

/** Where the profile says less than the rating, or demands what it does not say, the rating itself is beside it. */
export function writeRating(at: Ends, rating: BomRating, moving: Moving): readonly Item[] {
  const assessment = toAssessment(rating)
  if (assessment === undefined) {
    moving.tell('ratings')
    moving.keep('rating', rating)
    return []
  }
  const { encoding } = at
  const supplier = toAgent(rating)
  const published = publishedOf(rating)
  const said: BomRating = {
    ...fromAssessment(assessment),
    ...(supplier !== undefined && { source: toSource(supplier) }),
    ...(published !== undefined && { published }),
  }
  const isExact = isSameJson(said, rating)
  if (!isExact) moving.tell('ratings')
  return [
    toAssessed(at, assessment.type, {
      ...assessment.members,
      ...(supplier !== undefined && {
        suppliedBy: encoding.agentOf(supplier, 'vulnerabilities[].ratings[].source'),
      }),
      ...(published !== undefined && { security_publishedTime: published }),
      ...(isExact ? {} : writeProperties([carryOrdered('rating', rating)])),
    }),
  ]
}

function toAgent({ source }: BomRating): BomActor | undefined {
  const { name = '', url = '' } = source ?? {}
  if (name === '' && url === '') return undefined
  return { kind: 'unknown', name, emails: [], urls: url === '' ? [] : [url] }
}

/** What a reader finds in an agent. */
export function toSource({ name, urls: [url] }: Pick<BomActor, 'name' | 'urls'>): BomSource {
  const isNamed = name !== '' && name !== 'NOASSERTION'
  return { ...(isNamed && { name }), ...(url !== undefined && { url }) }
}
