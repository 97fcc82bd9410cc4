/** A saved assessment read back: from a file that people can change, so it is checked like one. */
import { err, ok, parseJson, type Result } from '../../base/index.ts'
import { questionnaire } from '../questionnaire/questionnaire.ts'
import type { SavedAssessment } from '../score/compare.ts'

const labels = ['baseline', 'follow-up', 'final']
const statuses = ['met', 'partly', 'gap', 'unknown', 'not-applicable']

/** The fault as one sentence. */
export function parseSavedAssessment(source: string): Result<SavedAssessment, string> {
  const parsed = parseJson(source)
  if (!parsed.ok) return err(parsed.error.message)
  const { value } = parsed.value
  if (!isRecord(value) || value['schema'] !== 'occtet.assessment/1')
    return err('expected an occtet.assessment/1')
  const wrong = Object.entries(checks).find(([member, check]) => !check(value[member]))
  if (wrong !== undefined) return err(`${wrong[0]} is missing or not what it should be`)
  return ok(value as unknown as SavedAssessment)
}

type Check = (value: unknown) => boolean

const isPercent: Check = (value) => typeof value === 'number' && value >= 0 && value <= 100
const isFigure: Check = (value) => value === null || isPercent(value)
const isText: Check = (value) => typeof value === 'string' && value.length <= 100
const isMap =
  (item: Check, key: Check = isText): Check =>
  (value) =>
    isRecord(value) && Object.entries(value).every(([name, one]) => key(name) && item(one))

const checks: Readonly<Record<Exclude<keyof SavedAssessment, 'schema'>, Check>> = {
  label: (value) => labels.includes(String(value)),
  at: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value),
  catalogue: isText,
  mode: (value) => value === 'quick' || value === 'full',
  readiness: isFigure,
  margin: isPercent,
  evidence: isFigure,
  level: (value) => [1, 2, 3, 4, 5].includes(Number(value)),
  sections: isMap(isFigure),
  requirements: isMap((value) => statuses.includes(String(value))),
  answers: isMap(isRecord, (id) => questionnaire.questions.has(String(id))),
  openActions: (value) => Array.isArray(value) && value.every(isText),
  seconds: isMap((value) => typeof value === 'number' && value >= 0),
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
