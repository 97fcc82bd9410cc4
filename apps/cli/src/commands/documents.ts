/** `occtet documents list|check [DIR]`: which papers a product needs, and what each of them lacks. */
import {
  buildPaper,
  checkPaper,
  type PaperInput,
  type PaperKind,
  paperKinds,
} from '@occtet/toolkit/documents'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { formatPaperCheck, formatPaperList } from '../format-papers.ts'
import { flagOption, type Options } from '../options.ts'
import type { PaperStanding } from '../paper-results.ts'
import { gatherPaperInput } from '../papers-input.ts'

/** Every kind of paper, built and checked, or refused. */
function standings(input: PaperInput): readonly PaperStanding[] {
  return paperKinds.map((kind) => standing(kind, input))
}

function standing(kind: PaperKind, input: PaperInput): PaperStanding {
  const built = buildPaper(kind, input)
  const { id, article } = kind
  return built.ok
    ? { kind: 'paper', id, article, check: checkPaper(built.value) }
    : { kind: 'refused', id, article, refusal: built.error }
}

export async function runDocumentsList(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const input = await gatherPaperInput(context, dir, options)
  const found = standings(input)
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(toList(input, found), null, 1)}\n`)
  else {
    const isRoleKnown = input.classification !== undefined
    context.out(formatPaperList(found, { isRoleKnown, width: Math.min(context.columns, 110) }))
  }
  return exitCodes.done
}

function toList({ language, profile, classification }: PaperInput, found: readonly PaperStanding[]): object {
  return {
    product: profile.id,
    language,
    isRoleKnown: classification !== undefined,
    papers: found.map((one) =>
      one.kind === 'refused'
        ? { id: one.id, article: one.article, status: 'refused', refusal: one.refusal }
        : {
            id: one.id,
            article: one.article,
            status: one.check.isComplete ? 'complete' : 'incomplete',
            title: one.check.title,
            missing: one.check.missing.filter((part) => part.isMandatory).length,
          },
    ),
  }
}

/** Exit 4 with `--strict` when a paper that the product needs lacks something mandatory. */
export async function runDocumentsCheck(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const input = await gatherPaperInput(context, dir, options)
  const checks = standings(input).flatMap((one) => (one.kind === 'paper' ? [one.check] : []))
  if (flagOption(options, 'json')) {
    context.out(
      `${JSON.stringify({ product: input.profile.id, language: input.language, papers: checks }, null, 1)}\n`,
    )
  } else context.out(formatPaperCheck(checks, Math.min(context.columns, 110)))
  const isThin = checks.some((check) => !check.isComplete)
  return flagOption(options, 'strict') && isThin ? exitCodes.incomplete : exitCodes.done
}
