/** Gathers what papers are made from: the product's desk, handed to the toolkit. */
import { parseDiligenceFile, parseRiskFile } from '@occtet/toolkit/cra'
import { isPaperLanguage, type PaperInput, type PaperLanguage, toPaperInput } from '@occtet/toolkit/documents'
import type { Context } from './context.ts'
import { type Options, textOption } from './options.ts'
import { openDesk, readRecord } from './product-desk.ts'
import { toolVersion } from './tool-version.ts'

/**
 * Throws (exit 3) where the profile is missing or a file of the product cannot be read. The network is never used; where
 * only the starter set of advisories is there, findings stay undefined: nobody looked.
 */
export async function gatherPaperInput(context: Context, dir: string, options: Options): Promise<PaperInput> {
  const desk = await openDesk(context, dir, options)
  const generatedAt = context.now()
  return toPaperInput({
    profile: desk.profile,
    answers: desk.answers.values(),
    status: desk.status,
    inventory: desk.inventory,
    findings: desk.findings,
    isStarterSet: desk.isStarterSet,
    risk: readRecord(desk, 'risk.yaml', parseRiskFile),
    diligence: readRecord(desk, 'diligence.yaml', parseDiligenceFile),
    readAt: generatedAt,
    generatedAt,
    toolVersion,
    language: paperLanguage(options),
  })
}

function paperLanguage(options: Options): PaperLanguage {
  const language = textOption(options, 'lang') ?? 'en'
  return isPaperLanguage(language) ? language : 'en'
}
