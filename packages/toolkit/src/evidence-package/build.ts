/** Lays the parts of an evidence package out as files: the same bytes for the same parts, whoever does it. */
import { err, ok, type Result } from '../base/index.ts'
import { formatBase64 } from '../translog/index.ts'
import { MAX_LEAVES, packageLimits, parsePath, paths } from './layout.ts'
import { formatManifest } from './manifest.ts'
import type { BuildError, EvidenceParts, PackageFiles, RecordPart } from './model.ts'
import { embedPackage } from './page-data.ts'
import { formatReadme } from './readme-text.ts'
import { formatClosedFile, formatEventFile } from './record-file.ts'
import { formatLeaves } from './verify/leaves.ts'

/** Files in the order of their paths. Nothing is verified here: `verifyEvidencePackage` is the judge, run it before handing out. */
export function buildEvidencePackage(parts: EvidenceParts): Result<PackageFiles, BuildError> {
  const listed = listFiles(parts)
  const fault = findFault(listed)
  if (fault !== undefined) return err(fault)
  const files = new Map(listed)
  files.set(paths.manifest, toUtf8(formatManifest(parts, files)))
  if (parts.page !== undefined) {
    const page = embedPackage(parts.page, files)
    if (page === undefined) return err({ code: 'PAGE_INVALID', message: 'the page has no place for data' })
    files.set(paths.page, toUtf8(page))
  }
  return ok(new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))))
}

type ListedFile = readonly [path: string, bytes: Uint8Array]

function listFiles(parts: EvidenceParts): readonly ListedFile[] {
  const { checkpoint, olderCheckpoints, leaves, records, attestations, timestamps, artefacts } = parts
  return [
    [paths.readme, toUtf8(formatReadme(parts))],
    [paths.policy, toUtf8(parts.policy)],
    [paths.checkpoint, toUtf8(checkpoint)],
    ...olderCheckpoints.flatMap(({ size, note, consistency }): ListedFile[] => [
      [`log/${size}.checkpoint`, toUtf8(note)],
      [`log/${size}.consistency`, toUtf8(consistency.map((hash) => `${formatBase64(hash)}\n`).join(''))],
    ]),
    ...(leaves === undefined || leaves.length > MAX_LEAVES
      ? []
      : [[paths.leaves, formatLeaves(leaves)] satisfies ListedFile]),
    ...records.flatMap(listRecord),
    ...attestations.map(
      ({ name, lines }): ListedFile => [`attestations/${name}.intoto.jsonl`, toUtf8(lines)],
    ),
    ...timestamps.map(({ size, name, tsr }): ListedFile => [`timestamps/${size}.${name}.tsr`, tsr]),
    ...artefacts.map(({ name, bytes }): ListedFile => [`artefacts/${name}`, bytes]),
  ]
}

function listRecord(record: RecordPart): readonly ListedFile[] {
  const folder = record.kind === 'public' ? 'keys' : 'events'
  const base = `${folder}/${record.index}`
  return [
    [`${base}.json`, contentOf(record)],
    [`${base}.tlog-proof`, toUtf8(record.proof)],
  ]
}

function contentOf(record: RecordPart): Uint8Array {
  switch (record.kind) {
    case 'event':
      return toUtf8(formatEventFile(record))
    case 'closed':
      return toUtf8(formatClosedFile(record.entry))
    case 'public':
      return record.entry
    default:
      return record satisfies never
  }
}

function findFault(files: readonly ListedFile[]): BuildError | undefined {
  const seen = new Set<string>()
  let total = 0
  for (const [path, bytes] of files) {
    if (parsePath(path) === undefined)
      return { code: 'PART_NAME_INVALID', message: `${path} has no place in a package` }
    if (seen.has(path.toLowerCase())) return { code: 'PART_TWICE', message: `${path} is there twice` }
    seen.add(path.toLowerCase())
    total += bytes.length
    if (bytes.length > packageLimits.fileBytes || total > packageLimits.totalBytes)
      return { code: 'PART_TOO_LARGE', message: `${path}: the package would be too large to be opened` }
  }
  return files.length > packageLimits.files
    ? { code: 'PART_TOO_LARGE', message: `expected at most ${packageLimits.files} files` }
    : undefined
}

function toUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
