/** `occtet server backup` and `restore`. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type RestoreError, restoreBackup, StoreError, writeBackup } from '@occtet/server/app'
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
  const report = await guard(async () => writeBackup(settings, to, context.now()))
  if (flagOption(options, 'json')) context.out(`${JSON.stringify({ file: to, ...report })}\n`)
  else {
    context.out(`${to}\n`)
    context.say(
      `${report.rows} rows and ${report.files} files, ${report.bytes} bytes. It holds keys and personal data: keep it like the server itself.\n`,
    )
  }
  return exitCodes.done
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
        'Start only one server on a log: two that sign the same log would fork it.\n',
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
    if (!(cause instanceof StoreError) && !isDisk) throw cause
    const code = 'code' in cause ? String(cause.code) : 'DISK_FAILED'
    throw new CommandFailure({ exitCode: exitCodes.disk, code, message: cause.message, cause })
  }
}
