/** `occtet ledger init|append|erase`: a ledger is made, written by hand, and parts of it are erased. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { basename } from 'node:path'
import {
  createEventLedger,
  type ErasureDepth,
  type ErasureReport,
  type ErasureTarget,
  type LedgerHome,
  ledgerFilePath,
  readTextFile,
  writeLedgerLink,
} from '@occtet/toolkit/adapters'
import { type Json, parseJson } from '@occtet/toolkit/base'
import { fingerprintOf } from '@occtet/toolkit/evidence-package'
import { type EventData, type EventDraft, type EventSubject, findDraftFault } from '@occtet/toolkit/ledger'
import { productIdOf } from '../case-product.ts'
import type { Context } from '../context.ts'
import { whoDecides } from '../decision-desk.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatErased, formatNewLedger } from '../format-ledger.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import { instantNow, newId, person } from '../record/draft.ts'
import { guardLedger } from '../record/guard-ledger.ts'
import { chooseLedger, readIndex, viewLedger } from '../record/ledger-desk.ts'
import { withLedger } from '../record/recorder.ts'
import { findLink, homeOf, tieProduct } from '../record/ledger-places.ts'
import { requireRemembered } from '../record/remembered.ts'
import { requireFolder } from '../require-folder.ts'

/** Makes the ledger where there is none yet; then ties the product to it. Safe to repeat. */
export async function runInit(context: Context, dir: string, options: Options): Promise<ExitCode> {
  requireFolder(dir)
  const origin = textOption(options, 'origin') ?? ''
  const known = findLink(context, { dir })
  if (known !== undefined && known.link.origin !== origin) {
    throw usage(
      'LEDGER_OTHER',
      `${known.path} names another ledger, ${known.link.origin}; it is left as it is`,
    )
  }
  const home = homeOf(context, origin)
  const isNew = !existsSync(home.log.dir)
  if (isNew && known !== undefined) throw absent(home, known.path)
  if (isNew) {
    const organisation = textOption(options, 'organisation') ?? origin
    await guardLedger(async () => createEventLedger(home, { organisation }))
  }
  await guardLedger(() => requireRemembered(home, known))
  const { key, note: checkpoint } = await guardLedger(() => viewLedger(home))
  const path = ledgerFilePath(dir)
  await guardLedger(() => writeLedgerLink(path, { origin, key, checkpoint }))
  const id = productIdOf(dir)
  if (id !== undefined) tieProduct(context, { dir, id })
  const value = {
    schema: 'urn:occtet:schema:ledger-init:1',
    origin,
    key,
    fingerprint: fingerprintOf(key),
    isNew,
    folder: home.log.dir,
    secrets: home.secrets,
    link: path,
  }
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(value, null, 1)}\n`
      : formatNewLedger(value, context.columns),
  )
  return exitCodes.done
}

/** A second log of one name would show another history to whoever knows the first. */
function absent({ origin, log }: LedgerHome, path: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'LEDGER_ABSENT',
    message: `${path} names the ledger ${origin}, which is not on this machine: a second one of its name would be another history`,
    hint: `Work where the ledger is, or bring it here: ${log.dir}. To begin anew, take another origin.`,
  })
}

export async function runAppend(context: Context, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const draft = await toDraft(context, options)
  const fault = findDraftFault(draft)
  if (fault !== undefined) throw usage(fault.code, fault.message)
  const [recorded] = await withLedger(context, { home }, async (ledger) => ledger.record([draft]))
  if (recorded === undefined) throw new Error('an event that was recorded has no place')
  const { id, index, isNew } = recorded
  const value = {
    schema: 'urn:occtet:schema:ledger-append:1',
    origin: home.origin,
    id,
    index: Number(index),
    isNew,
  }
  const said = isNew ? `recorded as event ${index}` : `recorded before, as event ${index}`
  context.out(flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : `${said}\n`)
  return exitCodes.done
}

async function toDraft(context: Context, options: Options): Promise<EventDraft> {
  const subjects: EventSubject[] = []
  for (const path of listOption(options, 'subject')) subjects.push(await describe(path))
  const product = productIdOf(textOption(options, 'product') ?? '.')
  const caseId = textOption(options, 'case')
  const legal = listOption(options, 'legal')
  return {
    id: textOption(options, 'id') ?? newId(),
    type: textOption(options, 'type') ?? '',
    time: instantNow(),
    actor: person(whoDecides(context, options)),
    data: readData(textOption(options, 'data') ?? ''),
    ...(subjects.length === 0 ? {} : { subject: subjects }),
    ...(product === undefined ? {} : { product }),
    ...(caseId === undefined ? {} : { caseId }),
    ...(legal.length === 0 ? {} : { legal }),
  }
}

/** JSON, or `@` and the path of a file with it. */
function readData(text: string): EventData {
  const source = text.startsWith('@') ? readTextFile(text.slice(1), 1024 * 1024) : undefined
  if (source?.ok === false) {
    const { code, message } = source.error
    throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message })
  }
  const where = source === undefined ? '--data' : text.slice(1)
  const document = parseJson(source === undefined ? text : source.value)
  if (!document.ok) throw usage('DATA_INVALID', `${where}: ${document.error.message}`)
  const { value, duplicates } = document.value
  if (duplicates.length > 0) throw usage('DATA_INVALID', `${where}: a member stands there twice`)
  if (isObject(value)) return value
  throw usage('DATA_INVALID', `${where}: expected a JSON object`)
}

function isObject(value: unknown): value is EventData & Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function describe(path: string): Promise<EventSubject> {
  const hash = createHash('sha256')
  try {
    for await (const part of createReadStream(path)) hash.update(part as Uint8Array)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'FILE_UNREADABLE',
      message: `${path} cannot be read: ${reason}`,
    })
  }
  return { name: basename(path), digest: { sha256: hash.digest('hex') } }
}

export async function runErase(
  context: Context,
  index: string | undefined,
  options: Options,
): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const target = targetOf(index, options)
  const ground = textOption(options, 'ground')
  const kind = textOption(options, 'groundKind') ?? 'data-subject-request'
  const depth = textOption(options, 'depth') as ErasureDepth
  const report = await withLedger(context, { home }, async (ledger) =>
    ledger.erase(target, depth, {
      reason: textOption(options, 'reason') ?? '',
      legalGround: { kind: kind as never, ...(ground === undefined ? {} : { reference: ground }) },
      actor: person(whoDecides(context, options)),
    }),
  )
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(toValue(home, report), null, 1)}\n`
      : formatErased(report),
  )
  return exitCodes.done
}

function targetOf(index: string | undefined, options: Options): ErasureTarget {
  const person = textOption(options, 'person')
  const caseId = textOption(options, 'case')
  const chosen = [index, person, caseId].filter((one) => one !== undefined)
  if (chosen.length !== 1)
    throw usage('TARGET_UNCLEAR', 'name one: the number of an event, --person or --case')
  if (person !== undefined) return { person }
  return caseId === undefined ? { index: readIndex(index ?? '') } : { caseId }
}

function toValue({ origin }: LedgerHome, { entries, disclosures, keys, recorded }: ErasureReport): object {
  return {
    schema: 'urn:occtet:schema:ledger-erase:1',
    origin,
    entries: entries.map(Number),
    disclosures,
    keys,
    recorded: recorded.map((one) => Number(one.index)),
  }
}

function usage(code: string, message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code, message })
}
