/** Gathers what papers are made from: what people stated, what the machine found, and what follows from both. */
import {
  type Classification,
  classify,
  factsOfProfile,
  parseDiligenceFile,
  parseFacts,
  parseRiskFile,
  settleFacts,
  toFactSheet,
  toFactsObject,
} from '@occtet/toolkit/cra'
import {
  isPaperLanguage,
  type PaperInput,
  type PaperLanguage,
  toClassificationView,
  toDiligenceView,
  toFindingsSummary,
  toInventorySummary,
  toRiskView,
} from '@occtet/toolkit/documents'
import type { Context } from './context.ts'
import { joinDesk } from './diligence-record.ts'
import { type Options, textOption } from './options.ts'
import { openDesk, type ProductDesk, readRecord } from './product-desk.ts'
import { toolVersion } from './tool-version.ts'

/**
 * Throws (exit 3) where the profile is missing or a file of the product cannot be read. The network is never used; where
 * only the starter set of advisories is there, findings stay undefined: nobody looked.
 */
export async function gatherPaperInput(context: Context, dir: string, options: Options): Promise<PaperInput> {
  const desk = await openDesk(context, dir, options)
  const answers = [...desk.answers.values()]
  const generatedAt = context.now()
  const language = paperLanguage(options)
  const today = generatedAt.slice(0, 10)
  const facts = toFactsObject(settleFacts(answers, toFactSheet(factsOfProfile(desk.profile))))
  const known = classifyAt(facts, today)
  const view = known === undefined ? undefined : toClassificationView(known)
  const risk = readRecord(desk, 'risk.yaml', parseRiskFile)
  return {
    profile: { ...desk.profile, facts },
    ...(view === undefined ? {} : { classification: view }),
    status: desk.status,
    evidenceAt: generatedAt,
    answers,
    inventory: toInventorySummary(desk.inventory, generatedAt),
    ...(desk.isStarterSet ? {} : { findings: toFindingsSummary(desk.findings) }),
    ...(risk === undefined ? {} : { risk: toRiskView(risk, { file: 'risk.yaml', language, today }) }),
    ...readDiligence(desk, { language, today }),
    toolVersion,
    generatedAt,
    language,
  }
}

/** Facts that contradict each other classify nothing; `occtet cra classify` says what is wrong with them. */
function classifyAt(facts: Readonly<Record<string, unknown>>, at: string): Classification | undefined {
  const parsed = parseFacts(facts)
  return parsed.ok ? classify(parsed.value, { at }) : undefined
}

function paperLanguage(options: Options): PaperLanguage {
  const language = textOption(options, 'lang') ?? 'en'
  return isPaperLanguage(language) ? language : 'en'
}

function readDiligence(
  desk: ProductDesk,
  { language, today }: { readonly language: PaperLanguage; readonly today: string },
): Pick<PaperInput, 'dueDiligence'> {
  const file = readRecord(desk, 'diligence.yaml', parseDiligenceFile)
  if (file === undefined) return {}
  return { dueDiligence: toDiligenceView(joinDesk(desk, file, today), language) }
}
