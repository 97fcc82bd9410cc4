/**
 * Everything that a store holds as a federated AboutCode repository: `packages/<repository>/<path>` by version and
 * `advisories/<avid>.yml` with VERS ranges (vulnerablecode's federate_vulnerabilities_v2; aboutcode.federated 1.x for the paths).
 */
import { compareCodeUnits, err, ok, type Result, sha256Hex } from '../../base/index.ts'
import {
  type AdvisoryClaim,
  hashCorePurl,
  type LocateError,
  locatePurl,
  type Purl,
} from '../../model/index.ts'
import { avidOf, formatAdvisory } from './aboutcode-advisory.ts'
import { toVersionEntries, type VersionEntry } from './aboutcode-package.ts'
import { toClaimPurl } from './claim-purl.ts'
import { purlTypeOf } from './claim-set.ts'
import type { ExportFile, ExportIssue, ExportReport, ExportScope, Loss } from './export-report.ts'
import { type ExportSource, readWhole } from './export-source.ts'
import { checkPath } from './safe-path.ts'
import { formatYaml, type YamlValue } from './yaml-text.ts'

/** The kind of data file that lists advisories by version. */
const KIND = 'security_advisories'

export interface AboutcodeOptions extends ExportScope {
  /** Parsed value of a federation's configuration; the library's preset by default. */
  readonly config?: unknown
}

/** Errors when the configuration cannot place advisories at all. Files are given to `emit` one by one, none twice. */
export function exportAboutcode(
  from: ExportSource,
  options: AboutcodeOptions,
  emit: (file: ExportFile) => void,
): Result<ExportReport, LocateError> {
  const probe = locatePurl('pkg:generic/probe@1', { kind: KIND, config: options.config })
  if (!probe.ok) return err(probe.error)
  const run = createRun(options, emit)
  addPackages(run, from)
  from.forEachRecord((versions) => {
    const [first] = versions
    if (first === undefined || options.sources?.has(first.source) === false) return
    const whole = readWhole(versions)
    const { source, id: record } = first
    if (whole === undefined) {
      run.addLoss({ code: 'RECORD_UNREADABLE', source, record, detail: `no format ${first.format}` })
    } else addRecord(run, whole)
  })
  return ok(run.report())
}

interface Run {
  readonly options: AboutcodeOptions
  readonly emit: (file: ExportFile) => void
  readonly addLoss: (loss: Loss) => void
  readonly addIssue: (issue: ExportIssue) => void
  /** Paths so far without regard to case. */
  readonly paths: Map<string, string>
  readonly counts: { files: number; packages: number; records: number; versions: number }
  readonly report: () => ExportReport
}

function createRun(options: AboutcodeOptions, emit: (file: ExportFile) => void): Run {
  const losses: Loss[] = []
  const issues: ExportIssue[] = []
  const counts = { files: 0, packages: 0, records: 0, versions: 0 }
  return {
    options,
    emit: (file) => {
      counts.files++
      emit(file)
    },
    addLoss: (loss) => void losses.push(loss),
    addIssue: (issue) => void issues.push(issue),
    paths: new Map(),
    counts,
    report: () => ({ ...counts, losses, issues }),
  }
}

function isWanted(claim: AdvisoryClaim, { sources, types }: ExportScope): boolean {
  if (claim.withdrawn !== undefined || sources?.has(claim.source) === false) return false
  return types === undefined || types.has(purlTypeOf(claim))
}

/**
 * The layout's own spelling of purls takes some packages for one (npm's `Con` and `con`): these wait for each other,
 * because they share files. A first pass finds their spellings.
 */
function addPackages(run: Run, from: ExportSource): void {
  const respelt = new Set<string>()
  from.forEachPackage((_key, claims) => {
    for (const claim of claims) {
      const core = toClaimPurl(claim.ecosystem, claim.name)?.core
      if (core !== undefined && spellingOf(core) !== core) respelt.add(spellingOf(core))
    }
  })
  const waiting = new Map<string, VersionEntry[]>()
  from.forEachPackage((_key, claims) => {
    const wanted = claims.filter((claim) => isWanted(claim, run.options))
    for (const [core, entries] of toVersionEntries(wanted)) {
      const spelling = spellingOf(core)
      if (respelt.has(spelling)) waiting.set(spelling, [...(waiting.get(spelling) ?? []), ...entries])
      else addPackage(run, core, entries)
    }
  })
  for (const [spelling, entries] of [...waiting].sort(([a], [b]) => compareCodeUnits(a, b))) {
    const sorted = entries.sort((a, b) => compareCodeUnits(a.purl, b.purl))
    addPackage(run, spelling, sorted)
  }
}

