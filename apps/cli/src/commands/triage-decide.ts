/** `occtet triage decide|confirm|reject|revoke|note`: a person decides; files for review are written. */
import type { StoredDecision } from '@occtet/toolkit/adapters'
import type { Result } from '@occtet/toolkit/base'
import { type DecisionScope, decisionScopes, type Finding } from '@occtet/toolkit/model'
import {
  addEntry,
  type DecideOptions,
  type DecisionEntry,
  type DecisionError,
  type DecisionRecord,
  decide,
  decideAll,
  findExisting,
  previewScope,
  renew,
  type TouchedFinding,
  type Verdict,
} from '@occtet/toolkit/vex'
import { chooseFindings } from '../choose-findings.ts'
import type { Context } from '../context.ts'
import { changeDecision, refused, saveNewDecision, toDecisionPolicy, whoDecides } from '../decision-desk.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { type FindingDesk, openFindingDesk } from '../finding-desk.ts'
import { type Decided, formatDecided } from '../format-decided.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { openPolicy } from '../policy-run.ts'
import { proposalsFor } from '../proposals.ts'
import { readVerdict } from '../read-verdict.ts'
import { announceDecisions } from '../record/decision-events.ts'
import { type Note, openRecorder } from '../record/recorder.ts'

export async function runTriageDecide(
  context: Context,
  names: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const dir = textOption(options, 'product') ?? '.'
  const policy = toDecisionPolicy(openPolicy(dir, undefined).policy)
  const by = whoDecides(context, options)
  const desk = await openFindingDesk(context, dir, options)
  const findings = chooseFindings(desk.findings.findings, names, flagOption(options, 'every'))
  requireProposed(desk, findings, textOption(options, 'proposal'))
  const wish = { ...wishOf(context, desk, options), by, policy }
  const isPrivate = flagOption(options, 'private')
  const drafts = draftAll(desk, findings, { verdict: readVerdict(options), wish, isPrivate })
  const touched = drafts.records.flatMap(({ record }) => preview(desk, record, context.now()))
  const isDry = flagOption(options, 'dryRun')
  const recorder = openRecorder(context, { dir, id: desk.profile?.id })
  const written = isDry
    ? []
    : await recorder.change((note) => saveAll(desk, drafts.records, { isPrivate, note }))
  const result: Decided = {
    isWritten: !isDry,
    records: isDry ? drafts.records.map(({ record }) => ({ record, path: '' })) : written,
    touched,
    takenOut: drafts.takenOut,
  }
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(toValue(result), null, 1)}\n`
      : formatDecided(result, context.columns),
  )
  return drafts.records.length === 0 ? exitCodes.usage : exitCodes.done
}

/** A decision may say that it accepts a proposal only where the machine makes it. Throws (exit 2). */
function requireProposed(desk: FindingDesk, findings: readonly Finding[], kind: string | undefined): void {
  if (kind === undefined) return
  const { byFinding } = proposalsFor(desk, findings)
  for (const { key } of findings) {
    const kinds = (byFinding.get(key) ?? []).map((proposal) => proposal.kind)
    if (kinds.some((one) => one === kind)) continue
    const made = kinds.length === 0 ? 'none is made' : `made are: ${kinds.join(', ')}`
    throw refused({ code: 'PROPOSAL_UNKNOWN', message: `${kind} is not proposed for ${key}; ${made}` })
  }
}

type Wish = Omit<DecideOptions, 'taken'>

function wishOf(context: Context, { subject }: FindingDesk, options: Options): Omit<Wish, 'by' | 'policy'> {
  const scope = decisionScopes.find((one) => one === textOption(options, 'scope')) ?? 'component'
  return {
    at: context.now(),
    reason: textOption(options, 'reason') ?? '',
    product: subject.id,
    ...(subject.version === undefined ? {} : { release: subject.version }),
    scope: scope satisfies DecisionScope,
    ...given('releases', textOption(options, 'releases')),
    ...given('versions', textOption(options, 'versions')),
    ...given('embargoUntil', textOption(options, 'embargoUntil')),
    ...given('expires', textOption(options, 'until')),
    ...given('proposal', textOption(options, 'proposal')),
  }
}

function given<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, string>)
}

interface Draft {
  readonly record: DecisionRecord
  readonly finding: Finding
  /** Adds to a decision that is there, instead of making one. */
  readonly isRenewal: boolean
  readonly make: (taken: ReadonlySet<string>) => Result<DecisionRecord, DecisionError>
  readonly change: (before: DecisionRecord) => Result<DecisionRecord, DecisionError>
}

interface Drafts {
  readonly records: readonly Draft[]
  readonly takenOut: Decided['takenOut']
}

interface Asked {
  readonly verdict: Verdict
  readonly wish: Wish
  readonly isPrivate: boolean
}

/** Several at once obey the rules for bulk decisions; one alone is refused with its reason. Throws (exit 2). */
function draftAll(desk: FindingDesk, findings: readonly Finding[], asked: Asked): Drafts {
  const { verdict, wish } = asked
  const [only] = findings
  if (only !== undefined && findings.length === 1)
    return { records: [draftOne(desk, only, asked)], takenOut: [] }
  const bulk = decideAll(findings, verdict, wish)
  if (!bulk.ok) throw refused(bulk.error)
  const { covered, takenOut } = bulk.value
  const others = new Set([...covered, ...takenOut].map(({ key }) => key))
  const fitting = findings.filter(({ key }) => !others.has(key))
  return { records: fitting.map((finding) => draftOne(desk, finding, asked)), takenOut }
}

function draftOne(desk: FindingDesk, finding: Finding, asked: Asked): Draft {
  const { verdict, wish } = asked
  const records = desk.stored.stored.filter((one) => isAsSecret(one, asked)).map(({ record }) => record)
  const existing = findExisting(records, finding, wish)
  const make = (taken: ReadonlySet<string>): Result<DecisionRecord, DecisionError> =>
    decide(finding, verdict, { ...wish, taken })
  const change = (before: DecisionRecord): Result<DecisionRecord, DecisionError> =>
    renew(before, finding, { ...wish, verdict })
  const draft = existing === undefined ? make(new Set()) : change(existing)
  if (!draft.ok) throw refused(draft.error)
  return { record: draft.value, finding, isRenewal: existing !== undefined, make, change }
}

/** What is asked to be kept back is never added to a public file, nor to one that would be told earlier. */
function isAsSecret({ kind, record }: StoredDecision, { wish, isPrivate }: Asked): boolean {
  if (!isPrivate && wish.embargoUntil === undefined) return true
  return kind === 'private' && record.embargoUntil === wish.embargoUntil
}

async function saveAll(
  desk: FindingDesk,
  drafts: readonly Draft[],
  { isPrivate, note }: { readonly isPrivate: boolean; readonly note: Note },
): Promise<Decided['records']> {
  const saved: StoredDecision[] = []
  const announce = announceDecisions(desk, note, isPrivate)
  for (const draft of drafts) {
    saved.push(
      draft.isRenewal
        ? await changeDecision(desk.stored, { id: draft.record.id, announce }, draft.change)
        : await saveNewDecision(desk.stored, draft.make, { draft: draft.record, isPrivate, announce }),
    )
  }
  return saved.map(({ record, path }) => ({ record, path }))
}

function preview(desk: FindingDesk, record: DecisionRecord, now: string): readonly TouchedFinding[] {
  const { subject, stored, findings } = desk
  const records = stored.stored.map((one) => one.record).filter(({ id }) => id !== record.id)
  const product = {
    product: subject.id,
    ...(subject.version === undefined ? {} : { release: subject.version }),
    findings: findings.findings,
    records,
  }
  return previewScope(record, [product], now.slice(0, 10))
}

function toValue({ isWritten, records, touched, takenOut }: Decided): object {
  return {
    schema: 'urn:occtet:schema:triage-decide:1',
    written: isWritten,
    records: records.map(({ record, path }) => ({
      id: record.id,
      path,
      component: record.component,
      vulnerability: record.vulnerability.id,
    })),
    touched: touched.map(({ finding, effect }) => ({ finding, effect })),
    takenOut: takenOut.map(({ key, error: { code, message } }) => ({ key, code, message })),
  }
}

type StepKind = 'confirm' | 'reject' | 'revoke' | 'note'

function toEntry(
  kind: StepKind,
  stamp: { readonly at: string; readonly by: string },
  reason: string | undefined,
): DecisionEntry {
  if (kind === 'revoke' || kind === 'note') return { kind, ...stamp, reason: reason ?? '' }
  return { kind, ...stamp, ...(reason === undefined ? {} : { reason }) }
}

function isKeptBack({ stored }: FindingDesk, id: string): boolean {
  return stored.stored.some(({ kind, record }) => kind === 'private' && record.id === id)
}

/** A second person, or a change of mind. */
export async function runTriageStep(
  context: Context,
  { id, kind }: { readonly id: string; readonly kind: StepKind },
  options: Options,
): Promise<ExitCode> {
  const dir = textOption(options, 'product') ?? '.'
  const by = whoDecides(context, options)
  const desk = await openFindingDesk(context, dir, options)
  const applied = desk.decisions.applied.find(({ record }) => record.id === id)
  const entry = toEntry(kind, { at: context.now(), by }, textOption(options, 'reason'))
  const saved = await openRecorder(context, { dir, id: desk.profile?.id }).change((note) =>
    changeDecision(
      desk.stored,
      { id, announce: announceDecisions(desk, note, isKeptBack(desk, id)) },
      (before) => addEntry(before, entry, applied?.standing),
    ),
  )
  const { record, path } = saved
  if (flagOption(options, 'json')) {
    const value: Decided = { isWritten: true, records: [{ record, path }], touched: [], takenOut: [] }
    context.out(`${JSON.stringify(toValue(value), null, 1)}\n`)
  } else context.say(`written: ${path}\n`)
  return exitCodes.done
}
