/**
 * Whether an evidence package may be relied on, and for what: the one answer for the command line and the page. Offline, from
 * the files alone and the keys that the reader brings along (ledger reference, section 4, "Customer verification").
 */
import type { KeyRecord } from '../../ledger/index.ts'
import { parsePath, paths } from '../layout.ts'
import { findManifestFault, type Manifest, parseManifest } from '../manifest.ts'
import type { Check, InvalidReason, PackageFiles, PackageResult, RecordResult } from '../model.ts'
import { checkAttestations } from './attestations.ts'
import { failed, passed } from './checks.ts'
import { checkDocuments, collectFingerprints } from './documents.ts'
import { markErased } from './erased.ts'
import { type LogState, readHistory } from './history.ts'
import { knowledgeOf } from './knowledge.ts'
import { checkLeaves } from './leaves.ts'
import { listLimits, type PackageOrigin } from './limits.ts'
import { type OpenedLog, openLog } from './log.ts'
import type { Platform, VerifyOptions } from './options.ts'
import { readKeys } from './keys.ts'
import {
  type CheckedRecord,
  checkRecord,
  findRecord,
  type FoundRecord,
  type LogContext,
  type RecordPlace,
} from './records.ts'
import type { ZipError } from '../zip/read-zip.ts'
import { checkTimestamps, type StampedState } from './timestamps.ts'
import { judge } from './verdict.ts'

/** Never throws for a hostile package; throws where `at` is no time. */
export async function verifyEvidencePackage(
  files: PackageFiles,
  options: VerifyOptions,
): Promise<PackageResult> {
  if (Number.isNaN(Date.parse(options.at))) throw new Error(`no RFC 3339 time: ${options.at}`)
  const manifest = parseManifest(files.get(paths.manifest) ?? new Uint8Array())
  if (!manifest.ok)
    return hopeless(options, { reason: 'NOT_A_PACKAGE', check: failed('files', manifest.error) })
  const index = checkManifest(manifest.value, files, options)
  const log = openLog(files, options)
  if (!log.ok) return hopeless(options, log.error, { manifest: manifest.value, checks: [index.check] })
  return await verifyLogged({ files, options, manifest: manifest.value, index }, log.value)
}

/** The answer about a file that is no archive of ours. */
export function refusePackage(error: ZipError, options: Pick<VerifyOptions, 'at'>): PackageResult {
  return hopeless(options, { reason: 'NOT_A_PACKAGE', check: failed('files', error) })
}

interface IndexAnswer {
  readonly check: Check
  readonly reason?: InvalidReason
  readonly where?: string
}

interface Opened {
  readonly files: PackageFiles
  readonly options: VerifyOptions
  readonly manifest: Manifest
  readonly index: IndexAnswer
}

async function verifyLogged(
  { files, options, manifest, index }: Opened,
  log: OpenedLog,
): Promise<PackageResult> {
  const { platform, at, artefacts = [] } = options
  const history = readHistory(files, log)
  const stamps = await checkTimestamps(files, history.states, options.timestampAnchors ?? [])
  const context: LogContext = { files, log, states: addStamps(history.states, stamps) }
  const { found, records, keys } = await checkRecords(context, platform)
  const knowledge = knowledgeOf(context.states, options)
  const attestations = checkAttestations({
    files,
    log,
    platform,
    keys,
    records: found.filter((_, i) => records[i]?.state === 'proven'),
    revocations: listRevocations(records),
    knownAsOf: knowledge.asOf?.time,
    at,
  })
  const documents = checkDocuments({ files, manifest, known: collectFingerprints(records), given: artefacts })
  const complete = checkLeaves(files, log, placesOf(found))
  const states = [...log.checks, ...history.checks, complete.check, ...stamps.map(({ check }) => check)]
  const checks = [index.check, ...states, knowledge.check]
  const parts = { log, checks, records, attestations, documents }
  return {
    verdict: judge(parts, {
      index: complete.reason === undefined ? index : complete,
      log: log.reason,
      history: history.reason,
      isOld: knowledge.isOld,
    }),
    ...headOf(manifest, at),
    ...parts,
    log: log.result,
    anchor: log.anchor,
    limits: listLimits(parts, knowledge, originOf(manifest, options, complete.isComplete)),
  }
}

function headOf({ title, createdAt }: Manifest, checkedAt: string) {
  return { title, createdAt, checkedAt }
}

