/** The server for the command line: settings, start, log. */
export { createLog, type LogLevel } from './log.ts'
export { readSettings, type ServerSettings, settingsFile, type StatedSettings } from './settings.ts'
export { type StartedServer, startServer } from './start.ts'
export { StoreError } from '../db/errors.ts'
export { type BackupReport, writeBackup } from '../ops/backup.ts'
export { type RestoreError, type RestoreReport, restoreBackup } from '../ops/restore.ts'
