/** GitHub's advisory database as a tree: `advisories/{github-reviewed,unreviewed}/YYYY/MM/ID/ID.json`, OSV in form. */
import { err, ok } from '../../base/index.ts'
import type { AffectedRange, RangeEvent } from '../../model/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { fields, list, text } from './fields.ts'
import { parseJsonText } from './json.ts'
import { readOsvRecord } from './osv.ts'

/**
 * Apart from `osv` because of one member: `last_known_affected_version_range` closes a range that has no end. OSV's own
 * export carries it too, where the schema's rule holds that `database_specific` decides nothing.
 */
export const ghsa: SourceFormat = {
  id: 'ghsa',
  title: 'GitHub advisory database (tree of OSV records)',
  yields: ['claims'],
  source: 'ghsa',
  license: 'CC-BY-4.0',
  // The ecosystems that GitHub reviews advisories for; unreviewed records name no package at all.
  covers: [
    'GitHub Actions',
    'Go',
    'Hex',
    'Maven',
    'NuGet',
    'Packagist',
    'Pub',
    'PyPI',
    'RubyGems',
    'SwiftURL',
    'crates.io',
    'npm',
  ],
  recognises: ({ path, text: sample }) =>
    /(?:^|\/)(?:github-reviewed|unreviewed)\/\d{4}\/\d\d\/(GHSA(?:-[0-9a-z]{4}){3})\/\1\.json$/.test(path) &&
    /"(?:schema_version|modified)"\s*:/.test(sample),
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    const record = readOsvRecord(value, context)
    if (!record.ok) return record
    // An entry gives a claim when it names a package, and claims keep the order of entries.
    const ends = list(fields(value)['affected']).filter(namesPackage).map(lastKnown)
    if (ends.length !== record.value.claims.length) return record
    const claims = record.value.claims.map((claim, at) => {
      const end = ends[at]
      return end === undefined ? claim : { ...claim, ranges: claim.ranges.map((range) => close(range, end)) }
    })
    return ok({ ...record.value, claims })
  },
}

function namesPackage(entry: unknown): boolean {
  const { ecosystem, name } = fields(fields(entry)['package'])
  return text(ecosystem) !== undefined && text(name) !== undefined
}

/** `<= 1.2` or `< 1.2`, the only forms in use; anything else closes nothing. */
function lastKnown(entry: unknown): RangeEvent | undefined {
  const said = text(fields(fields(entry)['database_specific'])['last_known_affected_version_range'])
  const [, comparator, version] = /^(<=|<) ?([^\s,|<>=]{1,128})$/.exec(said ?? '') ?? []
  if (version === undefined) return undefined
  // Not `fixed`: that a version is unaffected does not say that it repairs the flaw.
  return comparator === '<' ? { limit: version } : { lastAffected: version }
}

function close(range: AffectedRange, end: RangeEvent): AffectedRange {
  const isEvents = range.type === 'ECOSYSTEM' || range.type === 'SEMVER'
  if (!isEvents || range.events.some((event) => !('introduced' in event))) return range
  return { ...range, events: [...range.events, end] }
}
