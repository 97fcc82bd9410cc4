/** Everything that a store holds as OSV archives: `ECOSYSTEM/all.zip`, one record per id; below the source's name where there are several. */
import { compareCodeUnits, sha256Hex } from '../../base/index.ts'
import type { AdvisoryClaim } from '../../model/index.ts'
import { splitEcosystem } from '../ecosystems.ts'
import type { StoredRecord } from '../store.ts'
import { purlTypeOf } from './claim-set.ts'
import type { ExportFile, ExportIssue, ExportReport, ExportScope, Loss } from './export-report.ts'
import { type ExportSource, readWhole, type WholeRecord } from './export-source.ts'
import { formatOsvRecord } from './osv-record.ts'
import { checkPath } from './safe-path.ts'

export interface OsvOptions extends ExportScope {
  /** Folders by source, so that two sources may hold the same id. */
  readonly bySource: boolean
}

/** Records that came as OSV are written as upstream sent them, the others as OSV can say them. */
export function exportOsv(
  from: ExportSource,
  options: OsvOptions,
  emit: (file: ExportFile) => void,
): ExportReport {
  const run: Run = {
    options,
    emit,
    losses: [],
    issues: [],
    packages: new Set(),
    counts: { files: 0, records: 0 },
  }
  from.forEachRecord((versions) => {
    const [first] = versions
    if (first === undefined || options.sources?.has(first.source) === false) return
    const whole = readWhole(versions)
    if (whole !== undefined) addRecord(run, whole, versions)
    else run.losses.push({ code: 'RECORD_UNREADABLE', ...nameOf(first), detail: `no format ${first.format}` })
  })
  const { losses, issues, packages, counts } = run
  return { ...counts, packages: packages.size, versions: 0, losses, issues }
}

interface Run {
  readonly options: OsvOptions
  readonly emit: (file: ExportFile) => void
  readonly losses: Loss[]
  readonly issues: ExportIssue[]
  readonly packages: Set<string>
  readonly counts: { files: number; records: number }
}

function addRecord(run: Run, whole: WholeRecord, versions: readonly StoredRecord[]): void {
  const { types } = run.options
  const claims = whole.claims.filter((claim) => types === undefined || types.has(purlTypeOf(claim)))
  // Ranges of commits have a folder of their own, as in OSV's bucket.
  const isGit = whole.stored.format === 'osv' && whole.claims.length === 0 && types === undefined
  if (claims.length === 0 && !isGit) return
  run.counts.records++
  for (const { ecosystem, name } of claims) run.packages.add(`${ecosystem}\0${name}`)
  for (const file of toFiles(whole, { claims, versions, options: run.options }, run.losses)) {
    run.counts.files++
    run.emit(checkFile(run, file))
  }
}

function checkFile(run: Run, file: ExportFile): ExportFile {
  const problem = checkPath(`${file.archive ?? ''}/${file.path}`)
  if (problem === undefined) return file
  const safe = problem === 'PATH_UNSAFE' ? safeFile(file) : file
  const message = safe === file ? 'not every system can hold a file of this name' : `stands for ${file.path}`
  run.issues.push({ code: 'PATH_NOT_PORTABLE', path: `${safe.archive ?? ''}#${safe.path}`, message })
  return safe
}

/** The record itself says its id; readers do not look at names. */
function safeFile({ archive = '', path, text }: ExportFile): ExportFile {
  const isSafe = checkPath(archive) !== 'PATH_UNSAFE'
  return {
    archive: isSafe ? archive : `by-digest/${sha256Hex(archive)}/all.zip`,
    path: `${sha256Hex(path)}.json`,
    text,
  }
}

function nameOf({ source, id }: StoredRecord): { readonly source: string; readonly record: string } {
  return { source, record: id }
}

interface Wanted {
  readonly claims: readonly AdvisoryClaim[]
  readonly versions: readonly StoredRecord[]
  readonly options: OsvOptions
}

/** One per ecosystem that the record names, as OSV files them. */
function toFiles(
  whole: WholeRecord,
  { claims, versions, options }: Wanted,
  losses: Loss[],
): readonly ExportFile[] {
  const { stored } = whole
  const isOsv = stored.format === 'osv'
  const text = isOsv ? stored.text : formatOsvRecord(whole, claims, (loss) => losses.push(loss))
  const others = isOsv ? versions.filter(({ digest }) => digest !== stored.digest) : []
  for (const other of others) {
    losses.push({
      code: 'OTHER_VERSION',
      ...nameOf(other),
      detail: `the version with digest ${other.digest}`,
    })
  }
  const families = new Set(claims.map(({ ecosystem }) => splitEcosystem(ecosystem).family))
  if (claims.length === 0) families.add('GIT')
  return [...families].sort(compareCodeUnits).map((family) => ({
    archive: `${options.bySource ? `${stored.source}/` : ''}${family}/all.zip`,
    path: `${stored.id}.json`,
    text,
  }))
}
