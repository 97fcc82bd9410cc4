/** Saved assessments of a product: read, and chosen by label or time. */
import { listAssessments, readTextFile } from '@occtet/toolkit/adapters'
import { parseSavedAssessment, type SavedAssessment } from '@occtet/toolkit/cra'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { type ProductFolder, unreadable } from './product-desk.ts'

/** Oldest first. Throws (exit 3) where one cannot be read. */
export function readSavedAssessments({ privateRoot, profile }: ProductFolder): readonly SavedAssessment[] {
  return listAssessments(privateRoot, profile.id).map(readSaved)
}

function readSaved(path: string): SavedAssessment {
  const source = readTextFile(path)
  if (!source.ok) throw unreadable(source.error)
  const saved = parseSavedAssessment(source.value)
  if (saved.ok) return saved.value
  throw unreadable({ code: 'ASSESSMENT_INVALID', message: `${path}: ${saved.error}` })
}

/** By label, or by the beginning of its time; of several the first baseline, else the newest. */
export function chooseAssessment(saved: readonly SavedAssessment[], wanted: string): SavedAssessment {
  const fitting = saved.filter((one) => one.label === wanted || one.at.startsWith(wanted))
  const chosen = wanted === 'baseline' ? fitting[0] : fitting.at(-1)
  if (chosen !== undefined) return chosen
  const known = saved.map((one) => `${one.label} of ${one.at}`).join(', ')
  throw new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'ASSESSMENT_MISSING',
    message: `no saved assessment ${wanted}; there are: ${known === '' ? 'none' : known}`,
    hint: 'Save one with: occtet cra status --save baseline',
  })
}
