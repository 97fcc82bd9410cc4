/** Seconds that people spent on the questions, by section: one line per answer in a private file of the product. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePrivateFolder } from '@occtet/toolkit/adapters'
import { questionnaire, type SavedAssessment } from '@occtet/toolkit/cra'
import type { ProductFolder } from './product-desk.ts'

type Place = Pick<ProductFolder, 'privateRoot'> & { readonly profile: { readonly id: string } }

/** A pause longer than this is a pause: nobody reads one question for so long. */
const longestSeconds = 600

function pathOf({ privateRoot, profile }: Place): string {
  return join(privateRoot, profile.id, 'time-spent.ndjson')
}

/** Lost lines cost a figure, no answer, so nothing is synced. */
export function addSeconds(place: Place, question: string, seconds: number): void {
  makePrivateFolder(join(place.privateRoot, place.profile.id))
  const line = JSON.stringify({
    question,
    seconds: Math.min(longestSeconds, Math.max(0, Math.round(seconds))),
  })
  appendFileSync(pathOf(place), `${line}\n`, { mode: 0o600 })
}

/** Lines that are torn or foreign are passed over. */
export function readSeconds(place: Place): SavedAssessment['seconds'] {
  const path = pathOf(place)
  const sums: Record<string, number> = {}
  if (!existsSync(path)) return sums
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const found = readLine(line)
    if (found !== undefined) sums[found.section] = (sums[found.section] ?? 0) + found.seconds
  }
  return sums
}

function readLine(line: string): { readonly section: string; readonly seconds: number } | undefined {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || !('question' in value) || !('seconds' in value))
      return undefined
    const section = questionnaire.questions.get(String(value.question))?.section
    const { seconds } = value
    return section === undefined || typeof seconds !== 'number' ? undefined : { section, seconds }
  } catch {
    // A line that a killed process left torn.
    return undefined
  }
}
