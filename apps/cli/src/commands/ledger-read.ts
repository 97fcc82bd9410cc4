/** `occtet ledger list|show|types|checkpoint|fsck`: what was recorded, and whether all of it still holds. */
import {
  checkEvents,
  checkLedgerFolder,
  type EventPage,
  LedgerError,
  type LedgerFault,
  ledgerFilePath,
  writeLedgerLink,
} from '@occtet/toolkit/adapters'
import { fingerprintOf } from '@occtet/toolkit/evidence-package'
import { findEventType, listEventTypes } from '@occtet/toolkit/ledger'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatCheckpoint, formatEvents, formatFsck, formatOneEvent, formatTypes } from '../format-ledger.ts'
import { toEventRow, toEventValue } from '../ledger-value.ts'
import { flagOption, listOption, numberOption, type Options, textOption } from '../options.ts'
import { guardLedger } from '../record/guard-ledger.ts'
import { chooseLedger, readIndex, viewLedger } from '../record/ledger-desk.ts'
import type { ChosenHome } from '../record/ledger-places.ts'
import { findRememberedFault, requireRemembered } from '../record/remembered.ts'

const languageOf = (options: Options): 'en' | 'de' => (textOption(options, 'lang') === 'de' ? 'de' : 'en')

/** Types by name, or all that begin with a group such as `case.`. */
function typesOf(options: Options): readonly string[] | undefined {
  const wanted = listOption(options, 'type')
  if (wanted.length === 0) return undefined
  return wanted.flatMap((name) => {
    const found = listEventTypes().filter(
      (type) => type === name || (name.endsWith('.') && type.startsWith(name)),
    )
    if (found.length > 0) return found
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'TYPE_UNKNOWN',
      message: `${name} is no type of events`,
      hint: 'See: occtet ledger types',
    })
  })
}

function sinceOf(options: Options): string | undefined {
  const since = textOption(options, 'since')
  if (since === undefined) return undefined
  const at = Date.parse(since)
  if (!Number.isNaN(at)) return new Date(at).toISOString()
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'TIME_INVALID',
    message: `--since ${since}: expected a day or a time, such as 2026-11-22`,
  })
}

export async function runList(context: Context, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const [type, product, from] = [typesOf(options), textOption(options, 'about'), sinceOf(options)]
  const limit = Math.min(Math.max(numberOption(options, 'limit') ?? 50, 1), 1000)
  const { page, size } = await guardLedger(() => {
    const { source } = viewLedger(home)
    const query = {
      limit,
      ...(type === undefined ? {} : { type }),
      ...(product === undefined ? {} : { product }),
      ...(from === undefined ? {} : { from }),
    }
    return { page: source.events(query), size: source.size }
  })
  const rows = page.events.map((event) => toEventRow(event, languageOf(options)))
  const value = {
    schema: 'urn:occtet:schema:ledger-events:1',
    origin: home.origin,
    size: Number(size),
    events: rows,
    ...moreOf(page),
  }
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(value, null, 1)}\n`)
  else context.out(formatEvents(value, { columns: context.columns, isCut: page.next !== undefined }))
  return exitCodes.done
}

function moreOf({ next }: EventPage): { readonly next?: number } {
  return next === undefined ? {} : { next: Number(next) }
}

export async function runShow(context: Context, text: string, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const index = readIndex(text)
  const { event, size } = await guardLedger(() => {
    const { source } = viewLedger(home)
    return { event: source.event(index), size: source.size }
  })
  if (event === undefined) throw notThere(index, size)
  const value = toEventValue(event, { origin: home.origin, language: languageOf(options) })
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(value, null, 1)}\n`
      : formatOneEvent(value, context.columns),
  )
  return exitCodes.done
}

export function notThere(index: bigint, size: bigint): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'NOT_IN_LOG',
    message: size === 0n ? 'the log is empty' : `expected a number from 0 to ${size - 1n}, found ${index}`,
  })
}

export async function runTypes(context: Context, options: Options): Promise<ExitCode> {
  const types = listEventTypes().map((name) => {
    const type = findEventType(name)
    if (type === undefined) throw new Error(`${name} is listed and not known`)
    const { isPublic, isEvidence, flush, legal, say } = type
    const members = Object.entries(type.data).map(([member, { isRequired }]) => ({
      name: member,
      isRequired,
    }))
    return {
      name,
      isPublic,
      isEvidence,
      isUrgent: flush === 'urgent',
      legal,
      sentence: say[languageOf(options)],
      members,
    }
  })
  if (flagOption(options, 'json'))
    context.out(`${JSON.stringify({ schema: 'urn:occtet:schema:ledger-types:1', types }, null, 1)}\n`)
  else context.out(formatTypes(types, context.columns))
  return exitCodes.done
}

export async function runCheckpoint(context: Context, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const { key, checkpoint, note } = await guardLedger(() => viewLedger(home))
  if (flagOption(options, 'write')) {
    await guardLedger(() => requireRemembered(home, home.found))
    const path = ledgerFilePath(textOption(options, 'product') ?? '.')
    await guardLedger(() => writeLedgerLink(path, { origin: home.origin, key, checkpoint: note }))
    context.say(`written: ${path}\n`)
  }
  const value = {
    schema: 'urn:occtet:schema:ledger-checkpoint:1',
    origin: home.origin,
    key,
    fingerprint: fingerprintOf(key),
    size: Number(checkpoint.size),
    root: Buffer.from(checkpoint.root).toString('base64'),
    note,
  }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : formatCheckpoint(value))
  return exitCodes.done
}

/** The product's own file remembers the log: an older copy that fits together is found by it alone. */
function findMemoryFaults(home: ChosenHome): readonly LedgerFault[] {
  const { found } = home
  if (found === undefined) return []
  try {
    const fault = findRememberedFault(home, found)
    return fault === undefined ? [] : [fault]
  } catch (cause) {
    // The log itself is damaged, as the other checks say.
    if (cause instanceof LedgerError) return [{ file: found.path, code: cause.code, message: cause.message }]
    throw cause
  }
}

/** Exit 0 only when log and events hold, and the log is none older than the product knows; 5 when not. */
export async function runFsck(context: Context, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const log = await guardLedger(() => checkLedgerFolder(home.log))
  const events = await guardLedger(async () => checkEvents(home))
  const faults = [...log.faults, ...events.faults, ...findMemoryFaults(home)]
  const value = {
    schema: 'urn:occtet:schema:ledger-fsck:1',
    origin: home.origin,
    isIntact: faults.length === 0,
    size: Number(log.size),
    pending: log.pending,
    events: { verified: Number(events.verified), erased: Number(events.erased) },
    faults: faults.map(({ file, code, message }) => ({ file, code, message })),
  }
  context.out(
    flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : formatFsck(value, context.columns),
  )
  return faults.length === 0 ? exitCodes.done : exitCodes.disk
}
