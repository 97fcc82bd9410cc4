/** `legal-info/manifest.csv` and `host-manifest.csv` of Buildroot: what went into the image, for the licences. */
import { addIssue, type Ecosystem, type SourceFile } from '../../inventory/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import { whyResultIsSkipped } from '../skipped.ts'
import { addForeign, finishForeign, type ForeignDraft, startForeign } from './foreign-draft.ts'

export const buildrootManifest: Ecosystem = {
  id: 'buildroot-manifest',
  purlType: 'mixed',
  versions: 'generic',
  files: ['manifest.csv', 'host-manifest.csv'],
  title: 'Licence manifest of Buildroot (make legal-info)',
  knows: { transitive: 'full', scope: true, edges: true, license: true, hashes: false },
  recognised: 'by-content',
  accepts: (text) => /^\uFEFF?"PACKAGE","VERSION","LICENSE"/.test(text),
  skips: whyResultIsSkipped,
  parse: parseManifest,
}

function parseManifest({ path, text }: SourceFile): ParsedFile {
  const foreign = startForeign(path)
  const isHost = /(?:^|\/)host-manifest\.csv$/.test(path)
  text.split('\n').forEach((row, at) => {
    if (at > 0 && row.trim() !== '') addRow(foreign, readRow(row), { line: at + 1, isHost })
  })
  return finishForeign(foreign)
}

/** PACKAGE, VERSION, LICENSE, LICENSE FILES, SOURCE ARCHIVE, SOURCE SITE, DEPENDENCIES WITH LICENSES. */
function addRow(
  foreign: ForeignDraft,
  cells: readonly string[],
  { line, isHost }: { readonly line: number; readonly isHost: boolean },
): void {
  const [name, version, license, , , , dependencies = ''] = cells.map((cell) =>
    cell === 'unknown' ? '' : cell,
  )
  if (name === undefined || name === '' || cells.length < 3) {
    const message = 'expected a package with version and licence'
    addIssue(foreign.draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  addForeign(foreign, {
    key: name,
    name,
    parts: { type: 'generic', name, ...(version === undefined || version === '' ? {} : { version }) },
    line,
    scope: isHost ? 'build' : 'runtime',
    ...(license === undefined || license === '' ? {} : { license }),
    dependsOn: dependencies.replace(/\[[^\]]*\]/g, ' ').split(/\s+/),
  })
}

/** Cells in double quotes, a quote within doubled; Buildroot writes one row a line. */
function readRow(row: string): readonly string[] {
  const cells = row.matchAll(/"((?:[^"]|"")*)"|([^",\r]+)/g)
  return [...cells].map(([, quoted, plain]) => (quoted ?? plain ?? '').replaceAll('""', '"').trim())
}
