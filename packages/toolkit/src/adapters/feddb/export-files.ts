/** Writes an export to a folder that is new or empty: a tree of files, and archives where the form has them. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  type AboutcodeOptions,
  exportAboutcode,
  type ExportFile,
  exportOsv,
  type ExportReport,
  type ExportScope,
} from '../../advisories/index.ts'
import { err, ok, type Result } from '../../base/index.ts'
import type { LocateError } from '../../model/index.ts'
import { guard } from './files.ts'
import { type OpenExportSource, openExportSource } from './iterate.ts'
import { createZipWriter, type ZipWriter } from './zip-writer.ts'

export interface ExportError {
  readonly code: LocateError['code'] | 'EXPORT_NOT_EMPTY'
  readonly message: string
}

export type ExportForm =
  | { readonly layout: 'aboutcode'; readonly options: AboutcodeOptions }
  | { readonly layout: 'osv'; readonly options: ExportScope }

/**
 * `dir`: the FedDB; `out`: where the files go. Errors when files are there already, or when the configuration has no
 * place for advisories. Throws FeddbError when the disk fails; what was written until then stays.
 */
export function exportFeddb(dir: string, out: string, form: ExportForm): Result<ExportReport, ExportError> {
  const others = listOthers(out)
  if (others.length > 0) {
    const message = `${out}: expected a new or empty folder, found ${others[0] ?? ''}`
    return err({ code: 'EXPORT_NOT_EMPTY', message })
  }
  const source = openExportSource(dir)
  const files = createSink(out)
  let isDone = false
  try {
    const report = run(source, form, files.emit)
    files.finish()
    isDone = true
    return report
  } finally {
    if (!isDone) files.abort()
    source.close()
  }
}

function run(source: OpenExportSource, form: ExportForm, emit: Emit): Result<ExportReport, ExportError> {
  if (form.layout === 'aboutcode') return exportAboutcode(source, form.options, emit)
  const { sources } = form.options
  const bySource = source.sources.filter((name) => sources?.has(name) !== false).length > 1
  return ok(exportOsv(source, { ...form.options, bySource }, emit))
}

type Emit = (file: ExportFile) => void

interface Sink {
  readonly emit: Emit
  readonly finish: () => void
  readonly abort: () => void
}

function createSink(out: string): Sink {
  const folders = new Set<string>()
  const archives = new Map<string, ZipWriter>()
  const archiveAt = (path: string): ZipWriter => {
    const known = archives.get(path) ?? createZipWriter(path)
    archives.set(path, known)
    return known
  }
  return {
    emit: ({ archive, path, text }) => {
      const target = join(out, archive ?? path)
      makeFolder(folders, dirname(target))
      // `wx`: where the disk does not tell two names apart, the second must not replace the first.
      if (archive === undefined) guard(target, () => writeFileSync(target, text, { flag: 'wx' }))
      else archiveAt(target).add(path, text)
    },
    finish: () => {
      for (const archive of archives.values()) archive.finish()
    },
    abort: () => {
      for (const archive of archives.values()) archive.abort()
    },
  }
}

/** A repository may be there already; other files may not, because an export takes none away. */
function listOthers(out: string): readonly string[] {
  const names = guard(out, () => {
    mkdirSync(out, { recursive: true })
    return readdirSync(out)
  })
  return names.filter((name) => name !== '.git')
}

function makeFolder(known: Set<string>, folder: string): void {
  if (known.has(folder)) return
  guard(folder, () => mkdirSync(folder, { recursive: true }))
  known.add(folder)
}
