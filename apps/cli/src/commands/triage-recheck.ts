/** `occtet triage recheck [DIR…]`: what an update of the data changed for the products that were checked before. */
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { requireFolder } from '../feddb-store.ts'
import { formatRecheck } from '../format-recheck.ts'
import { flagOption, numberOption, type Options } from '../options.ts'
import { recheckProducts } from '../recheck.ts'

/** `dirs`: empty for all watched products. Nothing is fetched, and no tree is read. */
export async function runTriageRecheck(
  context: Context,
  dirs: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const db = requireFolder(context, options)
  const report = recheckProducts(context, { dirs, db, maxAgeDays: numberOption(options, 'maxAge') ?? 30 })
  context.out(flagOption(options, 'json') ? `${JSON.stringify(report, null, 1)}\n` : formatRecheck(report))
  await context.drain()
  const unread = report.products.filter(({ status }) => status === 'unreadable').length
  if (unread === 0) return exitCodes.done
  context.say(`PARTIAL: ${unread} of ${report.products.length} watched products unread\n`)
  if (unread === report.products.length) return exitCodes.inputUnreadable
  return flagOption(options, 'strict') ? exitCodes.incomplete : exitCodes.done
}
