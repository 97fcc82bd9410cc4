/** `.occtet/decisions/ID.yaml`: read strictly with its whole history replayed, written in one order for pull requests. */
import { err, ok, type Result } from '../../base/index.ts'
import { parsePurl, type Purl } from '../../model/index.ts'
import { type FileError, lineOfField, readBySpec, writeBySpec } from '../../small-files/index.ts'
import { normalizeVers } from '../../versions/index.ts'
import type { DecisionEntry, DecisionRecord, Verdict } from '../model.ts'
import { addDays, dayOf, isDay } from './days.ts'
import type { DecisionError } from './errors.ts'
import { decisionSpec } from './file-shape.ts'
import { isDecisionId, packageOf } from './identity.ts'
import { type DecideEntry, isDecideEntry } from './state.ts'
import { addEntry } from './transitions.ts'
import { checkVerdict } from './verdict.ts'

/** Whatever a policy says, a file may not reach further: five years. */
const mostDaysEver = 1830

/** What is wrong, at a place such as `entries[1].by`. */
type Fault = Pick<DecisionError, 'field' | 'message'>

/**
 * The first thing that is wrong, with its line. A history that the state machine would not have let happen (confirmed by
 * the decider, revoked twice) is refused like a wrong word: such a file must not speak for the product.
 */
export function parseDecision(source: string): Result<DecisionRecord, FileError> {
  const read = readBySpec(source, decisionSpec)
  if (!read.ok) return read
  const record = toRecord(read.value as RawRecord)
  const checked = record.ok ? checkRecord(record.value) : record
  if (checked.ok) return checked
  const { field, message } = checked.error
  return err({ code: 'FILE_VALUE_INVALID', line: lineOfField(source, field), field, message })
}

const head = [
  'A decision about a vulnerability in a component. Entries are added, never edited: `occtet triage`.',
]

/** The same record gives the same bytes. */
export function formatDecision(record: DecisionRecord): string {
  const { vulnerability, entries } = record
  const { id, aliases } = vulnerability
  const slim = {
    ...record,
    vulnerability: { id, ...listed({ aliases }) },
    entries: entries.map((entry) => (isDecideEntry(entry) ? toSlim(entry) : entry)),
  }
  return writeBySpec(slim, decisionSpec, head)
}

/** Empty lists say nothing that their absence does not say. */
function toSlim(entry: DecideEntry): unknown {
  const { responses, ...verdict } = entry.verdict
  const { records, severity, ...basis } = entry.basis
  return {
    ...entry,
    verdict: { ...verdict, ...listed({ responses }) },
    basis: { ...basis, ...listed({ records, severity }) },
  }
}

function listed(
  lists: Readonly<Record<string, readonly unknown[]>>,
): Readonly<Record<string, readonly unknown[]>> {
  return Object.fromEntries(Object.entries(lists).filter(([, items]) => items.length > 0))
}

// --- from the file's shape to ours ---------------------------------------------------------------------------------

type Loose<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>
type RawVulnerability = Loose<DecisionRecord['vulnerability'], 'aliases'>
type RawDecide = Omit<DecideEntry, 'verdict' | 'basis'> & {
  readonly verdict: Loose<Verdict, 'responses'>
  readonly basis: Loose<DecideEntry['basis'], 'records' | 'severity'>
}
type RawEntry = RawDecide | Exclude<DecisionEntry, DecideEntry>
type RawRecord = Omit<DecisionRecord, 'vulnerability' | 'entries'> & {
  readonly vulnerability: RawVulnerability
  readonly entries: readonly RawEntry[]
}

function toRecord(raw: RawRecord): Result<DecisionRecord, Fault> {
  const component = parsePurl(raw.component)
  if (!component.ok || packageOf(component.value) !== component.value) {
    return fault('component', `expected a purl without version, found ${raw.component}`)
  }
  const { id, aliases = [] } = raw.vulnerability
  const entries: DecisionEntry[] = []
  for (const [index, entry] of raw.entries.entries()) {
    const whole = 'verdict' in entry ? toDecide(entry, component.value) : ok(entry)
    if (!whole.ok) return fault(`entries[${index}].${whole.error.field}`, whole.error.message)
    entries.push(whole.value)
  }
  return ok({ ...raw, component: component.value, vulnerability: { id, aliases }, entries })
}

