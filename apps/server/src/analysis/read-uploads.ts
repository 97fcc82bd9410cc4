/** From uploads to inventories, each with a report of what was read and what was not. */
import { gunzipSync } from 'node:zlib'
import { diskRepoFiles, openFileTree, readFileTree, readReceived } from '@occtet/toolkit/adapters'
import type { Issue } from '@occtet/toolkit/base'
import { findSbomPaths, type RepoFiles } from '@occtet/toolkit/cra'
import type { Inventory } from '@occtet/toolkit/model'
import { decodeSbom, readSbom, type Sbom } from '@occtet/toolkit/sbom'
import { readVex } from '@occtet/toolkit/vex'
import { archiveRepoFiles } from './archive/archive-tree.ts'
import { openArchive } from './archive/open-archive.ts'
import { readBundle } from './check-bundle.ts'
import { mergeInventories } from './merge-inventories.ts'
import type { AnalysisUpload, ImportFile, StoredInventory } from './model.ts'
import { toImportReport } from './import-report.ts'
import type { ImportReport } from './model.ts'

export interface ReadUpload {
  /** Undefined where the upload says nothing of packages. */
  readonly inventory: StoredInventory | undefined
  readonly report: ImportReport
}

/** Untrusted bytes; any of them give a report, never an exception. `name`: of the product. */
export async function readUpload(upload: AnalysisUpload, name: string): Promise<ReadUpload> {
  switch (upload.kind) {
    case 'sbom':
      return readSbomUpload(upload)
    case 'vex':
      return { inventory: undefined, report: readVexUpload(upload) }
    case 'lockfile':
      return readAny(upload, name)
    case 'archive':
      return readArchiveUpload(upload, name)
    case 'image':
      return readImage(upload)
    case 'folder':
      return readFolder(upload, name)
    case 'check':
      return readCheck(upload)
    default:
      return upload.kind satisfies never
  }
}

function readSbomUpload({ name, bytes }: AnalysisUpload): ReadUpload {
  const text = decodeSbom(bytes ?? new Uint8Array())
  if (!text.ok) return unread({ path: name, format: 'unknown', reason: 'it is not UTF-8 or UTF-16 text' })
  return readSbomText(text.value, name)
}

function readSbomText(text: string, name: string): ReadUpload {
  const { value, issues } = readSbom(text, name)
  const first = issues[0]
  if (value.format === undefined)
    return unread({
      path: name,
      format: 'sbom',
      reason: first?.message ?? 'it is no SBOM that can be read',
      issues,
    })
  const lost = [...value.issues, ...issues].filter(({ level }) => level !== 'note')
  const file: ImportFile = {
    path: name,
    format: `${value.format} ${value.formatVersion}`.trim(),
    status: lost.length > 0 ? 'partial' : 'parsed',
    found: thirdParty(value),
    ...(lost[0] === undefined ? {} : { reason: lost[0].message }),
  }
  return {
    inventory: toStored(value, issues, file),
    report: toImportReport([file], [...value.issues, ...issues], value.unidentified),
  }
}

/** The SBOM is a file of the release too: its own list of files speaks of those who made it. */
function toStored(
  { format: _format, formatVersion: _version, ...sbom }: Sbom,
  issues: readonly Issue[],
  file: ImportFile,
): StoredInventory {
  const { path, status, found } = file
  const own = {
    path,
    ecosystem: 'sbom',
    status,
    packages: found,
    ...(file.reason === undefined ? {} : { reason: file.reason }),
  }
  return { ...sbom, files: [own, ...sbom.files], issues: [...sbom.issues, ...issues] }
}

function thirdParty({ components }: Inventory): number {
  return components.filter(({ isFirstParty }) => !isFirstParty).length
}

function readVexUpload({ name, bytes }: AnalysisUpload): ImportReport {
  const read = readVex(bytes ?? new Uint8Array(), name)
  if (!read.ok) return unread({ path: name, format: 'vex', reason: read.error.message }).report
  const { document, issues } = read.value
  const format = `vex ${document.format} ${document.formatVersion}`.trim()
  const isLossy = issues.some(({ level }) => level !== 'note')
  return toImportReport(
    [
      {
        path: name,
        format,
        status: isLossy ? 'partial' : 'parsed',
        found: document.statements.length,
      },
    ],
    issues,
    [],
  )
}

