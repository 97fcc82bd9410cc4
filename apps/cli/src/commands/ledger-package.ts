/** `occtet ledger export` and `verify` of an evidence package: everything that somebody else needs, in one file. */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import {
  EvidenceFileError,
  listAnchors,
  nodePlatform,
  packEvidence,
  readAnchorFile,
  type StoredEvent,
  verifyEvidenceFile,
} from '@occtet/toolkit/adapters'
import {
  buildEvidencePackage,
  type CheckpointPart,
  type EvidenceParts,
  MAX_LEAVES,
  type PackageResult,
  type RecordPart,
} from '@occtet/toolkit/evidence-package'
import { listEventTypes, parseLedgerEntry } from '@occtet/toolkit/ledger'
import { openCheckpoint } from '@occtet/toolkit/translog'
import { productIdOf } from '../case-product.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatExported, formatPackage } from '../format-package.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import { readBytes } from '../read-bytes.ts'
import { guardLedger } from '../record/guard-ledger.ts'
import { chooseLedger, keptOf, type LedgerView, readIndex, viewLedger } from '../record/ledger-desk.ts'
import { anchorsFolder, policyPath } from '../record/writer-options.ts'
import { readCertificates } from '../read-certificates.ts'
import { verifierPage } from '../verifier-page.ts'
import { writeWhole } from '../write-whole.ts'

/** More would be no package but a copy of the log: mirror that instead. */
const most = 5000

export async function runExport(context: Context, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const product = textOption(options, 'about') ?? productIdOf(textOption(options, 'product') ?? '.')
  const built = await guardLedger(() => {
    const view = viewLedger(home)
    const chosen = chooseEvents(view, { product, options })
    const policyFile = existsSync(policyPath(home)) ? policyPath(home) : undefined
    return {
      size: view.source.size,
      parts: collect(view, { chosen, product, options, anchors: anchorsFolder(home), policyFile }),
    }
  })
  const files = buildEvidencePackage(built.parts)
  if (!files.ok) throw usage(files.error.code, files.error.message)
  const out = textOption(options, 'out') ?? ''
  const bytes = packEvidence(files.value)
  writeWhole(out, bytes)
  const value = {
    schema: 'urn:occtet:schema:ledger-export:1',
    origin: home.origin,
    file: out,
    bytes: bytes.length,
    size: Number(built.size),
    records: built.parts.records.length,
    attestations: built.parts.attestations.length,
    timestamps: built.parts.timestamps.length,
    artefacts: built.parts.artefacts.length,
  }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : formatExported(value))
  return exitCodes.done
}

/** Numbers of the events that are asked for; keys and the life of the log come along by themselves. */
function chooseEvents(
  { source }: LedgerView,
  { product, options }: { readonly product: string | undefined; readonly options: Options },
): readonly bigint[] {
  const named = listOption(options, 'index').flatMap(readRange)
  const wanted = listOption(options, 'type')
  const types = listEventTypes().filter((type) =>
    wanted.some((one) => type === one || (one.endsWith('.') && type.startsWith(one))),
  )
  if (wanted.length > 0 && types.length === 0)
    throw usage('TYPE_UNKNOWN', `${wanted.join(', ')}: no such type of events`)
  if (named.length > 0) return named
  const caseId = textOption(options, 'case')
  const found: bigint[] = []
  let cursor: bigint | undefined
  do {
    const page = source.events({
      order: 'oldest',
      limit: 1000,
      ...(types.length === 0 ? {} : { type: types }),
      ...(product === undefined || caseId !== undefined ? {} : { product }),
      ...(cursor === undefined ? {} : { cursor }),
    })
    found.push(...page.events.filter((stored) => isMeant(stored, caseId)).map(({ index }) => index))
    cursor = page.next
    if (found.length > most)
      throw usage('TOO_MANY', `more than ${most} events: name fewer with --index, --type or --about`)
  } while (cursor !== undefined)
  return found
}

/** What concerns a case, or is kept back, goes out only where it is named: by the case, or by its number. */
function isMeant(stored: StoredEvent, caseId: string | undefined): boolean {
  if (!('event' in stored)) return caseId === undefined
  const { data } = stored.event
  return caseId === undefined
    ? data['caseId'] === undefined && data['isPrivate'] !== true
    : data['caseId'] === caseId
}

function readRange(text: string): readonly bigint[] {
  const [first = '', last = first] = text.split('-')
  const [from, to] = [readIndex(first), readIndex(last)]
  if (to < from || to - from > BigInt(most))
    throw usage('INDEX_INVALID', `${text}: expected at most ${most} numbers, in order`)
  return Array.from({ length: Number(to - from) + 1 }, (_, at) => from + BigInt(at))
}

interface Collecting {
  readonly chosen: readonly bigint[]
  readonly product: string | undefined
  readonly options: Options
  /** Folder of the log's time stamps. */
  readonly anchors: string
  /** The policy of the ledger; undefined where none was set. */
  readonly policyFile: string | undefined
}

