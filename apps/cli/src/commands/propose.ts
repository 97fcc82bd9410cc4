/** `occtet propose vex|impact|notice|licence|answer|risk|policy`: a draft with its evidence; a person judges, nothing is applied. */
import { propose } from '@occtet/toolkit/assistant'
import { readAssistantSettings } from '../assistant/open-assistant.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { flagOption, type Options } from '../options.ts'
import { discloseProposal, type DraftedProposal, draftWithModel } from '../propose/draft-proposal.ts'
import { formatProposal } from '../propose/format-proposal.ts'
import { keep } from '../propose/kept.ts'
import type { KindWord } from '../propose/kinds.ts'
import { prepare, type Prepared } from '../propose/prepare.ts'
import { toModelPart, toView } from '../propose/view.ts'
import { readWish } from '../propose/wish.ts'
import { sayIn } from '../propose/words.ts'

/** That nothing is proposed is an answer: exit 0. */
export async function runPropose(
  context: Context,
  asked: { readonly kind: KindWord; readonly words: readonly string[] },
  options: Options,
): Promise<ExitCode> {
  const wish = readWish(context, asked, options)
  const prepared = await prepare(context, wish)
  if (flagOption(options, 'preview')) return preview(context, prepared)
  const { folder, frame, by } = wish
  const drafted = await draft(context, prepared, options)
  const made = {
    ...prepared,
    ...drafted,
    product: { id: folder.profile.id, release: frame.product.release },
    by,
    at: context.now(),
  }
  const kept = await keep(folder, toView(made))
  // The same was proposed before: what a model did now is told, and the file stays as it is.
  const shown = drafted.report === undefined ? kept : { ...kept, model: toModelPart(drafted.report) }
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(shown, null, 2)}\n`)
  else {
    context.out(formatProposal(shown, { columns: context.columns, language: frame.language }))
    const command = `occtet propose judge ${kept.id} accept|edit|reject`
    if (kept.verdict === undefined) context.say(`${sayIn(frame.language)('notApplied', { command })}\n`)
  }
  return exitCodes.done
}

async function draft(context: Context, { request }: Prepared, options: Options): Promise<DraftedProposal> {
  if (!flagOption(options, 'model')) return { proposal: propose(request) }
  const settings = readAssistantSettings(context)
  return draftWithModel(context, settings, { request, isAgreed: flagOption(options, 'yes') })
}

function preview(context: Context, { request }: Prepared): ExitCode {
  const sent = discloseProposal(readAssistantSettings(context), request)
  const value = sent ?? { sent: 'nothing: a given text speaks to the tool' }
  context.out(`${JSON.stringify(value, null, 2)}\n`)
  return exitCodes.done
}
