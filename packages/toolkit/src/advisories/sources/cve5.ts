/** CVE records (format 5.0 to 5.2): what the CNA says and what each ADP adds, kept apart by provider. */
import { err, ok, type Result } from '../../base/index.ts'
import type { AdvisoryClaim, SeverityVector, SsvcSignal } from '../../model/index.ts'
import { schemeOfEcosystem } from '../ecosystems.ts'
import type { DropReason, ReadContext, RecordFacts, SourceFormat, SourceRecord } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { findPackage } from './cve-packages.ts'
import { readReferences, readSeverity, readWeaknesses } from './cve-ratings.ts'
import { readVersions } from './cve-versions.ts'
import { newestCredible, toUtc } from './dates.ts'
import { type Fields, fields, isObject, list, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { MAX_NAME, toSummary } from './short-texts.ts'
import { readSsvc } from './ssvc.ts'

export const cve5: SourceFormat = {
  id: 'cve5',
  title: 'CVE records 5.0 to 5.2 (JSON)',
  yields: ['claims', 'ssvc'],
  source: 'cve',
  license: 'CVE Program terms of use: free use with attribution',
  recognises: ({ text: sample }) =>
    /"cveMetadata"\s*:/.test(sample) && /"(?:dataType|containers)"\s*:/.test(sample),
  read: (file, context) => {
    const value = parseJsonText(file.text)
    return value === undefined ? err('NOT_JSON') : readRecord(value, context)
  },
}

interface Head {
  readonly id: string
  readonly aliases: readonly string[]
  readonly containers: readonly Container[]
  readonly isRejected: boolean
  readonly published?: string
  readonly modified?: string
  readonly withdrawn?: string
  readonly newest?: number
}

interface Container {
  readonly provider: string
  readonly content: Fields
}

function readRecord(value: unknown, context: ReadContext): Result<SourceRecord, DropReason> {
  if (!isObject(value) || !isObject(value['cveMetadata'])) return err('NOT_A_RECORD')
  const id = findCve(value['cveMetadata']['cveId'])
  if (id === undefined) return err('NO_ID')
  const head = readHead(value, id, context)
  if (head.containers.length === 0) return err('EMPTY')
  const { claims, unnamedEntries } = readClaims(head, context)
  return ok({
    id,
    aliases: head.aliases,
    ...(head.modified === undefined ? {} : { modified: head.modified }),
    isWithdrawn: head.isRejected,
    ...(head.newest === undefined ? {} : { newest: head.newest }),
    claims,
    unnamedEntries,
    signals: readSignals(head, context),
    facts: () => readFacts(head),
  })
}

function readHead(record: Fields, id: string, context: ReadContext): Head {
  const metadata = fields(record['cveMetadata'])
  const { cna, adp } = fields(record['containers'])
  const containers = [cna, ...list(adp)].flatMap(toContainer)
  const published = text(metadata['datePublished'])
  const modified = text(metadata['dateUpdated'])
  const rejected = text(metadata['dateRejected'])
  const isRejected = /^rejected$/i.test(text(metadata['state']) ?? '')
  const withdrawn = isRejected ? (rejected ?? modified ?? published) : undefined
  const newest = newestCredible([modified, published, rejected].map(toUtc), context.now)
  return {
    id,
    aliases: isObject(cna) ? readAliases(cna, text(metadata['assignerShortName'])) : [],
    containers,
    isRejected,
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...(newest === undefined ? {} : { newest }),
  }
}

function toContainer(content: unknown): readonly Container[] {
  if (!isObject(content)) return []
  const { shortName, orgId } = fields(content['providerMetadata'])
  return [{ provider: text(shortName) ?? text(orgId) ?? 'unnamed', content }]
}

/** GitHub assigns one CVE per advisory and names it; other vendors' advisories hold many flaws. */
function readAliases(cna: Fields, assigner: string | undefined): readonly string[] {
  const advisory = text(fields(cna['source'])['advisory'])
  return assigner === 'GitHub_M' && advisory !== undefined && ghsa.test(advisory) ? [advisory] : []
}

const ghsa = /^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/

interface Claims {
  readonly claims: readonly AdvisoryClaim[]
  readonly unnamedEntries: number
}

/** Packages of a Go module at the same versions are one claim; whoever rates the flaw may differ by container. */
function readClaims(head: Head, context: ReadContext): Claims {
  const claims = new Map<string, AdvisoryClaim>()
  let unnamedEntries = 0
  let shared: Shared | undefined
  for (const [at, { content }] of head.containers.entries()) {
    let severity: readonly SeverityVector[] | undefined
    for (const entry of list(content['affected']).map(fields)) {
      const named = isClaimable(head) ? findPackage(entry) : undefined
      if (named === undefined || named.name.length > MAX_NAME) {
        unnamedEntries++
        continue
      }
      shared ??= readShared(head, context)
      severity ??= ownOr(readSeverity(content), shared.severity)
      const ranges = readVersions(entry, schemeOfEcosystem(named.ecosystem))
      const claim = { ...shared, ...named, ranges, severity }
      claims.set(JSON.stringify([at, named.ecosystem, named.name, ranges]), claim)
    }
  }
  return { claims: [...claims.values()], unnamedEntries }
}

/** A rejected record without any date cannot say so in a claim. */
function isClaimable({ isRejected, withdrawn }: Head): boolean {
  return !isRejected || withdrawn !== undefined
}

/** What the container says that names the package; where it does not rate, what the others do. */
function ownOr(own: readonly SeverityVector[], all: readonly SeverityVector[]): readonly SeverityVector[] {
  return own.length > 0 ? own : all
}

type Shared = Omit<AdvisoryClaim, 'ecosystem' | 'name' | 'ranges'>

/** Worked out once for a record, and only for the few that name a package. */
function readShared(head: Head, context: ReadContext): Shared {
  const { published, modified, withdrawn } = head
  const summary = toSummary(titleOf(head), readDescription(head))
  return {
    record: head.id,
    source: context.source,
    digest: context.digest,
    aliases: head.aliases,
    isMalicious: weaknessesOf(head).includes('CWE-506'),
    versions: [],
    severity: head.containers.flatMap(({ content }) => readSeverity(content)),
    ...(summary === undefined ? {} : { summary }),
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
  }
}

/** Short name of CISA's container, the one that carries its decisions. */
const CISA = 'CISA-ADP'

function readSignals(head: Head, context: ReadContext): readonly SsvcSignal[] {
  return head.containers
    .filter(({ provider }) => provider === CISA)
    .flatMap(({ content }) => list(content['metrics']))
    .flatMap((metric) => {
      const { type, content } = fields(fields(metric)['other'])
      const decision = type === 'ssvc' ? readSsvc(fields(content)) : undefined
      const origin = { id: head.id, source: context.source, record: head.id, digest: context.digest }
      return decision === undefined ? [] : [{ kind: 'ssvc', ...origin, ...decision } as const]
    })
}

function readFacts(head: Head): RecordFacts {
  const { published, modified, withdrawn, containers } = head
  const title = titleOf(head)
  const details = readDescription(head)
  const isDisputed = containers.some(({ content }) => texts(content['tags']).includes('disputed'))
  return {
    status: head.isRejected ? 'rejected' : isDisputed ? 'disputed' : 'published',
    ...(title === undefined ? {} : { title }),
    ...(details === undefined ? {} : { details }),
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    severity: containers.flatMap(({ provider, content }) =>
      readSeverity(content).map((rating) => ({ ...rating, by: provider })),
    ),
    weaknesses: weaknessesOf(head),
    references: readReferences(containers.flatMap(({ content }) => list(content['references']))),
    upstream: [],
    related: readRelated(head),
  }
}

/** The CNA's: an ADP's title is the name of its container. */
function titleOf(head: Head): string | undefined {
  return text(head.containers[0]?.content['title'])
}

function readDescription({ containers }: Head): string | undefined {
  for (const { content } of containers) {
    const told = [...list(content['descriptions']), ...list(content['rejectedReasons'])].map(fields)
    const english = told.find(({ lang }) => /^en\b/i.test(text(lang) ?? ''))
    const found = text((english ?? told[0])?.['value'])
    if (found !== undefined) return found
  }
  return undefined
}

function weaknessesOf({ containers }: Head): readonly string[] {
  const described = containers
    .flatMap(({ content }) => list(content['problemTypes']))
    .flatMap((problem) => list(fields(problem)['descriptions']))
  return readWeaknesses(
    described.map(fields).flatMap((item) => [text(item['cweId']), text(item['description'])]),
  )
}

/** The vendor's own advisories, and the CVEs that replace a rejected one. */
function readRelated({ containers, aliases }: Head): readonly string[] {
  const found = containers.flatMap(({ content }) => [
    ...texts(fields(content['source'])['advisories']),
    ...[text(fields(content['source'])['advisory'])].filter((id) => id !== undefined),
    ...texts(content['replacedBy']),
  ])
  return [...new Set(found.filter((id) => id.length <= MAX_NAME && !aliases.includes(id)))]
}
