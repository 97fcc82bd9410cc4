/** The revision history and the version and status of the document, which have to tell one story. */
import { both, type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import {
  compareDocumentVersions,
  type DocumentVersion,
  maxVersionLength,
  parseDocumentVersion,
  toRelease,
} from '../document-version.ts'
import { compareInstants, type Instant, parseInstant } from '../instant.ts'
import { quote, text } from '../node.ts'
import { type CsafView, isReleased } from '../view.ts'
import type { Revision } from '../view-revisions.ts'

export const revisionHistory: readonly CsafTest[] = [
  {
    id: '6.1.14',
    title: 'Sorted Revision History',
    versions: both,
    *run({ revisions: { sorted } }) {
      for (const [index, revision] of sorted.entries()) {
        const before = sorted[index - 1]
        if (before?.version === undefined || revision.version === undefined) continue
        if (compareDocumentVersions(before.version, revision.version) > 0)
          yield at(revision, `${quote(before.number)} came out before ${quote(revision.number)}`)
      }
    },
  },
  { id: '6.1.16', title: 'Latest Document Version', versions: both, run: checkLatest },
  {
    id: '6.1.17',
    title: 'Document Status Draft',
    versions: both,
    *run(view) {
      const version = documentVersion(view)
      if (version === undefined || view.status === 'draft') return
      if (version.major === 0n || version.preRelease.length > 0)
        yield {
          path: `${view.tracking.path}/status`,
          message: `a document of this version is a draft, not ${quote(view.status)}`,
        }
    },
  },
  {
    id: '6.1.18',
    title: 'Released Revision History',
    versions: both,
    *run(view) {
      if (!isReleased(view)) return
      for (const revision of view.revisions.all) {
        if (revision.version?.major === 0n)
          yield at(revision, `the document is ${view.status}, but ${quote(revision.number)} was a draft`)
      }
    },
  },
  {
    id: '6.1.19',
    title: 'Revision History Entries for Pre-release Versions',
    versions: both,
    run: eachRevision(
      ({ version }) => version !== undefined && version.preRelease.length > 0,
      'is a pre-release',
    ),
  },
  {
    id: '6.1.20',
    title: 'Non-Draft Document Version',
    versions: both,
    *run(view) {
      const version = documentVersion(view)
      if (isReleased(view) && version !== undefined && version.preRelease.length > 0)
        yield {
          path: `${view.tracking.path}/version`,
          message: `the document is ${view.status}, but its version is a pre-release`,
        }
    },
  },
  { id: '6.1.21', title: 'Missing Item in Revision History', versions: both, run: findGaps },
  {
    id: '6.1.22',
    title: 'Multiple Definition in Revision History',
    versions: both,
    *run({ revisions: { all } }) {
      const seen = new Set<string>()
      for (const revision of all) {
        if (seen.has(revision.number)) yield at(revision, `${quote(revision.number)} occurs more than once`)
        seen.add(revision.number)
      }
    },
  },
  {
    id: '6.1.30',
    title: 'Mixed Integer and Semantic Versioning',
    versions: both,
    *run(view) {
      const kind = documentVersion(view)?.kind ?? view.revisions.all[0]?.version?.kind
      for (const revision of view.revisions.all) {
        const other = revision.version?.kind
        if (other !== undefined && other !== kind)
          yield at(revision, `${quote(revision.number)} mixes integer and semantic versioning`)
      }
    },
  },
  {
    id: '6.2.4',
    title: 'Build Metadata in Revision History',
    versions: both,
    run: eachRevision(({ version }) => version?.build !== undefined, 'includes build metadata'),
  },
  {
    id: '6.2.5',
    title: 'Older Initial Release Date than Revision History',
    versions: both,
    run: (view) => findOlder(view, 'initial_release_date', view.revisions.oldest),
  },
  {
    id: '6.2.6',
    title: 'Older Current Release Date than Revision History',
    versions: both,
    run: (view) => findOlder(view, 'current_release_date', view.revisions.newest),
  },
  {
    id: '6.2.21',
    title: 'Same Timestamps in Revision History',
    versions: only21,
    *run({ revisions: { sorted } }) {
      for (const [index, revision] of sorted.entries()) {
        const before = sorted[index - 1]?.time
        if (
          before !== undefined &&
          revision.time !== undefined &&
          compareInstants(before, revision.time) === 0
        )
          yield { path: `${revision.node.path}/date`, message: 'another revision has the same time' }
      }
    },
  },
]

function at({ node }: Revision, message: string): CsafFlaw {
  return { path: `${node.path}/number`, message }
}

function documentVersion({ tracking }: CsafView): DocumentVersion | undefined {
  return parseDocumentVersion(text(tracking, 'version') ?? '')
}

function eachRevision(isWrong: (revision: Revision) => boolean, message: string): CsafTest['run'] {
  return function* ({ revisions }) {
    for (const revision of revisions.all) {
      if (isWrong(revision)) yield at(revision, `${quote(revision.number)} ${message}`)
    }
  }
}

/** Build metadata never counts; in a draft the pre-release part does not either. */
function* checkLatest(view: CsafView): Iterable<CsafFlaw> {
  const [version, last] = [documentVersion(view), view.revisions.sorted.at(-1)]
  const texts = [text(view.tracking, 'version') ?? '', ...view.revisions.all.map(({ number }) => number)]
  if (texts.some((number) => number.length > maxVersionLength))
    yield { skipped: `a version has more than ${maxVersionLength} characters, so it was not compared` }
  if (version === undefined || last?.version === undefined) return
  const strip = view.status === 'draft' ? toRelease : (found: DocumentVersion): DocumentVersion => found
  const isSame =
    version.kind === last.version.kind && compareDocumentVersions(strip(version), strip(last.version)) === 0
  if (!isSame)
    yield {
      path: `${view.tracking.path}/version`,
      message: `the last revision is ${quote(last.number)}`,
    }
}

/** Of semantic versions only the first number counts. */
function* findGaps({ revisions: { all, sorted } }: CsafView): Iterable<CsafFlaw> {
  const majors = new Set(all.map(({ version }) => version?.major))
  const [first] = sorted
  if (first?.version !== undefined && first.version.major > 1n)
    yield at(first, `the history begins with ${quote(first.number)} instead of 0 or 1`)
  for (const [index, revision] of sorted.entries()) {
    const [before, now] = [sorted[index - 1]?.version?.major, revision.version?.major]
    if (before === undefined || now === undefined || now - before <= 1n) continue
    const missing = before + 1n
    const where = majors.has(missing) ? 'is not at its place in the order of dates' : 'does not occur at all'
    yield at(revision, `before ${quote(revision.number)} version ${String(missing).slice(0, 40)} ${where}`)
  }
}

function* findOlder(view: CsafView, member: string, bound: Instant | undefined): Iterable<CsafFlaw> {
  const date = parseInstant(text(view.tracking, member) ?? '')
  if (date === undefined || bound === undefined || compareInstants(date, bound) >= 0) return
  yield { path: `${view.tracking.path}/${member}`, message: 'the revision history has a later date' }
}
