/** `occtet server backup`, `restore` and `forget-secrets`. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  type BackupReport,
  forgetServerSecrets,
  readSecretKey,
  type RestoreError,
  restoreBackup,
  type RestoreReport,
  sayCounts,
  type SealedCounts,
  type ServerSettings,
  StoreError,
  VaultError,
  writeBackup,
} from '@occtet/server/app'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { flagOption, type Options } from '../options.ts'
import { settingsOf } from '../server-settings.ts'

export async function runBackup(context: Context, file: string, options: Options): Promise<ExitCode> {
  const settings = settingsOf(context, options)
  if (settings.database === undefined && !existsSync(settings.dataDir)) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'SERVER_MISSING',
      message: `there is no server in ${settings.dataDir}`,
      hint: 'Say where it is with --data or --config.',
    })
  }
  const to = resolve(file)
  const report = await guard(async () =>
    writeBackup(settings, { to, now: context.now(), withoutKey: flagOption(options, 'withoutKey') }),
  )
  if (flagOption(options, 'json')) context.out(`${JSON.stringify({ file: to, ...report })}\n`)
  else {
    context.out(`${to}\n`)
    context.say(
      `${report.rows} rows and ${report.files} files, ${report.bytes} bytes. It holds keys and personal data: keep it like the server itself.\n${sayKey(report)}`,
    )
  }
  return exitCodes.done
}

/** A backup that cannot give everything back says so when it is written, not when it is needed. */
function sayKey({ key, sealed }: BackupReport): string {
  const lost = sayCounts(sealed)
  if (key === 'included' || lost === '') return ''
  const why =
    key === 'elsewhere'
      ? 'comes from a setting (OCCTET_SECRET_KEY or OCCTET_SECRET_KEY_FILE)'
      : key === 'left-out'
        ? 'was left out, as you asked'
        : 'is not in the data folder'
  return `The key that seals ${lost} ${why}. Keep it apart: without it they are lost.\n`
}

export async function runRestore(context: Context, file: string, options: Options): Promise<ExitCode> {
  const settings = settingsOf(context, options)
  const from = resolve(file)
  if (!existsSync(from)) throw refused({ code: 'BACKUP_INVALID', message: `${from} does not exist` })
  const restored = await guard(async () => restoreBackup(settings, from))
  if (!restored.ok) throw refused(restored.error)
  const report = restored.value
  if (flagOption(options, 'json'))
    context.out(`${JSON.stringify({ dataDir: settings.dataDir, ...report })}\n`)
  else {
    context.out(`${settings.dataDir}\n`)
    context.say(
      `${report.rows} rows and ${report.files} files, as they were on ${report.createdAt}.\n` +
        'Start only one server on a log: two that sign the same log would fork it.\n' +
        sayLoss(report, settings),
    )
  }
  return exitCodes.done
}

function sayLoss({ hasKey, sealed }: RestoreReport, settings: ServerSettings): string {
  const lost = sayCounts(sealed)
  const isGiven = settings.secretKey !== undefined || settings.secretKeyFile !== undefined
  if (hasKey || lost === '' || (isGiven && readSecretKey(settings) !== undefined)) return ''
  return (
    `The key that seals ${lost} is not in this backup. Before the first start, put secret.key into the data folder ` +
    'or give it by OCCTET_SECRET_KEY_FILE; if it is gone: occtet server forget-secrets\n'
  )
}

/** What nobody can open any more is given up, on purpose and by name. */
export async function runForgetSecrets(context: Context, options: Options): Promise<ExitCode> {
  const settings = settingsOf(context, options)
  if (!flagOption(options, 'yes')) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'CONFIRM_NEEDED',
      message: 'second factors, secrets of webhooks and private OpenPGP keys would be given up',
      hint: 'Stop the server, then say --yes.',
    })
  }
  const lost: SealedCounts = await guard(async () => forgetServerSecrets(settings))
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(lost)}\n`)
  else {
    const said = sayCounts(lost)
    context.say(
      said === ''
        ? 'Nothing was sealed.\n'
        : `Given up: ${said}. People sign in without a second factor until they set one up again; webhooks are off until their secrets are changed.\n`,
    )
  }
  return exitCodes.done
}

function refused({ code, message }: RestoreError): CommandFailure {
  const exitCode = code === 'PLACE_USED' ? exitCodes.usage : exitCodes.inputUnreadable
  return new CommandFailure({ exitCode, code, message })
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const isDisk = cause instanceof Error && 'syscall' in cause
    if (!(cause instanceof StoreError) && !(cause instanceof VaultError) && !isDisk) throw cause
    const code = 'code' in cause ? String(cause.code) : 'DISK_FAILED'
    throw new CommandFailure({ exitCode: exitCodes.disk, code, message: cause.message, cause })
  }
}
