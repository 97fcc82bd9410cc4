/** `occtet vex import|merge|validate`: what others say, kept beside what we decided and never over it. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { keepReceivedVex } from '@occtet/toolkit/adapters'
import { parseJson, sha256Hex } from '@occtet/toolkit/base'
import { validateCsaf } from '@occtet/toolkit/csaf'
import {
  type DecisionRecord,
  mergeVex,
  planImport,
  readVex,
  sceneOf,
  type TrustedDocument,
  type VexMerge,
  type VexTrust,
  writeVex,
} from '@occtet/toolkit/vex'
import { guardStore } from '../guard-store.ts'
import type { Context } from '../context.ts'
import { saveNewDecision, toDecisionPolicy, whoDecides } from '../decision-desk.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { type FindingDesk, openFindingDesk } from '../finding-desk.ts'
import { formatImportPlan, formatMerge, type Imported } from '../format-vex.ts'
import { plain } from '../layout.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { openPolicy } from '../policy-run.ts'
import { metaOf, targetOf } from '../vex-meta.ts'
import { writeWhole } from '../write-whole.ts'
import { settingEvents } from '../record/cra-events.ts'
import { announceDecisions } from '../record/decision-events.ts'
import { type Note, openRecorder } from '../record/recorder.ts'

/** Documents of others feed proposals; only what is our own becomes decisions, and never over one that is there. */
export async function runVexImport(
  context: Context,
  files: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const dir = textOption(options, 'product') ?? '.'
  const trust = trustOf(textOption(options, 'trust'))
  const by = whoDecides(context, options)
  const imported: Imported[] = []
  const unread: CommandFailure[] = []
  for (const path of files) {
    const desk = await openFindingDesk(context, dir, options)
    try {
      imported.push(await importOne(context, { desk, path, trust, by }))
    } catch (cause) {
      if (!(cause instanceof CommandFailure) || cause.code !== 'VEX_UNREADABLE') throw cause
      unread.push(cause)
    }
  }
  const [first] = unread
  if (first !== undefined && imported.length === 0) throw first
  for (const { message } of unread) context.say(`${plain(message)}\n`)
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(toValue(imported), null, 1)}\n`
      : imported.map((one) => formatImportPlan(one, trust, context.columns)).join('\n'),
  )
  if (unread.length > 0) context.say(`PARTIAL: ${unread.length} of ${files.length} files unread\n`)
  return exitCodes.done
}

interface Work {
  readonly desk: FindingDesk
  readonly path: string
  readonly trust: VexTrust
  readonly by: string
}

async function importOne(context: Context, { desk, path, trust, by }: Work): Promise<Imported> {
  const bytes = readBytes(path)
  const at = context.now()
  const read = readVex(bytes, path)
  if (!read.ok) throw unreadable(`${path}: ${read.error.message}`)
  for (const { message, line } of read.value.issues.slice(0, 20))
    context.say(`${plain(path)}${line === undefined ? '' : `:${line}`}: ${plain(message)}\n`)
  const plan = planImport({
    document: read.value.document,
    digest: sha256Hex(bytes),
    trust,
    findings: desk.findings.findings,
    records: desk.stored.stored.map(({ record }) => record),
    scene: sceneOf(desk),
    as: {
      by,
      at,
      reason: `Imported from ${basename(path)}.`,
      scope: 'component',
      policy: toDecisionPolicy(openPolicy(desk.dir, undefined).policy),
    },
  })
  await openRecorder(context, { dir: desk.dir, id: desk.profile?.id }).change(async (note) => {
    await adopt(desk, plan.adopt, note)
    if (trust === 'own') return
    const { lockFolder } = desk.stored.folders.tracked
    const entry = { name: basename(path), trust, by, at }
    const kept = await guardStore(() =>
      keepReceivedVex({ dir: desk.dir, lockFolder }, bytes, {
        entry,
        announcement: note(settingEvents(desk.subject.id, `received VEX ${basename(path)}`, bytes)),
      }),
    )
    if (!kept.ok) throw unreadable(kept.error)
  })
  return { name: basename(path), plan }
}

async function adopt(desk: FindingDesk, records: readonly DecisionRecord[], note: Note): Promise<void> {
  const announce = announceDecisions(desk, note)
  for (const record of records) {
    const place = { draft: record, isPrivate: false, announce }
    await saveNewDecision(desk.stored, () => ({ ok: true, value: record }), place)
  }
}

function toValue(imported: readonly Imported[]): object {
  return {
    schema: 'urn:occtet:schema:vex-import:1',
    documents: imported.map(({ name, plan }) => ({
      name,
      adopted: plan.adopt.map(({ id }) => id),
      same: plan.same.map(({ record }) => record.id),
      conflicts: plan.conflicts.map(({ record, ours, theirs, statement }) => ({
        record: record.id,
        vulnerability: statement.vulnerability.id,
        ours: ours.status,
        theirs: theirs.status,
      })),
      upstream: plan.foreign.map(({ statement, finding, reason, message }) => ({
        vulnerability: statement.vulnerability.id,
        status: statement.status,
        reason,
        ...(finding === undefined ? {} : { finding }),
        ...(message === undefined ? {} : { message }),
      })),
    })),
  }
}

export function runVexMerge(context: Context, files: readonly string[], options: Options): ExitCode {
  const documents = files.map((path) => openDocument(path))
  const merged = mergeVex(documents)
  const out = textOption(options, 'out')
  if (out !== undefined) writeMerged(context, { merged, out, options })
  if (flagOption(options, 'json'))
    context.out(`${JSON.stringify({ schema: 'urn:occtet:schema:vex-merge:1', ...merged }, null, 1)}\n`)
  else context.out(formatMerge(merged, context.columns))
  return exitCodes.done
}

function openDocument(path: string): TrustedDocument {
  const read = readVex(readBytes(path), path)
  if (!read.ok) throw unreadable(`${path}: ${read.error.message}`)
  return { document: read.value.document, trust: 'other' }
}

interface MergedWork {
  readonly merged: VexMerge
  readonly out: string
  readonly options: Options
}

/** What authors dispute is left out and told: a merged document must not take a side. */
function writeMerged(context: Context, { merged, out, options }: MergedWork): void {
  const author = textOption(options, 'author')
  if (author === undefined)
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'AUTHOR_MISSING',
      message: 'a merged document has an author: say who merged it with --author',
    })
  const subject = {
    id: 'merged',
    name: 'merged documents',
    purl: 'pkg:generic/merged' as FindingDesk['subject']['purl'],
  }
  const meta = metaOf(context, { subject, website: undefined }, { options, published: undefined })
  const statements = merged.statements.map(({ statement }) => statement)
  const written = writeVex(statements, meta, targetOf(options))
  if (!written.ok)
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: written.error.code,
      message: written.error.message,
    })
  writeWhole(out, written.value.text)
  for (const { message } of written.value.losses) context.say(`not kept: ${plain(message)}\n`)
  context.say(`written: ${plain(out)}\n`)
}

/** Reads each file as VEX; a CSAF document is held against the schema and all tests of its version. Exit 3: not valid. */
export async function runVexValidate(
  context: Context,
  files: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const results = []
  for (const path of files) results.push(await validateOne(path, context.now()))
  if (flagOption(options, 'json'))
    context.out(
      `${JSON.stringify({ schema: 'urn:occtet:schema:vex-validation:1', documents: results }, null, 1)}\n`,
    )
  else
    for (const { path, isValid, format, findings } of results) {
      context.out(`${plain(path)}: ${format}: ${isValid ? 'valid' : 'not valid'}\n`)
      for (const { test, group, path: place, message } of findings)
        context.out(`  ${test} (${group}) ${plain(place)}: ${plain(message)}\n`)
    }
  return results.every(({ isValid }) => isValid) ? exitCodes.done : exitCodes.inputUnreadable
}

interface Validation {
  readonly path: string
  readonly format: string
  readonly isValid: boolean
  readonly findings: readonly {
    readonly test: string
    readonly group: string
    readonly path: string
    readonly message: string
  }[]
}

async function validateOne(path: string, now: string): Promise<Validation> {
  const bytes = readBytes(path)
  const json = parseJson(new TextDecoder().decode(bytes))
  const value = json.ok ? json.value.value : undefined
  if (typeof value !== 'object' || value === null || !('document' in value)) return readOne(path, bytes)
  const { version, isValid, findings } = await validateCsaf(value, { now })
  return { path, format: `csaf ${version ?? 'of an unknown version'}`, isValid, findings }
}

/** Other formats: what a reader could not keep. */
function readOne(path: string, bytes: Uint8Array): Validation {
  const read = readVex(bytes, path)
  if (!read.ok) {
    const { code, message } = read.error
    const finding = { test: code, group: 'mandatory', path: '', message }
    return { path, format: 'unknown', isValid: false, findings: [finding] }
  }
  const { document, issues } = read.value
  return {
    path,
    format: `${document.format} ${document.formatVersion}`,
    // A statement that was not read was not judged.
    isValid: !issues.some(({ level, code }) => level === 'error' || code === 'ENTRY_UNREADABLE'),
    findings: issues.map(({ code, message, line }) => ({
      test: code,
      group: 'note',
      path: line === undefined ? '' : `line ${line}`,
      message,
    })),
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw unreadable(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

function unreadable(message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.inputUnreadable, code: 'VEX_UNREADABLE', message })
}

function trustOf(text: string | undefined): VexTrust {
  return text === 'own' || text === 'supplier' ? text : 'other'
}
