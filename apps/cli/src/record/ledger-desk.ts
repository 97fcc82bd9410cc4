/** Which ledger a command of `occtet ledger` means, opened for reading or writing. */
import { existsSync } from 'node:fs'
import { type EventSource, type LedgerHome, LedgerReader, openEventReader } from '@occtet/toolkit/adapters'
import { formatVerifierKey, type VerifiedCheckpoint } from '@occtet/toolkit/translog'
import type { Disclosure, SealedEvent } from '@occtet/toolkit/ledger'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { type Options, textOption } from '../options.ts'
import { type ChosenHome, findLink, homeOf } from './ledger-places.ts'
import { onlyLedger } from './recorder.ts'

/** By `--origin`, else the ledger of the folder, else the only one on this machine. Throws (exit 2 or 3). */
export function chooseLedger(context: Context, options: Options): ChosenHome {
  const found = findLink(context, { dir: textOption(options, 'product') ?? '.' })
  const origin = textOption(options, 'origin') ?? found?.link.origin ?? onlyLedger(context)
  const home = homeOf(context, origin)
  if (existsSync(home.log.dir)) return found?.link.origin === origin ? { ...home, found } : home
  throw new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'LEDGER_ABSENT',
    message: `the ledger ${origin} is not on this machine`,
    hint: `It would lie in ${home.log.dir}.`,
  })
}

/** A ledger as it is published: events, log, its key in the form that others pin, the newest checkpoint. */
export interface LedgerView {
  readonly source: EventSource
  readonly log: LedgerReader
  readonly key: string
  readonly checkpoint: VerifiedCheckpoint
  readonly note: string
}

/** Needs no lock. Throws LedgerError. */
export function viewLedger(home: LedgerHome): LedgerView {
  const log = new LedgerReader(home.log.dir)
  return { source: openEventReader(home), log, key: formatVerifierKey(log.key), ...log.checkpoint() }
}

/** `12`, or exit 2. */
export function readIndex(text: string): bigint {
  if (/^(?:0|[1-9]\d{0,15})$/.test(text)) return BigInt(text)
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'INDEX_INVALID',
    message: `expected the number of an event, found ${text}`,
    hint: 'See: occtet ledger list',
  })
}

/** `all` keeps back every personal field; the name of a program is none. */
export function keptOf(
  { event, disclosures }: Pick<SealedEvent, 'event' | 'disclosures'>,
  without: readonly string[],
): readonly Disclosure[] {
  if (!without.includes('all')) return disclosures.filter(({ name }) => !without.includes(name))
  return event.actor.kind === 'service' ? disclosures.filter(({ name }) => name === 'actor') : []
}
