/** `occtet db publish`, and the half of `db sync` that follows other nodes. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  openKeyFile,
  type PublishReport,
  publishFeddb,
  readPeers,
  type SyncReport,
  syncFeddb,
} from '@occtet/toolkit/adapters'
import { clockOf } from '../advisory-data.ts'
import { type Context, configFolder, feddbFolder } from '../context.ts'
import { checkDate, fullDate } from '../days.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure, offlineFailure } from '../failure.ts'
import { fold, formatSize, plain } from '../layout.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import { startProgress } from '../progress.ts'

export function runPublish(context: Context, options: Options): ExitCode {
  const files = listOption(options, 'key')
  const origin = textOption(options, 'origin')
  const to = textOption(options, 'to')
  const [first = join(configFolder(context), 'keys', 'feddb.key'), ...others] = files
  if (origin === undefined && !existsSync(first)) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'ORIGIN_MISSING',
      message: `this node has no name and no key yet: ${first} is not there`,
      hint: 'Choose a name that is yours; a key is made for it: occtet db publish --origin example.org/feddb',
    })
  }
  const report = publishFeddb({
    dir: feddbFolder(context, textOption(options, 'db')),
    signers: [openKeyFile(first, origin), ...others.map((file) => openKeyFile(file, origin))],
    now: context.now(),
    ...(to === undefined ? {} : { to }),
  })
  context.out(
    flagOption(options, 'json') ? `${JSON.stringify(report, null, 1)}\n` : formatPublish(report, to),
  )
  return exitCodes.done
}

function formatPublish(report: PublishReport, to: string | undefined): string {
  const head = report.isNew
    ? `Published snapshot ${report.root.slice(0, 8)} as number ${report.snapshots} of ${report.origin}`
    : `Snapshot ${report.root.slice(0, 8)} is already number ${report.snapshots} of ${report.origin}`
  const copied = to === undefined ? '' : `Copied ${formatSize(report.copied)} to ${plain(to)}\n`
  const keys = report.keys.map((key) => `  ${plain(key)}\n`).join('')
  return `${plain(head)}\n${copied}Followers need the address and this key:\n${keys}`
}

/** Without an address: every node that is followed already, one after the other. */
export async function followNodes(
  context: Context,
  address: string | undefined,
  options: Options,
): Promise<ExitCode> {
  const dir = feddbFolder(context, textOption(options, 'db'))
  const addresses = address === undefined ? readPeers(dir).map((peer) => peer.address) : [address]
  if (addresses.length === 0) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'SOURCE_MISSING',
      message: 'no node is followed yet, and no ecosystem is named',
      hint: 'Public OSV data: occtet db sync --ecosystem npm,PyPI. Another node: occtet db sync ADDRESS --key KEY.',
    })
  }
  const web = addresses.find((one) => /^https?:/i.test(one))
  if (web !== undefined && flagOption(options, 'offline')) throw offlineFailure(`db sync of ${web}`)
  const reports: SyncReport[] = []
  for (const one of addresses) reports.push(await follow(context, one, options))
  if (flagOption(options, 'json')) {
    context.out(`${JSON.stringify(address === undefined ? reports : reports[0], null, 1)}\n`)
  } else for (const report of reports) context.out(formatSync(report))
  return exitCodes.done
}

async function follow(context: Context, address: string, options: Options): Promise<SyncReport> {
  const keys = listOption(options, 'key')
  const types = listOption(options, 'type')
  const until = textOption(options, 'until')
  if (until !== undefined) checkDate(until, '--until')
  const progress = startProgress(context)
  return syncFeddb({
    dir: feddbFolder(context, textOption(options, 'db')),
    address,
    clock: clockOf(context),
    ...(keys.length === 0 ? {} : { keys }),
    ...(types.length === 0 ? {} : { types }),
    ...(until === undefined ? {} : { trustedUntil: fullDate(until) }),
    onProgress: progress.update,
  }).finally(progress.end)
}

function formatSync(report: SyncReport): string {
  const { origin, remoteRoot, snapshots, published, fetchedSegments, reusedSegments } = report
  const segments = `${fetchedSegments} segments fetched, ${reusedSegments} were here already`
  return [
    fold('', `${origin}: snapshot ${remoteRoot.slice(0, 8)}, number ${snapshots}, published ${published}`, {
      indent: 0,
    }),
    `  ${report.layers} layers; ${segments}; ${formatSize(report.fetchedBytes)} in all\n`,
    `Snapshot ${report.root.slice(0, 8)}\n`,
  ].join('')
}
