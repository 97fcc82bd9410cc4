/** What was read of one upload, cut to what a page can show; the counts stay whole. */
import type { Issue } from '@occtet/toolkit/base'
import type { UnidentifiedComponent } from '@occtet/toolkit/sbom'
import type { ImportFile, ImportReport } from './model.ts'

const most = 1000

/** Worst first: what the whole is called. */
const statuses = ['unreadable', 'unsupported', 'partial', 'parsed', 'skipped'] as const

export function toImportReport(
  files: readonly ImportFile[],
  issues: readonly Issue[],
  unidentified: readonly UnidentifiedComponent[],
): ImportReport {
  const sorted = [...files].sort((a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status))
  return {
    status: overall(files),
    files: sorted.slice(0, most),
    fileCount: files.length,
    unidentified: unidentified.slice(0, most).map(({ name, version, line, reason }) => ({
      name,
      ...(version === undefined ? {} : { version }),
      line,
      reason,
    })),
    unidentifiedCount: unidentified.length,
    issues: issues.slice(0, most).map(({ code, level, path, line, message, hint }) => ({
      code,
      level,
      path,
      ...(line === undefined ? {} : { line }),
      message,
      ...(hint === undefined ? {} : { hint }),
    })),
    issueCount: issues.length,
  }
}

/** Some read and some not is partial; an upload in which nothing was recognised is not supported. */
function overall(files: readonly ImportFile[]): ImportReport['status'] {
  const read = files.filter(({ status }) => status === 'parsed' || status === 'partial')
  const lost = files.filter(({ status }) => status !== 'parsed' && status !== 'skipped')
  if (read.length > 0) return lost.length > 0 ? 'partial' : 'parsed'
  return statuses.find((status) => lost.some((file) => file.status === status)) ?? 'unsupported'
}
