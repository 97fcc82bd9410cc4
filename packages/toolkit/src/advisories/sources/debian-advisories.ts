/** Debian's lists of its own advisories (DSA, and DLA of the long-term team): text, one block per advisory. */
import { err } from '../../base/index.ts'
import type { AffectedRange } from '../../model/index.ts'
import { releaseOfCodeName } from '../releases.ts'
import type { SourceFile, SourceFormat } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { unstatedRange } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'

/** Several vulnerabilities in one advisory are related to it; one alone is what it is about. */
export const debianAdvisories: SourceFormat = {
  id: 'debian-advisories',
  title: 'Debian advisory lists (DSA, DLA)',
  yields: ['claims'],
  source: 'debian-advisories',
  license: 'none stated',
  // No `covers`: what got no advisory stands in the tracker only.
  recognises: ({ text }) => /^\[\d{2} [A-Z][a-z]{2} \d{4}\] D[SL]A-\d+(?:-\d+)? /.test(text),
  split: splitAdvisories,
  read: (file, context) => {
    const [first = '', ...lines] = file.text.split(/\r?\n/)
    const head = readHead(first)
    if (head === undefined) return err('NOT_A_RECORD')
    const told = lines.map((line) => line.trim())
    const cves = told
      .filter((line) => line.startsWith('{'))
      .flatMap((line) => line.split(/[\s{}]+/).flatMap((word) => findCve(word) ?? []))
    const notes = told.filter((line) => line.startsWith('NOTE:')).map((line) => line.slice(5).trim())
    return toRecord(
      {
        id: head.id,
        aliases: cves.length === 1 ? cves : [],
        related: cves.length === 1 ? [] : cves,
        title: head.title,
        details: notes.length === 0 ? undefined : notes.join('\n'),
        published: head.date,
        packages: told.flatMap(readPackage),
      },
      context,
    )
  },
}

function* splitAdvisories(file: SourceFile): Generator<SourceFile> {
  // Heads begin at the margin; what belongs to them is indented.
  for (const block of file.text.split(/^(?=\[\d)/m)) {
    if (block.trim() === '') continue
    const id = readHead(block.split('\n', 1)[0] ?? '')?.id ?? 'unread'
    yield { path: `${file.path}#${id}`, text: block.trimEnd() }
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function readHead(
  line: string,
): { readonly id: string; readonly date?: string; readonly title: string } | undefined {
  const [, day = '', name = '', year = '', id, title = ''] =
    /^\[(\d{2}) ([A-Z][a-z]{2}) (\d{4})\] (D[SL]A-\d{1,9}(?:-\d{1,9})?) (.{1,1000})$/.exec(line.trimEnd()) ??
    []
  if (id === undefined) return undefined
  const month = months.indexOf(name) + 1
  if (month === 0) return { id, title }
  return { id, date: `${year}-${String(month).padStart(2, '0')}-${day}`, title }
}

/** `[bookworm] - sope 5.8.0-1+deb12u1`; in angle brackets a state instead of a version. */
function readPackage(line: string): readonly (PackageEntry | undefined)[] {
  if (!line.startsWith('[')) return []
  const [, codeName, name, version = ''] = /^\[([\w.-]+)\] - (\S+) (\S+)/.exec(line) ?? []
  if (codeName === undefined || name === undefined) return [undefined]
  if (version === '<not-affected>' || version === '0') return []
  const release = releaseOfCodeName(codeName) ?? codeName
  return [{ ecosystem: `Debian:${release}`, name, ranges: [toRange(version)] }]
}

function toRange(version: string): AffectedRange {
  if (version === '<unfixed>') return { type: 'ECOSYSTEM', events: [{ introduced: '0' }] }
  if (version.startsWith('<')) return unstatedRange
  return { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: version }] }
}
