/** Lets a command change something and have it in the ledger: both, or neither. */
import { existsSync } from 'node:fs'
import {
  announceIn,
  type Announcement,
  type EventLedger,
  type EventSource,
  forgetIntent,
  type Intent,
  type LedgerHome,
  ledgerFilePath,
  listIntents,
  openEventLedger,
  stateOfIntent,
  sweepAside,
  withLock,
  writeLedgerLink,
} from '@occtet/toolkit/adapters'
import { type EventDraft, findDraftFault } from '@occtet/toolkit/ledger'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { guardStore } from '../guard-store.ts'
import { plain } from '../layout.ts'
import { flagOption, type Options } from '../options.ts'
import { fit, instantNow, newId, program } from './draft.ts'
import { guardLedger } from './guard-ledger.ts'
import {
  type ChosenHome,
  type FoundLink,
  findLink,
  homeOf,
  listLedgers,
  type ProductPlace,
} from './ledger-places.ts'
import { requireSameLog } from './remembered.ts'
import { writerOptions } from './writer-options.ts'

/** Announces the events of one change; undefined where nothing is recorded. */
export type Note = (drafts: readonly EventDraft[]) => Announcement | undefined

export interface Recorder {
  /** Origin of the ledger; undefined: nothing is recorded. */
  readonly origin: string | undefined
  /**
   * Runs one change while no other of this ledger is under way. When it resolves, what was announced and happened is
   * published. Where the ledger cannot be written the change is not made. `ledger`: for reading, with what is not yet
   * published; undefined where nothing is recorded.
   */
  readonly change: <T>(work: (note: Note, ledger?: EventSource) => Promise<T>) => Promise<T>
}

const silent: Recorder = { origin: undefined, change: async (work) => work(() => undefined, undefined) }

/** The recorder of a product. Says so where its ledger is not on this machine. */
export function openRecorder(context: Context, product: ProductPlace): Recorder {
  const found = findLink(context, product)
  if (found === undefined) return silent
  const home = homeOf(context, found.link.origin)
  if (!existsSync(home.log.dir)) return absent(context, found)
  // The tree remembers the newest state of the log wherever a change is made in it.
  const isOfTree = product.dir !== undefined && found.path === ledgerFilePath(product.dir)
  return recorderOf(context, { ...home, found }, isOfTree ? found : undefined)
}

/** Of a command that only reads the tree: nothing is written there. `--record` takes the one ledger of this machine. */
export function openCheckRecorder(context: Context, product: ProductPlace, options: Options): Recorder {
  const found = findLink(context, product)
  if (found === undefined && !flagOption(options, 'record')) return silent
  const origin = found?.link.origin ?? onlyLedger(context)
  const home = homeOf(context, origin)
  if (found !== undefined && !existsSync(home.log.dir)) return absent(context, found)
  return recorderOf(context, found === undefined ? home : { ...home, found }, undefined)
}

/** Of one ledger, whatever products it belongs to. */
export function openLedgerRecorder(context: Context, home: ChosenHome): Recorder {
  return recorderOf(context, home, undefined)
}

/** Throws (exit 2) unless there is exactly one. */
export function onlyLedger(context: Context): string {
  const [first, second] = listLedgers(context)
  if (first !== undefined && second === undefined) return first
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: first === undefined ? 'LEDGER_MISSING' : 'LEDGER_AMBIGUOUS',
    message:
      first === undefined ? 'there is no ledger on this machine' : 'several ledgers are on this machine',
    hint:
      first === undefined
        ? 'Make one: occtet ledger init --origin example.org/log/NAME'
        : `Say which with --origin: ${listLedgers(context).join(', ')}`,
  })
}

function absent(context: Context, { link, path }: FoundLink): Recorder {
  context.say(
    `NOT RECORDED: the ledger ${plain(link.origin)} (named in ${plain(path)}) is not on this machine.\n  Make the change where the ledger is, or bring the ledger here.\n`,
  )
  return silent
}

/** `found`: the file of the tree that remembers the newest state of the log, renewed by each change. */
function recorderOf(context: Context, home: ChosenHome, found: FoundLink | undefined): Recorder {
  const note: Note = (drafts) => {
    if (drafts.length === 0) return undefined
    requireSound(drafts)
    return announceIn(home.outbox, newId(), drafts)
  }
  return {
    origin: home.origin,
    change: async (work) => withLedger(context, { home, found }, async (ledger) => work(note, ledger)),
  }
}

/**
 * The one way to write a ledger: alone; what a killed command left is settled first, what `work` announced afterwards; then
 * all of it is published.
 */
export async function withLedger<T>(
  context: Context,
  { home, found }: { readonly home: ChosenHome; readonly found?: FoundLink | undefined },
  work: (ledger: EventLedger) => Promise<T>,
): Promise<T> {
  // Renewed is only what a change of the tree found; whatever is remembered is believed.
  const known = found ?? home.found
  if (known !== undefined) await guardLedger(() => requireSameLog(home, known))
  const remembered = known?.link.checkpoint
  return guardLedger(() =>
    withLock(home.outbox, async () => {
      const ledger = await openEventLedger(home, {
        writer: writerOptions(home, { isOffline: context.isOffline, remembered }),
      })
      try {
        await settle(context, home, ledger)
        const result = await work(ledger)
        await settle(context, home, ledger)
        const { note } = await ledger.publish()
        tellWitnesses(context, ledger)
        if (found !== undefined) writeLedgerLink(found.path, { ...found.link, checkpoint: note })
        return result
      } finally {
        await ledger.close()
      }
    }),
  )
}

/** A log that too few witnessed is not visible to others yet; nothing is lost. */
function tellWitnesses(context: Context, { publication }: EventLedger): void {
  if (publication === undefined || publication.kind !== 'missed') return
  const silent = publication.witnesses.flatMap(({ name, state, reason }) =>
    state === 'failed' ? [`${name}: ${reason ?? 'no answer'}`] : [],
  )
  context.say(
    `NOT PUBLISHED YET: too few witnesses cosigned (${plain(silent.join('; '))}).\n  What was recorded is safe, and is published with the next change that they see.\n`,
  )
}

/** Found before the change is made: what could not be recorded must not happen. */
function requireSound(drafts: readonly EventDraft[]): void {
  for (const draft of drafts) {
    const fault = findDraftFault(draft)
    if (fault !== undefined) throw new Error(`an event of ours is not sound: ${fault.message}`)
  }
}

/** Records what happened, drops what did not. An intent stays until its events are durable in the log. */
async function settle(context: Context, home: LedgerHome, ledger: EventLedger): Promise<void> {
  for (const intent of await guardStore(() => listIntents(home.outbox))) {
    const state = stateOfIntent(intent)
    if (state === 'happened') await ledger.record(intent.drafts)
    if (state === 'unclear') {
      await ledger.record([unclear(intent)])
      context.say(
        `UNCLEAR: a change of ${plain(intent.path)} was interrupted, and the file is not what it was to become.\n  The ledger holds an alarm about it: look at the file.\n`,
      )
    }
    sweepAside(intent)
    forgetIntent(home.outbox, intent.id)
  }
}

/** Nobody can tell whether the change happened: that much is recorded, and a person has to look. */
function unclear({ id, drafts, path }: Intent): EventDraft {
  const types = [...new Set(drafts.map(({ type }) => type))].sort().join(', ')
  const message = `a change was interrupted and its file is another one now (${types}; ${path.split(/[\\/]/).at(-1)})`
  const data = { alarm: 'CHANGE_UNRESOLVED', message: fit(message, 2000) }
  return { id, type: 'alarm.raised', time: instantNow(), actor: program, data }
}