function originOf(
  { createdAt }: Manifest,
  { withoutArtefacts = false }: VerifyOptions,
  hasAllPublic: boolean,
): PackageOrigin {
  return { made: new Date(createdAt).toISOString(), isEmbedded: withoutArtefacts, hasAllPublic }
}

function addStamps(states: readonly LogState[], stamps: readonly StampedState[]): readonly LogState[] {
  return states.map(({ checkpoint, times }) => {
    const own = stamps.flatMap(({ size, bound }) =>
      size === checkpoint.size && bound !== undefined ? [bound] : [],
    )
    return { checkpoint, times: [...times, ...own] }
  })
}

/** Of the public records that are here. */
function placesOf(found: readonly FoundRecord[]): ReadonlySet<bigint> {
  return new Set(found.flatMap((record) => (record.kind === 'public' ? [record.index] : [])))
}

interface CheckedRecords {
  readonly found: readonly FoundRecord[]
  readonly records: readonly RecordResult[]
  readonly keys: readonly KeyRecord[]
}

async function checkRecords(context: LogContext, { verifyEvent }: Platform): Promise<CheckedRecords> {
  const rows = listPlaces(context.files).map((place) => ({ place, found: findRecord(context.files, place) }))
  const found = rows.map((row) => row.found)
  const { keys, fault } = await readKeys(found, context, verifyEvent)
  const whole = { ...context, keys, keyFault: fault, verifySignature: verifyEvent }
  const checked: CheckedRecord[] = []
  for (const row of rows) checked.push(await checkRecord(whole, row.place, row.found))
  return { found, records: markErased(checked), keys }
}

function checkManifest(manifest: Manifest, files: PackageFiles, options: VerifyOptions): IndexAnswer {
  const stranger = [...files.keys()].find((path) => parsePath(path) === undefined)
  const fault =
    stranger === undefined
      ? findManifestFault(manifest, files, options.withoutArtefacts ?? false)
      : ({ code: 'FILE_UNLISTED', path: stranger } as const)
  if (fault === undefined) return { check: passed('files', countFiles(manifest, files, options)) }
  const { code, path } = fault
  return { check: failed('files', { code, message: path }, { path }), reason: code, where: path }
}

/** What the check of the list covers: of a page, not the documents, which it does not carry. */
function countFiles({ files: listed }: Manifest, files: PackageFiles, { withoutArtefacts }: VerifyOptions) {
  if (withoutArtefacts !== true) return { files: String(listed.length) }
  const documents = listed.filter(({ path }) => parsePath(path)?.kind === 'artefact' && !files.has(path))
  return {
    files: String(listed.length - documents.length),
    documents: String(documents.length),
    scope: 'page',
  }
}

function listPlaces(files: PackageFiles): readonly RecordPlace[] {
  const places = new Map<string, RecordPlace>()
  for (const path of files.keys()) {
    const place = parsePath(path)
    if (place?.kind === 'event' || place?.kind === 'event-proof')
      places.set(`events/${place.index}`, { folder: 'events', index: place.index })
    if (place?.kind === 'public' || place?.kind === 'public-proof')
      places.set(`keys/${place.index}`, { folder: 'keys', index: place.index })
  }
  return [...places.values()].sort((a, b) =>
    a.index === b.index ? (a.folder < b.folder ? -1 : 1) : a.index < b.index ? -1 : 1,
  )
}

/** Statements that were taken back, as the records tell. */
function listRevocations(records: readonly RecordResult[]) {
  return records.flatMap(({ state, content }) => {
    if (state !== 'proven' || content?.type !== 'attestation.revoked') return []
    const { envelopeSha256, reason } = content.data
    return typeof envelopeSha256 === 'string' && typeof reason === 'string'
      ? [{ envelopeSha256, reason, time: content.time }]
      : []
  })
}

function hopeless(
  options: Pick<VerifyOptions, 'at'>,
  { reason, check }: { readonly reason: InvalidReason; readonly check: Check },
  known?: { readonly manifest: Manifest; readonly checks: readonly Check[] },
): PackageResult {
  return {
    verdict: { kind: 'invalid', reason },
    title: known?.manifest.title ?? '',
    createdAt: known?.manifest.createdAt ?? '',
    checkedAt: options.at,
    anchor: { logKey: 'package', witnesses: 'package' },
    checks: [...(known?.checks ?? []), check],
    records: [],
    attestations: [],
    documents: [],
    limits: [],
  }
}