function spellingOf(core: Purl): string {
  return hashCorePurl(core) ?? core
}

function addPackage(run: Run, core: string, entries: readonly VersionEntry[]): void {
  run.counts.packages++
  run.counts.versions += entries.length
  const files = placeEntries(run, entries)
  const own = new Map<string, string>()
  for (const [path, list] of files) {
    noteCase(run, own, path)
    run.emit({ path, text: formatYaml(list) })
  }
  const [first] = files.keys()
  // Only packages of one hash folder whose names differ in case alone can clash.
  if (first !== undefined) noteCase(run, run.paths, `${first.split('/', 3).join('/')}/${core}`)
}

/** Releases of one version share a file, since the layout ignores qualifiers. */
function placeEntries(run: Run, entries: readonly VersionEntry[]): ReadonlyMap<string, readonly YamlValue[]> {
  const files = new Map<string, YamlValue[]>()
  for (const { purl, entry } of entries) {
    const path = placeOf(run, purl)
    if (path === undefined) continue
    const list = files.get(path)
    if (list === undefined) files.set(path, [entry])
    else list.push(entry)
  }
  return new Map([...files].sort(([a], [b]) => compareCodeUnits(a, b)))
}

function placeOf(run: Run, purl: Purl): string | undefined {
  const place = locatePurl(purl, { kind: KIND, config: run.options.config })
  if (!place.ok) {
    run.addIssue({ code: 'PATH_UNSAFE', path: purl, message: place.error.message })
    return undefined
  }
  const path = `packages/${place.value.repo ?? ''}/${place.value.path}`
  const problem = checkPath(path)
  if (problem !== undefined) run.addIssue({ code: problem, path, message: portability[problem] })
  return problem === 'PATH_UNSAFE' ? undefined : path
}

const portability = {
  PATH_UNSAFE: 'not written: a name is too long, or leads elsewhere',
  PATH_NOT_PORTABLE: 'not every system can hold a file of this name',
}

function noteCase(run: Run, known: Map<string, string>, path: string): void {
  const folded = path.toLowerCase()
  const other = known.get(folded)
  if (other === undefined) known.set(folded, path)
  else if (other !== path)
    run.addIssue({ code: 'PATH_CASE_CLASH', path, message: `differs from ${other} in case alone` })
}

function addRecord(run: Run, whole: NonNullable<ReturnType<typeof readWhole>>): void {
  const { source, id: record } = whole.stored
  if (whole.newest.isWithdrawn) {
    run.addLoss({ code: 'WITHDRAWN', source, record, detail: 'the form cannot take a record back' })
    return
  }
  const claims = whole.claims.filter((claim) => isWanted(claim, run.options))
  // Nothing that a purl could find, and no type that was asked for.
  if (claims.length === 0) return
  const path = advisoryPath(run, avidOf({ source, record }))
  noteCase(run, run.paths, path)
  run.counts.records++
  run.emit({ path, text: formatAdvisory(whole, claims, run.addLoss) })
}

/** An id that cannot be a file's name is named by its digest; the id itself stands in the file. */
function advisoryPath(run: Run, avid: string): string {
  const path = `advisories/${avid}.yml`
  const problem = checkPath(path)
  if (problem === undefined) return path
  const used = problem === 'PATH_UNSAFE' ? `advisories/by-digest/${sha256Hex(avid)}.yml` : path
  run.addIssue({
    code: 'PATH_NOT_PORTABLE',
    path: used,
    message:
      used === path ? portability.PATH_NOT_PORTABLE : `stands for ${JSON.stringify(avid.slice(0, 200))}`,
  })
  return used
}
