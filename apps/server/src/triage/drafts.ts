/** What a wish of a person comes to, before anything is written: records new or renewed, and what is taken out. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { DecisionScope, Finding } from '@occtet/toolkit/model'
import {
  type DecideOptions,
  type DecisionError,
  type DecisionRecord,
  decide,
  decideAll,
  findExisting,
  renew,
  type Verdict,
} from '@occtet/toolkit/vex'
import type { DecisionFile } from './decision-store.ts'
import type { TriageDesk } from './triage-desk.ts'

/** The same for every finding of a bulk. */
export interface Wish {
  readonly by: string
  /** RFC 3339. */
  readonly at: string
  readonly verdict: Verdict
  readonly reason: string
  readonly scope: DecisionScope
  readonly expires?: string | undefined
  readonly releases?: string | undefined
  readonly versions?: string | undefined
  readonly embargoUntil?: string | undefined
  readonly isPrivate: boolean
  readonly proposal?: string | undefined
}

export interface DraftedDecision {
  readonly finding: Finding
  readonly record: DecisionRecord
  /** What it adds to; undefined: a new file. */
  readonly before: DecisionFile | undefined
}

export interface Drafted {
  readonly drafts: readonly DraftedDecision[]
  readonly takenOut: readonly { readonly finding: Finding; readonly error: DecisionError }[]
}

/**
 * Findings of one product. `isBulk`: the rules for bulk decisions hold, even where only one of the findings is of this
 * product; one finding alone is refused with its reason. `taken`: ids of decisions elsewhere in the organisation.
 */
export function draftDecisions(
  desk: TriageDesk,
  findings: readonly Finding[],
  {
    wish,
    isBulk,
    taken,
  }: { readonly wish: Wish; readonly isBulk: boolean; readonly taken: ReadonlySet<string> },
): Result<Drafted, DecisionError> {
  const [only] = findings
  if (!isBulk && only !== undefined && findings.length === 1) {
    const one = draftOne(desk, only, { wish, taken })
    return one.ok ? ok({ drafts: [one.value], takenOut: [] }) : one
  }
  const bulk = decideAll(findings, wish.verdict, optionsOf(desk, wish))
  if (!bulk.ok) return bulk
  const others = new Set([...bulk.value.covered, ...bulk.value.takenOut].map(({ key }) => key))
  const drafts: DraftedDecision[] = []
  const used = new Set(taken)
  for (const finding of findings.filter(({ key }) => !others.has(key))) {
    const one = draftOne(desk, finding, { wish, taken: used })
    if (!one.ok) return one
    used.add(one.value.record.id)
    drafts.push(one.value)
  }
  const byKey = new Map(findings.map((finding) => [finding.key, finding]))
  return ok({
    drafts,
    takenOut: bulk.value.takenOut.flatMap(({ key, error }) => {
      const finding = byKey.get(key)
      return finding === undefined ? [] : [{ finding, error }]
    }),
  })
}

function optionsOf({ subject, house }: TriageDesk, wish: Wish): DecideOptions {
  const { by, at, reason, scope, expires, releases, versions, embargoUntil, proposal } = wish
  return {
    by,
    at,
    reason,
    scope,
    policy: house,
    product: subject.id,
    ...(subject.version === undefined ? {} : { release: subject.version }),
    ...(expires === undefined ? {} : { expires }),
    ...(releases === undefined ? {} : { releases }),
    ...(versions === undefined ? {} : { versions }),
    ...(embargoUntil === undefined ? {} : { embargoUntil }),
    ...(proposal === undefined ? {} : { proposal }),
  }
}

function draftOne(
  desk: TriageDesk,
  finding: Finding,
  { wish, taken }: { readonly wish: Wish; readonly taken: ReadonlySet<string> },
): Result<DraftedDecision, DecisionError> {
  const options = optionsOf(desk, wish)
  const fitting = desk.decisions.files.filter((file) => isAsSecret(file, wish))
  const existing = findExisting(
    fitting.map(({ record }) => record),
    finding,
    options,
  )
  const before = fitting.find(({ record }) => record === existing)
  const all = new Set([...taken, ...desk.decisions.files.map(({ record }) => record.id)])
  const drafted =
    before === undefined
      ? decide(finding, wish.verdict, { ...options, taken: all })
      : renew(before.record, finding, { ...options, verdict: wish.verdict })
  return drafted.ok ? ok({ finding, record: drafted.value, before }) : err(drafted.error)
}

/** What is asked to be kept back is never added to a public file, nor to one that would be told earlier. */
function isAsSecret({ place, record }: DecisionFile, { isPrivate, embargoUntil }: Wish): boolean {
  if (!isPrivate && embargoUntil === undefined) return true
  return place === 'private' && record.embargoUntil === embargoUntil
}