function collect(
  view: LedgerView,
  { chosen, product, options, anchors, policyFile }: Collecting,
): EvidenceParts {
  const { source, key, note } = view
  const life = new Set(listPublic(view))
  const events = [...new Set(chosen)].filter((index) => !life.has(index) && index < source.size)
  const without = flagOption(options, 'withPersonal') ? listOption(options, 'without') : ['all']
  const policy = textOption(options, 'policy') ?? policyFile
  const stamps = listStamps(view, anchors)
  return {
    createdAt: new Date().toISOString(),
    title: `${product ?? source.origin}: ${events.length} ${events.length === 1 ? 'record' : 'records'}${product === undefined ? '' : ' of the product'}, ${life.size} of the log`,
    policy:
      policy === undefined ? `log ${key}\nquorum none\n` : Buffer.from(readBytes(policy)).toString('utf8'),
    checkpoint: note,
    olderCheckpoints: stamps.map(({ part }) => part).filter(isFirstOfSize),
    ...leavesOf(view),
    records: [...life, ...events].map((index) => toRecord(view, index, without)),
    attestations: listOption(options, 'attestation').map((path) => ({
      name: basename(path).replace(/\.intoto\.jsonl$/, ''),
      lines: Buffer.from(readBytes(path)).toString('utf8'),
    })),
    timestamps: stamps.map(({ part, name, tsr }) => ({ size: part.size, name, tsr })),
    artefacts: listOption(options, 'artefact').map((path) => ({
      name: basename(path),
      bytes: readBytes(path),
    })),
    page: verifierPage(),
  }
}

interface Stamp {
  readonly part: CheckpointPart
  readonly name: string
  readonly tsr: Uint8Array
}

/** Stamps of states that this log contains, each with the proof that the newest state continues it. Renewals stay here. */
function listStamps({ log }: LedgerView, folder: string): readonly Stamp[] {
  return listAnchors(folder).flatMap(({ name, note: path, responses }) => {
    const note = readAnchorFile(path)
    const tsr = readAnchorFile(responses[0])
    if (note === undefined || tsr === undefined) return []
    const opened = openCheckpoint(note, log.key.name, [nodePlatform.toVerifier(log.key)])
    if (!opened.ok) return []
    const { hashes } = log.proveConsistency(opened.value)
    const part = { size: opened.value.size, note: Buffer.from(note).toString('utf8'), consistency: hashes }
    return [{ part, name: name.split('-').at(-1) ?? name, tsr }]
  })
}

function isFirstOfSize({ size }: CheckpointPart, at: number, all: readonly CheckpointPart[]): boolean {
  return all.findIndex((other) => other.size === size) === at
}

/** The whole list where it is small: then a withdrawn key that was left out shows. */
function leavesOf({ log, checkpoint }: LedgerView): Pick<EvidenceParts, 'leaves'> {
  if (checkpoint.size > BigInt(MAX_LEAVES)) return {}
  return { leaves: [...log.entries(checkpoint, 0n, checkpoint.size)] }
}

/** Keys and the life of the log: what makes signatures mean something. From the log itself, because an old vault may not know all of it. */
function listPublic({ log, checkpoint }: LedgerView): readonly bigint[] {
  const found: bigint[] = []
  let index = 0n
  for (const entry of log.entries(checkpoint, 0n, checkpoint.size)) {
    if (isPublicEntry(entry)) found.push(index)
    index++
  }
  return found
}

function isPublicEntry(entry: Uint8Array): boolean {
  const parsed = parseLedgerEntry(entry)
  return parsed.ok && parsed.value.kind === 'public'
}

function toRecord({ source, log }: LedgerView, index: bigint, without: readonly string[]): RecordPart {
  const { entry, proof } = log.prove(index)
  if (isPublicEntry(entry)) return { kind: 'public', index, entry, proof }
  const sealed = source.open(index)
  if (sealed === undefined) return { kind: 'closed', index, entry, proof }
  const { envelope, salt } = sealed
  return { kind: 'event', index, envelope, salt, disclosures: keptOf(sealed, without), proof }
}

/** Exit 0 for `valid` alone; 4 for what is stale or was not compared; 1 for invalid. */
export async function verifyPackage(context: Context, file: string, options: Options): Promise<ExitCode> {
  const policy = textOption(options, 'policy')
  const anchors = textOption(options, 'anchors')
  const [logKey] = listOption(options, 'key')
  const result = await openPackage(file, {
    at: new Date().toISOString(),
    artefacts: listOption(options, 'artefact'),
    ...(policy === undefined ? {} : { policy: textOf(policy) }),
    ...(anchors === undefined ? {} : { timestampAnchors: readCertificates(anchors) }),
    ...(logKey === undefined ? {} : { logKey }),
  })
  const language = textOption(options, 'lang') === 'de' ? 'de' : 'en'
  const value = { schema: 'urn:occtet:schema:ledger-package:1', ...result }
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(value, null, 1)}\n`
      : formatPackage(result, { language, columns: context.columns }),
  )
  return exitOf(result)
}

async function openPackage(
  file: string,
  options: Parameters<typeof verifyEvidenceFile>[1],
): Promise<PackageResult> {
  try {
    return await verifyEvidenceFile(file, options)
  } catch (cause) {
    if (!(cause instanceof EvidenceFileError)) throw cause
    const { message } = cause
    throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, code: 'FILE_UNREADABLE', message, cause })
  }
}

function textOf(path: string): string {
  return Buffer.from(readBytes(path)).toString('utf8')
}

function exitOf({ verdict }: PackageResult): ExitCode {
  if (verdict.kind === 'valid') return exitCodes.done
  return verdict.kind === 'invalid' ? exitCodes.gateFailed : exitCodes.incomplete
}

function usage(code: string, message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code, message })
}
