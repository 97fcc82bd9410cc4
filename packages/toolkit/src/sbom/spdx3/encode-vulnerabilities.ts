/** Vulnerabilities as elements of the security profile, with their associations, assessments and VEX statements. */
import type { BomDocument } from '../document/bom.ts'
import { analysisKeys } from '../document/carried-vulnerability.ts'
import type { BomActor, BomProperty, BomRef } from '../document/parts.ts'
import { isSameJson } from '../document/same.ts'
import type { BomVulnerability } from '../document/vulnerability.ts'
import { carryOrdered } from '../cyclonedx/document/carried.ts'
import { type Encoding, type Item, noteRest, toItem, writeProperties } from './encoding.ts'
import { type Ends, writeExploit, writeRating } from './encode-rating.ts'
import { writeSecurityElement } from './encode-security-element.ts'
import type { Moving } from './moving.ts'
import { type About, readTarget, type Statement, toStatement } from './statements.ts'
import { fromVex } from './vex.ts'
import { writeStatement } from './encode-statement.ts'

const place = 'vulnerabilities[].'
const written: ReadonlySet<string> = new Set([
  ...analysisKeys,
  'ref',
  'ids',
  'source',
  'idSources',
  'summary',
  'description',
  'comment',
  'published',
  'modified',
  'withdrawn',
  'ratings',
  'exploits',
  'cwes',
  'affects',
  'versions',
  'urls',
  'references',
  'properties',
])

const movedReason = 'SPDX 3 has no place for it; it stands in a property that only OCCTET reads'

/** Each rating names all of them once more, so there is an end to it: it then is one of the vulnerability alone. */
const maxAssessed = 1000

interface Context {
  readonly encoding: Encoding
  readonly about: About
  readonly claim: (ref: BomRef) => string
}

export function writeVulnerabilities(encoding: Encoding, document: BomDocument): readonly Item[] {
  const elements = new Map(document.elements.map((element) => [element.ref, element]))
  const external = new Set(document.externalDocuments.map(({ id }) => id))
  const about: About = {
    subjects: new Set(document.subjects.filter(encoding.reach)),
    isReached: (ref) => elements.has(ref) || (external.has(ref) && encoding.reach(ref)),
    versionOf: (ref) => elements.get(ref)?.version,
  }
  const context: Context = { encoding, about, claim: createClaim(encoding, new Set(elements.keys())) }
  return document.vulnerabilities.flatMap((vulnerability) => writeVulnerability(context, vulnerability))
}

/** One object for each id. */
function createClaim({ idOf, nextId, tally }: Encoding, taken: Set<BomRef>): Context['claim'] {
  return (ref) => {
    const isFree = !taken.has(ref)
    taken.add(ref)
    if (isFree) return idOf(ref)
    tally.add(`${place}ref`, 'reduced', 'something else has that reference; it has another one')
    return nextId('vulnerability')
  }
}

function writeVulnerability(context: Context, vulnerability: BomVulnerability): readonly Item[] {
  const { encoding, about } = context
  noteRest(encoding, vulnerability, { where: place, written })
  const id = context.claim(vulnerability.ref)
  const affects = [...new Set(vulnerability.affects)]
  const reached = affects.filter(about.isReached)
  const moved: BomProperty[] = []
  const moving: Moving = {
    tell: (where) => encoding.tally.add(`${place}${where}`, 'moved', movedReason),
    keep: (name, value) => moved.push(carryOrdered(name, value)),
  }
  moveEnds(vulnerability, about, moving)
  const statement = toStatement(vulnerability, about)
  moveAnalysis({ vulnerability, statement, about }, moving)
  const isNamed = reached.length > 0 && reached.length <= maxAssessed
  const at: Ends = {
    encoding,
    id,
    to: isNamed ? reached.map(encoding.idOf) : ['NoAssertionElement'],
  }
  const ratings = vulnerability.ratings.flatMap((rating) => writeRating(at, rating, moving))
  const exploits = (vulnerability.exploits ?? []).map((exploit) => writeExploit(at, exploit))
  return [
    toItem('security_Vulnerability', id, {
      ...writeSecurityElement(encoding, vulnerability, moving),
      ...writeProperties([...(vulnerability.properties ?? []), ...moved]),
    }),
    ...reached.map((ref) =>
      toItem('Relationship', encoding.nextId('association'), {
        from: encoding.idOf(ref),
        relationshipType: 'hasAssociatedVulnerability',
        to: [id],
      }),
    ),
    ...ratings,
    ...exploits,
    ...(statement === undefined ? [] : writeStatement(encoding, id, statement)),
  ]
}

function moveEnds({ affects, versions }: BomVulnerability, about: About, { tell, keep }: Moving): void {
  const unreached = [...new Set(affects)].filter((ref) => !about.isReached(ref))
  if (unreached.length > 0) {
    tell('affects')
    keep('affects', unreached)
  }
  if (versions === undefined) return
  tell('versions')
  keep('versions', versions)
}

function moveAnalysis(
  {
    vulnerability,
    statement,
    about,
  }: {
    readonly vulnerability: BomVulnerability
    readonly statement: Statement | undefined
    readonly about: About
  },
  moving: Moving,
): void {
  const analysis = Object.fromEntries(
    analysisKeys.flatMap((key) => (vulnerability[key] === undefined ? [] : [[key, vulnerability[key]]])),
  )
  const said = statement === undefined ? {} : saidBy(statement, about)
  const unsaid = analysisKeys.filter((key) => !isSameJson(analysis[key], said[key]))
  for (const key of unsaid) moving.tell(key)
  if (unsaid.length > 0) moving.keep('analysis', analysis)
}

/** What a reader finds in the statement. */
function saidBy({ vex, targets }: Statement, about: About): Partial<BomVulnerability> {
  const { suppliedBy } = vex
  const isPlain = suppliedBy === undefined || isPlainActor(suppliedBy)
  const { suppliedBy: _lost, ...rest } = vex
  const found = targets.flatMap((target) => readTarget(target, about).map(({ within }) => within))
  const [within] = found
  const isOne = found.every((other) => isSameJson(other, within))
  return {
    ...fromVex(isPlain ? vex : rest),
    ...(isOne && within !== undefined && { within }),
  }
}

function isPlainActor({ kind, name, version, vendor, emails, urls }: BomActor): boolean {
  const isNamed = name !== '' && name !== 'NOASSERTION'
  const contacts = [...emails, ...urls]
  const hasMore = version !== undefined || vendor !== undefined || contacts.includes('')
  return kind !== 'tool' && isNamed && !hasMore
}
