/** Releases that a change log dates: version and day of its headings. */
import type { RepoFiles } from '../repo-files.ts'

export interface DatedRelease {
  readonly version: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly path: string
  readonly line: number
}

const fileName =
  /^(?:docs?\/)?(?:changelog|changes|history|news|release[-_ ]?notes)(?:\.(?:md|markdown|rst|adoc|txt))?$|^(?:packages|crates|apps|libs)\/[^/]+\/changelog\.md$/i
/** `## [0.4.3] - 2021-03-12`, `0.2 - 20091204`, `Version 1.0 (2019-01-01)`. */
const heading =
  /^\s{0,3}(?:#{1,4}\s*|=+\s*|\*\*)?(?:version\s+|release\s+|v)?\[?v?(\d{1,4}(?:\.\d{1,4}){1,3}(?:[-.]?(?:alpha|beta|rc)[.\d]*)?)\]?[^\d\n]{1,12}((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])\b/i
const bounds = { files: 20, characters: 2_000_000, lineLength: 200 } as const

/** The earliest; undefined where no change log dates a release. Untrusted: whoever writes the file decides the date. */
export function findFirstDated(tree: RepoFiles): DatedRelease | undefined {
  const paths = tree.listAll().files.filter((path) => fileName.test(path))
  const found = paths.slice(0, bounds.files).flatMap((path) => readDates(path, tree.read(path) ?? ''))
  return found.reduce<DatedRelease | undefined>(
    (first, one) => (first === undefined || one.date < first.date ? one : first),
    undefined,
  )
}

function readDates(path: string, text: string): readonly DatedRelease[] {
  return text
    .slice(0, bounds.characters)
    .split('\n')
    .flatMap((row, at) => {
      const match = heading.exec(row.slice(0, bounds.lineLength))
      const [, version, year = '', month = '', day = ''] = match ?? []
      return version === undefined ? [] : [{ version, date: `${year}-${month}-${day}`, path, line: at + 1 }]
    })
}