/** As the command line reads a file of this name. */
async function readAny({ name, bytes }: AnalysisUpload, product: string): Promise<ReadUpload> {
  return ofTree({ ...(await readReceived(bytes ?? new Uint8Array(), name)), name: product })
}

async function readArchiveUpload(upload: AnalysisUpload, product: string): Promise<ReadUpload> {
  const archive = await openArchive(upload.bytes ?? new Uint8Array())
  if (!archive.ok) return unread({ path: upload.name, format: 'archive', reason: archive.error.message })
  return withSboms(await readAny(upload, product), () => archiveRepoFiles(archive.value, []), product)
}

/** Trusted: our own blob, with what was found when the image was sent. */
function readImage({ bytes }: AnalysisUpload): ReadUpload {
  const text = gunzipSync(bytes ?? new Uint8Array()).toString('utf8')
  return ofTree(JSON.parse(text) as Inventory)
}

function readFolder({ name }: AnalysisUpload, product: string): ReadUpload {
  const open = openFileTree(name)
  return open.ok
    ? withSboms(ofTree(readFileTree(name)), () => diskRepoFiles(name, []), product)
    : unread({ path: '.', format: 'folder', reason: open.error.message })
}

/** An SBOM of the product in a tree that has lock files says what they say; in one without any it is all there is. */
const mostSbomBytes = 64 * 1024 * 1024

function withSboms(read: ReadUpload, openFiles: () => RepoFiles, product: string): ReadUpload {
  const isRead = read.report.files.some(({ status }) => status === 'parsed' || status === 'partial')
  if (isRead) return read
  const files = openFiles()
  const found = findSbomPaths(files.listAll().files).flatMap((path) => {
    const start = files.readStart(path, mostSbomBytes)
    const text = start === undefined || start.size > mostSbomBytes ? undefined : decodeSbom(start.bytes)
    return text?.ok === true ? [readSbomText(text.value, path)] : []
  })
  const parts = [read, ...found].flatMap(({ inventory }) => inventory ?? [])
  if (found.length === 0) return read
  const { version: _version, ...merged } = mergeInventories(parts, { name: product, version: '' })
  const reports = [read, ...found].map(({ report }) => report)
  const all = {
    files: reports.flatMap((report) => report.files),
    issues: parts.flatMap(({ issues }) => issues),
  }
  return { inventory: merged, report: toImportReport(all.files, all.issues, merged.unidentified) }
}

function readCheck({ name, bytes }: AnalysisUpload): ReadUpload {
  const bundle = readBundle(bytes ?? new Uint8Array())
  if (!bundle.ok) return unread({ path: name, format: 'check', reason: bundle.error.message })
  const { inventory } = bundle.value
  return ofTree(inventory)
}

function ofTree(
  inventory: Inventory,
  unidentified: StoredInventory['unidentified'] = inventory.unidentified ?? [],
): ReadUpload {
  const stored = { ...inventory, unidentified }
  const files = inventory.files.map(
    ({ path, ecosystem, status, packages, reason }): ImportFile => ({
      path,
      format: ecosystem,
      status,
      found: packages,
      ...(reason === undefined ? {} : { reason }),
    }),
  )
  return { inventory: stored, report: toImportReport(files, stored.issues, unidentified) }
}

interface Unread {
  readonly path: string
  readonly format: string
  readonly reason: string
  /** Of whoever read it; none: the reason is the issue. */
  readonly issues?: readonly Issue[]
}

function unread({ path, format, reason, issues = [] }: Unread): ReadUpload {
  const own: Issue = { code: 'FILE_UNREADABLE', level: 'error', path, message: reason }
  const all = issues.length > 0 ? issues : [own]
  const file: ImportFile = { path, format, status: 'unreadable', found: 0, reason }
  return {
    inventory: {
      name: path,
      components: [],
      roots: [],
      files: [{ path, ecosystem: format, status: 'unreadable', packages: 0, reason }],
      issues: all,
      unidentified: [],
    },
    report: toImportReport([file], all, []),
  }
}
