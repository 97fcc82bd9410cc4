/** What a reading amounts to: the issues told once, the partial line last, and the exit code (design 10.9). */
import type { Issue } from '@occtet/toolkit/base'
import type { FileReport, Inventory } from '@occtet/toolkit/model'
import type { Context } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'

const shownIssues = 8

/** Says what was lost on standard error, and ends with `PARTIAL: n of m files unread` where something was. */
export function settle(context: Context, inventory: Inventory, options: { strict: boolean }): ExitCode {
  const issues = inventory.issues.filter((issue) => issue.level !== 'note')
  for (const issue of issues.slice(0, shownIssues)) context.say(formatIssue(issue))
  if (issues.length > shownIssues) context.say(`… and ${issues.length - shownIssues} more issues\n`)
  const line = partialLine(inventory.files)
  if (line !== undefined) context.say(`${line}\n`)
  return exitCodeOf(inventory, options.strict)
}

/** `PATH:LINE: what is wrong; what to do (CODE)`. */
export function formatIssue(issue: Issue): string {
  const place = issue.line === undefined ? issue.path : `${issue.path}:${issue.line}`
  const hint = issue.hint === undefined ? '' : `; ${issue.hint.charAt(0).toLowerCase()}${issue.hint.slice(1)}`
  return `${place}: ${issue.message}${hint} (${issue.code})\n`
}

/** `skipped` files are stated elsewhere (a lock file is read instead), so nothing of them is lost. */
export function partialLine(files: readonly FileReport[]): string | undefined {
  const seen = files.filter((file) => file.ecosystem !== 'folder' || file.status !== 'skipped')
  const unread = seen.filter((file) => file.status === 'unreadable' || file.status === 'unsupported').length
  const partial = seen.filter((file) => file.status === 'partial').length
  if (unread > 0) return `PARTIAL: ${unread} of ${seen.length} files unread`
  return partial > 0 ? `PARTIAL: ${partial} of ${seen.length} files read in part` : undefined
}

function exitCodeOf(inventory: Inventory, strict: boolean): ExitCode {
  const { files } = inventory
  const tried = files.filter((file) => file.status !== 'skipped')
  const allFailed = tried.length > 0 && tried.every((file) => file.status === 'unreadable')
  if (allFailed) return exitCodes.inputUnreadable
  const isComplete = files.every((file) => file.status === 'parsed' || file.status === 'skipped')
  return strict && !isComplete ? exitCodes.incomplete : exitCodes.done
}
