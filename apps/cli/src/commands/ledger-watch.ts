/** `occtet ledger policy|monitor|stamp`: who watches over this log, and what they see. */
import { join } from 'node:path'
import {
  type EventSource,
  type LedgerHome,
  type MonitoredLeaf,
  type MonitorReport,
  monitorLog,
  NetworkFailure,
  placeDurably,
  timestampCheckpoint,
} from '@occtet/toolkit/adapters'
import { sha256 } from '@occtet/toolkit/base'
import { hashLeaf, parsePolicy, type Policy } from '@occtet/toolkit/translog'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatMonitor, formatPolicy, formatStamped } from '../format-watch.ts'
import { flagOption, listOption, numberOption, type Options, textOption } from '../options.ts'
import { readBytes } from '../read-bytes.ts'
import { readCertificates } from '../read-certificates.ts'
import { settingEvents } from '../record/cra-events.ts'
import { instantNow, newId, program } from '../record/draft.ts'
import { guardLedger } from '../record/guard-ledger.ts'
import { chooseLedger, viewLedger } from '../record/ledger-desk.ts'
import type { ChosenHome } from '../record/ledger-places.ts'
import { openLedgerRecorder, withLedger } from '../record/recorder.ts'
import {
  anchorsFolder,
  checkPolicy,
  monitorFolder,
  policyPath,
  readPolicy,
} from '../record/writer-options.ts'

/** Shows who counts; with a file, sets it. The change is recorded by its digest. */
export async function runPolicy(
  context: Context,
  file: string | undefined,
  options: Options,
): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  if (file !== undefined) await setPolicy(context, home, file)
  const policy = readPolicy(home)
  const value = { schema: 'urn:occtet:schema:ledger-policy:1', origin: home.origin, ...describe(policy) }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : formatPolicy(value))
  return exitCodes.done
}

async function setPolicy(context: Context, home: ChosenHome, file: string): Promise<void> {
  const text = Buffer.from(readBytes(file)).toString('utf8')
  const checked = await guardLedger(() => checkPolicy(home, text))
  if (!checked.ok) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'POLICY_INVALID',
      message: `${file}: ${checked.error}`,
    })
  }
  await openLedgerRecorder(context, home).change(async (note) => {
    const announcement = note(settingEvents(home.origin, 'policy of the log', text))
    await guardLedger(() => placeDurably(policyPath(home), text, { mode: 0o644, announcement }))
  })
}

function describe(policy: Policy | undefined): {
  readonly witnesses: readonly { readonly name: string; readonly url?: string }[]
  readonly needsWitnesses: boolean
} {
  const witnesses = (policy?.witnesses ?? []).map(({ name, url }) => ({
    name,
    ...(url === undefined ? {} : { url }),
  }))
  return { witnesses, needsWitnesses: policy?.quorum !== undefined }
}

/** One look; exit 1 where there is an alarm. What is new is recorded in the ledger. */
export async function runMonitor(context: Context, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const policy = monitorPolicy(home, textOption(options, 'policy'))
  const { source } = await guardLedger(() => viewLedger(home))
  const report = await guardLedger(async () =>
    monitorLog({
      policy,
      origin: home.origin,
      memory: monitorFolder(home),
      sources: { log: home.log.dir, mirrors: listOption(options, 'mirror'), seen: seenIn(home) },
      knownEvents: (leaf) => isOurs(source, leaf),
      limits: { staleHours: numberOption(options, 'staleAfter') ?? 26 },
      ...(context.isOffline
        ? {
            exchange: () =>
              Promise.resolve({ kind: 'failed' as const, reason: 'the network is forbidden (--offline)' }),
          }
        : {}),
    }),
  )
  await recordAlarms(context, home, report)
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify({ schema: 'urn:occtet:schema:ledger-monitor:1', ...report }, null, 1)}\n`
      : formatMonitor(report, context.columns),
  )
  return report.alarms.length === 0 ? exitCodes.done : exitCodes.gateFailed
}

/** The product's own file is one more place that remembers the log. */
function seenIn({ found }: ChosenHome): readonly { readonly from: string; readonly note: string }[] {
  const note = found?.link.checkpoint
  return found === undefined || note === undefined ? [] : [{ from: found.path, note }]
}

/** Made anew from what we recorded: a leaf beside it means that somebody else has the log's key. */
function isOurs(source: EventSource, { index, leafHash }: MonitoredLeaf): boolean {
  const sealed = source.open(index)
  if (sealed === undefined) return source.event(index)?.state === 'erased'
  return Buffer.compare(hashLeaf(sha256, sealed.entry), leafHash) === 0
}

/** Without a policy the log alone is looked at: nobody else is known. */
function monitorPolicy(home: LedgerHome, file: string | undefined): Policy {
  const found = file === undefined ? readPolicy(home) : undefined
  if (found !== undefined) return found
  const text =
    file === undefined
      ? `log ${viewLedger(home).key}\nquorum none\n`
      : Buffer.from(readBytes(file)).toString('utf8')
  const policy = parsePolicy(sha256, text)
  if (policy.ok) return policy.value
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'POLICY_INVALID',
    message: `${file ?? ''}: ${policy.error.message}`,
  })
}

/** A log that signed two histories is not written any more: the alarm stays in the monitor's memory alone. */
async function recordAlarms(context: Context, home: ChosenHome, { alarms }: MonitorReport): Promise<void> {
  const fresh = alarms.filter(({ isNew, code }) => isNew && code !== 'FORKED' && code !== 'ROLLED_BACK')
  if (fresh.length === 0) return
  const drafts = fresh.map(({ code, from, message }) => ({
    id: newId(),
    time: instantNow(),
    type: 'alarm.raised',
    actor: program,
    data: { alarm: code, message: `${from}: ${message}`.slice(0, 2000), origin: home.origin },
  }))
  await withLedger(context, { home }, async (ledger) => ledger.record(drafts))
}

export async function runStamp(context: Context, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const { note, checkpoint } = await guardLedger(() => viewLedger(home))
  const trustAnchors = readCertificates(textOption(options, 'anchors') ?? '')
  const stamped = await stamp(home, { url: textOption(options, 'tsa') ?? '', trustAnchors }, note)
  const draft = { id: newId(), time: instantNow(), actor: program, ...stamped.draft }
  await withLedger(context, { home }, async (ledger) => ledger.record([draft]))
  const value = {
    schema: 'urn:occtet:schema:ledger-stamp:1',
    origin: home.origin,
    size: Number(checkpoint.size),
    time: stamped.timestamp.genTime,
    file: join(anchorsFolder(home), `${stamped.files.name}.tsr`),
  }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : formatStamped(value))
  return exitCodes.done
}

async function stamp(
  home: LedgerHome,
  authority: { readonly url: string; readonly trustAnchors: readonly Uint8Array[] },
  note: string,
): Promise<Extract<Awaited<ReturnType<typeof timestampCheckpoint>>, { ok: true }>['value']> {
  try {
    const stamped = await timestampCheckpoint({ note, folder: anchorsFolder(home), authority })
    if (stamped.ok) return stamped.value
    throw new CommandFailure({
      exitCode: exitCodes.network,
      code: stamped.error.code,
      message: `the time stamp was not accepted: ${stamped.error.message}`,
    })
  } catch (cause) {
    if (!(cause instanceof NetworkFailure)) throw cause
    throw new CommandFailure({
      exitCode: exitCodes.network,
      code: 'TSA_UNREACHABLE',
      message: cause.message,
      cause,
    })
  }
}
