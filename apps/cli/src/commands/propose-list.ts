/** `occtet propose list|statistics`: what was proposed and what became of it. */
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { plain } from '../layout.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { openProductFolder } from '../product-desk.ts'
import { figuresOf, formatFigures } from '../propose/figures.ts'
import { formatList, formatProposal } from '../propose/format-proposal.ts'
import { findKept, type KeptProposals, listKept } from '../propose/kept.ts'

/** With a name: that one in full. */
export function runList(context: Context, name: string | undefined, options: Options): ExitCode {
  const kept = open(context, options)
  const isJson = flagOption(options, 'json')
  if (name !== undefined) {
    const one = findKept(kept, name)
    context.out(isJson ? `${JSON.stringify(one, null, 2)}\n` : formatProposal(one, context.columns))
  } else if (isJson) context.out(`${JSON.stringify(kept, null, 2)}\n`)
  else context.out(formatList(kept.proposals, context.columns))
  return exitCodes.done
}

export function runStatistics(context: Context, options: Options): ExitCode {
  const figures = figuresOf(open(context, options))
  context.out(flagOption(options, 'json') ? `${JSON.stringify(figures, null, 2)}\n` : formatFigures(figures))
  return exitCodes.done
}

function open(context: Context, options: Options): KeptProposals {
  const kept = listKept(openProductFolder(context, textOption(options, 'dir') ?? '.'))
  for (const problem of kept.problems) context.say(`Not read: ${plain(problem)}\n`)
  return kept
}