function toDecide({ verdict, basis, ...entry }: RawDecide, component: Purl): Result<DecideEntry, Fault> {
  const purl = parsePurl(basis.purl)
  if (!purl.ok) return fault('basis.purl', purl.error.message)
  if (packageOf(purl.value) !== component) {
    return fault('basis.purl', `expected a version of ${component}, found ${purl.value}`)
  }
  const { records = [], severity = [] } = basis
  return ok({
    ...entry,
    verdict: { ...trimmed(verdict), responses: verdict.responses ?? [] },
    basis: { ...basis, purl: purl.value, records, severity },
  } as DecideEntry)
}

/** Block scalars that people write end with a line feed. */
function trimmed(verdict: RawDecide['verdict']): RawDecide['verdict'] {
  const { impact, action } = verdict
  return {
    ...verdict,
    ...(impact === undefined ? {} : { impact: impact.trim() }),
    ...(action === undefined ? {} : { action: action.trim() }),
  }
}

// --- what more than one place tells --------------------------------------------------------------------------------

function checkRecord(record: DecisionRecord): Result<DecisionRecord, Fault> {
  if (!isDecisionId(record.id)) {
    return fault('id', `expected letters, digits, '.', '-' and '_', at most 150, found ${record.id}`)
  }
  const { embargoUntil, entries } = record
  if (embargoUntil !== undefined && !isDay(embargoUntil)) {
    return fault('embargoUntil', `${embargoUntil} is no day of the calendar`)
  }
  const holds = checkHoldsAlone(record)
  if (!holds.ok) return holds
  for (const [index, entry] of entries.entries()) {
    const checked = isDecideEntry(entry) ? checkDecide(entry) : ok(undefined)
    if (!checked.ok) return fault(`entries[${index}].${checked.error.field}`, checked.error.message)
  }
  return replay(record)
}

function checkHoldsAlone({ holds }: DecisionRecord): Result<void, Fault> {
  const { scope, product, releases, versions } = holds
  if ((scope === 'organisation') !== (product === undefined)) {
    return fault('holds.product', 'every scope but organisation names its product, and that one names none')
  }
  if ((scope === 'release-range') !== (releases !== undefined)) {
    return fault('holds.releases', 'the scope release-range has releases, and no other has')
  }
  for (const [name, range] of [
    ['releases', releases],
    ['versions', versions],
  ] as const) {
    if (range !== undefined && !normalizeVers(range).ok) {
      return fault(`holds.${name}`, `expected a vers range, found ${range}`)
    }
  }
  return ok(undefined)
}

function checkDecide(entry: DecideEntry): Result<void, Fault> {
  const day = dayOf(entry.at)
  if (day === undefined) return fault('at', `${entry.at} is no time of the calendar`)
  const verdict = checkVerdict(entry.verdict, day)
  if (!verdict.ok) return verdict
  if (!isDay(entry.expires)) return fault('expires', `${entry.expires} is no day of the calendar`)
  if (entry.expires < day) return fault('expires', `${entry.expires} is before the decision, ${day}`)
  if (entry.expires > addDays(day, mostDaysEver)) {
    return fault(
      'expires',
      `nothing is decided for ever: found ${entry.expires}, at most ${mostDaysEver} days`,
    )
  }
  if (entry.untilNextRelease === undefined) return ok(undefined)
  if (entry.untilNextRelease && entry.basis.release !== undefined) return ok(undefined)
  return fault('untilNextRelease', 'expected true, and a release in the basis')
}

/** Every step again, from the first decision on. */
function replay({ entries, ...record }: DecisionRecord): Result<DecisionRecord, Fault> {
  const [first] = entries
  if (first === undefined || !isDecideEntry(first)) {
    return fault(first === undefined ? 'entries' : 'entries[0].kind', 'expected a decision as first entry')
  }
  let whole: DecisionRecord = { ...record, entries: [] }
  for (const [index, entry] of entries.entries()) {
    const next = addEntry(whole, entry, index === 0 ? 'revoked' : undefined)
    if (!next.ok) return fault(`entries[${index}].${next.error.field}`, next.error.message)
    whole = next.value
  }
  return ok(whole)
}

function fault(field: string, message: string): Result<never, Fault> {
  return err({ field, message })
}
