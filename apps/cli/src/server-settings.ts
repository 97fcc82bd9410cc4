/** Settings of the server as the command line finds them: flags, environment, file. */
import { existsSync } from 'node:fs'
import { readSettings, type ServerSettings, settingsFile, type StatedSettings } from '@occtet/server/app'
import { configFolder, type Context, feddbFolder, serverFolder } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { flagOption, numberOption, type Options, textOption } from './options.ts'

/** Throws (exit 2) where a setting is wrong, (exit 3) where the file cannot be read. */
export function settingsOf(context: Context, options: Options): ServerSettings {
  const usual = settingsFile(configFolder(context))
  const file = textOption(options, 'config') ?? (existsSync(usual) ? usual : undefined)
  const read = readSettings({
    flags: flagsOf(options),
    env: context.env,
    file,
    folders: { data: serverFolder(context), feddb: feddbFolder(context, undefined) },
  })
  if (read.ok) return read.value
  const { code, message } = read.error
  const exitCode = code === 'FILE_UNREADABLE' ? exitCodes.inputUnreadable : exitCodes.usage
  throw new CommandFailure({ exitCode, code, message })
}

function flagsOf(options: Options): StatedSettings {
  const isSaid = (name: string): boolean => flagOption(options, name)
  return {
    host: textOption(options, 'host'),
    port: numberOption(options, 'port'),
    database: textOption(options, 'database'),
    dataDir: textOption(options, 'data'),
    publicUrl: textOption(options, 'publicUrl'),
    ...(isSaid('accounts') ? { accounts: true } : {}),
    ...(options['sample'] === false ? { sample: false } : {}),
    ...(isSaid('offline') ? { offline: true } : {}),
  }
}
