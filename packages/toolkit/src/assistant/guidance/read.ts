/** Reader of the guidance files: passages on provisions in two languages, and examples of what is refused. */
import { type AskedRefusal, refusalReasons, type Tongue } from '../passage.ts'
import { parseReference, type Reference } from '../reference.ts'

/** One provision in our own words. */
export interface GuidancePassage {
  readonly ref: Reference
  readonly also: readonly Reference[]
  readonly title: Readonly<Record<Tongue, string>>
  readonly text: Readonly<Record<Tongue, string>>
  readonly asks: Readonly<Record<Tongue, readonly string[]>>
  /** `legal_text`: checked against the Official Journal; `notes`: against our notes on amendments and practice. */
  readonly basis: 'legal_text' | 'notes'
}

type Fields = Readonly<Record<string, unknown>>
type Fail = (problem: string) => never

/** Throws with file and place where a file breaks its shape: it is ours, so that is our fault. */
export function readGuidance(name: string, json: unknown): readonly GuidancePassage[] {
  return listOf(json, 'passages', failIn(name)).map((value, index) => {
    const fail = failIn(`${name} passages[${index}]`)
    const fields = toFields(value, fail)
    const basis = fields['basis']
    if (basis !== 'legal_text' && basis !== 'notes') return fail('basis is legal_text or notes')
    return {
      ref: toReference(fields['ref'], fail),
      also: (fields['also'] === undefined ? [] : toList(fields['also'], fail)).map((ref) =>
        toReference(ref, fail),
      ),
      title: inBoth(fields['title'], fail, toText),
      text: inBoth(fields['text'], fail, toText),
      asks: inBoth(fields['asks'], fail, toTexts),
      basis,
    }
  })
}

/** Further ways of asking for provisions that have a passage. */
export interface MoreAsks {
  readonly ref: Reference
  readonly asks: Readonly<Record<Tongue, readonly string[]>>
}

/** Throws as `readGuidance` does. */
export function readMoreAsks(name: string, json: unknown): readonly MoreAsks[] {
  return listOf(json, 'asks', failIn(name)).map((value, index) => {
    const fail = failIn(`${name} asks[${index}]`)
    return {
      ref: toReference(toFields(value, fail)['ref'], fail),
      asks: inBoth(value, fail, toTexts),
    }
  })
}

/** The examples of `refusals.json`; throws as `readGuidance` does. */
export function readRefusals(name: string, json: unknown): readonly AskedRefusal[] {
  return listOf(json, 'refusals', failIn(name)).map((value, index) => {
    const fail = failIn(`${name} refusals[${index}]`)
    const fields = toFields(value, fail)
    const reason = refusalReasons.find((word) => word === fields['reason'])
    return {
      id: toText(fields['id'], fail),
      reason: reason ?? fail(`reason is one of ${refusalReasons.join(', ')}`),
      title: inBoth(fields['title'], fail, toText),
      pointer: inBoth(fields['pointer'], fail, toText),
      asks: inBoth(fields['asks'], fail, toTexts),
    }
  })
}

/** Further questions of the kind that a refusal stands for. */
export type MoreRefusalAsks = Pick<AskedRefusal, 'id' | 'asks'>

/** Throws as `readGuidance` does. */
export function readMoreRefusalAsks(name: string, json: unknown): readonly MoreRefusalAsks[] {
  return listOf(json, 'asks', failIn(name)).map((value, index) => {
    const fail = failIn(`${name} asks[${index}]`)
    return { id: toText(toFields(value, fail)['id'], fail), asks: inBoth(value, fail, toTexts) }
  })
}

function failIn(place: string): Fail {
  return (problem) => {
    throw new Error(`guidance ${place}: ${problem}`)
  }
}

function listOf(json: unknown, key: string, fail: Fail): readonly unknown[] {
  return toList(toFields(json, fail)[key], fail)
}

function toFields(value: unknown, fail: Fail): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : fail('an object is expected')
}

function toList(value: unknown, fail: Fail): readonly unknown[] {
  return Array.isArray(value) ? value : fail('a list is expected')
}

function toText(value: unknown, fail: Fail): string {
  return typeof value === 'string' && value.trim() !== '' ? value : fail('a text is expected')
}

function toTexts(value: unknown, fail: Fail): readonly string[] {
  return toList(value, fail).map((item) => toText(item, fail))
}

function toReference(value: unknown, fail: Fail): Reference {
  const text = toText(value, fail)
  return parseReference(text) ?? fail(`${text} is no reference of the grammar`)
}

function inBoth<T>(
  value: unknown,
  fail: Fail,
  read: (value: unknown, fail: Fail) => T,
): Readonly<Record<Tongue, T>> {
  const fields = toFields(value, fail)
  return { en: read(fields['en'], fail), de: read(fields['de'], fail) }
}
