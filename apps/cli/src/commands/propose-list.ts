/** `occtet propose list|statistics`: what was proposed and what became of it. */
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { plain } from '../layout.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { openProductFolder } from '../product-desk.ts'
import { figuresOf, formatFigures } from '../propose/figures.ts'
import { formatList, formatProposal } from '../propose/format-proposal.ts'
import { eachKept, findKept, listKept } from '../propose/kept.ts'
import { languageOf } from '../propose/wish.ts'
import { sayIn } from '../propose/words.ts'

/** With a name: that one in full. */
export function runList(context: Context, name: string | undefined, options: Options): ExitCode {
  const folder = openProductFolder(context, textOption(options, 'dir') ?? '.')
  const isJson = flagOption(options, 'json')
  const shown = { columns: context.columns, language: languageOf(options) }
  if (name !== undefined) {
    const one = findKept(folder, name)
    context.out(isJson ? `${JSON.stringify(one, null, 2)}\n` : formatProposal(one, shown))
    return exitCodes.done
  }
  const kept = listKept(folder)
  for (const problem of kept.problems) tellUnread(context, problem, options)
  context.out(isJson ? `${JSON.stringify(kept, null, 2)}\n` : formatList(kept.proposals, shown))
  return exitCodes.done
}

export function runStatistics(context: Context, options: Options): ExitCode {
  const folder = openProductFolder(context, textOption(options, 'dir') ?? '.')
  const figures = figuresOf(told(context, eachKept(folder), options))
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(figures, null, 2)}\n`
      : formatFigures(figures, languageOf(options)),
  )
  return exitCodes.done
}

function* told<T>(context: Context, kept: Iterable<T | string>, options: Options): Generator<T | string> {
  for (const one of kept) {
    if (typeof one === 'string') tellUnread(context, one, options)
    yield one
  }
}

function tellUnread(context: Context, problem: string, options: Options): void {
  context.say(`${sayIn(languageOf(options))('notRead', { problem: plain(problem) })}\n`)
}
