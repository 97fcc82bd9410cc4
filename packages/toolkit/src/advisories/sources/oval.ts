/** OVAL definitions (5.x, XML) of distributions with rpm packages: SUSE, Oracle Linux, Azure Linux (CBL-Mariner). */
import { err } from '../../base/index.ts'
import type { AffectedRange } from '../../model/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { toUtc } from './dates.ts'
import { type Fields, fields, list, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { unstatedRange } from './native-ranges.ts'
import { type OvalBound, type OvalStatement, readCriteria } from './oval-criteria.ts'
import { type OvalNode, splitOval } from './oval-definitions.ts'
import { ecosystemOfPlatform } from './oval-platforms.ts'
import { type PackageEntry, toRecord } from './package-record.ts'
import { toVectors, toWords } from './severity-vectors.ts'

/**
 * One record per definition of class `patch` or `vulnerability`. Read is what asks for a platform and the version of
 * one package (`oval-criteria.ts`); everything else is counted, not guessed. No `source`, `license`: several
 * distributions publish it.
 */
export const oval: SourceFormat = {
  id: 'oval',
  title: 'OVAL definitions: SUSE, Oracle Linux, Azure Linux (XML)',
  yields: ['claims'],
  // No `covers`: a file is of one product, and what its criteria ask beyond versions is left out.
  recognises: ({ text: sample }) => /<(?:[\w-]{1,20}:)?oval_definitions[\s>]/.test(sample.slice(0, 4096)),
  split: splitOval,
  read: (file, context) => {
    const value = parseJsonText(file.text)
    // A file that could not be cut comes here whole.
    if (value === undefined) return err('NOT_XML')
    const piece = fields(value)
    const kind = text(piece['class'])
    if (kind !== 'patch' && kind !== 'vulnerability') return err('NOT_A_RECORD')
    const title = text(piece['title'])
    const references = list(piece['references']).map(fields)
    const ids = [...new Set(references.flatMap(({ id }) => wordOf(text(id)) ?? []))]
    const cves = ids.flatMap((id) => findCve(id) ?? [])
    // The bulletin's own id begins the title; a definition about a flaw has no id but that of OVAL.
    const own = ids.find((id) => findCve(id) === undefined && title?.startsWith(`${id}:`) === true)
    const vectors = texts(piece['cvss']).flatMap((score) => toVectors(score.slice(score.indexOf('/') + 1)))
    return toRecord(
      {
        id: own ?? text(piece['id']),
        aliases: cves.length === 1 ? cves : [],
        related: ids.filter((id) => id !== own && (cves.length !== 1 || findCve(id) === undefined)),
        title,
        details: text(piece['description']),
        published: toUtc(text(piece['published'])),
        modified: toUtc(text(piece['modified'])),
        severity: vectors.length > 0 ? vectors : toWords([text(piece['severity'])]),
        urls: references.flatMap(({ url }) => text(url) ?? []),
        packages: readPackages(piece),
      },
      context,
    )
  },
}

/** `Mitre CVE-2021-29154`, `SUSE CVE-2021-29154`: the id is the last word. */
function wordOf(reference: string | undefined): string | undefined {
  return reference?.trim().split(/\s+/).at(-1)
}

function readPackages(piece: Fields): readonly (PackageEntry | undefined)[] {
  const { criteria } = piece
  if (!isNode(criteria, 0)) return [undefined]
  const { statements, unread } = readCriteria(criteria)
  const platforms = texts(piece['platforms'])
  // Microsoft: "This CVE either no longer is or was never applicable", which leaves open what holds.
  const isMoot = piece['patchable'] === 'Not Applicable'
  const entries = statements.flatMap((statement) => toEntries(statement, platforms, isMoot))
  return [...mergeEntries(entries), ...Array.from({ length: unread }, () => undefined)]
}

/** The pieces are our own, but a store may hold anything; deeper than real criteria is none. */
const MAX_DEPTH = 50

function isNode(value: unknown, depth: number): value is OvalNode {
  const { operator, items, comment } = fields(value)
  if (Array.isArray(items))
    return typeof operator === 'string' && depth < MAX_DEPTH && items.every((item) => isNode(item, depth + 1))
  return typeof comment === 'string'
}

function toEntries(
  { platforms, bounds }: OvalStatement,
  stated: readonly string[],
  isMoot: boolean,
): readonly (PackageEntry | undefined)[] {
  const [bound] = bounds
  if (bound === undefined) return [undefined]
  const said = isMoot ? { ranges: [unstatedRange], versions: [] } : toRanges(bounds)
  const ecosystems = (platforms ?? stated).map((platform) => ecosystemOfPlatform(platform, bound.evr))
  if (ecosystems.length === 0) return [undefined]
  return [...new Set(ecosystems)].map((ecosystem) =>
    ecosystem === undefined ? undefined : { ecosystem, name: bound.name, ...said },
  )
}

type Ranges = Required<Pick<PackageEntry, 'ranges' | 'versions'>>

/** One bound above, one below, or one version; more than that, or a comparison that OVAL has not got, is not told. */
function toRanges(bounds: readonly OvalBound[]): Ranges {
  const untold = { ranges: [unstatedRange], versions: [] }
  const above = bounds.filter(({ compare }) => compare === '<' || compare === '<=')
  const below = bounds.filter(({ compare }) => compare === '>' || compare === '>=')
  const [only, ...others] = bounds
  if (only?.compare === '=' && others.length === 0) return { ranges: [], versions: [only.evr] }
  if (above.length > 1 || below.length > 1 || above.length + below.length < bounds.length) return untold
  return { ranges: [toRange(below[0], above[0])], versions: [] }
}

/** Events cannot leave out the version that a range starts at; VERS can. */
function toRange(below: OvalBound | undefined, above: OvalBound | undefined): AffectedRange {
  if (below?.compare === '>') {
    const bounds = [below, ...(above === undefined ? [] : [above])]
    const constraints = bounds.map(({ compare = '', evr }) => `${compare}${encodeURIComponent(evr)}`)
    return { type: 'VERS', vers: `vers:rpm/${constraints.join('|')}` }
  }
  const end = above?.compare === '<=' ? { lastAffected: above.evr } : { fixed: above?.evr ?? '' }
  const events = [{ introduced: below?.evr ?? '0' }, ...(above === undefined ? [] : [end])]
  return { type: 'ECOSYSTEM', events }
}

/** What several ways say of one package holds side by side: inside any of the ranges. */
function mergeEntries(entries: readonly (PackageEntry | undefined)[]): readonly (PackageEntry | undefined)[] {
  const merged = new Map<
    string,
    { entry: PackageEntry; ranges: Map<string, AffectedRange>; versions: Set<string> }
  >()
  const unnamed = entries.filter((entry) => entry === undefined)
  for (const entry of entries) {
    if (entry === undefined) continue
    const key = JSON.stringify([entry.ecosystem, entry.name])
    const known = merged.get(key) ?? { entry, ranges: new Map(), versions: new Set<string>() }
    merged.set(key, known)
    for (const range of entry.ranges) known.ranges.set(JSON.stringify(range), range)
    for (const version of entry.versions ?? []) known.versions.add(version)
  }
  const named = [...merged.values()].map(({ entry, ranges, versions }) => ({
    ...entry,
    ranges: [...ranges.values()],
    versions: [...versions],
  }))
  return [...named, ...unnamed]
}
