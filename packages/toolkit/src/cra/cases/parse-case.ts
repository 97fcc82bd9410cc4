/** Reads the file of a case: strict, because the next entry writes the file anew and must lose nothing of it. */
import { err, ok, type Result } from '../../base/index.ts'
import type { CaseEntry, CaseFactType, CaseFile } from './events.ts'
import { isFieldId, longestField } from './fields.ts'
import { formatInstant, parseInstant } from './time.ts'

export interface CaseFileError {
  readonly code: 'CASE_SHAPE'
  /** Such as `entries[3].fact.step`. */
  readonly path: string
  readonly message: string
}

/** Longest list of entries. */
export const mostEntries = 10_000
export const longestName = 200

type Check = (value: unknown) => boolean
type Members = Readonly<Record<string, Check>>

const isText: Check = (value) => typeof value === 'string' && value !== '' && value.length <= longestField
const isName: Check = (value) => isText(value) && String(value).length <= longestName
const isBoolean: Check = (value) => typeof value === 'boolean'
const isNumber: Check = (value) => Number.isInteger(value) && Number(value) >= 1
const isDate: Check = (value) => typeof value === 'string' && parseInstant(`${value}T00:00:00Z`).ok
const isTime: Check = (value) => {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined
  return instant?.ok === true && formatInstant(instant.value) === value
}
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.some((word) => word === value)
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)

const isStep = oneOf('early_warning', 'notification', 'final_report')

const subject: Members = {
  productId: isProductId,
  productName: isName,
  role: oneOf('manufacturer', 'open_source_steward', 'unknown'),
  tier: maybe(oneOf('TIER-1', 'TIER-2', 'TIER-3')),
  companySize: maybe(oneOf('micro', 'small', 'medium', 'large')),
  placedOnMarket: maybe(isDate),
}

const isSubject: Check = (value) => findWrong(value, subject) === undefined

const facts: Readonly<Record<CaseFactType, Members>> = {
  opened: {
    track: oneOf('AEV', 'INC'),
    drill: isBoolean,
    title: isName,
    subject: isSubject,
    catalogue: isName,
  },
  subject: { subject: isSubject, reason: isText },
  'signal-arrived': { text: isText },
  'assessment-started': { text: isText },
  'assessment-ended': { text: isText },
  'became-aware': { decidedBy: isName, reason: isText },
  details: { fields: isFields },
  submitted: { step: isStep, reference: maybe(isName) },
  'already-provided': { step: isStep, reason: isText },
  'measure-available': { measure: oneOf('corrective', 'mitigating'), text: isText },
  'interim-requested': { text: isText, due: maybe(isTime) },
  'interim-submitted': { reference: maybe(isName) },
  'users-informed': { text: isText },
  'not-reportable': {
    ground: isName,
    groundText: isText,
    decidedBy: isName,
    reason: isText,
  },
  closed: { reason: isText },
  reopened: { reason: isText },
  note: { text: isText },
  withdrawn: { entry: isNumber, reason: isText },
}

/** Ids become names of folders: letters, digits and `-`, as in `.occtet/product.yaml`. */
export function isProductId(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/.test(value)
}

/** Such as `AEV-20261120-1`; the first part of a drill's id says so. */
export function isCaseId(value: unknown): boolean {
  return typeof value === 'string' && /^(?:DRILL-)?(?:AEV|INC)-\d{8}-[1-9]\d{0,3}$/.test(value)
}

/** Never throws. The content is the user's own; it is checked so that a slip of an editor is told, not obeyed. */
export function parseCase(value: unknown): Result<CaseFile, CaseFileError> {
  const wrong = findWrong(value, {
    schema: oneOf('occtet.case/1'),
    id: isCaseId,
    entries: (list) => Array.isArray(list) && list.length >= 1 && list.length <= mostEntries,
  })
  if (wrong !== undefined) return fail(wrong)
  const file = value as CaseFile
  for (const [at, entry] of file.entries.entries()) {
    const found = findWrongEntry(entry, at)
    if (found !== undefined) return fail(`entries[${at}].${found}`)
  }
  const first = file.entries[0]?.fact
  if (first?.type !== 'opened') return fail('entries[0].fact.type')
  const prefix = `${first.drill ? 'DRILL-' : ''}${first.track}-`
  return file.id.startsWith(prefix) ? ok(file) : fail('id')
}

/** Whether the fact has the members of its type, no others, and each in its shape; else the name of the first that has not. */
export function findWrongFact(fact: unknown): string | undefined {
  if (!isRecord(fact)) return ''
  const { type, ...rest } = fact
  if (typeof type !== 'string' || !Object.hasOwn(facts, type)) return 'type'
  return findWrong(rest, facts[type as CaseFactType])
}

function findWrongEntry(entry: CaseEntry, at: number): string | undefined {
  const wrong = findWrong(entry, {
    number: (value) => value === at + 1,
    at: isTime,
    recordedAt: isTime,
    by: isName,
    fact: isRecord,
  })
  if (wrong !== undefined) return wrong
  const inside = findWrongFact(entry.fact)
  if (inside !== undefined) return `fact.${inside}`
  return (entry.fact.type === 'opened') === (at === 0) ? undefined : 'fact.type'
}

function findWrong(value: unknown, members: Members): string | undefined {
  if (!isRecord(value)) return ''
  const unknown = Object.keys(value).find((key) => !Object.hasOwn(members, key))
  return unknown ?? Object.entries(members).find(([key, check]) => !check(value[key]))?.[0]
}

/** Where the platform offers three answers, only these. */
function isAllowed(id: string, text: unknown): boolean {
  return id !== 'suspectedUnlawful' || text === 'yes' || text === 'no' || text === 'unknown'
}

/** An empty text takes a value back. */
function isFields(value: unknown): boolean {
  if (!isRecord(value)) return false
  return Object.entries(value).every(
    ([id, text]) => isFieldId(id) && (text === '' || (isText(text) && isAllowed(id, text))),
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fail(path: string): Result<never, CaseFileError> {
  return err({
    code: 'CASE_SHAPE',
    path,
    message: `${path === '' ? 'the file' : path} is not what it should be`,
  })
}
