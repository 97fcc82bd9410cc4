/** Everything about one product that status, plan, risk and papers start from: profile, answers, tree, findings, evidence. */
import { join } from 'node:path'
import {
  answersPlace,
  profilePath,
  readAnswersFile,
  readProfileFile,
  readRecordFile,
  type RecordName,
  type RecordPlace,
  recordPath,
} from '@occtet/toolkit/adapters'
import type { Result } from '@occtet/toolkit/base'
import {
  type Assessment,
  assessProduct,
  factsOfProfile,
  type FileError,
  type Language,
  parseFacts,
  parsePlanFile,
  type ProductProfile,
  type QuestionnaireAnswer,
} from '@occtet/toolkit/cra'
import { type Context, privateFolder } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { flagOption, type Options, textOption } from './options.ts'
import { requireFolder } from './require-folder.ts'
import { readTreeStatus, type TreeStatus } from './tree-status.ts'

/** What people stated. */
export interface ProductFolder {
  readonly dir: string
  readonly profile: ProductProfile
  readonly privateRoot: string
  readonly answers: ReadonlyMap<string, QuestionnaireAnswer>
}

/** With what the machine found. */
export interface ProductDesk extends ProductFolder, TreeStatus {}

/** Throws (exit 3) where there is no profile, or a file cannot be read: which one, where, what is wrong. */
export function openProductFolder(context: Context, dir: string): ProductFolder {
  requireFolder(dir)
  const profile = readProfileFile(dir)
  if (!profile.ok) throw unreadable(profile.error)
  if (profile.value === undefined) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'PROFILE_MISSING',
      message: `${profilePath(dir)} does not exist`,
      hint: `Begin with: occtet cra init ${dir}`,
    })
  }
  const privateRoot = privateFolder(context)
  const answers = readAnswersFile(answersPlace(dir, profile.value, privateRoot), profile.value.id)
  if (!answers.ok) throw unreadable(answers.error)
  return { dir, profile: profile.value, privateRoot, answers: answers.value.answers }
}

/** Reads the tree and matches it against the data at hand; nothing is fetched. */
export async function openDesk(context: Context, dir: string, options: Options): Promise<ProductDesk> {
  const folder = openProductFolder(context, dir)
  return { ...folder, ...(await readTreeStatus(context, dir, { options })) }
}

/** Throws (exit 3) where a file beside the profile cannot be read. */
export function readRecord<T>(
  folder: ProductFolder,
  name: RecordName,
  parse: (source: string) => Result<T, FileError>,
): T | undefined {
  const read = readRecordFile(recordPath(name, folder), parse)
  if (!read.ok) throw unreadable(read.error)
  return read.value
}

export function placeOfRecord(name: RecordName, folder: ProductFolder): RecordPlace {
  const privateFolder = join(folder.privateRoot, folder.profile.id)
  return { path: recordPath(name, folder), privateFolder }
}

export function languageOf(options: Options): Language {
  return textOption(options, 'lang') === 'de' ? 'de' : 'en'
}

export function assessDesk(context: Context, desk: ProductDesk, options: Options): Assessment {
  const facts = parseFacts(factsOfProfile(desk.profile))
  if (!facts.ok) throw new Error('the profile was read, so its facts are legal')
  const plan = readRecord(desk, 'plan.yaml', parsePlanFile)
  const release = desk.status.signals.find((signal) => signal.id === 'SIG-REPO-MAINTAINED')?.facts[
    'last_release'
  ]
  const target = desk.profile.security?.fixTargetDays
  return assessProduct({
    profileFacts: facts.value,
    answers: desk.answers,
    signals: desk.status.signals,
    mode: flagOption(options, 'quick') ? 'quick' : 'full',
    today: context.now().slice(0, 10),
    language: languageOf(options),
    enisa: new Map(Object.entries(plan?.enisa ?? {})),
    owners: new Map(Object.entries(plan?.actions ?? {}).map(([id, { owner }]) => [id, owner])),
    ...(typeof release === 'string' ? { newestRelease: release } : {}),
    ...(target === undefined ? {} : { fixTargetDays: target }),
  })
}

export function unreadable(problem: { readonly code: string; readonly message: string }): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.inputUnreadable, ...problem })
}
