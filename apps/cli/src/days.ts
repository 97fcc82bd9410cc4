/** Days that a user names. */
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

/** A day alone means its beginning: data is never called fresher than it is known to be. */
export function fullDate(text: string): string {
  return text.length === 10 ? `${text}T00:00:00Z` : text
}

export function checkDate(text: string, option = '--as-of'): void {
  if (/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text) && !Number.isNaN(Date.parse(text))) return
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'DATE_INVALID',
    message: `${option} ${text}: expected a date such as 2026-08-21`,
  })
}
