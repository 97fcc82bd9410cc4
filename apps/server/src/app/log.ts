/** The structured log: one JSON line an entry, on standard error. Entries hold no personal data (kernel/model.ts). */
import { destination, pino } from 'pino'
import type { LogEntry } from '../kernel/model.ts'

export type LogLevel = 'silent' | LogEntry['level']

/** Entries below `level` are dropped. */
export function createLog(level: LogLevel): (entry: LogEntry) => void {
  const logger = pino(
    { level, base: null, timestamp: () => `,"at":"${new Date().toISOString()}"`, messageKey: 'what' },
    destination({ fd: 2, sync: true }),
  )
  return ({ level: of, what, ...fields }) => {
    logger[of](fields, what)
  }
}
