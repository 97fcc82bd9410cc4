/** What a reading amounts to: the issues told once, the partial line last, and the exit code (design 10.9). */
import type { Issue } from '@occtet/toolkit/base'
import type { FileReport, Inventory } from '@occtet/toolkit/model'
import type { Context } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { plain } from './layout.ts'

const shownIssues = 8

/** Says what was lost on standard error, and ends with `PARTIAL: n of m files unread` where something was. */
export function settle(context: Context, inventory: Inventory, options: { strict: boolean }): ExitCode {
  const issues = inventory.issues.filter((issue) => issue.level !== 'note')
  for (const issue of issues.slice(0, shownIssues)) context.say(formatIssue(issue))
  if (issues.length > shownIssues) context.say(`… and ${issues.length - shownIssues} more issues\n`)
  const losses = countLosses(inventory)
  const line = partialLine(losses)
  if (line !== undefined) context.say(`${line}\n`)
  return exitCodeOf(inventory, losses, options.strict)
}

/** `PATH:LINE: what is wrong; what to do (CODE)`. */
export function formatIssue(issue: Issue): string {
  const place = issue.line === undefined ? issue.path : `${issue.path}:${issue.line}`
  const hint = issue.hint === undefined ? '' : `; ${issue.hint.charAt(0).toLowerCase()}${issue.hint.slice(1)}`
  return `${plain(`${place}: ${issue.message}${hint} (${issue.code})`)}\n`
}

/** True where a file or folder gave less than it holds. */
export function losesSomething(inventory: Inventory): boolean {
  const { unread, partial, folders } = countLosses(inventory)
  return unread + partial + folders > 0
}

/** Files and folders that gave less than they hold; `skipped` ones are stated elsewhere, so nothing of them is lost. */
interface Losses {
  readonly files: number
  readonly unread: number
  readonly partial: number
  readonly folders: number
}

function countLosses({ files, issues }: Inventory): Losses {
  const seen = files.filter((file) => file.ecosystem !== 'folder')
  return {
    files: seen.length,
    unread: seen.filter((file) => file.status === 'unreadable' || file.status === 'unsupported').length,
    partial: seen.filter((file) => file.status === 'partial').length,
    folders: issues.filter((issue) => issue.code === 'FOLDER_UNREADABLE').length,
  }
}

function partialLine({ files, unread, partial, folders }: Losses): string | undefined {
  const parts: string[] = []
  if (unread > 0) parts.push(`${unread} of ${files} files unread`)
  else if (partial > 0) parts.push(`${partial} of ${files} files read in part`)
  if (folders > 0) parts.push(`${folders} folder${folders === 1 ? '' : 's'} not listed`)
  return parts.length === 0 ? undefined : `PARTIAL: ${parts.join(', ')}`
}

function exitCodeOf(inventory: Inventory, losses: Losses, strict: boolean): ExitCode {
  const tried = inventory.files.filter((file) => file.status !== 'skipped')
  const allFailed = tried.length > 0 && tried.every(isUnread)
  if (allFailed) return exitCodes.inputUnreadable
  const isComplete = losses.unread + losses.partial + losses.folders === 0
  return strict && !isComplete ? exitCodes.incomplete : exitCodes.done
}

/** A file that the user named and that is of no known format (`unknown`) is an input that could not be read. */
function isUnread({ status, ecosystem }: FileReport): boolean {
  return status === 'unreadable' || (status === 'unsupported' && ecosystem === 'unknown')
}
