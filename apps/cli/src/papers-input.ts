/** Gathers what papers are made from: profile, answers, classification, evidence and findings of a product's folder. */
import { answersPlace, profilePath, readAnswersFile, readProfileFile } from '@occtet/toolkit/adapters'
import {
  classify,
  factsOfProfile,
  parseFacts,
  type ProductProfile,
  type QuestionnaireAnswer,
  settleFacts,
  toFactSheet,
  toFactsObject,
} from '@occtet/toolkit/cra'
import {
  isPaperLanguage,
  type PaperInput,
  type PaperLanguage,
  toClassificationView,
  toFindingsSummary,
  toInventorySummary,
} from '@occtet/toolkit/documents'
import { createPathFinder } from '@occtet/toolkit/inventory'
import { matchInventory } from '@occtet/toolkit/matching'
import { openAdvisoryData } from './advisory-data.ts'
import { select } from './commands/inventory.ts'
import { type Context, privateFolder } from './context.ts'
import { collectStatus, startHistory } from './evidence.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { numberOption, type Options, textOption } from './options.ts'
import { readTree } from './read-tree.ts'
import { requireFolder } from './require-folder.ts'
import { toolVersion } from './tool-version.ts'

/** Throws PROFILE_MISSING, or what is wrong with a file, line and field named (exit 3). The network is never used. */
export async function gatherPaperInput(context: Context, dir: string, options: Options): Promise<PaperInput> {
  requireFolder(dir)
  const profile = readProfile(dir)
  const answers = readAnswers(context, dir, profile)
  const generatedAt = context.now()
  const facts = toFactsObject(settleFacts(answers, toFactSheet(factsOfProfile(profile))))
  const parsed = parseFacts(facts)
  const view = parsed.ok
    ? toClassificationView(classify(parsed.value, { at: generatedAt.slice(0, 10) }))
    : undefined
  return {
    profile: { ...profile, facts },
    ...(view === undefined ? {} : { classification: view }),
    ...(await readEvidence(context, dir, options)),
    answers,
    evidenceAt: generatedAt,
    toolVersion,
    generatedAt,
    language: paperLanguage(options),
  }
}

export function paperLanguage(options: Options): PaperLanguage {
  const language = textOption(options, 'lang') ?? 'en'
  return isPaperLanguage(language) ? language : 'en'
}

function readProfile(dir: string): ProductProfile {
  const profile = readProfileFile(dir)
  if (!profile.ok) throw unreadable(profile.error)
  if (profile.value !== undefined) return profile.value
  throw unreadable({
    code: 'PROFILE_MISSING',
    message: `${profilePath(dir)} does not exist`,
    hint: 'Run `occtet cra init` in the folder of the product first.',
  })
}

function readAnswers(context: Context, dir: string, profile: ProductProfile): readonly QuestionnaireAnswer[] {
  const file = readAnswersFile(answersPlace(dir, profile, privateFolder(context)), profile.id)
  if (!file.ok) throw unreadable(file.error)
  return [...file.value.answers.values()]
}

type Evidence = Pick<PaperInput, 'status' | 'inventory' | 'findings'>

/** Where no advisories are loaded, findings stay undefined: nobody looked. */
async function readEvidence(context: Context, dir: string, options: Options): Promise<Evidence> {
  const history = startHistory(dir)
  try {
    const inventory = readTree(context, dir)
    const data = await openAdvisoryData(context, inventory, {
      db: textOption(options, 'db'),
      maxAgeDays: numberOption(options, 'maxAge') ?? 30,
      isOffline: true,
      download: false,
      mirror: undefined,
    })
    try {
      const findings = matchInventory({
        inventory: select(inventory, { firstParty: false, production: false }),
        store: data.store,
        pathsTo: createPathFinder(inventory, 1),
      })
      const status = await collectStatus(context, { dir, inventory, findings, data, history })
      const isFull = data.kind !== 'starter-set'
      return {
        status,
        inventory: toInventorySummary(inventory, context.now()),
        ...(isFull ? { findings: toFindingsSummary(findings) } : {}),
      }
    } finally {
      data.store.close()
    }
  } finally {
    await history.close()
  }
}

function unreadable(problem: {
  readonly code: string
  readonly message: string
  readonly hint?: string
}): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.inputUnreadable, ...problem })
}
