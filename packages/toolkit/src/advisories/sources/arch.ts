/** The Arch Linux security tracker's list of vulnerability groups (JSON): packages, the fixed version, and issues. */
import { err } from '../../base/index.ts'
import type { AffectedRange, SeverityVector } from '../../model/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { type Fields, fields, list, text } from './fields.ts'
import { parseJsonText } from './json.ts'
import { sliceJsonList } from './json-slices.ts'
import { unstatedRange } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'

/** A group of several issues joins none of them: they are related, one alone is what it is about. */
export const arch: SourceFormat = {
  id: 'arch',
  title: 'Arch Linux security tracker (JSON)',
  yields: ['claims'],
  source: 'arch',
  license: 'MIT',
  // No `covers`: groups are opened by volunteers, for what they come across.
  recognises: ({ path, text: sample }) =>
    /\.json$/i.test(path) && /^[\s\uFEFF]*\[/.test(sample) && /"name"\s*:\s*"AVG-\d/.test(sample),
  split: (file) => sliceJsonList(file, []) ?? [file],
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    const group = fields(value)
    const issues = list(group['issues']).flatMap((issue) => findCve(issue) ?? text(issue) ?? [])
    const notices = list(group['advisories']).flatMap((notice) => text(notice) ?? [])
    return toRecord(
      {
        id: text(group['name']),
        aliases: issues.length === 1 ? issues : [],
        related: [...(issues.length === 1 ? [] : issues), ...notices],
        title: text(group['type']),
        severity: readSeverity(text(group['severity'])),
        packages: list(group['packages']).flatMap((name) => readPackage(text(name), group)),
      },
      context,
    )
  },
}

function readSeverity(word: string | undefined): readonly SeverityVector[] {
  return word === undefined || word === 'Unknown' ? [] : [{ type: 'QUALITATIVE', score: word }]
}

function readPackage(name: string | undefined, group: Fields): readonly (PackageEntry | undefined)[] {
  if (name === undefined) return [undefined]
  if (group['status'] === 'Not affected') return []
  return [{ ecosystem: 'Arch Linux', name, ranges: [toRange(group)] }]
}

/** There is one release, and it rolls: all before the fix are affected. `affected` is only the version of the day. */
function toRange(group: Fields): AffectedRange {
  const fixed = text(group['fixed'])
  if (fixed !== undefined) return { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }
  const isOpen = group['status'] === 'Vulnerable'
  return isOpen ? { type: 'ECOSYSTEM', events: [{ introduced: '0' }] } : unstatedRange
}
