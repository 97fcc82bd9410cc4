/** `occtet ledger keys list|rotate|revoke`: whose signatures count, as the log itself tells. */
import type { EventDraft, KeyRecord } from '@occtet/toolkit/ledger'
import type { Context } from '../context.ts'
import { whoDecides } from '../decision-desk.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatKeys } from '../format-ledger.ts'
import type { KeyValue } from '../ledger-value.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { newId, instantNow, person } from '../record/draft.ts'
import { guardLedger } from '../record/guard-ledger.ts'
import { chooseLedger, viewLedger } from '../record/ledger-desk.ts'
import { withLedger } from '../record/recorder.ts'

export async function runKeys(context: Context, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const keys = await guardLedger(async () => viewLedger(home).source.keys())
  const value = { schema: 'urn:occtet:schema:ledger-keys:1', origin: home.origin, keys: keys.map(toValue) }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : formatKeys(value.keys))
  return exitCodes.done
}

function toValue({
  keyid,
  purpose,
  algorithm,
  spki,
  addedAt,
  notAfter,
  retiredAt,
  revoked,
}: KeyRecord): KeyValue {
  const base = { keyid, purpose, algorithm, spki, addedAt: addedAt.time }
  const state = revoked !== undefined ? 'revoked' : retiredAt === undefined ? 'current' : 'retired'
  return {
    ...base,
    state,
    ...(notAfter === undefined ? {} : { notAfter }),
    ...(retiredAt === undefined ? {} : { retiredAt: retiredAt.time }),
    ...(revoked === undefined ? {} : { revokedAt: revoked.time, reason: revoked.reason }),
    ...(revoked?.compromisedSince === undefined ? {} : { compromisedSince: revoked.compromisedSince }),
  }
}

/** The key with which events are signed; attestation keys are files of their own, and change by `occtet attest key`. */
export async function runRotate(context: Context, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const actor = person(whoDecides(context, options))
  const keyid = await withLedger(context, { home }, async (ledger) => {
    await ledger.rotateKey(actor, textOption(options, 'reason'))
    return ledger.keyid
  })
  return tell(context, options, {
    origin: home.origin,
    keyid,
    said: `Events are signed with ${keyid} from now on.`,
  })
}

export async function runRevoke(context: Context, start: string, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const actor = person(whoDecides(context, options))
  const key = choose(await guardLedger(async () => viewLedger(home).source.keys()), start)
  const since = sinceOf(textOption(options, 'compromisedSince'))
  const told = {
    reason: textOption(options, 'reason') ?? '',
    ...(since === undefined ? {} : { compromisedSince: since }),
  }
  await withLedger(context, { home }, async (ledger) =>
    key.purpose === 'event'
      ? ledger.revokeKey({ keyid: key.keyid, actor, ...told })
      : ledger.record([revocation(key, actor, told)], { urgent: true }),
  )
  return tell(context, options, { origin: home.origin, keyid: key.keyid, said: `${key.keyid} is revoked.` })
}

function revocation(
  { keyid, purpose }: KeyRecord,
  actor: EventDraft['actor'],
  told: { readonly reason: string; readonly compromisedSince?: string },
): EventDraft {
  return { id: newId(), time: instantNow(), type: 'key.revoked', actor, data: { purpose, keyid, ...told } }
}

function choose(keys: readonly KeyRecord[], start: string): KeyRecord {
  const found = keys.filter(({ keyid }) => start.length >= 4 && keyid.startsWith(start.toLowerCase()))
  const [key, second] = found
  if (key !== undefined && second === undefined) return key
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: key === undefined ? 'KEY_UNKNOWN' : 'KEY_AMBIGUOUS',
    message: key === undefined ? `no key begins with ${start}` : `several keys begin with ${start}`,
    hint: 'See: occtet ledger keys list',
  })
}

function sinceOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const at = Date.parse(text)
  if (!Number.isNaN(at)) return new Date(at).toISOString()
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'TIME_INVALID',
    message: `--compromised-since ${text}: expected a day or a time, such as 2026-11-22`,
  })
}

function tell(
  context: Context,
  options: Options,
  { origin, keyid, said }: { readonly origin: string; readonly keyid: string; readonly said: string },
): ExitCode {
  const value = { schema: 'urn:occtet:schema:ledger-key:1', origin, keyid }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : `${said}\n`)
  return exitCodes.done
}
