/** The Debian security tracker's one JSON file: for each source package and flaw, how every release stands. */
import { err } from '../../base/index.ts'
import type { AffectedRange, SeverityVector } from '../../model/index.ts'
import { releaseOfCodeName } from '../releases.ts'
import type { SourceFormat } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { type Fields, isObject, text } from './fields.ts'
import { type IssueTable, readIssueTable, splitByIssue } from './issue-tables.ts'
import { parseJsonText } from './json.ts'
import { unstatedRange } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'

/**
 * One record per flaw, with all packages and releases; its id is the one that OSV's Debian records have, so that both
 * meet. Packages are source packages, as in those records.
 */
export const debianTracker: SourceFormat = {
  id: 'debian-tracker',
  title: 'Debian security tracker (JSON)',
  yields: ['claims'],
  source: 'debian-tracker',
  license: 'none stated',
  // It is where Debian keeps every known flaw of every package, fixed or not, for the releases that it still
  // supports; of older ones it says nothing, so their silence must not count.
  covers: ['Debian:11', 'Debian:12', 'Debian:13', 'Debian:14', 'Debian:sid'],
  recognises: ({ path, text: sample }) =>
    /\.json$/i.test(path) &&
    /^[\s\uFEFF]*\{\s*"[a-z0-9][a-z0-9+.-]*"\s*:\s*\{\s*"(?:CVE|TEMP)-[\w-]+"\s*:\s*\{/.test(sample) &&
    /"releases"\s*:/.test(sample),
  split: splitByIssue,
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    const table = readIssueTable(value)
    if (table === undefined) return err('NOT_A_RECORD')
    const cve = findCve(table.id)
    const states = table.packages.flatMap(readStates)
    return toRecord(
      {
        id: `DEBIAN-${table.id}`,
        aliases: cve === undefined ? [] : [cve],
        details: describe(table, states),
        severity: readUrgencies(states),
        packages: [...states.flatMap(toEntries), ...Array.from({ length: table.unread }, () => undefined)],
      },
      context,
    )
  },
}

interface State {
  readonly name: string
  /** `12`, or the code name where no number is known. */
  readonly release: string
  /** Undefined: something stands there that is no statement. */
  readonly said: Fields | undefined
}

function readStates({ name, state }: IssueTable['packages'][number]): readonly State[] {
  const { releases } = state
  const isEmpty = Array.isArray(releases) && releases.length === 0
  if (!isObject(releases)) return isEmpty ? [] : [{ name, release: '', said: undefined }]
  return Object.entries(releases).map(([codeName, said]) => ({
    name,
    release: releaseOfCodeName(codeName) ?? codeName,
    said: isObject(said) ? said : undefined,
  }))
}

function toEntries({ name, release, said }: State): readonly (PackageEntry | undefined)[] {
  if (said === undefined) return [undefined]
  const ranges = readRanges(said)
  return ranges.map((range) => ({ ecosystem: `Debian:${release}`, name, ranges: [range] }))
}

/**
 * `0` as the fixed version means: no version in this release was ever affected. That is no claim, and hides nobody
 * else's. `undetermined`, and whatever else is unclear, evaluates to "cannot be told".
 */
function readRanges(said: Fields): readonly AffectedRange[] {
  const fixed = text(said['fixed_version'])
  if (said['status'] === 'open') return [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }]
  if (said['status'] !== 'resolved' || fixed === undefined) return [unstatedRange]
  return fixed === '0' ? [] : [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }]
}

const urgencies = ['unimportant', 'low', 'medium', 'high']

/** `high**` was taken over from elsewhere; `not yet assigned` and `end-of-life` are no severities. */
function readUrgencies(states: readonly State[]): readonly SeverityVector[] {
  const found = states.map(({ said }) => text(said?.['urgency'])?.replace(/\*{1,2}$/, ''))
  return urgencies
    .filter((urgency) => found.includes(urgency))
    .map((score) => ({ type: 'QUALITATIVE', score }))
}

/** The description, then what a reader should know beside the ranges: why there is no fix, and where support ended. */
function describe(table: IssueTable, states: readonly State[]): string | undefined {
  const descriptions = table.packages.flatMap(({ state }) => text(state['description']) ?? [])
  const remarks = states.flatMap(({ name, release, said = {} }) => {
    const nodsa = text(said['nodsa'])
    const reason = text(said['nodsa_reason'])
    const parts = [
      ...(said['urgency'] === 'end-of-life' ? ['support has ended'] : []),
      ...(said['status'] === 'undetermined' ? ['undetermined'] : []),
      ...(nodsa === undefined ? [] : [`no DSA${reason === undefined ? '' : `, ${reason}`}: ${nodsa}`]),
    ]
    return parts.length === 0 ? [] : [`Debian ${release}, ${name}: ${parts.join('; ')}`]
  })
  const all = [...new Set(descriptions), ...new Set(remarks)]
  return all.length === 0 ? undefined : all.join('\n')
}
