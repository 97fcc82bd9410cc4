/** A new verdict of a person about a finding: checked against all that it needs, then written down with the facts. */
import { ok, type Result } from '../../base/index.ts'
import type { DecisionScope, Finding } from '../../model/index.ts'
import type { DecisionRecord, ImportedFrom, Verdict } from '../model.ts'
import { basisOf, type DecisionPlace } from './basis.ts'
import { dayOf } from './days.ts'
import { type DecisionError, refuse } from './errors.ts'
import { checkExpiry, type Until } from './expiry.ts'
import { checkHolds, type HoldsWish, toHolds } from './holds.ts'
import { aliasesOf, namesOfFinding, namesOfRecord, newDecisionId, packageOf } from './identity.ts'
import { type DecisionPolicy, needsConfirmation } from './policy.ts'
import type { DecideEntry } from './state.ts'
import { checkVerdict, isCleanText } from './verdict.ts'

/** Who decides, when, why and for how long. */
export interface DecisionMaker {
  readonly by: string
  /** RFC 3339. */
  readonly at: string
  /** For colleagues; readers outside do not see it. */
  readonly reason: string
  /** Last day, or `next-release`; the policy's number of days where absent. */
  readonly expires?: Until
  readonly policy: DecisionPolicy
  /** Code of the machine's proposal that was accepted. */
  readonly proposal?: string
  /** Makes it an import: which document said so. */
  readonly document?: ImportedFrom
}

export interface DecideOptions extends DecisionMaker, DecisionPlace, HoldsWish {
  /** Ids that other decisions have already. */
  readonly taken?: ReadonlySet<string>
}

/** The first decision about a finding. A wrong or missing part is named; nothing is filled in but the day of expiry. */
export function decide(
  finding: Finding,
  verdict: Verdict,
  options: DecideOptions,
): Result<DecisionRecord, DecisionError> {
  const entry = toEntry(finding, verdict, options)
  if (!entry.ok) return entry
  const holds = checkHolds(toHolds(options), entry.value.basis)
  if (!holds.ok) return holds
  const record = {
    schema: 'occtet.decision/1',
    vulnerability: { id: finding.group, aliases: aliasesOf(finding) },
    component: packageOf(finding.purl),
    holds: holds.value,
    ...(options.embargoUntil === undefined ? {} : { embargoUntil: options.embargoUntil }),
    entries: [entry.value],
  } as const
  return ok({ ...record, id: newDecisionId(record, options.taken ?? new Set()) })
}

export interface RenewOptions extends DecisionMaker, DecisionPlace {}

/**
 * A new verdict in an old record: after it went stale, expired, was revoked, or to say something else. It holds where the
 * record holds; for another scope make another decision and revoke this one. Names that the flaw has gained are added.
 */
export function renew(
  record: DecisionRecord,
  finding: Finding,
  decision: RenewOptions & { readonly verdict: Verdict },
): Result<DecisionRecord, DecisionError> {
  const names = namesOfFinding(finding)
  const isSame =
    packageOf(finding.purl) === record.component && namesOfRecord(record).some((name) => names.has(name))
  if (!isSame) {
    return refuse(
      'OTHER_FINDING',
      'component',
      `${record.id} is not about ${finding.group} in ${finding.purl}`,
    )
  }
  if (record.holds.product !== undefined && record.holds.product !== decision.product) {
    return refuse(
      'OTHER_PRODUCT',
      'holds.product',
      `${record.id} is about the product ${record.holds.product}`,
    )
  }
  const entry = toEntry(finding, decision.verdict, { ...decision, scope: record.holds.scope })
  if (!entry.ok) return entry
  const holds = checkHolds(record.holds, entry.value.basis)
  if (!holds.ok) return holds
  return ok({ ...withNames(record, finding), entries: [...record.entries, entry.value] })
}

function withNames(record: DecisionRecord, finding: Finding): DecisionRecord {
  const { id, aliases } = record.vulnerability
  const all = aliasesOf({ ...finding, group: id, aliases: [...finding.aliases, finding.group, ...aliases] })
  return { ...record, vulnerability: { id, aliases: all } }
}

function toEntry(
  finding: Finding,
  verdict: Verdict,
  maker: DecisionMaker & DecisionPlace & { readonly scope: DecisionScope },
): Result<DecideEntry, DecisionError> {
  const { by, at, policy, proposal, document } = maker
  const day = dayOf(at)
  if (day === undefined)
    return refuse('AT_INVALID', 'at', `expected a time such as 2026-11-22T13:00:00Z, found ${at}`)
  const said = checkSaid(maker)
  if (!said.ok) return said
  const checked = checkVerdict(verdict, day)
  if (!checked.ok) return checked
  const basis = basisOf(finding, maker)
  const expiry = checkExpiry(maker.expires, {
    verdict,
    day,
    policy,
    scope: maker.scope,
    release: basis.release,
  })
  if (!expiry.ok) return expiry
  return ok({
    kind: document === undefined ? 'decide' : 'import',
    at,
    by: by.trim(),
    reason: said.value,
    verdict: checked.value,
    basis,
    ...expiry.value,
    needsConfirmation: needsConfirmation(verdict, policy),
    ...(proposal === undefined ? {} : { proposal }),
    ...(document === undefined ? {} : { document }),
  })
}

/** The reason as it is kept: line ends of one kind, no padding. */
export function checkSaid({
  by,
  reason,
}: {
  readonly by: string
  readonly reason: string
}): Result<string, DecisionError> {
  if (by.trim() === '') return refuse('BY_MISSING', 'by', 'expected the name of the person who decides')
  if (!isCleanText(by.trim()))
    return refuse('TEXT_INVALID', 'by', 'expected a name without control characters')
  const kept = reason.replaceAll('\r\n', '\n').trim()
  if (kept === '') return refuse('REASON_MISSING', 'reason', 'expected a sentence that says why')
  if (isCleanText(kept)) return ok(kept)
  return refuse(
    'TEXT_INVALID',
    'reason',
    'expected a text without control characters, of at most 20000 characters',
  )
}
