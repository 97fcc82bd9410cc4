/** Echo's advisories: one JSON file with packages, their flaws, and the version of Echo's build that fixes each. */
import { err } from '../../base/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { text } from './fields.ts'
import { readIssueTable, splitByIssue } from './issue-tables.ts'
import { parseJsonText } from './json.ts'
import { type PackageEntry, toRecord } from './package-record.ts'

export const echo: SourceFormat = {
  id: 'echo',
  title: 'Echo advisories (JSON)',
  yields: ['claims'],
  source: 'echo',
  license: 'none stated',
  // No `covers`: nowhere does it say that it lists every package that Echo builds.
  recognises: ({ path, text: sample }) =>
    /\.json$/i.test(path) &&
    /^[\s\uFEFF]*\{\s*"[\w.+-]+"\s*:\s*\{\s*"(?:CVE|ECHO|GHSA)-[\w-]+"\s*:\s*\{\s*(?:\}|"(?:fixed_version|severity)")/.test(
      sample,
    ) &&
    !/"releases"\s*:/.test(sample),
  split: splitByIssue,
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    const table = readIssueTable(value)
    if (table === undefined) return err('NOT_A_RECORD')
    const cve = findCve(table.id)
    return toRecord(
      {
        id: `ECHO-${table.id}`,
        aliases: [cve ?? table.id],
        packages: [
          ...table.packages.flatMap(({ name, state }) => toEntries(name, text(state['fixed_version']))),
          ...Array.from({ length: table.unread }, () => undefined),
        ],
      },
      context,
    )
  },
}

/** Without a version it is not fixed yet; `0` means: never affected, which is no claim. */
function toEntries(name: string, fixed: string | undefined): readonly PackageEntry[] {
  if (fixed === '0') return []
  const events = [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])]
  return [{ ecosystem: 'Echo', name, ranges: [{ type: 'ECOSYSTEM', events }] }]
}
