/** From what an ecosystem's own advisory says to a record in the words of the model. */
import { err, ok, type Result } from '../../base/index.ts'
import type { AdvisoryClaim, AffectedRange, SeverityVector } from '../../model/index.ts'
import type { AffectedPaths, DropReason, ReadContext, RecordFacts, SourceRecord } from '../source-format.ts'
import { newestCredible } from './dates.ts'
import { MAX_NAME, toSummary } from './short-texts.ts'

export interface PackageEntry {
  readonly ecosystem: string
  readonly name: string
  readonly ranges: readonly AffectedRange[]
  readonly versions?: readonly string[]
  /** Versions named as fixed. */
  readonly patched?: readonly string[]
}

/** What an advisory says, read but not yet in its final shape. Absent members are allowed to be undefined. */
export interface PackageAdvisory {
  readonly id: string | undefined
  /** As far as they are other ids of the same flaw; the own id and repetitions are taken out here. */
  readonly aliases: readonly string[]
  readonly related?: readonly string[]
  readonly title?: string | undefined
  readonly details?: string | undefined
  /** RFC 3339, or its date alone. */
  readonly published?: string | undefined
  readonly modified?: string | undefined
  readonly withdrawn?: string | undefined
  readonly informational?: string | undefined
  readonly severity?: readonly SeverityVector[]
  readonly weaknesses?: readonly string[]
  readonly urls?: readonly string[]
  /** Undefined for an entry that names no package of an ecosystem. */
  readonly packages: readonly (PackageEntry | undefined)[]
  readonly paths?: readonly AffectedPaths[]
}

/** Known malicious code (CWE-506), as OSV's records mark it. */
const MALICIOUS = 'CWE-506'

export function toRecord(advisory: PackageAdvisory, context: ReadContext): Result<SourceRecord, DropReason> {
  const { id, modified, published, withdrawn } = advisory
  if (id === undefined || id === '' || id.length > MAX_NAME) return err('NO_ID')
  const aliases = distinct(advisory.aliases.filter((alias) => alias !== id && alias.length <= MAX_NAME))
  const claims = advisory.packages.flatMap((entry) => {
    const isNamed = entry !== undefined && isName(entry.ecosystem) && isName(entry.name)
    return isNamed ? [toClaim(advisory, entry, { id, aliases, context })] : []
  })
  const saysNothing = claims.length === 0 && withdrawn === undefined && aliases.length === 0
  if (saysNothing && advisory.title === undefined && advisory.details === undefined) return err('EMPTY')
  const newest = newestCredible([modified, published, withdrawn], context.now)
  return ok({
    id,
    aliases,
    ...(modified === undefined ? {} : { modified }),
    isWithdrawn: withdrawn !== undefined,
    ...(newest === undefined ? {} : { newest }),
    claims,
    unnamedEntries: advisory.packages.length - claims.length,
    signals: [],
    facts: () => toFacts(advisory),
  })
}

interface ClaimHead {
  readonly id: string
  readonly aliases: readonly string[]
  readonly context: ReadContext
}

function toClaim(advisory: PackageAdvisory, entry: PackageEntry, head: ClaimHead): AdvisoryClaim {
  const { published, modified, withdrawn, informational, weaknesses = [] } = advisory
  const summary = toSummary(advisory.title, advisory.details)
  const { patched = [] } = entry
  return {
    record: head.id,
    source: head.context.source,
    digest: head.context.digest,
    ecosystem: entry.ecosystem,
    name: entry.name,
    aliases: head.aliases,
    isMalicious: weaknesses.includes(MALICIOUS),
    ranges: entry.ranges,
    versions: entry.versions ?? [],
    severity: advisory.severity ?? [],
    ...(summary === undefined ? {} : { summary }),
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...(informational === undefined ? {} : { informational }),
    ...(patched.length === 0 ? {} : { patched }),
  }
}

function toFacts(advisory: PackageAdvisory): RecordFacts {
  const { title, details, published, modified, withdrawn } = advisory
  return {
    status: withdrawn === undefined ? 'published' : 'withdrawn',
    ...(title === undefined ? {} : { title }),
    ...(details === undefined ? {} : { details }),
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    severity: advisory.severity ?? [],
    weaknesses: distinct(advisory.weaknesses ?? []),
    references: distinct(advisory.urls ?? []).map((url) => ({ url })),
    upstream: [],
    related: distinct(advisory.related ?? []),
    ...pathsOf(advisory),
  }
}

function pathsOf({ paths = [] }: PackageAdvisory): Pick<RecordFacts, 'paths'> {
  return paths.length === 0 ? {} : { paths }
}

function isName(text: string): boolean {
  return text !== '' && text.length <= MAX_NAME
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}

/** Name of the file without folders and the ending `.yml`, `.yaml`, `.json` or `.md`; undefined without such an ending. */
export function stemOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 && /^\.(?:ya?ml|json|md)$/i.test(name.slice(dot)) ? name.slice(0, dot) : undefined
}
